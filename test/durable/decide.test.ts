import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoSuchInstance, Refused } from '../../contract/engine.ts';
import { lastChange, refold } from '../../machines/core/index.ts';
import { counterV1, counterV2 } from './counter.ts';
import { cisoOf, counterId, decision, makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.work();
});
afterAll(() => world?.close());

/** The rules that refused; fails when it was accepted. */
async function rulesOf(act: Promise<unknown>): Promise<string[]> {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.refusals.map((refusal) => refusal.rule);
}

describe('a decision', () => {
  test('is answered with its seq and reaches the journal (6-1)', async () => {
    const instance = await world.count();
    const message = decision(instance, 'add', { by: 2 });
    const answer = await world.engine.decide(message);
    expect(answer).toMatchObject({ seq: 2, to: 'counting', bodyHash: 'b' });
    const entries = await world.journaled(instance, 2);
    expect(entries.map((entry) => [entry.seq, entry.event])).toMatchObject([
      [1, { type: 'begin' }],
      [2, { type: 'add', at: answer.at, actor: { person: 'p-ciso' }, input: { by: 2 } }],
    ]);
    expect(await world.records.journal.byUpdate(message.updateId)).toMatchObject({ instance, seq: 2, bodyHash: 'b' });
  });

  test('is refused with the failed rule, its clause and both languages, and leaves no entry (3-7)', async () => {
    const instance = await world.count();
    const error = await world.engine.decide(decision(instance, 'add', { by: -1 })).catch((reason: unknown) => reason);
    if (!(error instanceof Refused)) throw new Error(String(error));
    expect(error.refusals).toMatchObject([
      {
        rule: 'positive',
        clause: '3-7',
        basis: 'text',
        concerns: 'input',
        en: 'Give a positive number.',
        whoCould: ['ciso'],
      },
    ]);
    expect(error.refusals[0]?.ja).toBe('正の数を指定してください。');
    expect((await world.engine.view(instance)).state.seq).toBe(1);
  });

  test('of someone who does not hold the post is refused about who', async () => {
    const instance = await world.count();
    const stranger = { type: 'add', actor: { person: 'p-x', appointments: [] }, input: { by: 1 }, facts: undefined };
    expect(await rulesOf(world.engine.decide({ ...decision(instance, 'add'), event: stranger }))).toEqual([
      'notYourRole',
    ]);
  });

  test('addressed to another instance, malformed, or unknown is refused', async () => {
    const instance = await world.count();
    const other = { ...decision(instance, 'add', { by: 1 }), instance: 'counter/2026/other' };
    const handle = world.engine;
    await expect(handle.decide(other)).rejects.toBeInstanceOf(NoSuchInstance);
    expect(await rulesOf(handle.decide(decision(instance, 'add', { by: 'one' })))).toEqual(['malformed']);
    expect(await rulesOf(handle.decide(decision(instance, 'add', { by: 1, extra: 1 })))).toEqual(['malformed']);
    for (const type of ['constructor', '__proto__', 'xstate.after.1000.counter', 'begin', 'wake', 'bump']) {
      expect(await rulesOf(handle.decide(decision(instance, type)))).toEqual(['unknownDecision']);
    }
  });

  test('disguised as a timer by foreign keys is judged as the decision it is', async () => {
    const instance = await world.count();
    const disguised = { ...decision(instance, 'add', { by: 1 }).event, due: 5, from: 'x', at: 7 };
    const answer = await world.engine.decide({ ...decision(instance, 'add'), event: disguised });
    const entry = (await world.journaled(instance, answer.seq)).at(-1);
    expect(entry?.event).toEqual({ type: 'add', at: answer.at, actor: cisoOf(instance), input: { by: 1 } });
    expect(answer.at).toBeGreaterThan(7);
  });

  test('of two at once that exclude each other exactly one is accepted (3-9)', async () => {
    const instance = await world.count();
    const both = await Promise.allSettled(
      Array.from({ length: 2 }, () => world.engine.decide(decision(instance, 'take'))),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { refusals: [{ rule: 'notTaken' }] },
    });
  });

  test('sent 20 times with one update id is taken once and answered alike', async () => {
    const instance = await world.count();
    const message = decision(instance, 'add', { by: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.engine.decide(message)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await world.engine.view(instance)).state).toMatchObject({ seq: 2, snapshot: { context: { count: 1 } } });
  });

  test('sent 20 times with 20 ids is taken 20 times', async () => {
    const instance = await world.count();
    const sent = Array.from({ length: 20 }, () => world.engine.decide(decision(instance, 'add', { by: 1 })));
    const seqs = (await Promise.all(sent)).map((answer) => answer.seq);
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  });

  test('on what was seen before the last change is refused as stale; a timer changes nothing', async () => {
    const instance = await world.count();
    const { seq } = await world.engine.decide(decision(instance, 'wakeAt', { at: [Date.now() - 1] }));
    await world.journaled(instance, seq + 1);
    const { state } = await world.engine.view(instance);
    expect(state.seq).toBe(seq + 1);
    expect(lastChange(state)).toBe(seq);
    await world.engine.decide(decision(instance, 'add', { by: 1 }, { expectedSeq: seq }));
    expect(await rulesOf(world.engine.decide(decision(instance, 'add', { by: 1 }, { expectedSeq: seq })))).toEqual([
      'stale',
    ]);
  });

  test('whose facts were looked up before the last decision is refused as overtaken; after a timer alone it is taken', async () => {
    const instance = await world.count();
    const { seq: first } = await world.engine.decide(decision(instance, 'add', { by: 1 }, { factsAfter: 1 }));
    expect(await rulesOf(world.engine.decide(decision(instance, 'add', { by: 1 }, { factsAfter: first - 1 })))).toEqual(
      ['overtaken'],
    );
    const { seq } = await world.engine.decide(decision(instance, 'wakeAt', { at: [Date.now() - 1] }));
    await world.journaled(instance, seq + 1);
    await world.engine.decide(decision(instance, 'add', { by: 1 }, { factsAfter: seq }));
  });

  test('on an instance that has ended, or never began, finds none', async () => {
    const instance = await world.count();
    await world.engine.decide(decision(instance, 'add', { by: 1 }));
    const end = await world.engine.decide(decision(instance, 'finish'));
    await world.journaled(instance, end.seq);
    await expect(
      (async () => {
        for (let i = 0; i < 50; i += 1) await world.engine.decide(decision(instance, 'add', { by: 1 })).catch(skipOver);
      })(),
    ).rejects.toBeInstanceOf(NoSuchInstance);
    await expect(world.engine.view(instance)).rejects.toBeInstanceOf(NoSuchInstance);
    await expect(world.engine.decide(decision(counterId(), 'add'))).rejects.toBeInstanceOf(NoSuchInstance);
  });

  test('starting an id again is harmless', async () => {
    const instance = await world.count();
    const again = { instance, procedure: 'counter', version: 1, input: {} };
    expect(await world.engine.start(again)).toBe('exists');
  });
});

/** Until its lanes are empty an ended instance still answers, that it is over. */
function skipOver(error: unknown): void {
  if (!(error instanceof Refused) || error.refusals[0]?.rule !== 'over') throw error;
}

describe('versions and refold', () => {
  test('a second version runs beside the first, each by its own definition, also when refolded', async () => {
    const [first, second] = [await world.count(1), await world.count(2)];
    for (const instance of [first, second]) {
      for (let i = 0; i < 3; i += 1)
        await world.engine.decide(decision(instance, 'add', { by: 5 }, { updateId: randomUUID() }));
    }
    expect((await world.engine.view(first)).state.snapshot.context).toMatchObject({ count: 15 });
    expect(await world.engine.view(second)).toMatchObject({
      version: 2,
      state: { snapshot: { context: { count: 30 } } },
    });
    const [one, two] = [await world.journaled(first, 4), await world.journaled(second, 4)];
    expect(refold(counterV1, one)).toBeUndefined();
    expect(refold(counterV2, two)).toBeUndefined();
    // A definition that was changed afterwards is noticed.
    expect(refold(counterV2, one)).toMatchObject({ seq: 2 });
    expect(await world.records.journal.verifyChain(first)).toBeUndefined();
  });
});

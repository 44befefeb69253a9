/**
 * What a stranger can do who has nothing but Temporal's port: send what is not sealed, send copies of what is, answer and
 * start in others' places. None of it decides, none breaks an instance or stops a worker, and each is counted.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { payloadCodecs } from '../../client/codecs.ts';
import { fixedKeyring, payloadKey } from '../../client/sealing/keyring.ts';
import {
  decideUpdate,
  taskQueue,
  tellSignal,
  viewQuery,
  type SentDecision,
  type SentTell,
} from '../../contract/messages.ts';
import { Refused } from '../../contract/engine.ts';
import { unsealed, unsealedReasons, type UnsealedReason } from '../../contract/unsealed.ts';
import { begin } from '../../machines/core/index.ts';
import { makeInstance } from '../../workflows/instance.ts';
import { genuineDecision } from '../../workflows/sealed.ts';
import { eventually } from '../support/eventually.ts';
import { ownNamespace } from '../support/temporal.ts';
import { counterV1 } from './counter.ts';
import { counterId, decision, makeWorld, type World } from './world.ts';

/** What the worker and the client met that was not sealed. */
const met = new Map<UnsealedReason, number>(unsealedReasons.map((reason) => [reason, 0]));
let world: World;
let connection: Connection;
/** Under attack, with a decision and a told event taken; and another that is left alone. */
let victim: string;
let other: string;

beforeAll(async () => {
  world = await makeWorld({
    ...(await ownNamespace()),
    onUnsealed: (reason) => void met.set(reason, (met.get(reason) ?? 0) + 1),
  });
  await world.work();
  connection = await Connection.connect({ address: world.temporal.address });
  [victim, other] = [await world.count(), await world.count()];
  await world.engine.decide(decision(victim, 'add', { by: 1 }));
  await world.engine.tell({ id: 'told#1', from: other, to: victim, type: 'bump', input: { by: 1 } });
  await world.journaled(victim, 3);
});
afterAll(async () => {
  await connection?.close();
  await world?.close();
});

const namespace = () => world.temporal.namespace;
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

async function sealedBy(bytes: Uint8Array, value: unknown): Promise<Payload[]> {
  const [codec] = payloadCodecs({ keys: fixedKeyring(payloadKey(bytes)) });
  return (await codec?.encode([plain(value)])) ?? [];
}

/** A payload like a sealed one, with these bytes. */
const like = (data: Uint8Array, key: string): Payload => ({
  metadata: { encoding: Buffer.from('binary/encrypted'), 'key-id': Buffer.from(key) },
  data,
});

/** Everything somebody without a key might make of a message. */
async function forgeries(message: SentDecision | SentTell): Promise<[string, Payload[]][]> {
  const { id } = world.temporal.keys.current();
  return [
    ['plain', [plain(message)]],
    ['plain text', [plain('{"junkanUnsealed":"plain"}')]],
    ['nothing', []],
    ['an empty payload', [{}]],
    ['two', [plain(message), plain(message)]],
    ['undefined', [plain(undefined)]],
    ['malformed JSON', [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"') }]],
    [
      'malformed protobuf',
      [{ metadata: { encoding: Buffer.from('json/protobuf'), messageType: Buffer.from('x') }, data: Buffer.from([1]) }],
    ],
    ['an unknown encoding', [{ metadata: { encoding: Buffer.from([0xff, 0xfe]) }, data: randomBytes(10) }]],
    ['garbage under the key', [like(randomBytes(500), id)]],
    ['nothing under the key', [like(new Uint8Array(), id)]],
    ['garbage of a megabyte', [like(randomBytes(1_000_000), id)]],
    ['sealed with another key', await sealedBy(randomBytes(32), message)],
    [
      'sealed with another key, under the name of this',
      [{ ...(await sealedBy(randomBytes(32), message))[0], metadata: like(new Uint8Array(), id).metadata! }],
    ],
  ];
}

/** Sends an Update as it is; whether it failed, whoever answered. */
async function update(
  instance: string,
  payloads: Payload[],
  updateId: string = randomUUID(),
  name = decideUpdate,
): Promise<boolean> {
  const { outcome } = await connection.workflowService.updateWorkflowExecution({
    namespace: namespace(),
    workflowExecution: { workflowId: instance },
    request: { meta: { updateId, identity: 'a stranger' }, input: { name, args: { payloads } } },
    waitPolicy: { lifecycleStage: 3 },
  });
  return outcome?.failure !== null && outcome?.failure !== undefined;
}

async function signal(instance: string, payloads: Payload[], signalName = tellSignal): Promise<void> {
  await connection.workflowService.signalWorkflowExecution({
    namespace: namespace(),
    workflowExecution: { workflowId: instance },
    signalName,
    input: { payloads },
    requestId: randomUUID(),
  });
}

async function startAs(type: string, workflowId: string, payloads: Payload[]): Promise<void> {
  await connection.workflowService.startWorkflowExecution({
    namespace: namespace(),
    workflowId,
    workflowType: { name: type },
    taskQueue: { name: taskQueue },
    input: { payloads },
    requestId: randomUUID(),
  });
}

const statusOf = async (workflowId: string): Promise<number> =>
  Number(
    (await connection.workflowService.describeWorkflowExecution({ namespace: namespace(), execution: { workflowId } }))
      .workflowExecutionInfo?.status,
  );
const RUNNING = 1;
const FAILED = 3;

async function historyOf(workflowId: string) {
  const { history } = await connection.workflowService.getWorkflowExecutionHistory({
    namespace: namespace(),
    execution: { workflowId },
  });
  return history?.events ?? [];
}

/** What lies sealed in the victim's history, as anybody can read it. */
async function copies() {
  const events = await historyOf(victim);
  const found = <T>(of: (event: (typeof events)[number]) => T | null | undefined): T => {
    const all = events.flatMap((event) => of(event) ?? []);
    if (all[0] === undefined) throw new Error('not in the history');
    return all[0];
  };
  const accepted = found((event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest);
  return {
    updateId: accepted.meta?.updateId ?? '',
    decided: accepted.input?.args?.payloads ?? [],
    told: found((event) => event.workflowExecutionSignaledEventAttributes?.input?.payloads),
    started: found((event) => event.workflowExecutionStartedEventAttributes?.input?.payloads),
    written: found((event) => event.activityTaskScheduledEventAttributes?.input?.payloads),
    answer: found((event) => event.workflowExecutionUpdateCompletedEventAttributes?.outcome?.success?.payloads),
  };
}

/** Nothing happened to either: the same entries, and both still take what is genuine. */
async function unharmed(act: () => Promise<void>): Promise<boolean> {
  const before = await Promise.all([victim, other].map((instance) => world.engine.view(instance)));
  await act();
  for (const [i, instance] of [victim, other].entries()) {
    const { state } = await world.engine.view(instance);
    expect(state).toEqual(before[i]?.state);
    const { seq } = await world.engine.decide(decision(instance, 'add', { by: 1 }));
    expect(seq).toBe(state.seq + 1);
    expect((await world.journaled(instance, seq)).map((entry) => entry.seq)).toEqual(
      Array.from({ length: seq }, (_, j) => j + 1),
    );
  }
  return true;
}

const counted = (): number => [...met.values()].reduce((sum, count) => sum + count, 0);

test('what lies in Temporal says nothing to whoever has no key: histories, answers, queries, failures', async () => {
  const text = JSON.stringify(await historyOf(victim), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  for (const word of ['p-ciso', 'ciso', 'begin', 'bodyHash', 'snapshot', 'bump']) expect(text).not.toContain(word);
  const { queryResult } = await connection.workflowService.queryWorkflow({
    namespace: namespace(),
    execution: { workflowId: victim },
    query: { queryType: viewQuery },
  });
  expect(queryResult?.payloads).toHaveLength(1);
  expect(Buffer.from(queryResult?.payloads?.[0]?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
});

describe('an Update', () => {
  test('that is not sealed with the key is refused, whatever it is made of, and counted', async () => {
    expect(
      await unharmed(async () => {
        const event = decision(victim, 'add', { by: 1 });
        const all = await forgeries({ ...event, sentAt: Date.now() });
        for (const [what, payloads] of all) {
          const before = counted();
          expect([what, await update(victim, payloads, event.updateId + what)]).toEqual([what, true]);
          expect([what, counted() > before]).toEqual([what, payloads.length > 0]);
        }
        expect(await update(victim, [plain({})], randomUUID(), 'anything')).toBe(true);
      }),
    ).toBe(true);
    for (const reason of unsealedReasons) expect(met.get(reason)).toBeGreaterThan(0);
  });

  test('copied from the history is refused under another id and elsewhere; under its own id it is answered and nothing more', async () => {
    const { decided, updateId, told, started, written, answer } = await copies();
    expect(
      await unharmed(async () => {
        expect(await update(victim, decided)).toBe(true);
        expect(await update(other, decided)).toBe(true);
        expect(await update(other, decided, updateId)).toBe(true);
        expect(await update(victim, decided, updateId)).toBe(false);
        for (const payloads of [told, started, written, answer]) expect(await update(victim, payloads)).toBe(true);
      }),
    ).toBe(true);
  });

  test('that was sealed long ago and never taken is refused: its caller is gone', async () => {
    const late = decision(victim, 'add', { by: 1 });
    const [codec] = payloadCodecs(world.temporal);
    const payloads = (sentAt: number) => codec!.encode([plain({ ...late, sentAt })]);
    expect(
      await unharmed(async () => {
        expect(await update(victim, await payloads(Date.now() - 16 * 60_000), late.updateId)).toBe(true);
      }),
    ).toBe(true);
    expect(await update(victim, await payloads(Date.now() - 60_000), late.updateId)).toBe(false);
  });
});

describe('a Signal', () => {
  test('that is not sealed with the key is dropped', async () => {
    expect(
      await unharmed(async () => {
        const message = { id: 'told#2', from: other, to: victim, type: 'bump', input: { by: 1 }, sentAt: Date.now() };
        for (const [, payloads] of await forgeries(message)) await signal(victim, payloads);
        for (let i = 0; i < 20; i += 1) await signal(victim, [plain({})], `anything-${i}`);
      }),
    ).toBe(true);
  });

  test('copied from the history is dropped, there and elsewhere', async () => {
    const { told, decided, started } = await copies();
    expect(
      await unharmed(async () => {
        for (const instance of [victim, other])
          for (const payloads of [told, decided, started]) await signal(instance, payloads);
      }),
    ).toBe(true);
  });
});

test('a Query with whatever arguments changes nothing and is answered sealed', async () => {
  expect(
    await unharmed(async () => {
      const message = { ...decision(victim, 'add', { by: 1 }), sentAt: Date.now() };
      for (const [, payloads] of await forgeries(message)) {
        const { queryResult } = await connection.workflowService.queryWorkflow({
          namespace: namespace(),
          execution: { workflowId: victim },
          query: { queryType: viewQuery, queryArgs: { payloads } },
        });
        expect(Buffer.from(queryResult?.payloads?.[0]?.metadata?.['encoding'] ?? []).toString()).toBe(
          'binary/encrypted',
        );
      }
      await expect(
        connection.workflowService.queryWorkflow({
          namespace: namespace(),
          execution: { workflowId: victim },
          query: { queryType: 'anything', queryArgs: { payloads: [plain({})] } },
        }),
      ).rejects.toThrow();
    }),
  ).toBe(true);
});

describe('a start', () => {
  test('with what is not sealed, or of another instance, ends at once and leaves the worker to everybody else', async () => {
    const { started, decided } = await copies();
    const message = { ...decision(victim, 'add', { by: 1 }), sentAt: Date.now() };
    expect(
      await unharmed(async () => {
        const inputs: [string, Payload[]][] = [
          ...(await forgeries(message)),
          ['a copied start', started],
          ['a copied decision', decided],
        ];
        const starts = await Promise.all(
          ['counter', 'openYear'].flatMap((type) =>
            inputs.map(async ([what, payloads]) => {
              const id = counterId();
              await startAs(type, id, payloads);
              return { id, what: `${type}: ${what}` };
            }),
          ),
        );
        // Whose key is not known it waits for: another worker may have read a new one already.
        const waiting = starts.filter(({ what }) => what === 'counter: sealed with another key');
        const unknown = counterId();
        await startAs('anything', unknown, []);
        for (const { id, what } of starts.filter((start) => !waiting.includes(start)))
          expect([what, await eventually(async () => (await statusOf(id)) !== RUNNING && statusOf(id))]).toEqual([
            what,
            FAILED,
          ]);
        // What fails again and again, and is asked in between, ends no worker.
        for (const workflowId of [unknown, ...waiting.map(({ id }) => id)]) {
          expect(await statusOf(workflowId)).toBe(RUNNING);
          const asked = connection.withDeadline(Date.now() + 2_000, () =>
            connection.workflowService.queryWorkflow({
              namespace: namespace(),
              execution: { workflowId },
              query: { queryType: viewQuery },
            }),
          );
          await expect(asked).rejects.toThrow();
        }
        expect(world.errors).not.toContain('the worker failed and is replaced');
      }),
    ).toBe(true);
  });

  test('of an instance that was ended, with the payload of its own history, is an older run: it takes nothing that is not written', async () => {
    const instance = await world.count();
    await world.engine.decide(decision(instance, 'add', { by: 1 }));
    await world.journaled(instance, 2);
    const payloads = (await historyOf(instance))[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    const recorded = await world.records.journal.all(instance);
    await connection.workflowService.terminateWorkflowExecution({
      namespace: namespace(),
      workflowExecution: { workflowId: instance },
    });
    // Another instant, so another first entry.
    await pause(5);
    await startAs('counter', instance, payloads);
    // Whoever knows the instance as the journal tells of it is refused, and then the run ends by itself.
    const asked = world.engine.decide(decision(instance, 'add', { by: 5 }, { factsAfter: 2 }));
    await expect(asked).rejects.toThrow();
    expect(await eventually(async () => (await statusOf(instance)) !== RUNNING && statusOf(instance))).toBe(FAILED);
    expect(await world.records.journal.all(instance)).toEqual(recorded);
  });
});

test('an instance that was reset from outside is behind its journal: whoever knows that is refused, and the run ends rather than write another story', async () => {
  const instance = await world.count();
  await world.engine.decide(decision(instance, 'add', { by: 1 }));
  await world.engine.decide(decision(instance, 'add', { by: 2 }));
  await world.journaled(instance, 3);
  const recorded = await world.records.journal.all(instance);
  // The first task begins, the second finds the beginning in the journal.
  const [, second] = (await historyOf(instance)).filter((event) => event.workflowTaskCompletedEventAttributes);
  await connection.workflowService.resetWorkflowExecution({
    namespace: namespace(),
    workflowExecution: { workflowId: instance },
    reason: 'a stranger',
    workflowTaskFinishEventId: second?.eventId ?? null,
    requestId: randomUUID(),
    // Without what was decided since.
    resetReapplyExcludeTypes: [1, 2, 3, 4],
  });
  expect((await world.engine.view(instance)).state.seq).toBe(1);
  const { rules } = await world.engine.decide(decision(instance, 'add', { by: 5 }, { factsAfter: 3 })).then(
    () => ({ rules: ['taken'] }),
    (error: unknown) => ({
      rules: error instanceof Refused ? error.refusals.map(({ rule }) => rule) : [String(error)],
    }),
  );
  expect(rules).toEqual(['overtaken']);
  // Whoever does not say is taken by a run that then meets the journal.
  await world.engine.decide(decision(instance, 'add', { by: 5 }));
  expect(await eventually(async () => (await statusOf(instance)) !== RUNNING && statusOf(instance))).toBe(FAILED);
  expect(await world.records.journal.all(instance)).toEqual(recorded);
});

test('what a stranger’s worker let past the validator is judged again before it is taken', () => {
  const at = Date.parse('2026-05-01T03:00:00Z');
  const id = counterId();
  const [, , organisation = ''] = id.split('/');
  const { state } = begin(counterV1, { instance: id, organisation, year: 2026, input: {} }, at);
  const kept: unknown[] = [];
  const parts = { procedure: counterV1, id, state, answers: new Map(), told: new Map(), clock: () => at };
  const instance = makeInstance({ ...parts, kept: (step) => void kept.push(step) });
  const genuine = { ...decision(id, 'add', { by: 1 }), sentAt: at };
  const stranger = { person: 'p-x', appointments: [] };
  for (const message of [
    { ...genuine, instance: other },
    { ...genuine, expectedSeq: 9 },
    { ...genuine, event: { ...genuine.event, actor: stranger } },
    { ...genuine, event: { ...genuine.event, input: { by: 'one' } } },
  ])
    expect(() => instance.decide(message)).toThrow(Refused);
  const arrival = { updateId: genuine.updateId, now: at, taken: () => false, forgotten: 0 };
  for (const message of [
    unsealed('plain'),
    undefined,
    {},
    { ...genuine, sentAt: undefined },
    { ...genuine, sentAt: at - 1_000_000 },
  ])
    expect(() => genuineDecision(message, arrival)).toThrow(Refused);
  expect(() => genuineDecision(genuine, { ...arrival, updateId: 'another' })).toThrow(Refused);
  expect(() => genuineDecision(genuine, { ...arrival, forgotten: at })).toThrow(Refused);
  expect(kept).toEqual([]);
  expect(instance.decide(genuineDecision(genuine, arrival)).seq).toBe(2);
});

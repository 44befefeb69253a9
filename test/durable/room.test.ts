/**
 * How large an instance may become, on a real Temporal server: refused in words long before Temporal's 2 MB, never what
 * ends or what others tell, and carried over at its largest.
 */
import { randomUUID } from 'node:crypto';
import { type Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused } from '../../contract/engine.ts';
import type { DurableInput, TellMessage } from '../../contract/messages.ts';
import { treeBytes } from '../../model/tree-digest.ts';
import { eventually } from '../support/eventually.ts';
import { sealedClient } from '../support/temporal.ts';
import { decision, makeWorld, type World } from './world.ts';

let world: World;
let client: Client;
let connection: Connection;
const instance = `hoard/2026/o-${randomUUID().slice(0, 8)}`;
/** 60 kB in UTF-8. */
const text = '循'.repeat(20_000);

beforeAll(async () => {
  world = await makeWorld();
  await world.work();
  const start: DurableInput = { instance, procedure: 'hoard', version: 1, input: {} };
  await world.records.instances.claim(start, 'test');
  await world.engine.start(start);
  connection = await Connection.connect({ address: world.temporal.address });
  client = sealedClient(world.temporal, connection);
});
afterAll(async () => {
  await connection?.close();
  await world?.close();
});

const decide = (type: string, given = '') => world.engine.decide(decision(instance, type, { text: given }));

/** Decides until it is refused; by which rules. */
async function untilRefused(type: string): Promise<{ taken: number; rules: readonly string[] }> {
  for (let taken = 0; taken < 60; taken += 1) {
    try {
      await decide(type, text);
    } catch (error) {
      if (error instanceof Refused) return { taken, rules: error.refusals.map(({ rule }) => rule) };
      throw error;
    }
  }
  throw new Error('never refused');
}

const size = async (): Promise<number> => treeBytes((await world.engine.view(instance)).state);
const runId = async (): Promise<string> => (await client.workflow.getHandle(instance).describe()).runId;

test('grown by somebody determined it is refused by a rule; the reserve, ways to the end, what is told and the end still pass', async () => {
  expect(await untilRefused('keep')).toEqual({ taken: 9, rules: ['noRoom'] });
  expect(await untilRefused('keepNeeded')).toEqual({ taken: 5, rules: ['noRoom'] });
  await expect(decide('keep')).rejects.toBeInstanceOf(Refused);
  expect(await size()).toBeLessThan(900_000);
  expect(await untilRefused('propose')).toEqual({ taken: 5, rules: ['noRoom'] });
  expect(await size()).toBeLessThan(1_200_000);

  for (let i = 0; i < 3; i += 1) {
    const message: TellMessage = { id: `t#${i}`, from: 'cycle/2026/o', to: instance, type: 'hear', input: { text } };
    await world.engine.tell(message);
  }
  await eventually(async () => (await size()) > 1_300_000);

  // At its largest a run is handed over to the next, with what it remembers.
  const first = await runId();
  const asked = decision(instance, 'look', { text: '' });
  const answer = await world.engine.decide(asked);
  for (let i = 0; i < 60 && (await runId()) === first; i += 1)
    await Promise.all(Array.from({ length: 8 }, () => decide('look')));
  expect(await runId()).not.toBe(first);
  expect(await world.engine.decide(asked)).toMatchObject({ seq: answer.seq });
  expect(await size()).toBeGreaterThan(1_300_000);

  const { seq } = await decide('end');
  expect((await world.journaled(instance, seq)).at(-1)?.projection.ended).toBe('done');
}, 240_000);

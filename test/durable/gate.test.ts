import { expect, test } from 'vitest';
import { Unavailable } from '../../contract/engine.ts';
import { makeGate } from '../../client/gate.ts';

/** Calls that end when told to, in the order in which they began. */
function calls() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const call = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.push(() => resolve(name));
    });
  return { begun, ends, call };
}

test('only so many pass at once per key, others in the order they came', async () => {
  const gate = makeGate({ atOnce: 2, waiting: 10, within: 60_000 });
  const { begun, ends, call } = calls();
  const all = ['a', 'b', 'c', 'd'].map((name) => gate.pass('one', call(name)));
  const other = gate.pass('two', call('x'));
  await expect.poll(() => begun).toEqual(['a', 'b', 'x']);
  ends[1]?.();
  await expect.poll(() => begun).toEqual(['a', 'b', 'x', 'c']);
  for (const i of [0, 2, 3]) ends[i]?.();
  await expect.poll(() => ends.length).toBe(5);
  ends[4]?.();
  expect(await Promise.all([...all, other])).toEqual(['a', 'b', 'c', 'd', 'x']);
});

test('who finds too many waiting, or waits too long, is told to come back', async () => {
  const gate = makeGate({ atOnce: 1, waiting: 1, within: 20 });
  const { ends, call } = calls();
  const first = gate.pass('one', call('a'));
  const second = gate.pass('one', call('b'));
  await expect(gate.pass('one', call('c'))).rejects.toBeInstanceOf(Unavailable);
  // It never came to the engine: the same key may be used for something else.
  await expect(second).rejects.toMatchObject({ name: 'Unavailable', outcome: 'notTaken' });
  ends[0]?.();
  expect(await first).toBe('a');
  // The place is free again, also after failures.
  await expect(gate.pass('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.pass('one', () => Promise.resolve('d'))).toBe('d');
});

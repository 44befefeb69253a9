/** How large an instance may become, in the core alone; on a real server: test/durable/room.test.ts. */
import { describe, expect, it } from 'vitest';
import { begin, open, refusals, step } from '../../machines/core/index.ts';
import type { DecisionEvent, Refusal, State } from '../../machines/core/index.ts';
import { hoard } from '../durable/hoard.ts';
import { cisoOf } from '../durable/world.ts';

const instance = 'hoard/2026/o';
const at = Date.parse('2026-05-01T00:00:00Z');
const ciso = cisoOf(instance);
const decide = (type: string, input: object, more: Partial<DecisionEvent> = {}): DecisionEvent => ({
  type,
  at: at + 1,
  actor: ciso,
  input,
  facts: undefined,
  ...more,
});
const names = (found: readonly Refusal[]): string[] => found.map(({ rule }) => rule);

/** Told so much; nothing told is refused. */
function told(kilobytes: number): State {
  const { state } = begin(hoard, { instance, organisation: 'o', year: 2026, input: {} }, at);
  const heard = { type: 'hear', at, from: 'cycle/2026/o', id: 'x', input: { text: 'x'.repeat(kilobytes * 1000) } };
  const taken = step(hoard, state, heard);
  expect(taken.entry.refused).toBeUndefined();
  return taken.state;
}

describe('an instance has no room', () => {
  it('for what can be repeated at will from 600 kB on, for what its end needs from 900 kB on, for ways to it from 1.2 MB on, and never for its end', () => {
    const tried = (kilobytes: number, input = { text: '' }) =>
      ['keep', 'keepNeeded', 'propose', 'look', 'end'].map((type) =>
        names(refusals(hoard, told(kilobytes), decide(type, input))),
      );
    expect(tried(590)).toEqual([[], [], [], [], []]);
    expect(tried(590, { text: '循'.repeat(4_000) })).toEqual([['noRoom'], [], [], [], []]);
    expect(tried(600)).toEqual([['noRoom'], [], [], [], []]);
    expect(tried(900)).toEqual([['noRoom'], ['noRoom'], [], [], []]);
    expect(tried(1_190, { text: '循'.repeat(4_000) })).toEqual([['noRoom'], ['noRoom'], ['noRoom'], [], []]);
    expect(tried(1_400)).toEqual([['noRoom'], ['noRoom'], ['noRoom'], [], []]);
  });

  it('and says so before the act; who may not decide at all is told that, and not about room', () => {
    const closed = open(hoard, told(700), ciso, at).map(({ decision, failing }) => [decision, names(failing)]);
    expect(closed).toEqual([
      ['keep', ['noRoom']],
      ['keepNeeded', []],
      ['propose', []],
      ['look', []],
      ['end', []],
      ['correct', []],
    ]);
    const staff = { person: 's', appointments: [] };
    expect(names(refusals(hoard, told(700), decide('keep', { text: '' }, { actor: staff })))).toEqual(['notYourRole']);
  });

  it('for a twenty-first contradiction of one entry', () => {
    const paper = { by: 'x', decidedOn: '2026-04-30', number: '1', document: 'd', allowed: true };
    let { state } = step(hoard, told(1), decide('keep', { text: 't' }, { enteredFor: paper }));
    const contradict = decide('contradict', { seq: 3, reason: 'no' });
    for (let i = 0; i < 20; i += 1) {
      expect(refusals(hoard, state, contradict)).toEqual([]);
      ({ state } = step(hoard, state, contradict));
    }
    expect(names(refusals(hoard, state, contradict))).toEqual(['annotatedEnough']);
  });
});

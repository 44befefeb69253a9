/** Turns explorations of one procedure into tests. */
import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../machines/core/index.ts';
import { explore, missingOf, type Exploration, type ExplorationResult } from './explore.ts';

/** `notReached`: what none of the explorations can reach, each with the reason. Keep it empty where possible. */
export function expectExplored<G>(
  procedure: Procedure,
  explorations: readonly Exploration<G>[],
  notReached: Readonly<Record<string, string>> = {},
): void {
  describe(`${procedure.id}: every reachable state`, () => {
    const explored: ExplorationResult[] = [];
    it.each(explorations.map((one) => [one.name, one] as const))(
      '%s: order constraints hold on every path, and every state has a way out',
      (_, exploration) => {
        const found = explore(exploration);
        explored.push(found);
        const { states, transitions, milliseconds } = found;
        process.stdout.write(`${found.name}: ${states} states, ${transitions} transitions in ${milliseconds} ms\n`);
        expect(found.broken).toEqual([]);
        expect(found.stuck).toEqual([]);
        expect(found.unlike).toEqual([]);
        expect(found.states).toBeGreaterThan(1);
      },
      300_000,
    );
    it('reaches every state, decision, told event, time and both sides of every rule', () => {
      expect(missingOf(procedure, explored, notReached)).toEqual([]);
    });
  });
}

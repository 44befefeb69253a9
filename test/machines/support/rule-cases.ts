/** Turns a table of rule cases into tests; see `rule-case.ts`. */
import { describe, expect, it } from 'vitest';
import { survivingUses, usesOf } from './mutate.ts';
import { problemsOfCase, problemsOfTable, type RuleTable } from './rule-case.ts';

/** One test per rule, its title naming the clause, and one that no rule was forgotten. */
export function describeRules(table: RuleTable): void {
  describe(`${table.procedure.id}: every rule refuses once and lets pass once`, () => {
    it('has a case for every rule and none besides', () => {
      expect(problemsOfTable(table)).toEqual([]);
    });
    it.each(Object.entries(table.procedure.rules).map(([name, rule]) => [rule.clause, rule.basis, name] as const))(
      '%s (%s): %s',
      (_clause, _basis, name) => {
        expect(problemsOfCase(table, name)).toEqual([]);
      },
    );
  });
}

/** One test that the loss of any single use of a rule – at one branch of one decision – is noticed. */
export function describeUses(table: RuleTable): void {
  describe(`${table.procedure.id}: every use of a rule`, () => {
    it('is missed when it is lost', () => {
      expect(usesOf(table.procedure).length).toBeGreaterThan(0);
      expect(survivingUses(table)).toEqual([]);
    });
  });
}

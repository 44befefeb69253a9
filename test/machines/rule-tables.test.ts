/** Every published procedure's rules are tried and mutated (see `rule-tables.ts`). */
import { describe, expect, it } from 'vitest';
import { published } from '../../machines/procedures.ts';
import { ruleTables } from './rule-tables.ts';
import { mutants, survivors } from './support/mutate.ts';

describe('rule tables', () => {
  it.each(published.map((procedure) => [procedure.id, procedure.version, procedure] as const))(
    '%s version %i has a table of rule cases',
    (_id, _version, procedure) => {
      expect(ruleTables.map((table) => table.procedure)).toContain(procedure);
    },
  );
  it('every mutant is noticed by a check that names its clause, and mutation leaves the rules as they were', () => {
    for (const table of ruleTables) {
      const before = Object.values(table.procedure.rules).map((rule) => rule.test);
      expect(survivors(table, mutants(table).slice(0, 2))).toEqual([]);
      expect(Object.values(table.procedure.rules).map((rule) => rule.test)).toEqual(before);
    }
  });
});

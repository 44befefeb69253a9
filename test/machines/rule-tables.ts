/**
 * The rule tables of all procedures: what `npm run mutate` and `test/machines/rule-tables.test.ts` read. A published
 * procedure without a table fails the test.
 */
import type { RuleTable } from './support/rule-case.ts';
import { auditRules } from './audit/rule-table.ts';
import { cycleRules } from './cycle/rule-table.ts';
import { hqauditRules } from './hqaudit/rule-table.ts';
import { improvementRules } from './improvement/rule-table.ts';
import { programmeRules } from './programme/rule-table.ts';
import { standardsRules } from './standards/rule-table.ts';
import { supervisionRules } from './supervision/rule-table.ts';

export const ruleTables: readonly RuleTable[] = [
  auditRules,
  cycleRules,
  hqauditRules,
  improvementRules,
  programmeRules,
  standardsRules,
  supervisionRules,
];

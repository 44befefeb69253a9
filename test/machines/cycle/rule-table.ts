/** Every rule of the cycle refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import type { RuleCases, RuleTable } from '../support/rule-case.ts';
import { adoptionRules } from './rules-adoption.ts';
import { askedRules } from './rules-asked.ts';
import { calendarRules } from './rules-calendar.ts';
import { checkRules } from './rules-check.ts';
import { inspectionRules } from './rules-inspection.ts';
import { operateRules } from './rules-operate.ts';
import { usesElsewhere } from './rules-elsewhere.ts';
import { planningRules } from './rules-planning.ts';
import { withdrawalRules } from './rules-withdrawal.ts';

const cases: RuleCases = {
  ...planningRules,
  ...askedRules,
  ...adoptionRules,
  ...operateRules,
  ...checkRules,
  ...inspectionRules,
  ...calendarRules,
  ...withdrawalRules,
};

export const cycleRules: RuleTable = { procedure: cycleV1, cases, elsewhere: usesElsewhere(cases) };

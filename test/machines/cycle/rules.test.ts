import { describeRules, describeUses } from '../support/rule-cases.ts';
import { cycleRules } from './rule-table.ts';

describeRules(cycleRules);
describeUses(cycleRules);

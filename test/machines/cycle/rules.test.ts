import { describeRules } from '../support/rule-cases.ts';
import { cycleRules } from './rule-table.ts';

describeRules(cycleRules);

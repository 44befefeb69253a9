import { describeRules, describeUses } from '../support/rule-cases.ts';
import { improvementRules } from './rule-table.ts';

describeRules(improvementRules);
describeUses(improvementRules);

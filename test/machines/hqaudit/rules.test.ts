import { describeRules, describeUses } from '../support/rule-cases.ts';
import { hqauditRules } from './rule-table.ts';

describeRules(hqauditRules);
describeUses(hqauditRules);

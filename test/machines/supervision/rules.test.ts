import { describeRules, describeUses } from '../support/rule-cases.ts';
import { supervisionRules } from './rule-table.ts';

describeRules(supervisionRules);
describeUses(supervisionRules);

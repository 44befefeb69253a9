import { describeRules, describeUses } from '../support/rule-cases.ts';
import { standardsRules } from './rule-table.ts';

describeRules(standardsRules);
describeUses(standardsRules);

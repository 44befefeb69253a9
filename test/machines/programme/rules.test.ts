import { describeRules, describeUses } from '../support/rule-cases.ts';
import { programmeRules } from './rule-table.ts';

describeRules(programmeRules);
describeUses(programmeRules);

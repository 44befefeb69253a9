import { describeRules, describeUses } from '../support/rule-cases.ts';
import { auditRules } from './rule-table.ts';

describeRules(auditRules);
describeUses(auditRules);

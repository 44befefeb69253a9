import { describeRules } from '../support/rule-cases.ts';
import { auditRules } from './rule-table.ts';

describeRules(auditRules);

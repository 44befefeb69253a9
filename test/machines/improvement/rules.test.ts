import { describeRules } from '../support/rule-cases.ts';
import { improvementRules } from './rule-cases.ts';

describeRules(improvementRules);

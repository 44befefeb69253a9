/** All decisions, rules and routes of the cycle, joined: a name that stands twice throws at start. */
import { join } from '../../core/index.ts';
import type { Decision, Route, Rule } from '../../core/index.ts';
import { beginDecisions, beginRules } from './inspect/begin.ts';
import { judgementDecisions, judgementRules } from './inspect/judgement.ts';
import { noAuditDecisions, noAuditRules } from './inspect/no-audit.ts';
import { observationDecisions, observationRules } from './inspect/observations.ts';
import { recordDecisions, recordRules } from './inspect/records.ts';
import { auditDecisions, auditRules } from './operate/audits.ts';
import { exceptionDecisions, exceptionRules } from './operate/exceptions.ts';
import { improvementDecisions, improvementRules } from './operate/improvements.ts';
import { measureDecisions, measureRoutes, measureRules } from './operate/measures.ts';
import { trainingDecisions, trainingRules } from './operate/training.ts';
import { workabilityDecisions, workabilityRules } from './operate/workability.ts';
import { adoptionRoutes } from './planning/adoption-track.ts';
import { adoptionDecisions, adoptionRules } from './planning/adoption.ts';
import { deliberationDecisions, deliberationRules } from './planning/deliberation.ts';
import { directionDecisions, directionRules } from './planning/direction.ts';
import { planDecisions, planRules } from './planning/plan.ts';
import { policyDecisions, policyRules } from './planning/policy.ts';
import { riskDecisions, riskRules } from './planning/risk-assessment.ts';
import { standardsDecisions, standardsRules } from './planning/standards.ts';
import { structureDecisions, structureRules } from './planning/structure.ts';
import { recalendarDecisions, recalendarRules } from './recalendar.ts';
import { closeDecisions, closeRules } from './review/close.ts';
import { evaluationDecisions, evaluationRules } from './review/evaluation.ts';
import { owedDecisions, owedRules } from './review/owed.ts';
import { supplementDecisions, supplementRules } from './review/supplement.ts';
import { toldRoutes } from './told.ts';

const decisionTables = [
  directionDecisions,
  structureDecisions,
  policyDecisions,
  standardsDecisions,
  riskDecisions,
  deliberationDecisions,
  planDecisions,
  adoptionDecisions,
  measureDecisions,
  trainingDecisions,
  workabilityDecisions,
  exceptionDecisions,
  auditDecisions,
  improvementDecisions,
  beginDecisions,
  recordDecisions,
  noAuditDecisions,
  judgementDecisions,
  observationDecisions,
  evaluationDecisions,
  supplementDecisions,
  owedDecisions,
  closeDecisions,
  recalendarDecisions,
] as const;
const ruleTables = [
  directionRules,
  structureRules,
  policyRules,
  standardsRules,
  riskRules,
  deliberationRules,
  planRules,
  adoptionRules,
  measureRules,
  trainingRules,
  workabilityRules,
  exceptionRules,
  auditRules,
  improvementRules,
  beginRules,
  recordRules,
  noAuditRules,
  judgementRules,
  observationRules,
  evaluationRules,
  supplementRules,
  owedRules,
  closeRules,
  recalendarRules,
] as const;
const routeTables = [measureRoutes, adoptionRoutes, toldRoutes] as const;

type Merged<T> = (T extends unknown ? (table: T) => void : never) extends (table: infer M) => void ? M : never;
export type CycleDecisions = Merged<(typeof decisionTables)[number]>;
/** Names of rules and routes, for the guards' types. */
export type CycleRules = Merged<(typeof ruleTables)[number]>;
export type CycleRoutes = Merged<(typeof routeTables)[number]>;

export const decisions: Readonly<Record<string, Decision>> = join<Decision>(...decisionTables);
export const rules: Readonly<Record<string, Rule>> = join<Rule>(...ruleTables);
export const routes: Readonly<Record<string, Route>> = join<Route>(...routeTables);

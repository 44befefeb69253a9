/** All decisions, told events, rules and routes of the cycle, joined: a name that stands twice throws at start. */
import type { Route, Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as ending from './ending.ts';
import type { RouteName, RuleName } from './events.ts';
import * as begin from './inspect/begin.ts';
import * as collected from './inspect/collected.ts';
import * as judgementContent from './inspect/judgement-content.ts';
import * as judgement from './inspect/judgement.ts';
import * as noAudit from './inspect/no-audit.ts';
import * as observations from './inspect/observations.ts';
import * as measuresMet from './inspect/measures-met.ts';
import * as records from './inspect/records.ts';
import * as results from './inspect/results.ts';
import * as reminding from './inspect/reminding.ts';
import * as audits from './operate/audits.ts';
import * as carriedExceptions from './operate/carried-exceptions.ts';
import * as delays from './operate/delays.ts';
import * as exceptionApplications from './operate/exception-applications.ts';
import * as exceptions from './operate/exceptions.ts';
import * as improvements from './operate/improvements.ts';
import * as measures from './operate/measures.ts';
import * as training from './operate/training.ts';
import * as workability from './operate/workability.ts';
import * as adoptionTrack from './planning/adoption-track.ts';
import * as adoption from './planning/adoption.ts';
import * as asked from './planning/asked.ts';
import * as deliberation from './planning/deliberation.ts';
import * as direction from './planning/direction.ts';
import * as directives from './planning/directives.ts';
import * as editions from './planning/editions.ts';
import * as planInspection from './planning/plan-inspection.ts';
import * as planApproval from './planning/plan-approval.ts';
import * as planMeasures from './planning/plan-measures.ts';
import * as planPremises from './planning/plan-premises.ts';
import * as plan from './planning/plan.ts';
import * as policy from './planning/policy.ts';
import * as riskAssessment from './planning/risk-assessment.ts';
import * as standards from './planning/standards.ts';
import * as structure from './planning/structure.ts';
import * as recalendar from './recalendar.ts';
import * as advice from './review/advice.ts';
import * as carriedAdvice from './review/carried-advice.ts';
import * as close from './review/close.ts';
import * as evaluationContent from './review/evaluation-content.ts';
import * as evaluation from './review/evaluation.ts';
import * as owed from './review/owed.ts';
import * as result from './review/result.ts';
import * as supplement from './review/supplement.ts';
import * as tells from './told.ts';
import * as withdrawal from './withdrawal.ts';

export const decisions = join(
  direction.decisions,
  structure.decisions,
  policy.decisions,
  standards.decisions,
  editions.decisions,
  directives.decisions,
  riskAssessment.decisions,
  deliberation.decisions,
  plan.decisions,
  adoption.decisions,
  measures.decisions,
  training.decisions,
  workability.decisions,
  delays.decisions,
  exceptions.decisions,
  audits.decisions,
  improvements.decisions,
  begin.decisions,
  records.decisions,
  collected.decisions,
  reminding.decisions,
  noAudit.decisions,
  judgement.decisions,
  observations.decisions,
  evaluation.decisions,
  supplement.decisions,
  owed.decisions,
  advice.decisions,
  result.decisions,
  close.decisions,
  recalendar.decisions,
  withdrawal.decisions,
);

export const told = join(tells.told, asked.told, carriedExceptions.told, carriedAdvice.told, ending.told);

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  direction.rules,
  structure.rules,
  policy.rules,
  standards.rules,
  editions.rules,
  directives.rules,
  riskAssessment.rules,
  deliberation.rules,
  planPremises.rules,
  planMeasures.rules,
  planInspection.rules,
  planApproval.rules,
  adoption.rules,
  measures.rules,
  training.rules,
  workability.rules,
  delays.rules,
  exceptionApplications.rules,
  exceptions.rules,
  audits.rules,
  improvements.rules,
  begin.rules,
  records.rules,
  measuresMet.rules,
  results.rules,
  collected.rules,
  reminding.rules,
  noAudit.rules,
  judgement.rules,
  judgementContent.rules,
  observations.rules,
  evaluation.rules,
  evaluationContent.rules,
  supplement.rules,
  owed.rules,
  advice.rules,
  result.rules,
  close.rules,
  recalendar.rules,
  tells.rules,
  withdrawal.rules,
);

export const routes: Readonly<Record<RouteName, Route>> = join(measures.routes, adoptionTrack.routes, tells.routes);

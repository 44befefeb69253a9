/** All decisions, rules and routes of a year's supervision, joined: a name that stands twice throws at start. */
import type { Route, Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as auditResults from './audit-results.ts';
import * as checking from './checking.ts';
import * as competence from './competence.ts';
import * as evaluation from './evaluation.ts';
import type { RouteName, RuleName } from './events.ts';
import * as guidance from './guidance.ts';
import * as objectives from './objectives.ts';
import * as publishing from './publishing.ts';
import * as result from './result.ts';
import * as timers from './timers.ts';

export { told } from './told.ts';

export const decisions = join(
  objectives.decisions,
  guidance.decisions,
  result.decisions,
  evaluation.decisions,
  publishing.decisions,
  checking.decisions,
  auditResults.decisions,
);

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  objectives.rules,
  guidance.rules,
  result.rules,
  evaluation.rules,
  publishing.rules,
  checking.rules,
  auditResults.rules,
  competence.rules,
);

export const routes: Readonly<Record<RouteName, Route>> = join(
  competence.routes,
  evaluation.routes,
  publishing.routes,
  checking.routes,
  auditResults.routes,
  timers.routes,
);

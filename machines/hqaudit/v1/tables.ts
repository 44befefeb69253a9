/** All decisions, rules and routes of an audit by headquarters, joined: a name that stands twice throws at start. */
import type { Route, Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as advice from './advice.ts';
import * as cancelling from './cancelling.ts';
import * as confirmation from './confirmation.ts';
import * as ending from './ending.ts';
import type { RouteName, RuleName } from './events.ts';
import * as findings from './findings.ts';
import * as followUp from './follow-up.ts';
import * as independence from './independence.ts';
import * as materials from './materials.ts';
import * as planning from './planning.ts';
import * as report from './report.ts';
import * as supervisors from './supervisors.ts';
import * as team from './team.ts';
import * as toldOf from './told.ts';

export { told } from './told.ts';

export const decisions = join(
  planning.decisions,
  team.decisions,
  materials.decisions,
  findings.decisions,
  confirmation.decisions,
  report.decisions,
  supervisors.decisions,
  followUp.decisions,
  ending.decisions,
  cancelling.decisions,
);

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  planning.rules,
  independence.rules,
  team.rules,
  materials.rules,
  findings.rules,
  advice.rules,
  confirmation.rules,
  report.rules,
  supervisors.rules,
  followUp.rules,
  ending.rules,
);

export const routes: Readonly<Record<RouteName, Route>> = join(planning.routes, toldOf.routes);

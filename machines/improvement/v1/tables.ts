/** All decisions, told events, rules and routes of an improvement, joined: a name that stands twice throws at start. */
import type { Route, Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as carryingOut from './carrying-out.ts';
import * as criterion from './criterion.ts';
import type { RouteName, RuleName } from './events.ts';
import * as extension from './extension.ts';
import * as independence from './independence.ts';
import * as merging from './merging.ts';
import * as objectGone from './object-gone.ts';
import * as owner from './owner.ts';
import * as planContent from './plan-content.ts';
import * as planning from './planning.ts';
import { routes as toldRoutes, rules as toldRules, told } from './told.ts';
import * as transfer from './transfer.ts';
import * as verification from './verification.ts';
import * as verifier from './verifier.ts';
import * as withdrawal from './withdrawal.ts';
import * as withoutIndependence from './without-independence.ts';

export const decisions = join(
  owner.decisions,
  planning.decisions,
  carryingOut.decisions,
  extension.decisions,
  criterion.decisions,
  verification.decisions,
  withoutIndependence.decisions,
  withdrawal.decisions,
  objectGone.decisions,
  merging.decisions,
  transfer.decisions,
);

export { told };

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  owner.rules,
  planning.rules,
  planContent.rules,
  verifier.rules,
  independence.rules,
  carryingOut.rules,
  extension.rules,
  criterion.rules,
  verification.rules,
  withoutIndependence.rules,
  withdrawal.rules,
  objectGone.rules,
  merging.rules,
  transfer.rules,
  toldRules,
);

export const routes: Readonly<Record<RouteName, Route>> = join(
  criterion.routes,
  verification.routes,
  withdrawal.routes,
  toldRoutes,
);

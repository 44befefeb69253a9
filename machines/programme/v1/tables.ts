/** All decisions and rules of headquarters' year, joined: a name that stands twice throws at start. */
import type { Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as direction from './direction.ts';
import type { RuleName } from './events.ts';
import * as inspections from './inspections.ts';
import * as issues from './issues.ts';
import * as orders from './orders.ts';
import * as outline from './outline.ts';
import * as planning from './planning.ts';
import * as policy from './policy.ts';

export { told } from './told.ts';

export const decisions = join(
  policy.decisions,
  planning.decisions,
  orders.decisions,
  inspections.decisions,
  issues.decisions,
  direction.decisions,
  outline.decisions,
);

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  planning.rules,
  inspections.rules,
  issues.rules,
  direction.rules,
  outline.rules,
);

export const routes = {};

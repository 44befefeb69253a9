/** All decisions and rules of an audit, joined: a name that stands twice throws at start. */
import type { Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as comments from './comments.ts';
import type { RuleName } from './events.ts';
import * as findings from './findings.ts';
import * as independence from './independence.ts';
import * as leadership from './leadership.ts';
import * as planning from './planning.ts';
import * as report from './report.ts';
import * as team from './team.ts';

export const decisions = join(
  planning.decisions,
  leadership.decisions,
  team.decisions,
  findings.decisions,
  comments.decisions,
  report.decisions,
);

export const told = {};

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  planning.rules,
  leadership.rules,
  independence.rules,
  team.rules,
  findings.rules,
  comments.rules,
  report.rules,
);

export const routes = {};

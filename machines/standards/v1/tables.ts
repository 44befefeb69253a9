/** All decisions, rules and routes of a revision, joined: a name that stands twice throws at start. */
import type { Route, Rule } from '../../core/index.ts';
import { join } from '../../kit/v1/index.ts';
import * as abandoning from './abandoning.ts';
import * as answers from './answers.ts';
import * as consultation from './consultation.ts';
import * as council from './council.ts';
import * as drafting from './drafting.ts';
import type { RouteName, RuleName } from './events.ts';
import * as headquarters from './headquarters.ts';
import * as promulgation from './promulgation.ts';

export const decisions = join(
  drafting.decisions,
  council.decisions,
  headquarters.decisions,
  promulgation.decisions,
  consultation.decisions,
  answers.decisions,
  abandoning.decisions,
);

export const told = {};

/** A rule that stands somewhere and is missing here does not compile. */
export const rules: Readonly<Record<RuleName, Rule>> = join(
  drafting.rules,
  council.rules,
  headquarters.rules,
  promulgation.rules,
  consultation.rules,
  answers.rules,
  abandoning.rules,
);

export const routes: Readonly<Record<RouteName, Route>> = abandoning.routes;

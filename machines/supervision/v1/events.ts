/** Every event of a year's supervision, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type { decisions as auditResults, routes as auditRoutes } from './audit-results.ts';
import type { decisions as checking, routes as checkRoutes } from './checking.ts';
import type { routes as competenceRoutes } from './competence.ts';
import type { decisions as evaluation, routes as evaluationRoutes } from './evaluation.ts';
import type { decisions as guidance } from './guidance.ts';
import type { decisions as objectives } from './objectives.ts';
import type { decisions as publishing, routes as publishingRoutes } from './publishing.ts';
import type { decisions as result } from './result.ts';
import type { times, routes as timeRoutes } from './timers.ts';
import type { told } from './told.ts';

type Decided = typeof objectives &
  typeof guidance &
  typeof result &
  typeof evaluation &
  typeof publishing &
  typeof checking &
  typeof auditResults;

/** What people decide and what is told, with the rules that judge it. */
export type Tables = Decided & typeof told;

export type Events = DecisionEvents<Decided> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** Names of the routes that choose between branches. */
export type RouteName = keyof (typeof competenceRoutes &
  typeof evaluationRoutes &
  typeof publishingRoutes &
  typeof checkRoutes &
  typeof auditRoutes &
  typeof timeRoutes);

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

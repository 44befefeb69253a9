/** Every event of an audit, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents } from '../../kit/v1/index.ts';
import type { decisions as comments } from './comments.ts';
import type { decisions as findings } from './findings.ts';
import type { decisions as leadership } from './leadership.ts';
import type { decisions as planning } from './planning.ts';
import type { decisions as report } from './report.ts';
import type { decisions as team } from './team.ts';
import type { times } from './timers.ts';

/** What people decide and what is told, with the rules that judge it. */
export type Tables = typeof planning &
  typeof leadership &
  typeof team &
  typeof findings &
  typeof comments &
  typeof report;

export type Events = DecisionEvents<Tables> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

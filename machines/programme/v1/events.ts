/** Every event of headquarters' year, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type { decisions as direction } from './direction.ts';
import type { decisions as inspections } from './inspections.ts';
import type { decisions as issues } from './issues.ts';
import type { decisions as orders } from './orders.ts';
import type { decisions as outline } from './outline.ts';
import type { decisions as planning } from './planning.ts';
import type { decisions as policy } from './policy.ts';
import type { times } from './timers.ts';
import type { told } from './told.ts';

/** What people decide and what is told, with the rules that judge it. */
export type Tables = typeof policy &
  typeof planning &
  typeof orders &
  typeof inspections &
  typeof issues &
  typeof direction &
  typeof outline &
  typeof told;

type Decided = Omit<Tables, keyof typeof told>;

export type Events = DecisionEvents<Decided> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

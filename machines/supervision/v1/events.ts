/** Every event of a year's supervision, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type { decisions as auditResults } from './audit-results.ts';
import type { decisions as checking } from './checking.ts';
import type { decisions as competence } from './competence.ts';
import type { decisions as evaluation } from './evaluation.ts';
import type { decisions as guidance } from './guidance.ts';
import type { decisions as objectives } from './objectives.ts';
import type { decisions as publishing } from './publishing.ts';
import type { decisions as result } from './result.ts';
import type { times } from './timers.ts';
import type { told } from './told.ts';

type Decided = typeof objectives &
  typeof guidance &
  typeof result &
  typeof evaluation &
  typeof publishing &
  typeof checking &
  typeof auditResults &
  typeof competence;

/** What people decide and what is told, with the rules that judge it. */
export type Tables = Decided & typeof told;

export type Events = DecisionEvents<Decided> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

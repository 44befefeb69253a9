/** Every event of a revision, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents } from '../../kit/v1/index.ts';
import type { decisions as abandoning } from './abandoning.ts';
import type { decisions as answers } from './answers.ts';
import type { decisions as consultation } from './consultation.ts';
import type { decisions as council } from './council.ts';
import type { decisions as drafting } from './drafting.ts';
import type { decisions as headquarters } from './headquarters.ts';
import type { decisions as promulgation } from './promulgation.ts';
import type { times } from './timers.ts';

/** What people decide, with the rules that judge it. */
export type Tables = typeof drafting &
  typeof council &
  typeof headquarters &
  typeof promulgation &
  typeof consultation &
  typeof answers &
  typeof abandoning;

export type Events = DecisionEvents<Tables> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

/** Names of the routes that choose between branches. */
export type RouteName = 'passedByCouncil' | 'guidebookOpen' | 'normsOpen' | 'somethingDone';

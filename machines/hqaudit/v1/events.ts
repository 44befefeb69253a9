/** Every event of an audit by headquarters, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type { decisions as cancelling } from './cancelling.ts';
import type { decisions as confirmation } from './confirmation.ts';
import type { decisions as ending } from './ending.ts';
import type { decisions as findings } from './findings.ts';
import type { decisions as followUp } from './follow-up.ts';
import type { decisions as materials } from './materials.ts';
import type { decisions as planning } from './planning.ts';
import type { decisions as report } from './report.ts';
import type { decisions as supervisors } from './supervisors.ts';
import type { decisions as team } from './team.ts';
import type { times } from './timers.ts';
import type { told } from './told.ts';

/** What people decide and what is told, with the rules that judge it. */
export type Tables = typeof planning &
  typeof team &
  typeof materials &
  typeof findings &
  typeof confirmation &
  typeof report &
  typeof supervisors &
  typeof followUp &
  typeof ending &
  typeof cancelling &
  typeof told;

type Decided = Omit<Tables, keyof typeof told>;

export type Events = DecisionEvents<Decided> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** Which branch is taken. */
export type RouteName = 'planned' | 'lastDisposed';

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

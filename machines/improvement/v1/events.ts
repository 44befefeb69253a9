/** Every event of an improvement, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type * as carryingOut from './carrying-out.ts';
import type * as criterion from './criterion.ts';
import type * as extension from './extension.ts';
import type * as merging from './merging.ts';
import type * as objectGone from './object-gone.ts';
import type * as owner from './owner.ts';
import type * as planning from './planning.ts';
import type { times } from './timers.ts';
import type { routes as toldRoutes, told } from './told.ts';
import type * as transfer from './transfer.ts';
import type * as verification from './verification.ts';
import type * as withdrawal from './withdrawal.ts';
import type * as withoutIndependence from './without-independence.ts';

type DecisionTables = typeof owner.decisions &
  typeof planning.decisions &
  typeof carryingOut.decisions &
  typeof extension.decisions &
  typeof criterion.decisions &
  typeof verification.decisions &
  typeof withoutIndependence.decisions &
  typeof withdrawal.decisions &
  typeof objectGone.decisions &
  typeof merging.decisions &
  typeof transfer.decisions;

/** What people decide and what is told, with the rules that judge it. */
export type Tables = DecisionTables & typeof told;

export type Events = DecisionEvents<DecisionTables> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

/** Names of the routes that choose between branches. */
export type RouteName = keyof (typeof criterion.routes &
  typeof verification.routes &
  typeof withdrawal.routes &
  typeof toldRoutes);

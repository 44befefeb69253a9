/** Every event the cycle knows, by type. Types only: the files of the decisions build on it without a circle at run time. */
import type { DecisionEvents, TimeEvents, ToldEvents } from '../../core/index.ts';
import type { CycleDecisions } from './decisions.ts';
import type { times } from './timers.ts';
import type { told } from './told.ts';

export type CycleEvents = DecisionEvents<CycleDecisions> | ToldEvents<typeof told> | TimeEvents<typeof times>;

/** Every event of an audit, from the tables of the files by subject (types only). */
import type { DecisionEvents, TimeEvent, TimeEvents } from '../../core/index.ts';
import type { decisions as comments, times } from './comments.ts';
import type { decisions as findings } from './findings.ts';
import type { decisions as leadership } from './leadership.ts';
import type { decisions as planning } from './planning.ts';
import type { decisions as report } from './report.ts';
import type { decisions as team } from './team.ts';

export type Events =
  | DecisionEvents<typeof planning>
  | DecisionEvents<typeof leadership>
  | DecisionEvents<typeof team>
  | DecisionEvents<typeof findings>
  | DecisionEvents<typeof comments>
  | DecisionEvents<typeof report>
  | TimeEvents<typeof times>
  | TimeEvent<'rung'>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Every event of the cycle, and the rules that stand at each, from the tables of the files by subject (types only). */
import type { DecisionEvents, EventsOf, RuleNames, TimeEvents, ToldEvents } from '../../kit/v1/index.ts';
import type { told as ending } from './ending.ts';
import type { decisions as begin } from './inspect/begin.ts';
import type { decisions as collected } from './inspect/collected.ts';
import type { decisions as judgement } from './inspect/judgement.ts';
import type { decisions as noAudit } from './inspect/no-audit.ts';
import type { decisions as observations } from './inspect/observations.ts';
import type { decisions as records } from './inspect/records.ts';
import type { decisions as reminding } from './inspect/reminding.ts';
import type { decisions as audits } from './operate/audits.ts';
import type { told as carriedExceptions } from './operate/carried-exceptions.ts';
import type { decisions as delays } from './operate/delays.ts';
import type { decisions as exceptions } from './operate/exceptions.ts';
import type { decisions as improvements } from './operate/improvements.ts';
import type { decisions as measures, routes as measureRoutes } from './operate/measures.ts';
import type { decisions as training } from './operate/training.ts';
import type { decisions as workability } from './operate/workability.ts';
import type { routes as adoptionRoutes } from './planning/adoption-track.ts';
import type { decisions as adoption } from './planning/adoption.ts';
import type { told as asked } from './planning/asked.ts';
import type { decisions as deliberation } from './planning/deliberation.ts';
import type { decisions as direction } from './planning/direction.ts';
import type { decisions as directives } from './planning/directives.ts';
import type { decisions as editions } from './planning/editions.ts';
import type { decisions as plan } from './planning/plan.ts';
import type { decisions as policy } from './planning/policy.ts';
import type { decisions as riskAssessment } from './planning/risk-assessment.ts';
import type { decisions as standards } from './planning/standards.ts';
import type { decisions as structure } from './planning/structure.ts';
import type { decisions as recalendar } from './recalendar.ts';
import type { decisions as advice } from './review/advice.ts';
import type { told as carriedAdvice } from './review/carried-advice.ts';
import type { decisions as close } from './review/close.ts';
import type { decisions as evaluation } from './review/evaluation.ts';
import type { decisions as owed } from './review/owed.ts';
import type { decisions as result } from './review/result.ts';
import type { decisions as supplement } from './review/supplement.ts';
import type { times } from './timers.ts';
import type { told, routes as toldRoutes } from './told.ts';
import type { decisions as withdrawal } from './withdrawal.ts';

/** What people decide, with the rules that judge it. */
type DecisionTables = typeof direction &
  typeof structure &
  typeof policy &
  typeof standards &
  typeof editions &
  typeof directives &
  typeof riskAssessment &
  typeof deliberation &
  typeof plan &
  typeof adoption &
  typeof measures &
  typeof training &
  typeof workability &
  typeof delays &
  typeof exceptions &
  typeof audits &
  typeof improvements &
  typeof begin &
  typeof records &
  typeof collected &
  typeof reminding &
  typeof noAudit &
  typeof judgement &
  typeof observations &
  typeof evaluation &
  typeof supplement &
  typeof owed &
  typeof advice &
  typeof result &
  typeof close &
  typeof recalendar &
  typeof withdrawal;

/** What is told, with the rules that judge it. */
type ToldTables = typeof told & typeof asked & typeof carriedExceptions & typeof carriedAdvice & typeof ending;

export type Tables = DecisionTables & ToldTables;

export type Events = DecisionEvents<DecisionTables> | ToldEvents<ToldTables> | TimeEvents<typeof times>;

/** One of them. */
export type EventOf<T extends Events['type']> = Extract<Events, { readonly type: T }>;

/** Names of the rules that stand at them. */
export type RuleName = RuleNames<Tables>;

/** The events that a rule judges. */
export type JudgedBy<N extends RuleName> = EventOf<EventsOf<Tables, N>>;

/** Names of the routes that choose a branch. */
export type RouteName = keyof typeof measureRoutes | keyof typeof adoptionRoutes | keyof typeof toldRoutes;

/** A past: a time of its own, in which instances are carried in memory and people act over HTTP on this machine alone. */
import { businessDayFrom } from '../../model/calendar/business-days.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import type { Records } from '../../contract/records/records.ts';
import { makeApp } from '../../web/app.ts';
import { startWeb } from '../../web/server.ts';
import { cast } from '../cast/cast.ts';
import { CalendarTeller, type Days, type SteppedStage } from '../stories/calendar-teller.ts';
import type { People, Scene } from '../stories/year.ts';
import { makeMemoryEngine, type MemoryEngine } from './engine.ts';
import type { StoryTime } from './time.ts';

/** One that runs. */
export interface Past {
  readonly time: StoryTime;
  readonly engine: MemoryEngine;
  /** What its tellers act on: nobody passes to a closed day. */
  readonly stage: SteppedStage;
  /** Stops the web; records stay open. */
  readonly close: () => Promise<void>;
}

/**
 * Makes one over records that stamp with its time.
 *
 * @param of until when the tokens live that people act with, and what these are said to be for
 */
export type MakePast = (
  records: Records,
  time: StoryTime,
  of: Pick<SteppedStage, 'tokensUntil' | 'purpose'>,
) => Promise<Past>;

export const makePast: MakePast = async (records, time, of) => {
  const engine = makeMemoryEngine(records, time.now, time.acted);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const app = makeApp({ records, engine, clock: time.now, configuration: { version: '' }, logger: silent });
  const web = await startWeb({ app, host: '127.0.0.1', port: 0 });
  const pass = (milliseconds: number): Promise<void> => time.until(onBusinessDay(time.now() + milliseconds));
  const stage = { ...of, address: web.address, records, clock: time.now, pass };
  return { time, engine, stage, close: () => web.close() };
};

/** The same hour of that day or of the first business day after it. */
function onBusinessDay(at: Instant): Instant {
  const day = dateInJapan(at);
  return startOfDate(businessDayFrom(day)) + at - startOfDate(day);
}

/** When an official would act, so that the year is over before the next begins. */
export function daysOf(year: number): Days {
  return {
    before: {
      setDirection: `${year}-04-08`,
      submitPolicy: `${year}-04-14`,
      recordDeliberation: `${year}-04-18`,
      recordRiskAssessment: `${year}-04-24`,
      decideResources: `${year}-04-30`,
      approvePlan: `${year}-05-12`,
      recordTraining: `${year}-06-02`,
      reportMeasure: `${year}-07-15`,
      openAudit: `${year}-09-01`,
      recordFinding: `${year}-09-16`,
      recordSelfInspection: `${year}-10-20`,
      recordEffect: `${year}-11-20`,
      proposeJudgement: `${year}-12-03`,
      judge: `${year}-12-17`,
    },
    after: { approvePlan: `${year}-05-26` },
  };
}

/** A body's year in it; `teller` where it is told otherwise than on the days above. */
export function sceneOf(
  { stage, time }: Past,
  people: People,
  year: number,
  teller: CalendarTeller = new CalendarTeller(stage, daysOf(year)),
): Scene {
  return {
    teller,
    // Who has moved since held a post there all of that year; so did who is there still.
    people: { ...people, movedAuditor: people.staffOfPlanning },
    year,
    committee: people === cast.ministry,
    observationDays: 30,
    get today() {
      return dateInJapan(time.now());
    },
  };
}

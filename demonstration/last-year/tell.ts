/**
 * The invented bodies' last year, as the stories leave it: told on a time of its own, over HTTP, by the same decisions,
 * rules and journals as any year, before anybody works with the demonstration. What nobody is to do any more is done:
 * every procedure has ended, every notice is read, no mail waits, no token lives.
 */
import { businessDayFrom } from '../../model/calendar/business-days.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan, endOfDate, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import type { Records } from '../../contract/records/records.ts';
import { makeApp } from '../../web/app.ts';
import { startWeb } from '../../web/server.ts';
import { cast } from '../cast/cast.ts';
import { peopleAndAppointments } from '../cast/people.ts';
import { seedDemonstration } from '../cast/seed.ts';
import { CalendarTeller, type Days } from '../stories/calendar-teller.ts';
import { opensYear } from '../stories/opening.ts';
import { agency, corporation, ministry } from '../stories/stories.ts';
import { StoryBroken } from '../stories/teller.ts';
import type { People, Scene } from '../stories/year.ts';
import { makeMemoryEngine, type MemoryEngine } from './engine.ts';
import { makeStoryTime } from './time.ts';

/** A mail written so long ago that nobody has tried is off, milliseconds. */
const LONG_AFTER = 2 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;

/**
 * Tells the invented bodies' last fiscal year, from its plan to its close, within seconds.
 *
 * @param setClock has the records stamp with another clock
 */
export type TellLastYear = (past: {
  readonly records: Records;
  readonly setClock: (clock: () => Instant) => void;
  readonly now: Instant;
}) => Promise<void>;

/**
 * Seeds the demonstration as if it had begun last April, and tells the fiscal year before that of `now` to its end.
 *
 * @throws StoryBroken when the stories and the rules disagree: a mistake of ours
 */
export const tellLastYear: TellLastYear = async ({ records, setClock, now }) => {
  const year = fiscalYearOf(dateInJapan(now)) - 1;
  const begin = startOfDate(`${year}-04-07`) + 9 * HOUR;
  const time = makeStoryTime(begin);
  const engine = makeMemoryEngine(records, time.now, time.acted);
  setClock(time.now);
  try {
    await seedDemonstration(records, begin, now);
    await tellOver({ records, engine, time, year });
    const open = engine.open();
    if (open.length > 0) throw new StoryBroken(`not ended: ${open.join(', ')}`);
    await nothingIsLeft(
      records,
      peopleAndAppointments(now).people.map(({ id }) => id),
      time.now(),
    );
  } finally {
    setClock(Date.now);
  }
  await records.mailQueue.switchOff(Date.now() + LONG_AFTER);
};

/** When an official would act, so that the year is over before the next begins. */
function daysOf(year: number): Days {
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

interface Stage {
  readonly records: Records;
  readonly engine: MemoryEngine;
  readonly time: ReturnType<typeof makeStoryTime>;
  readonly year: number;
}

/** All three stories side by side, over HTTP on this machine alone. */
async function tellOver({ records, engine, time, year }: Stage): Promise<void> {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const app = makeApp({
    records,
    engine,
    clock: time.now,
    configuration: { version: '' },
    logger: silent,
  });
  const web = await startWeb({ app, host: '127.0.0.1', port: 0 });
  try {
    const stage = {
      address: web.address,
      records,
      clock: time.now,
      pass: (milliseconds: number) => time.until(onBusinessDay(time.now() + milliseconds)),
      tokensUntil: endOfDate(`${year + 1}-03-31`),
      purpose: 'demonstration',
    };
    const scene = (people: People): Scene => ({
      teller: new CalendarTeller(stage, daysOf(year)),
      // Who has moved since held a post there all of last year; so did who is there still.
      people: { ...people, movedAuditor: people.staffOfPlanning },
      year,
      committee: people === cast.ministry,
      observationDays: 30,
      get today() {
        return dateInJapan(time.now());
      },
    });
    const { teller } = scene(cast.ministry);
    await opensYear(
      teller,
      year,
      [cast.ministry, cast.agency, cast.corporation].map(({ organisation }) => organisation),
    );
    await time.tell(
      [
        () => ministry(scene(cast.ministry), cast.ministry.officerOfInformation),
        () => agency(scene(cast.agency), cast.agency.statutoryAuditor),
        () => corporation(scene(cast.corporation), cast.corporation.outsideVerifier),
      ],
      engine.pass,
    );
  } finally {
    await web.close();
  }
}

/** The same hour of that day or of the first business day after it. */
function onBusinessDay(at: Instant): Instant {
  const day = dateInJapan(at);
  return startOfDate(businessDayFrom(day)) + at - startOfDate(day);
}

/** Whoever begins to work with the demonstration finds last year read. */
async function nothingIsLeft({ readModel }: Records, people: readonly PersonId[], at: Instant): Promise<void> {
  for (const person of people) {
    for (;;) {
      const unread = await readModel.notices(person, undefined, 500, true);
      if (unread.length === 0) break;
      for (const { id } of unread) await readModel.markRead(person, id, at);
    }
  }
}

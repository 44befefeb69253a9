/**
 * The invented bodies' last year, as the stories leave it: told on a time of its own, over HTTP, by the same decisions,
 * rules and journals as any year, before anybody works with the demonstration. What nobody is to do any more is done:
 * every procedure has ended, every notice is read, no mail waits, no token lives.
 */
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan, endOfDate, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import type { Records } from '../../contract/records/records.ts';
import { cast } from '../cast/cast.ts';
import { peopleAndAppointments } from '../cast/people.ts';
import { seedDemonstration } from '../cast/seed.ts';
import { opensYear } from '../stories/opening.ts';
import { agency, corporation, ministry } from '../stories/stories.ts';
import { StoryBroken } from '../stories/teller.ts';
import type { People, Scene } from '../stories/year.ts';
import { makePast, sceneOf, type Past } from './past.ts';
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
  setClock(time.now);
  try {
    await seedDemonstration(records, begin, now);
    const past = await makePast(records, time, {
      tokensUntil: endOfDate(`${year + 1}-03-31`),
      purpose: 'demonstration',
    });
    try {
      await tellOver(past, year);
    } finally {
      await past.close();
    }
    const open = past.engine.open();
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

/** All three stories side by side, over HTTP on this machine alone. */
async function tellOver(past: Past, year: number): Promise<void> {
  const scene = (people: People): Scene => sceneOf(past, people, year);
  const { teller } = scene(cast.ministry);
  await opensYear(
    teller,
    year,
    [cast.ministry, cast.agency, cast.corporation].map(({ organisation }) => organisation),
  );
  await past.time.tell(
    [
      () => ministry(scene(cast.ministry), cast.ministry.officerOfInformation),
      () => agency(scene(cast.agency), cast.agency.statutoryAuditor),
      () => corporation(scene(cast.corporation), cast.corporation.outsideVerifier),
    ],
    past.engine.pass,
  );
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

/** The demonstration: invented bodies and people beside the real registry, and the stories of their year. */
import type { Demonstration } from '../app/demonstration.ts';
import { administratorOfDemonstration, cast } from './cast/cast.ts';
import { seedDemonstration } from './cast/seed.ts';
import type { TellLastYear } from './last-year/tell.ts';

export { administratorOfDemonstration, type BodyCast, cast } from './cast/cast.ts';
export { peopleAndAppointments } from './cast/people.ts';
export { criteria, criteriaSet } from './cast/registers.ts';
export { seedDemonstration } from './cast/seed.ts';
export { find, findingTitles, openAudit, report } from './stories/audits.ts';
export { makeStoryTime } from './last-year/time.ts';
export { CalendarTeller, type Days } from './stories/calendar-teller.ts';
export { opensYear } from './stories/opening.ts';
export { agency, corporation, ministry } from './stories/stories.ts';
export { type Player, StoryBroken, Teller } from './stories/teller.ts';
export {
  evaluate,
  improve,
  inspect,
  numbered,
  operate,
  type People,
  planTheYear,
  proposal,
  type Scene,
  standardsInput,
} from './stories/year.ts';

/** What `app` needs of it. */
export const demonstration: Demonstration = {
  administrator: administratorOfDemonstration,
  ciso: cast.ministry.ciso,
  seed: (records, at) => seedDemonstration(records, at),
  isSeeded: async ({ registry }) => (await registry.organisation(cast.centre.organisation)) !== undefined,
  hasLastYear: async ({ instances }, year) => {
    const cycles = await Promise.all(
      [cast.ministry, cast.agency, cast.corporation].map(({ organisation }) =>
        instances.get(`cycle/${year}/${organisation}`),
      ),
    );
    return cycles.every((cycle) => cycle?.projection.ended !== undefined);
  },
};

/** A past that is told over HTTP on a time of its own; loaded when one is, for it brings the web with it. */
export const loadPast = () => import('./last-year/past.ts');

/** Seeds an empty demonstration and tells its last year; loaded when it is told, for it brings the web with it. */
export const tellLastYear: TellLastYear = async (past) => (await import('./last-year/tell.ts')).tellLastYear(past);

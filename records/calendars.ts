/** The calendar in force: of a profile, and of a body with what it has set for itself. */
import { readOverrides } from '../model/calendar/read.ts';
import { overridesSchema } from '../model/calendar/schema.ts';
import { withOverrides, type Calendars as Configured, type CalendarSettings } from '../model/calendar/settings.ts';
import { planningDay } from '../model/calendar/year.ts';
import type { Instant, OrganisationId } from '../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { profiles, type Profile } from '../model/organisations.ts';
import type { Json } from '../model/json.ts';
import type { Calendars } from '../contract/records/calendars.ts';
import type { Connection, Database } from './database.ts';
import { factsInForce } from './registers/in-force.ts';

/** Name of the register in which a body keeps what differs in its own calendar. */
export const calendarRegister = 'calendarOverrides';

/** The calendars over the database: configured ones, and the bodies' overrides in force at an instant. */
export function makeCalendars(db: Database, configured: Configured): Calendars {
  return {
    ofProfile: configured,

    of: (organisation, at) => calendarOf(db, configured, organisation, at),

    async planningDays(year, at) {
      const bodies = await bodiesOf(db);
      const facts = await factsInForce(db, { registers: [calendarRegister] }, at);
      return bodies.map(({ id, profile }) => {
        const own = facts.findLast((fact) => fact.organisation === id)?.value;
        return { organisation: id, planningDay: planningDay(laidOver(configured[profile], own), year) };
      });
    },

    async problems(at) {
      const bodies = await bodiesOf(db);
      const facts = await factsInForce(db, { registers: [calendarRegister] }, at);
      return facts.flatMap(({ organisation, value }) => {
        const profile = bodies.find(({ id }) => id === organisation)?.profile;
        if (profile === undefined) return [];
        const read = readOverrides(value, configured[profile], fiscalYearOf(dateInJapan(at)));
        if (read.ok) return [];
        return read.problems.map(({ path, text }) => ({ path: `${organisation}/${calendarRegister}.${path}`, text }));
      });
    },
  };
}

/** The calendar of a body at an instant; that of ministries for one that runs no cycle. */
export async function calendarOf(
  db: Connection,
  configured: Configured,
  organisation: OrganisationId,
  at: Instant,
): Promise<CalendarSettings> {
  const profile = (await profileOf(db, organisation)) ?? 'ministry';
  const facts = await factsInForce(db, { organisation, registers: [calendarRegister] }, at);
  return laidOver(configured[profile], facts.at(-1)?.value);
}

/** The profile a body's cycle runs under; `undefined` when it runs none. */
export async function profileOf(db: Connection, organisation: OrganisationId): Promise<Profile | undefined> {
  const row = await db.selectFrom('organisations').select('kind').where('id', '=', organisation).executeTakeFirst();
  return profiles.find((profile) => profile === row?.kind);
}

/**
 * Overrides were checked when they were set, and are at every start: here their form alone is read. One that has none
 * (written by an older version) is left aside.
 */
export function laidOver(beneath: CalendarSettings, own: Json | undefined): CalendarSettings {
  if (own === undefined) return beneath;
  const read = overridesSchema.safeParse(own);
  return read.success ? withOverrides(beneath, read.data) : beneath;
}

async function bodiesOf(db: Connection): Promise<{ id: OrganisationId; profile: Profile }[]> {
  const rows = await db.selectFrom('organisations').select(['id', 'kind']).orderBy('id').execute();
  return rows.flatMap(({ id, kind }) => {
    const profile = profiles.find((each) => each === kind);
    return profile === undefined ? [] : [{ id, profile }];
  });
}

import type { Calendars } from '../../model/calendar/settings.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { shippedCalendars } from '../calendar-file.ts';
import type { Registers } from '../../contract/records/registers.ts';
import { RegistryErrors } from '../../contract/records/registry.ts';
import type { Database } from '../database.ts';
import { lockRegistry } from '../registry/journal.ts';
import { editionOn, roleTermsUnder } from '../registry/required-roles.ts';
import { factsInForce, parse, theOneInForce } from './in-force.ts';
import { editionSchema } from './known.ts';
import { problemsOf, valueBefore, writeFact } from './set.ts';

/**
 * Registers of one organisation and the common ones over the database. What a person sets is also a line of the
 * registry's journal; what a procedure brings into force stands in its own (`applyRegisterEffect`).
 */
export function makeRegisters(
  db: Database,
  configured: Calendars = shippedCalendars(Date.now()),
  clock: () => Instant = Date.now,
): Registers {
  return {
    async inForce(organisation, register, at) {
      return theOneInForce(await factsInForce(db, { organisation, registers: [register] }, at), at)?.value;
    },

    /** A value of `null` ends the fact. Setting what is in force already changes nothing. Throws `RegistryErrors`. */
    async set(organisation, register, key, value, from, by, token) {
      await db.transaction().execute(async (trx) => {
        const fact = { organisation, register, key, value, from };
        const problems = await problemsOf(trx, fact, configured);
        if (problems.length > 0) throw new RegistryErrors(problems);
        await lockRegistry(trx);
        const before = await valueBefore(trx, fact);
        if (JSON.stringify(before ?? null) === JSON.stringify(value)) return;
        await writeFact(trx, fact, { by, at: clock(), token }, { setBy: by, before });
      });
    },

    async history(organisation, register) {
      const rows = await db
        .selectFrom('registers')
        .selectAll()
        .where('organisation', '=', organisation)
        .where('register', '=', register)
        .orderBy('from_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        key: row.key,
        value: parse(row.value),
        from: row.from_at,
        ...(row.to_at === null ? {} : { to: row.to_at }),
        ...(row.by_person === null ? {} : { by: row.by_person }),
        ...(row.instance === null ? {} : { instance: row.instance }),
        ...(row.seq === null ? {} : { seq: row.seq }),
      }));
    },

    async across(register, at) {
      const facts = await factsInForce(db, { registers: [register] }, at);
      const bodies = [...new Set(facts.map((fact) => fact.organisation))].filter((id) => id !== 'common').sort();
      return bodies.flatMap((organisation) => {
        const one = theOneInForce(
          facts.filter((fact) => fact.organisation === organisation),
          at,
        );
        return one === undefined ? [] : [{ organisation, value: one.value }];
      });
    },

    async roleTerms(at) {
      const facts = await factsInForce(db, { organisation: 'common', registers: ['editions'] }, at);
      const editions = facts.flatMap((fact) => editionSchema.safeParse(fact.value).data ?? []);
      return roleTermsUnder(editionOn(editions, dateInJapan(at)));
    },

    async common(register, at) {
      return (await factsInForce(db, { organisation: 'common', registers: [register] }, at)).map((fact) => fact.value);
    },
  };
}

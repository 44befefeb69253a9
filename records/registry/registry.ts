import { sql } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Registry, RegistryProblem, RowCounts, VoidedAppointment } from '../../contract/records/registry.ts';
import { registryChain } from '../../contract/records/integrity.ts';
import type { Database } from '../database.ts';
import { lastSignedOf } from '../sealed-lines.ts';
import { inOrder, readFile } from '../import/import-file.ts';
import { type AfterChange, applyChange } from './change.ts';
import { damagesOfRegistry } from './journal.ts';
import {
  type GivenRows,
  givenOf,
  toAppointment,
  toDepartment,
  toNomination,
  toOrganisation,
  toPerson,
} from './rows.ts';
import { scopesOf } from './scopes.ts';
import { endingPosts } from './ending-posts.ts';
import { heldOn } from './held.ts';
import type { VoidedAppointmentTable } from './tables.ts';
import { holdersOf, namesOfDepartments, namesOfPeople } from './names.ts';

/** The registry with the check of its own journal. */
export interface FullRegistry extends Registry {
  /** The first broken seq of the registry's journal. */
  verifyChain(): Promise<number | undefined>;
}

/**
 * Organisations, departments, people, appointments, nominations over the database. Every change is one transaction with
 * its line in the registry's own hash-chained journal. `afterChange` runs in the same transaction.
 */
export function makeRegistry(db: Database, afterChange: AfterChange = async () => {}): FullRegistry {
  const changeGiven = (
    given: GivenRows,
    by: PersonId,
    at: Instant,
    before: readonly RegistryProblem[],
  ): Promise<RowCounts> => db.transaction().execute((trx) => applyChange(trx, given, by, at, before, afterChange));

  return {
    async organisations(filter = {}) {
      let query = db.selectFrom('organisations').selectAll().orderBy('id');
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
      return (await query.execute()).map(toOrganisation);
    },

    async organisation(id) {
      const row = await db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toOrganisation(row);
    },

    async departments(organisation) {
      const rows = await db
        .selectFrom('departments')
        .selectAll()
        .where('organisation', '=', organisation)
        .orderBy('id')
        .execute();
      return rows.map(toDepartment);
    },

    namesOfPeople: (people) => namesOfPeople(db, people),
    namesOfDepartments: (organisation, departments) => namesOfDepartments(db, organisation, departments),
    holdersOf: (organisation, posts, at) => holdersOf(db, organisation, posts, at),

    async person(id) {
      const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toPerson(row);
    },

    async people(organisation) {
      const rows = await db
        .selectFrom('people')
        .selectAll()
        // Also who belongs to it without a post there: an outside verifier under a contract.
        .where((is) =>
          is.or([
            is('home', '=', organisation),
            is('id', 'in', is.selectFrom('appointments').select('person').where('organisation', '=', organisation)),
          ]),
        )
        .orderBy('id')
        .execute();
      return rows.map(toPerson);
    },

    async appointments(organisation, at) {
      let query = db
        .selectFrom('appointments')
        .selectAll()
        .where('organisation', '=', organisation)
        .orderBy('from_date')
        .orderBy('id');
      if (at !== undefined) {
        query = query.where(heldOn(dateInJapan(at)));
      }
      const scoped = await scopesOf(db, [organisation]);
      return (await query.execute()).map((row) => scoped(toAppointment(row)));
    },

    async appointmentsOf(person) {
      const rows = await db
        .selectFrom('appointments')
        .selectAll()
        .where('person', '=', person)
        .orderBy('from_date')
        .orderBy('id')
        .execute();
      return rows.map(toAppointment);
    },

    async appointmentsById(ids) {
      if (ids.length === 0) return [];
      const among = sql<string>`any(${[...ids]}::text[])`;
      const rows = await db.selectFrom('appointments').selectAll().where('id', '=', among).execute();
      const voided = await db.selectFrom('voided_appointments').selectAll().where('id', '=', among).execute();
      return [...rows.map(toAppointment), ...voided.map(toVoided)];
    },

    endingPosts: (among, after, limit) => endingPosts(db, among, after, limit),

    async voidedAppointments(organisation) {
      const rows = await db
        .selectFrom('voided_appointments')
        .selectAll()
        .where('organisation', '=', organisation)
        .orderBy('id')
        .execute();
      return rows.map(toVoided);
    },

    async nominations(organisation) {
      const rows = await db
        .selectFrom('nominations')
        .selectAll()
        .where('organisation', '=', organisation)
        .orderBy('date')
        .orderBy('id')
        .execute();
      return rows.map(toNomination);
    },

    change: (change, by, at) => changeGiven(givenOf(change), by, at, []),
    async importFile(file, by, at) {
      const { given, problems } = await readFile(file);
      return changeGiven(given, by, at, problems).catch((error: unknown) => {
        throw inOrder(error);
      });
    },

    verifyChain: async () => (await damagesOfRegistry(db, await lastSignedOf(db, registryChain)))[0]?.seq,

    async takenUp(at) {
      const rows = await db
        .selectFrom('appointments')
        .select('organisation')
        .distinct()
        .where(heldOn(dateInJapan(at)))
        .execute();
      return new Set(rows.map((row) => row.organisation));
    },
  };
}

function toVoided(row: VoidedAppointmentTable): VoidedAppointment {
  return {
    appointment: toAppointment(row),
    recordedAt: row.recorded_at,
    voided: { at: row.voided_at, by: row.voided_by, reason: row.reason, begun: row.begun },
  };
}

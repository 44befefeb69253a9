/** Facts with from–to in the table `registers`: what is in force at an instant, and how a new fact takes its place. */
import { sql } from 'kysely';
import type { Json } from '../../machines/core/index.ts';
import type { Instant, InstanceId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';

/** A fact as it is put in force: set by a person, or by an entry of a procedure. */
export interface NewFact {
  readonly organisation: OrganisationId | 'common';
  readonly register: string;
  readonly key: string;
  readonly value: Json;
  readonly from: Instant;
  readonly by?: PersonId;
  readonly instance?: InstanceId;
  readonly seq?: number;
}

/** A fact that is in force. */
export interface FactInForce {
  readonly organisation: OrganisationId | 'common';
  readonly register: string;
  readonly key: string;
  readonly value: Json;
  readonly from: Instant;
}

/** Facts of one body, or of all, take turns. */
export async function lockRegisters(trx: Connection, organisation: NewFact['organisation']): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registers ${organisation}`}, 0))`.execute(trx);
}

/**
 * Puts a fact in force from its instant until the next one recorded for the same key; the one before ends there. Of two
 * from the same instant the later written one holds. Call in a transaction: facts of one body take turns.
 */
export async function putInForce(trx: Connection, fact: NewFact): Promise<void> {
  await lockRegisters(trx, fact.organisation);
  const same = () =>
    trx
      .selectFrom('registers')
      .select(['id', 'from_at', 'to_at'])
      .where('organisation', '=', fact.organisation)
      .where('register', '=', fact.register)
      .where('key', '=', fact.key);
  if (fact.instance !== undefined && fact.seq !== undefined) {
    const again = await same().where('instance', '=', fact.instance).where('seq', '=', fact.seq).executeTakeFirst();
    if (again !== undefined) return;
  }
  const next = await same().where('from_at', '>', fact.from).orderBy('from_at').limit(1).executeTakeFirst();
  await trx
    .updateTable('registers')
    .set({ to_at: fact.from })
    .where('organisation', '=', fact.organisation)
    .where('register', '=', fact.register)
    .where('key', '=', fact.key)
    .where('from_at', '<=', fact.from)
    .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', fact.from)]))
    .execute();
  await trx
    .insertInto('registers')
    .values({
      organisation: fact.organisation,
      register: fact.register,
      key: fact.key,
      value: JSON.stringify(fact.value),
      from_at: fact.from,
      to_at: next?.from_at ?? null,
      by_person: fact.by ?? null,
      instance: fact.instance ?? null,
      seq: fact.seq ?? null,
    })
    .execute();
}

/** Everything in force of some registers at an instant, of one body or of all, in the order it came into force. */
export async function factsInForce(
  db: Connection,
  where: { organisation?: OrganisationId | 'common'; registers: readonly string[] },
  at: Instant,
): Promise<FactInForce[]> {
  let query = db
    .selectFrom('registers')
    .select(['organisation', 'register', 'key', 'value', 'from_at'])
    .where('register', 'in', [...where.registers])
    .where('from_at', '<=', at)
    .where((each) => each.or([each('to_at', 'is', null), each('to_at', '>', at)]))
    .orderBy('from_at')
    .orderBy('id');
  if (where.organisation !== undefined) query = query.where('organisation', '=', where.organisation);
  const rows = await query.execute();
  return rows
    .map(({ organisation, register, key, value, from_at: from }) => ({
      organisation,
      register,
      key,
      value: parse(value),
      from,
    }))
    .filter((fact) => fact.value !== null);
}

/**
 * The one fact that counts at an instant. Where facts are kept per fiscal year (a plan), the latest year that has begun:
 * a plan approved in March for the coming year is not in force before 1 April.
 */
export function theOneInForce(facts: readonly FactInForce[], at: Instant): FactInForce | undefined {
  const year = fiscalYearOf(dateInJapan(at));
  const begun = facts.filter((fact) => !isYear(fact.key) || Number(fact.key) <= year);
  return [...begun].sort((a, b) => Number(isYear(a.key) ? a.key : 0) - Number(isYear(b.key) ? b.key : 0)).at(-1);
}

const isYear = (key: string): boolean => /^\d{4}$/.test(key);

/** Reads a value as it was written. */
export function parse(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/**
 * Which entry relied on which appointment, beside the journals that say so; and the marks on entries whose appointment was
 * changed back-dated, beside what they are made of. Instances are compared by pages, each in one statement.
 */
import { sql } from 'kysely';
import type { ForeignRow } from '../../contract/records/integrity.ts';
import type { Connection } from '../database.ts';
import { voidedActs } from '../registry/change.ts';
import { ROWS_NAMED } from './registry-tables.ts';

/** Instances in one statement. */
const PAGE = 500;

/** Rows that no entry accounts for, and those that are gone. */
export async function foreignReliances(db: Connection, signal?: AbortSignal): Promise<ForeignRow[]> {
  const found: ForeignRow[] = [];
  for (let after: string | undefined = ''; after !== undefined && found.length < ROWS_NAMED;) {
    signal?.throwIfAborted();
    const last: string | undefined = await lastOfPage(db, after);
    found.push(...(await foreignBetween(db, after, last)));
    after = last;
  }
  return [...found.slice(0, ROWS_NAMED), ...(await foreignMarks(db))];
}

/** The last instance of the next page; `undefined`: it is the last one. */
async function lastOfPage(db: Connection, after: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('instances')
    .select('instance')
    .where('instance', '>', after)
    .orderBy('instance')
    .offset(PAGE - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.instance;
}

async function foreignBetween(db: Connection, after: string, last: string | undefined): Promise<ForeignRow[]> {
  const end = last === undefined ? sql`` : sql`and instance <= ${last}`;
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    with said as (
      select instance, seq, at, coalesce(header::jsonb -> 'event' ->> 'person', '') as person, appointment
      from journal, jsonb_array_elements_text(header::jsonb -> 'reliedOn') as appointment
      where instance > ${after} ${end}),
    kept as (select * from reliances where instance > ${after} ${end})
    select coalesce(t.instance, said.instance) || ' ' || coalesce(t.seq, said.seq) || ' '
        || coalesce(t.appointment, said.appointment) as id,
      case when said.seq is null then 'inserted' when t.seq is null then 'missing' else 'edited' end as kind
    from said full join kept as t
      on t.instance = said.instance and t.seq = said.seq and t.appointment = said.appointment
    where said.seq is null or t.seq is null or t.at <> said.at or t.person <> said.person
    order by 1 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'reliances', ...row }));
}

/** Marks without the line or the entry that they name; and entries that relied on an appointment which never was, without theirs. */
async function foreignMarks(db: Connection): Promise<ForeignRow[]> {
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    select t.instance || ' ' || t.seq || ' ' || t.appointment as id, 'inserted' as kind from rested_on as t
    where not exists (select from reliances as of
        where of.instance = t.instance and of.seq = t.seq and of.appointment = t.appointment)
      or (t.why <> 'heldByAnother' and t.changed <> t.appointment)
      or not exists (select from registry_journal_rows as line
        where line.seq = t.registry_seq and line.kind = 'appointment' and line.row_id = t.changed)
    union
    select of.instance || ' ' || of.seq || ' ' || of.appointment, 'missing' from reliances as of
    where exists (select from registry_journal_rows as line where line.kind = 'appointment'
        and line.row_id = of.appointment and line.act = any (${[...voidedActs]}::text[]))
      and not exists (select from rested_on as t where t.instance = of.instance and t.seq = of.seq
        and t.appointment = of.appointment and t.why = 'recordedInError')
    order by 1, 2 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'rested_on', ...row }));
}

/**
 * The registry's tables beside its journal: every row must be what its last line says, and every line's row must be there.
 * Each comparison is one statement, so that it sees one moment.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ForeignRow } from '../../contract/records/integrity.ts';
import type { Connection } from '../database.ts';
import { voidedActs } from '../registry/change.ts';

/** Rows named of one table. */
export const ROWS_NAMED = 200;

/** Kinds of lines whose row stands in a table as it is, with the row's id there. */
const wholeRows: readonly { readonly kind: string; readonly table: string; readonly id: RawBuilder<string> }[] = [
  { kind: 'organisation', table: 'organisations', id: sql`t.id` },
  { kind: 'department', table: 'departments', id: sql`t.organisation || '/' || t.id` },
  { kind: 'person', table: 'people', id: sql`t.id` },
  { kind: 'appointment', table: 'appointments', id: sql`t.id` },
  { kind: 'nomination', table: 'nominations', id: sql`t.id` },
  { kind: 'ending', table: 'endings', id: sql`t.change || '/' || t.appointment` },
];

/** Rows of the registry that its journal does not account for. Of a person alone, whose name may be erased, a line that says nothing any more is believed. */
export async function foreignRegistryRows(db: Connection): Promise<ForeignRow[]> {
  const found: ForeignRow[] = [];
  for (const { kind, table, id } of wholeRows) {
    const { rows } = await sql<Omit<ForeignRow, 'table'>>`
      with said as (
        select distinct on (row_id) row_id, act = any (${[...voidedActs]}::text[]) as voided, payload
        from registry_journal_rows where kind = ${kind} order by row_id, seq desc, position desc)
      select coalesce(${id}, said.row_id) as id,
        case when said.row_id is null then 'inserted' when ${id} is null then 'missing' else 'edited' end as kind
      from said full join ${sql.table(table)} as t on ${id} = said.row_id
      where said.row_id is null
        or (${id} is null and not said.voided)
        or (${id} is not null and (said.voided or ((said.payload is not null or ${kind} <> 'person')
          and (said.payload::jsonb -> 'row') is distinct from to_jsonb(t))))
      order by 1 limit ${ROWS_NAMED}`.execute(db);
    found.push(...rows.map((row) => ({ table, ...row })));
  }
  return [...found, ...(await foreignVoided(db)), ...(await foreignFacts(db))];
}

/**
 * Facts of the registers: those that people set stand in the registry's journal, those of procedures in the entry that
 * brought them into force. One ends where another of its key begins, and nowhere else.
 */
async function foreignFacts(db: Connection): Promise<ForeignRow[]> {
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    with said as (
      select row_id, payload::jsonb -> 'row' as row from registry_journal_rows
      where kind = 'register' and act in ('added', 'changed') and payload is not null),
    facts as (
      select *, organisation || '/' || register || '/' || key as row_id from registers)
    select fact.row_id as id, 'inserted' as kind from facts as fact
    where fact.instance is null and not exists (
      select from said where said.row_id = fact.row_id and said.row -> 'value' = fact.value::jsonb
        and (said.row ->> 'from')::bigint = fact.from_at)
    union
    select fact.row_id, 'inserted' from facts as fact
    where fact.instance is not null and not exists (
      select from journal as line, jsonb_array_elements(line.payload::jsonb -> 'effects') as effect
      where line.instance = fact.instance and line.seq = fact.seq and effect ->> 'kind' = 'register'
        and effect ->> 'register' = fact.register and effect -> 'value' = fact.value::jsonb
        and line.at = fact.from_at)
    union
    select fact.row_id, 'edited' from facts as fact
    where fact.to_at is not null and not exists (
      select from facts as next where next.row_id = fact.row_id and next.from_at = fact.to_at)
    union
    select said.row_id, 'missing' from said
    where not exists (select from facts as fact where fact.row_id = said.row_id
      and fact.value::jsonb = said.row -> 'value' and fact.from_at = (said.row ->> 'from')::bigint)
    order by 1, 2 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'registers', ...row }));
}

/** Appointments that never were: each as the line says by which it was voided. */
async function foreignVoided(db: Connection): Promise<ForeignRow[]> {
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    with said as (
      select distinct on (row_id) row_id, act, payload from registry_journal_rows
      where kind = 'appointment' and act = any (${[...voidedActs]}::text[]) order by row_id, seq desc, position desc)
    select coalesce(t.id, said.row_id) as id,
      case when said.row_id is null then 'inserted' when t.id is null then 'missing' else 'edited' end as kind
    from said full join voided_appointments as t on t.id = said.row_id
    where said.row_id is null or t.id is null or t.begun <> (said.act = 'recordedInError')
      or (said.payload::jsonb -> 'row') is distinct from (to_jsonb(t) - 'begun' - 'voided_at' - 'voided_by')
    order by 1 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'voided_appointments', ...row }));
}

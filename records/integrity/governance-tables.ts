/**
 * Links, accounts, passkeys, webhooks and changes beside the registry's journal: each must be what its last line sealed, and stand where
 * that line put it. Each comparison is one statement, so that it sees one moment.
 */
import { sql } from 'kysely';
import type { ForeignRow } from '../../contract/records/integrity.ts';
import type { Connection } from '../database.ts';
import { sealedTables, sealOf } from '../registry/seals.ts';
import { ROWS_NAMED } from './registry-tables.ts';
import { agedBefore } from './token-table.ts';

/** What lets somebody in or receives data, and of which of those that are gone nobody asks. */
const accesses = {
  claim: sql<boolean>`(select max((line.payload::jsonb -> 'row' ->> 'expires')::bigint) from registry_journal_rows as line
    where line.kind = 'claim' and line.row_id = said.row_id) < aged.before`,
  identity: sql<boolean>`(said.act = 'removed' and said.at < aged.before)`,
  passkey: sql<boolean>`(said.act = 'removed' and said.at < aged.before)`,
  feed: sql<boolean>`false`,
  webhook: sql<boolean>`said.act = 'removed'`,
} as const;

/** Links, accounts, passkeys, calendar links and webhooks. Those that are removed and links that have run out go by age, as the tokens' journal says. */
export async function foreignAccesses(db: Connection): Promise<ForeignRow[]> {
  const found: ForeignRow[] = [];
  for (const kind of ['claim', 'identity', 'passkey', 'feed', 'webhook'] as const) {
    const { table } = sealedTables[kind];
    const { rows } = await sql<Omit<ForeignRow, 'table'>>`
      with ${agedBefore}, said as (
        select distinct on (row_id) row_id, act, payload, line.at
        from registry_journal_rows join registry_journal as line using (seq)
        where kind = ${kind} order by row_id, seq desc, position desc)
      select coalesce(t.id, said.row_id) as id,
        case when said.row_id is null then 'inserted' when t.id is null then 'missing' else 'edited' end as kind
      from said full join ${sql.table(table)} as t on t.id = said.row_id cross join aged
      where said.row_id is null or (t.id is null and not coalesce(${accesses[kind]}, false))
        or (t.id is not null and (said.payload::jsonb -> 'row' ->> 'seal') is distinct from ${sealOf(kind)})
      order by 1 limit ${ROWS_NAMED}`.execute(db);
    found.push(...rows.map((row) => ({ table, ...row })));
  }
  return found;
}

/** Changes that somebody asked for: by whom, what became of each, by whom and when; of one that waits, all that is to be approved. */
export async function foreignChanges(db: Connection): Promise<ForeignRow[]> {
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    with said as (
      select distinct on (row_id) row_id, act, payload::jsonb -> 'row' as row, line.by_person as by, line.at as at
      from registry_journal_rows join registry_journal as line using (seq)
      where kind = 'change' order by row_id, seq desc, position desc)
    select coalesce(t.id, said.row_id) as id,
      case when said.row_id is null then 'inserted' when t.id is null then 'missing' else 'edited' end as kind
    from said full join registry_changes as t on t.id = said.row_id
    where said.row_id is null or t.id is null
      or t.status <> case when act = 'proposed' then 'pending'
        when act in ('approved', 'made', 'soleAdministrator') then 'done' else act end
      or t.by_person is distinct from (said.row ->> 'askedBy')
      or t.decided_by is distinct from
        case when act in ('approved', 'rejected', 'withdrawn', 'objected') then said.by end
      or t.decided_at is distinct from
        case when act not in ('proposed', 'made', 'soleAdministrator') then said.at end
      or (t.status = 'pending' and (said.row ->> 'seal') is distinct from ${sealOf('change')})
      or (t.status <> 'pending' and t.given is not null)
      or not exists (
        select from registry_journal_rows as first join registry_journal as line using (seq)
        where first.kind = 'change' and first.row_id = t.id and line.by_person = t.by_person and line.at = t.at
          and first.act in ('proposed', 'made', 'soleAdministrator') and t.sole = (first.act = 'soleAdministrator'))
    order by 1 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'registry_changes', ...row }));
}

/** The table of tokens beside its journal, in one statement, so that it sees one moment. */
import { sql } from 'kysely';
import type { ForeignRow } from '../../contract/records/integrity.ts';
import type { Connection } from '../database.ts';
import { tokenAsSaid } from '../token-journal.ts';
import { ROWS_NAMED } from './registry-tables.ts';

/** `aged`: what ran out before that instant may have gone by age. */
export const agedBefore = sql`aged as (
  select coalesce(max(least((row::jsonb ->> 'expiredBefore')::bigint, at)), 0) as before
  from token_journal where token = '' and act = 'aged')`;

/** Tokens that the journal does not account for, and those that are gone before their time: one that is valid never ages. */
export async function foreignTokens(db: Connection): Promise<ForeignRow[]> {
  const { rows } = await sql<Omit<ForeignRow, 'table'>>`
    with ${agedBefore}
    select t.id, case when last.row is null then 'inserted' else 'edited' end as kind
    from tokens as t left join lateral (
      select line.row from token_journal as line where line.token = t.id order by line.seq desc limit 1) as last on true
    where last.row is null or last.row::jsonb is distinct from ${tokenAsSaid}
    union all
    select line.token, 'missing' from token_journal as line, aged
    where line.act = 'issued' and not exists (select from tokens where tokens.id = line.token)
      and (line.row::jsonb ->> 'expires')::bigint >= aged.before
    order by 1 limit ${ROWS_NAMED}`.execute(db);
  return rows.map((row) => ({ table: 'tokens', ...row }));
}

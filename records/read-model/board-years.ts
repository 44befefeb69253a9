import { sql } from 'kysely';
import type { OrganisationId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import { lockRegistry } from '../registry/journal.ts';

/**
 * Makes sure that every body has a line in these years, so that the board of a year that has begun is read from one
 * table. The registry is locked while a year is filled: no body can come in between and stay without a line.
 */
export async function beginYears(trx: Connection, missing: readonly number[]): Promise<void> {
  if (missing.length === 0) return;
  await lockRegistry(trx);
  const added = await trx
    .insertInto('board_years')
    .values(missing.map((year) => ({ year })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('year')
    .execute();
  if (added.length > 0) {
    await copyBodies(trx, sql`line.year in (${sql.join(added.map(({ year }) => year))})`);
  }
}

/** Brings the lines of these bodies up to date in every year that has begun; the registry is locked by who changes it. */
export async function refreshLines(trx: Connection, organisations: readonly OrganisationId[]): Promise<void> {
  await copyBodies(trx, sql`body.organisation = any (${[...organisations]}::text[])`);
}

/** Lines are locked in the order in which the journal locks them: by year, then body. */
async function copyBodies(trx: Connection, which: ReturnType<typeof sql>): Promise<void> {
  await sql`insert into board_lines (year, organisation, all_due, open_improvements, place, taken_up)
    select line.year, body.organisation, '{}', 0,
      case when (body.first_day is null or body.first_day <= make_date(line.year + 1, 3, 31))
        and (body.last_day is null or body.last_day >= make_date(line.year, 4, 1)) then body.place end,
      body.taken_up
    from board_years as line cross join board_bodies as body
    where ${which}
    order by line.year, body.organisation
    on conflict (year, organisation) do update set place = excluded.place, taken_up = excluded.taken_up`.execute(trx);
}

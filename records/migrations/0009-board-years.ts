import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * The board reads one table: a line stands there for every body of a year that has begun, with its place and the days on
 * which somebody is appointed. (Joining lines with bodies cost half of the board's time.)
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table board_years (year integer primary key)`,
  // Null: the body does not exist in that year, or runs none.
  `alter table board_lines add column place text collate "C"`,
  `alter table board_lines add column taken_up datemultirange`,
  `insert into board_years select distinct year from board_lines`,
  `insert into board_lines (year, organisation, all_due, open_improvements, open_audits, place, taken_up)
    select line.year, body.organisation, '{}', 0, 0,
      case when (body.first_day is null or body.first_day <= make_date(line.year + 1, 3, 31))
        and (body.last_day is null or body.last_day >= make_date(line.year, 4, 1)) then body.place end,
      body.taken_up
    from board_years as line cross join board_bodies as body
    on conflict (year, organisation) do update set place = excluded.place, taken_up = excluded.taken_up`,
  `create unique index board_lines_in_order on board_lines (year, place)`,
];

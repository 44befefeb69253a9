import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * Which openings of fiscal years there were – so that anyone finds how far one is, whoever asked for it – and what the
 * registry has told procedures, so that each is told once for ever (an instance forgets what it was told after a while).
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table openings (
    id text collate "C" primary key,
    year integer not null,
    everyone boolean not null,
    asked_by text not null,
    at bigint not null
  )`,
  `create index openings_by_year on openings (year, at)`,
  `create table registry_tells (
    to_instance text collate "C" not null,
    id text collate "C" not null,
    at bigint not null,
    primary key (to_instance, id)
  )`,
];

import { type QueryExecutorProvider, sql } from 'kysely';

/** A key is taken in a row of its own before the act, so that two processes cannot act under it. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  // Whoever is at it, and until when without another word; both null once answered.
  await sql.raw('alter table answers add column holder text, add column held_until timestamptz').execute(db);
}

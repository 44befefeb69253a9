/** Rounds that one process makes at a time; who dies in one leaves it to whoever comes after the lease. */
import { sql } from 'kysely';
import type { RoundKind } from '../../contract/records/integrity.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';

/** True while a round is under way. */
const underWay = sql<boolean>`integrity_rounds.begun > integrity_rounds.finished`;
/** True when somebody asked for one after the last was begun. */
const askedFor = sql<boolean>`integrity_rounds.asked > integrity_rounds.begun`;

/** Notes that a round is wanted out of turn. */
export async function askForRound(db: Database, what: RoundKind, at: Instant): Promise<void> {
  await db
    .insertInto('integrity_rounds')
    .values({ what, next_at: at, asked: at, begun: 0, finished: 0, found: null })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ asked: at }))
    .execute();
}

/** Takes the round when it is due, asked for or was left. */
export async function takeRound(db: Database, what: RoundKind, now: Instant, lease: number): Promise<boolean> {
  const taken = await db
    .insertInto('integrity_rounds')
    .values({ what, next_at: now + lease, asked: 0, begun: now, finished: 0, found: null })
    .onConflict((conflict) =>
      conflict
        .column('what')
        .doUpdateSet({ begun: now, next_at: now + lease })
        .where(sql<boolean>`integrity_rounds.next_at <= ${now} or (${askedFor} and not ${underWay})`),
    )
    .returning('what')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Says that the round was made. */
export async function endRound(db: Database, what: RoundKind, now: Instant, next: Instant): Promise<void> {
  await db.updateTable('integrity_rounds').set({ finished: now, next_at: next }).where('what', '=', what).execute();
}

/** When the last round ended; `open`: one is under way, or asked for. */
export async function lastRound(
  db: Database,
  what: RoundKind,
): Promise<{ readonly finished: Instant; readonly open: boolean } | undefined> {
  return db
    .selectFrom('integrity_rounds')
    .select(['finished', sql<boolean>`${underWay} or ${askedFor}`.as('open')])
    .where('what', '=', what)
    .executeTakeFirst();
}

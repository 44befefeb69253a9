/** Challenges of passkeys: each for one browser and one purpose, answered once, a few minutes long, and never too many. */
import { sql } from 'kysely';
import { CHALLENGE_LIFE, CHALLENGES, type NewChallenge, type Purpose } from '../../contract/records/passkeys.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';
import { sha256 } from '../hash.ts';

/** Opens one; false when too many are open. Those whose time is over go with each that is opened. */
export async function openChallenge(db: Database, given: NewChallenge): Promise<boolean> {
  const { browser, challenge, act, about, source, at, instead } = given;
  return db.transaction().execute(async (trx) => {
    // One at a time: what is counted stays so.
    await sql`lock table passkey_challenges in share row exclusive mode`.execute(trx);
    await trx
      .deleteFrom('passkey_challenges')
      .where('at', '<=', at - CHALLENGE_LIFE)
      .execute();
    if (instead !== undefined) {
      await trx.deleteFrom('passkey_challenges').where('browser_hash', '=', sha256(instead)).execute();
    }
    const open = await trx
      .selectFrom('passkey_challenges')
      .select(({ fn }) => [
        fn.countAll<number>().as('all'),
        fn.countAll<number>().filterWhere('source', '=', source).as('own'),
      ])
      .executeTakeFirstOrThrow();
    if (open.own >= CHALLENGES.ofSource || open.all >= CHALLENGES.ofAll) return false;
    await trx
      .insertInto('passkey_challenges')
      .values({ browser_hash: sha256(browser), challenge, act, about: sha256(about), source, at })
      .execute();
    return true;
  });
}

/** Takes it out: of two answers at once one finds it. */
export async function takeChallenge(
  db: Database,
  browser: string,
  { act, about }: Purpose,
  at: Instant,
): Promise<string | undefined> {
  const taken = await db
    .deleteFrom('passkey_challenges')
    .where('browser_hash', '=', sha256(browser))
    .returningAll()
    .executeTakeFirst();
  const isMeant = taken?.act === act && taken.about === sha256(about) && taken.at > at - CHALLENGE_LIFE;
  return isMeant ? taken.challenge : undefined;
}

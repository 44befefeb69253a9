/** Integrity as records offer it: verifying, signing, and what was found. */
import type { ForeignRow, Integrity, Verification } from '../../contract/records/integrity.ts';
import type { Database } from '../database.ts';
import { makeCheckpoint } from './checkpoints.ts';
import { recordDamages, tellOfForeignRows, toDamagedChain } from './damages.ts';
import { restoreIn } from './restore.ts';
import type { ApplyRegister } from '../journal/append.ts';
import { damagesOf } from '../journal/one-chain.ts';
import { ROWS_NAMED } from './registry-tables.ts';
import { askForRound, endRound, lastRound, takeRound } from './rounds.ts';
import { foreignRows, verified } from './verification.ts';

/** Damaged chains named in an answer. */
const CHAINS_NAMED = 200;

/** What a verification leaves beside the damages, which stand in their own table. */
interface Found extends Pick<Verification, 'begun' | 'finished' | 'chains' | 'lines' | 'moreForeign'> {
  readonly foreign: readonly ForeignRow[];
}

const nameOf = ({ table, id, kind }: ForeignRow): string => JSON.stringify([table, id, kind]);

/** `installation`: its id, which every checkpoint names. */
export function makeIntegrity(db: Database, installation: string, applyRegister: ApplyRegister): Integrity {
  async function last(): Promise<Verification | undefined> {
    const row = await db
      .selectFrom('integrity_rounds')
      .select('found')
      .where('what', '=', 'verification')
      .where('found', 'is not', null)
      .executeTakeFirst();
    if (row === undefined || row.found === null) return undefined;
    const found: Found = JSON.parse(row.found);
    const damaged = await db.selectFrom('damages').selectAll().orderBy('chain').execute();
    return {
      ...found,
      damaged: damaged.slice(0, CHAINS_NAMED).map(toDamagedChain),
      moreDamaged: Math.max(damaged.length - CHAINS_NAMED, 0),
    };
  }

  return {
    async verify({ signed, also, clock, signal }) {
      const begun = clock();
      const { chains, lines, damaged, foreign: inTables } = await verified(db, signed, signal);
      const all = [...also, ...inTables];
      const finished = clock();
      const [foreign, moreForeign] = [all.slice(0, ROWS_NAMED), Math.max(all.length - ROWS_NAMED, 0)];
      const found: Found = { begun, finished, chains, lines, foreign, moreForeign };
      await db.transaction().execute(async (trx) => {
        await recordDamages(trx, damaged, finished);
        await tellOfForeignRows(trx, foreign, finished);
        await trx
          .insertInto('integrity_rounds')
          .values({ what: 'verification', next_at: 0, asked: 0, begun, finished, found: JSON.stringify(found) })
          .onConflict((conflict) => conflict.column('what').doUpdateSet({ found: JSON.stringify(found) }))
          .execute();
      });
      return (await last()) ?? { ...found, damaged: [], moreDamaged: 0 };
    },
    last,
    async hasNewForeignRows() {
      const known = new Set((await last())?.foreign.map(nameOf));
      return (await foreignRows(db)).some((row) => !known.has(nameOf(row)));
    },
    async damageOf(instance) {
      const row = await db.selectFrom('damages').selectAll().where('chain', '=', instance).executeTakeFirst();
      return row === undefined ? undefined : toDamagedChain(row);
    },
    damagesNow: (instance, signed) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((trx) => damagesOf(trx, instance, signed)),
    restore: (asked) => db.transaction().execute((trx) => restoreIn(trx, asked, applyRegister)),
    ask: (what, at) => askForRound(db, what, at),
    takeRound: (what, now, lease) => takeRound(db, what, now, lease),
    endRound: (what, now, next) => endRound(db, what, now, next),
    round: (what) => lastRound(db, what),
    checkpoint: (signer, signed, at) => makeCheckpoint(db, { installation, signer, signed, at }),
    async putBack(checkpoints) {
      for (const checkpoint of checkpoints)
        await db
          .insertInto('checkpoints')
          .values(checkpoint)
          .onConflict((conflict) => conflict.column('seq').doNothing())
          .execute();
    },
    async publish({ id, publicKey, since }) {
      const row = { id, public_key: publicKey, since };
      await db
        .insertInto('checkpoint_keys')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ public_key: publicKey }))
        .execute();
    },
    async publicKeys() {
      const rows = await db.selectFrom('checkpoint_keys').selectAll().orderBy('since').orderBy('id').execute();
      return rows.map(({ id, public_key: publicKey, since }) => ({ id, publicKey, since }));
    },
    checkpointsAfter: (seq, limit) =>
      db.selectFrom('checkpoints').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute(),
  };
}

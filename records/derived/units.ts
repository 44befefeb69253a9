/** One instance or body compared with its journals: derived anew, looked at, and taken back. */
import { sql, type Transaction } from 'kysely';
import type { Difference } from '../../contract/records/derivation.ts';
import type { InstanceId, OrganisationId } from '../../model/identifiers.ts';
import type { Connection, Database } from '../database.ts';
import type { ApplyRegister } from '../journal/append.ts';
import { damagesOf } from '../journal/one-chain.ts';
import { boardLines } from '../read-model/board-lines.ts';
import { lockRegisters } from '../registers/in-force.ts';
import { lockRegistry } from '../registry/journal.ts';
import { withRetries } from '../retries.ts';
import type { Tables } from '../tables.ts';
import { deriveBody } from './body.ts';
import { deriveInstance, firstErased } from './instance.ts';
import { compareRows, type Rows, rowsOf } from './rows.ts';
import { type DerivedTable, tablesOfBody, tablesOfInstance } from './tables.ts';
import type { YearsAmiss } from './years.ts';

/** What a comparison of one came to. */
export interface Compared {
  readonly entries: number;
  readonly rows: Readonly<Record<string, number>>;
  /** As many as are wanted at most; all are counted. */
  readonly differences: readonly Difference[];
  readonly count: number;
}

/** Why nothing can be derived of an instance, and from which entry on. */
export interface Unfit {
  readonly why: 'damaged' | 'erased';
  readonly seq: number;
}

/**
 * `wanted`: differences to be named at most. Nominations, whose documents count as cited, come while nobody waits for the
 * registry: where something differs it is looked at once more with the registry locked.
 */
export async function compareInstance(db: Database, instance: InstanceId, wanted: number): Promise<Compared | Unfit> {
  const look = (lock: (trx: Connection) => Promise<void>) =>
    withRetries(() =>
      db.transaction().execute(async (trx) => {
        await lockInstance(trx, instance);
        await lock(trx);
        const unfit = await unfitness(trx, instance);
        return unfit ?? takenBack(trx, tablesOfInstance, instance, wanted, () => deriveInstance(trx, instance));
      }),
    );
  const found = await look(async () => {});
  return 'why' in found || found.count === 0 ? found : look(lockRegistry);
}

/** Puts the rows of an instance right; of one whose journal is no longer whole nothing. */
export async function mendInstance(db: Database, instance: InstanceId): Promise<void> {
  await withRetries(() =>
    db.transaction().execute(async (trx) => {
      await lockInstance(trx, instance);
      if ((await unfitness(trx, instance)) === undefined) await deriveInstance(trx, instance);
    }),
  );
}

/** The same of a body; nothing of one of whose instances nothing can be derived. */
export async function compareBody(
  db: Database,
  organisation: OrganisationId,
  years: YearsAmiss,
  applyRegister: ApplyRegister,
  wanted: number,
): Promise<Compared> {
  return withBodyLocked(db, organisation, (trx) =>
    takenBack(trx, tablesOfBody, organisation, wanted, async () => {
      await deriveBody(trx, organisation, years, applyRegister);
      return 0;
    }),
  );
}

export async function mendBody(
  db: Database,
  organisation: OrganisationId,
  years: YearsAmiss,
  applyRegister: ApplyRegister,
): Promise<void> {
  await withBodyLocked(db, organisation, (trx) => deriveBody(trx, organisation, years, applyRegister));
}

/** Who writes entries of it waits. */
async function lockInstance(trx: Connection, instance: InstanceId): Promise<void> {
  await trx.selectFrom('instances').select('seq').where('instance', '=', instance).forUpdate().execute();
}

/** A year has begun while its lines were being locked. */
class YearBegan extends Error {}

/**
 * Who writes entries of it waits, and so does who changes the registry, in the order in which the journal locks: what is
 * read is one moment. A year that has begun meanwhile has lines that are not locked: it is done again.
 */
async function withBodyLocked<T>(
  db: Database,
  organisation: OrganisationId,
  run: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await withRetries(() =>
        db.transaction().execute(async (trx) => {
          const lines = await linesOf(trx, organisation);
          await sql`select count(pg_advisory_xact_lock(hashtextextended(line, 0)))
            from unnest(${lines.map((key) => `board/${key}`)}::text[]) as line`.execute(trx);
          await lockRegistry(trx);
          await lockRegisters(trx, organisation);
          if ((await linesOf(trx, organisation)).length > lines.length) throw new YearBegan();
          return run(trx);
        }),
      );
    } catch (error) {
      if (!(error instanceof YearBegan)) throw error;
    }
  }
}

/** The lines of a body on the board: of every year that has begun, and of which it has an instance. */
async function linesOf(trx: Connection, organisation: OrganisationId): Promise<readonly string[]> {
  const rows = await trx.selectFrom('instances').select('instance').where('organisation', '=', organisation).execute();
  const begun = await trx.selectFrom('board_years').select('year').execute();
  return boardLines([
    ...rows.map(({ instance }) => instance),
    ...begun.map(({ year }) => `cycle/${year}/${organisation}`),
  ]).keys;
}

/** A chain that is not whole, also by what was signed when it was last verified, proves nothing; what was erased says nothing. */
async function unfitness(trx: Transaction<Tables>, instance: InstanceId): Promise<Unfit | undefined> {
  if (!(await isThere(trx, instance))) return undefined;
  const [damage] = await damagesOf(trx, instance);
  if (damage !== undefined) return { why: 'damaged', seq: damage.seq };
  const known = await trx.selectFrom('damages').select('seq').where('chain', '=', instance).executeTakeFirst();
  if (known !== undefined) return { why: 'damaged', seq: known.seq };
  const erased = await firstErased(trx, instance);
  return erased === undefined ? undefined : { why: 'erased', seq: erased };
}

/** Where there is neither a row nor a line, what stands in other tables is nobody's. */
async function isThere(trx: Transaction<Tables>, instance: InstanceId): Promise<boolean> {
  const { rows } = await sql`
    select from instances where instance = ${instance}
    union all select from journal where instance = ${instance} limit 1`.execute(trx);
  return rows.length > 0;
}

/** Compares what `derive` makes with what was there, which is there again afterwards. */
async function takenBack(
  trx: Transaction<Tables>,
  tables: readonly DerivedTable[],
  id: string,
  wanted: number,
  derive: () => Promise<number>,
): Promise<Compared> {
  await sql`savepoint derived`.execute(trx);
  const entries = await derive();
  const said: Rows[] = [];
  for (const table of tables) said.push(await rowsOf(trx, table, id));
  await sql`rollback to savepoint derived`.execute(trx);
  const rows: Record<string, number> = {};
  const differences: Difference[] = [];
  let count = 0;
  for (const [i, table] of tables.entries()) {
    rows[table.name] = await compareRows(trx, table, id, said[i] ?? new Map(), (difference) => {
      count += 1;
      if (differences.length < wanted) differences.push(difference);
    });
  }
  return { entries, rows, differences, count };
}

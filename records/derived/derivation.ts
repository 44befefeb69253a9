/** Everything derived compared with the journals, instance by instance and body by body, and put right where asked. */
import { sql } from 'kysely';
import type { Derivation, Derived, Difference } from '../../contract/records/derivation.ts';
import { type InstanceId, type OrganisationId, parseInstanceId } from '../../model/identifiers.ts';
import type { Connection, Database, OpenedDatabase } from '../database.ts';
import type { ApplyRegister } from '../journal/append.ts';
import { lockRegistry, TIME, writeLine } from '../registry/journal.ts';
import { withRetries } from '../retries.ts';
import { common } from './body.ts';
import { tablesOfBody, tablesOfInstance } from './tables.ts';
import { type Compared, compareBody, compareInstance, mendBody, mendInstance } from './units.ts';
import { mendYears, yearsAmiss } from './years.ts';

/** Differences that are told, and instances passed over. */
const TOLD = 100;
/** Ids read at once. */
const IDS = 200;

export function makeDerivation(opened: OpenedDatabase, applyRegister: ApplyRegister): Derivation {
  return { compare: ({ mend }) => compared(opened, applyRegister, mend) };
}

async function* compared(
  { db, shared }: OpenedDatabase,
  applyRegister: ApplyRegister,
  mend: boolean,
): AsyncGenerator<Derived> {
  const sums = new Sums();
  const years = await yearsAmiss(db);
  yield* sums.add(ofYears(years));
  const instances: InstanceId[] = [];
  /** Bodies of instances of which nothing can be derived. */
  const unknown = new Set<OrganisationId>();
  for await (const instance of instancesIn(db)) {
    const found = await compareInstance(db, instance, sums.wanted);
    if ('why' in found) {
      unknown.add(parseInstanceId(instance)?.organisation ?? '');
      sums.skipped += 1;
      if (sums.skipped <= TOLD) yield { told: 'skipped', instance, ...found };
      continue;
    }
    sums.instances += 1;
    if (found.count > 0) instances.push(instance);
    yield* sums.add(found);
  }
  const bodies: OrganisationId[] = [];
  for await (const body of bodiesIn(db)) {
    // What holds for all was brought by whichever body: of none of them may anything be unknown.
    if (body === common ? unknown.size > 0 : unknown.has(body)) continue;
    const found = await compareBody(db, body, years, applyRegister, sums.wanted);
    if (found.count > 0) bodies.push(body);
    yield* sums.add(found);
  }
  if (mend && sums.differences > 0) {
    // First, so that nothing is put right without a trace.
    await withRetries(() => db.transaction().execute((trx) => noteMending(trx, sums)));
    await withRetries(() => db.transaction().execute((trx) => mendYears(trx, years)));
    for (const instance of instances) await mendInstance(db, instance);
    for (const body of bodies) await mendBody(db, body, years, applyRegister);
  }
  // What was taken back stays as old versions until somebody clears them away; PGlite does not by itself.
  if (!shared)
    await sql`vacuum ${sql.join([...tablesOfInstance, ...tablesOfBody].map(({ name }) => sql.table(name)))}`.execute(
      db,
    );
  const { instances: count, entries, rows, differences, skipped } = sums;
  const mended = mend && differences > 0;
  yield { told: 'end', sums: { instances: count, entries, rows, differences, skipped, mended } };
}

/** In the registry's journal: that rows stood otherwise than the journals say, and how many in which tables. */
async function noteMending(trx: Connection, { differences, differing }: Sums): Promise<void> {
  await lockRegistry(trx);
  const row = { differences, tables: differing };
  await writeLine(trx, [{ kind: 'derived', id: 'all', act: 'mended', row }], { by: TIME, at: Date.now() });
}

/** What was compared so far. */
class Sums {
  instances = 0;
  entries = 0;
  differences = 0;
  skipped = 0;
  readonly rows: Record<string, number> = {};
  /** Of those that are told, how many are of which table. */
  readonly differing: Record<string, number> = {};
  #told = 0;

  /** Differences that are still to be told. */
  get wanted(): number {
    return TOLD - this.#told;
  }

  *add({ entries, rows, differences, count }: Compared): Generator<Derived> {
    this.entries += entries;
    this.differences += count;
    for (const [table, more] of Object.entries(rows)) this.rows[table] = (this.rows[table] ?? 0) + more;
    this.#told += differences.length;
    for (const difference of differences) {
      const { table } = difference;
      this.differing[table] = (this.differing[table] ?? 0) + 1;
      yield { told: 'difference', difference };
    }
  }
}

function ofYears({ added, missing, count }: Awaited<ReturnType<typeof yearsAmiss>>): Compared {
  const of = (kind: Difference['kind']) => (year: number) => ({
    table: 'board_years',
    key: { year },
    kind,
    columns: [],
  });
  const differences = [...added.map(of('added')), ...missing.map(of('missing'))];
  return {
    entries: 0,
    rows: { board_years: count },
    differences: differences.slice(0, TOLD),
    count: differences.length,
  };
}

/** Every instance that has a row or a line anywhere, by id. */
const instancesIn = (db: Database): AsyncGenerator<string> =>
  pages(db, 'instance', ['journal', ...tablesOfInstance.map(({ name }) => name)]);

/** Every body that has a row anywhere, by id; then what holds for all of them, also where nothing of it is left. */
async function* bodiesIn(db: Database): AsyncGenerator<OrganisationId> {
  const tables = ['instances', ...tablesOfBody.map(({ name }) => name)];
  for await (const body of pages(db, 'organisation', tables, 'organisations')) if (body !== common) yield body;
  yield common;
}

async function* pages(
  db: Database,
  column: 'instance' | 'organisation',
  tables: readonly string[],
  named?: string,
): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const of = (table: string, name: string) => sql`(
      select distinct ${sql.ref(name)} as id from ${sql.table(table)}
      where ${sql.ref(name)} > ${after} order by 1 limit ${IDS})`;
    const all = [...tables.map((table) => of(table, column)), ...(named === undefined ? [] : [of(named, 'id')])];
    const { rows } = await sql<{ id: string }>`
      select id from (${sql.join(all, sql` union `)}) as every order by id limit ${IDS}`.execute(db);
    for (const { id } of rows) yield id;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

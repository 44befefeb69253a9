import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Text } from '../model/text.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** The database was written by a newer junkan. Nothing was changed. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
  readonly text: Text;
  constructor(found: string, known: string) {
    const text = {
      ja: `データベースはこれより新しい版の junkan のものです（スキーマ ${found}、この版が扱えるのは ${known} まで）。何も変更していません。新しい版の junkan で起動するか、更新前に取った写しに戻してください。`,
      en: `The database belongs to a newer junkan (schema ${found}; this one knows up to ${known}). Nothing was changed. Start the newer junkan, or go back to the copy made before the upgrade.`,
    };
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}

/** The database is from before the first release, whose schemas are not carried over. Nothing was changed. */
export class OlderSchema extends Error {
  override readonly name = 'OlderSchema';
  readonly text: Text;
  constructor() {
    const text = {
      ja: `データベースは最初のリリースより前の junkan のもので、引き継ぐことはできません。何も変更していません。データを消して作り直すか（JUNKAN_DATA。DATABASE_URL を設定しているときはそのデータベースも）、別の場所を指定してください。`,
      en: `The database is that of a junkan from before the first release and cannot be carried over. Nothing was changed. Delete the data and make them anew (JUNKAN_DATA; where DATABASE_URL is set, that database too), or name another place.`,
    };
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}

/** Where Kysely's migrator notes the steps taken. */
const STEPS = 'kysely_migration';
/** Where they were noted before the first release. */
const FORMER_STEPS = 'schema_steps';

/**
 * Brings the schema up to date, all missing steps in one transaction. Processes that start at once take turns. Throws
 * `NewerSchema`, `OlderSchema`.
 */
export async function migrate(
  db: Kysely<Tables>,
  steps: Readonly<Record<string, Migration>> = migrations,
): Promise<void> {
  if (await hasTable(db, FORMER_STEPS)) throw new OlderSchema();
  // The migrator reads the catalogue again and again (0.2 s of processor time): not at every start.
  if (!(await isBehind(db, steps))) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...steps }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // It fails, too, where a newer junkan went ahead in the meantime: that has a sentence of its own.
  await isBehind(db, steps);
  throw error;
}

/** Whether a step has still to be taken. Throws `NewerSchema`. */
async function isBehind(db: Kysely<Tables>, steps: Readonly<Record<string, Migration>>): Promise<boolean> {
  const taken = await stepsTaken(db);
  const known = Object.keys(steps).sort();
  const unknown = taken.findLast((name) => !known.includes(name));
  if (unknown !== undefined) throw new NewerSchema(unknown, known.at(-1) ?? '–');
  return known.some((name) => !taken.includes(name));
}

/** Whether a table is there. */
export async function hasTable(db: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(db);
  return rows[0]?.there === true;
}

async function stepsTaken(db: Kysely<Tables>): Promise<string[]> {
  if (!(await hasTable(db, STEPS))) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(STEPS)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

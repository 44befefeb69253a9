/** Rows as they are compared: what was derived anew is held, what stands there is read by pages. */
import { sql } from 'kysely';
import type { Difference } from '../../contract/records/derivation.ts';
import { canonicalText } from '../../model/canonical.ts';
import { asObject, type Json } from '../../model/json.ts';
import type { Connection } from '../database.ts';
import type { DerivedTable } from './tables.ts';

/** Rows fetched at once. */
const ROWS = 500;
/** Characters shown of a value, and how many of them before the first difference. */
const SHOWN = 120;
const BEFORE = 30;

/** Rows by their key, both as JSON text. */
export type Rows = ReadonlyMap<string, string>;

/** The rows of an instance or body, to be held. */
export async function rowsOf(trx: Connection, table: DerivedTable, id: string): Promise<Rows> {
  const rows = new Map<string, string>();
  for await (const { key, row } of read(trx, table, id)) rows.set(key, row);
  return rows;
}

/** Compares what stands there with what the journals say, and says how many rows there are. */
export async function compareRows(
  trx: Connection,
  table: DerivedTable,
  id: string,
  said: Rows,
  differs: (difference: Difference) => void,
): Promise<number> {
  let count = 0;
  const missing = new Map(said);
  for await (const { key, row } of read(trx, table, id)) {
    count += 1;
    const derived = said.get(key);
    missing.delete(key);
    if (derived === row) continue;
    if (derived === undefined) differs(differenceOf(table, key, 'added'));
    else {
      const columns = columnsOf(table, row, derived);
      if (columns.length > 0) differs({ ...differenceOf(table, key, 'altered'), columns });
    }
  }
  for (const key of missing.keys()) differs(differenceOf(table, key, 'missing'));
  return count;
}

async function* read(
  trx: Connection,
  { name, key, of, without, only }: DerivedTable,
  id: string,
): AsyncGenerator<{ key: string; row: string }> {
  await sql`declare derived no scroll cursor for
    select jsonb_build_array(${sql.join(key.map((column) => sql.ref(column)))})::text as key,
      (to_jsonb(t) - ${without}::text[])::text as row
    from ${sql.table(name)} as t where ${sql.ref(of)} = ${id} and ${only ?? sql`true`}
    order by ${sql.join(key.map((column) => sql.ref(column)))}`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ key: string; row: string }>`fetch ${sql.lit(ROWS)} from derived`.execute(trx);
    yield* rows;
    if (rows.length < ROWS) break;
  }
  await sql`close derived`.execute(trx);
}

function differenceOf({ name, key }: DerivedTable, values: string, kind: Difference['kind']): Difference {
  const parts: Json[] = JSON.parse(values);
  return {
    table: name,
    key: Object.fromEntries(key.map((column, i) => [column, parts[i] ?? null])),
    kind,
    columns: [],
  };
}

function columnsOf({ json }: DerivedTable, there: string, said: string): Difference['columns'] {
  const [one, other] = [asObject(JSON.parse(there)), asObject(JSON.parse(said))];
  return Object.keys(one).flatMap((name) => {
    const [a, b] = [one, other].map((row) => textOf(row[name], json.includes(name)));
    return a === undefined || b === undefined || a === b ? [] : [{ name, ...shortened(a, b) }];
  });
}

/** A value as text; JSON by what it says, not by the order in which it says it. */
function textOf(value: Json | undefined, isJson: boolean): string {
  if (isJson && typeof value === 'string') {
    try {
      return canonicalText(JSON.parse(value));
    } catch {
      return value;
    }
  }
  return typeof value === 'string' ? value : canonicalText(value ?? null);
}

function shortened(there: string, said: string): { there: string; said: string } {
  let first = 0;
  while (first < there.length && there[first] === said[first]) first += 1;
  const from = Math.max(0, first - BEFORE);
  const part = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`;
  return { there: part(there), said: part(said) };
}

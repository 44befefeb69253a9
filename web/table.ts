/**
 * How a list is shown as a table: part of an endpoint's description, so that the command line needs none of its own. Data
 * alone, because the build takes it over into the command line (app/cli/lists.built.ts).
 */
import { z } from '@hono/zod-openapi';
import type { Text } from '../model/text.ts';

/**
 * How a value is written; as it is where none is named. `dueDate`: the date before an instant, since a due instant is
 * 24:00 of its date. `minute`: date and minute in Japan. `fiscalYear`: its name. `short`: the beginning of a hash.
 */
export type Format = 'dueDate' | 'minute' | 'fiscalYear' | 'short';

/** A value of a row, by the names that lead to it; for each language its own where the row holds both. */
export interface Value<P extends string = string> {
  readonly at: P | Readonly<Record<keyof Text, P>>;
  readonly as?: Format;
  /** What stands there instead when the row has none. */
  readonly else?: P;
  /** Words for values that are names. */
  readonly named?: Readonly<Record<string, Text>>;
}

/** A list within a row: each of its items is written as a cell of its own. */
export interface Items<P extends string = string> {
  readonly each: P;
  readonly cell: readonly (string | Value)[];
  readonly between: string | Text;
  /** The first so many; ` … +n` says how many more there are, with the value `beside` added. */
  readonly atMost?: number;
  readonly beside?: P;
}

type Part<P extends string> = string | Value<P> | Items<P>;

export interface Column<P extends string = string> {
  readonly head: Text;
  /** Values and the words between them. */
  readonly cell: readonly Part<P>[];
  /** What stands there when the row has none of the values. */
  readonly missing?: string;
}

export interface Table<P extends string = string> {
  readonly columns: readonly Column<P>[];
  /** Said when there are no rows. */
  readonly none: Text;
}

/** The ways to values within a row: `instance`, `nextDue.due`. */
type Path<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in keyof T & string]: K | `${K}.${Path<NonNullable<T[K]>>}` }[keyof T & string]
    : never;

/** A table of rows of this schema; the compiler refuses a value that no row has. */
export function tableOf<R extends z.ZodType>(_row: R, table: Table<Path<z.output<R>>>): Table {
  return table;
}

/** A text of the row itself, in the reader's language. */
export const words = { at: { ja: 'ja', en: 'en' } } as const;
/** A list of ids. */
export const itself = [{ at: '' }] as const;

/**
 * How an answer is shown to people: a list as a table, one thing as a sheet of lines and tables. Part of an endpoint's
 * description, so that the command line needs none of its own. Data alone, because the build takes it over into the
 * command line (app/cli/described.built.ts).
 */
import type { z } from '@hono/zod-openapi';
import type { Text } from '../model/text.ts';

/**
 * How a value is written; as it is where none is named. `dueDate`: the date before an instant, since a due instant is
 * 24:00 of its date. `date`, `minute`: date, or date and minute, in Japan. `fiscalYear`: its name. `short`: the beginning of a hash.
 * `clause`: its section, and our number.
 */
export type Format = 'date' | 'dueDate' | 'minute' | 'fiscalYear' | 'short' | 'clause';

/** A value of a row, by the names that lead to it; for each language its own where the row holds both. */
export interface Value<P extends string = string> {
  readonly at: P | Readonly<Record<keyof Text, P>>;
  readonly as?: Format;
  /** What stands there instead when the row has none. */
  readonly else?: P;
  /** Not said again where it is the same as this one. */
  readonly unless?: P;
  /** Words for values that are names. */
  readonly named?: Readonly<Record<string, Text>>;
}

/** Only what holds this value at that place. */
export interface Where {
  readonly at: string;
  readonly is: string;
}

/** A list within a row: each of its items is written as a cell of its own. */
export interface Items<P extends string = string> {
  readonly each: P;
  readonly where?: Where;
  readonly cell: readonly Part[];
  readonly between: string | Text;
  /** The first so many; ` … +n` says how many more there are, with the value `beside` added. */
  readonly atMost?: number;
  readonly beside?: P;
}

/** Values and words that stand together, or not at all where the row has none of the values. */
export interface Group<P extends string = string> {
  readonly cell: readonly Part<P>[];
}

export type Part<P extends string = string> = string | Text | Value<P> | Items<P> | Group<P>;

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

/** A line of a sheet. It is left out where the thing has none of its values. */
export interface Line<P extends string = string> {
  readonly line: readonly Part<P>[];
  readonly missing?: Text;
}

/** A list within the thing, as a table. */
export interface Rows<P extends string = string> {
  readonly rows: P;
  readonly where?: Where;
  readonly table: Table;
}

/** How one thing is shown: lines and tables, one below the other. */
export interface Sheet<P extends string = string> {
  readonly blocks: readonly (Line<P> | Rows<P>)[];
  /** What is added when all of it is asked for. */
  readonly more?: { readonly brief: Text; readonly blocks: readonly (Line<P> | Rows<P>)[] };
}

/** The ways to values within a row: `instance`, `nextDue.due`, `reminders.0.at`. */
type Path<T> = T extends readonly (infer Item)[]
  ? '0' | `0.${Path<Item>}`
  : T extends object
    ? { [K in keyof T & string]: K | `${K}.${Path<NonNullable<T[K]>>}` }[keyof T & string]
    : never;

/** A table of rows of this schema; the compiler refuses a value that no row has. */
export function tableOf<R extends z.ZodType>(_row: R, table: Table<Path<z.output<R>>>): Table {
  return table;
}

/** A sheet for things of this schema; the compiler refuses a value that none has. */
export function sheetOf<R extends z.ZodType>(_thing: R, sheet: Sheet<Path<z.output<R>>>): Sheet {
  return sheet;
}

/** A text of the row itself, in the reader's language. */
export const words = { at: { ja: 'ja', en: 'en' } } as const;
/** A list of ids. */
export const itself = [{ at: '' }] as const;

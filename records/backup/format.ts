/**
 * A backup: everything the database holds, as lines of text. `#{…}` lines say what follows; every other line is a row as
 * PostgreSQL writes it as JSON. The last one counts the rows and has the SHA-256 of everything before it, so that half a
 * file is never taken for a whole one. The same on PGlite and PostgreSQL: what one wrote the other reads.
 */
import { z } from 'zod';

/** The first line. */
export const Beginning = z.strictObject({
  junkan: z.literal('backup'),
  /** Number of the data's form (`contract/data-format.ts`). */
  format: z.int(),
  installation: z.string(),
  kind: z.enum(['demonstration', 'real']),
  /** Epoch milliseconds: nothing that was written later is in it. */
  at: z.int(),
});

/** A table begins; its rows follow. */
export const TableLine = z.strictObject({ table: z.string().regex(/^[a-z_]+$/) });

/** The last line. */
export const End = z.strictObject({ rows: z.int(), sha256: z.string() });

/** What a line that is no row says; `undefined` for a row. */
export function saidIn(line: string): unknown {
  if (!line.startsWith('#')) return undefined;
  try {
    return JSON.parse(line.slice(1));
  } catch {
    return null;
  }
}

/** How a line that is no row is written. */
export function sayingLine(said: object): string {
  return `#${JSON.stringify(said)}`;
}

/** Lines of a journal with what is hashed, verified where they are read. docs/journal-format.md says how. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const Line = z.looseObject({
  seq: z.number(),
  hash: z.string(),
  previousHash: z.string(),
  proof: z.looseObject({ header: z.string(), payloadHash: z.string(), payload: z.string().optional() }).optional(),
});

/** A line as far as hashes go. */
export type ProvedLine = z.output<typeof Line>;

/** The line, from the API's. */
export function linkOf(line: unknown): ProvedLine {
  return Line.parse(line);
}

/** The first line that does not fit, and how many could be checked only by their links. */
export function verifyLines(lines: readonly ProvedLine[]): { readonly broken?: number; readonly unread: number } {
  let previous = '0'.repeat(64);
  let unread = 0;
  for (const [i, line] of lines.entries()) {
    if (line.seq !== i + 1 || line.previousHash !== previous || !isWhole(line)) return { broken: i + 1, unread };
    if (line.proof === undefined) unread += 1;
    previous = line.hash;
  }
  return { unread };
}

function isWhole({ seq, hash, previousHash, proof }: ProvedLine): boolean {
  if (proof === undefined) return true;
  const { header, payloadHash, payload } = proof;
  const said = z.looseObject({ seq: z.number(), payload: z.string() }).safeParse(JSON.parse(header));
  return (
    hash === sha256(previousHash + header) &&
    said.success &&
    said.data.seq === seq &&
    said.data.payload === payloadHash &&
    (payload === undefined || sha256(payload) === payloadHash)
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

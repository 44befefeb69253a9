/**
 * Checkpoints as they are kept outside the database: one file a month (JST), a line of JSON each, only ever added to; and
 * beside them the public keys, so that whoever has the directory can verify them.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Checkpoint, CheckpointHeader } from '../../contract/records/integrity.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { keyId, type SigningKey } from './key.ts';

const Line = z.strictObject({ header: z.string(), signature: z.string() });

const Header = z.strictObject({
  installation: z.string(),
  seq: z.int().positive(),
  at: z.int(),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  key: z.string(),
  instances: z.int(),
  lines: z.int(),
  heads: z.record(z.string(), z.tuple([z.int().positive(), z.string().regex(/^[0-9a-f]{64}$/)])),
}) satisfies z.ZodType<CheckpointHeader>;

/** A checkpoint and what its header says; `undefined` where the line is none. */
export interface ReadCheckpoint {
  /** File and line, for people. */
  readonly where: string;
  readonly checkpoint: Checkpoint | undefined;
  readonly said: CheckpointHeader | undefined;
}

/** What a header says; `undefined` of a text that is none. */
export function headerIn(text: string): CheckpointHeader | undefined {
  const read = Header.safeParse(json(text));
  return read.success ? read.data : undefined;
}

/** Writes a checkpoint to the end of its month's file. */
export async function appendCheckpoint(directory: string, { at, header, signature }: Checkpoint): Promise<void> {
  const file = join(directory, `${dateInJapan(at).slice(0, 7)}.jsonl`);
  await appendFile(file, `${JSON.stringify({ header, signature })}\n`, { mode: 0o600, flush: true });
}

/** Makes the directory where it is not there, and puts the public key into it. */
export function prepare(directory: string, key: SigningKey): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${key.key}.pem`);
  if (!existsSync(file)) writeFileSync(file, key.publicKey, { mode: 0o644 });
}

/** The public keys in a directory, by their ids; what is none is passed over. */
export function publicKeysIn(directory: string): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.pem'))) {
    try {
      const key = createPublicKey(readFileSync(join(directory, name)));
      keys.set(keyId(key), key);
    } catch {
      // Whatever it is, it signs nothing.
    }
  }
  return keys;
}

/** Every checkpoint in a directory, in the order written. */
export async function* checkpointsIn(directory: string): AsyncGenerator<ReadCheckpoint> {
  const files = readdirSync(directory)
    .filter((name) => /^\d{4}-\d{2}\.jsonl$/.test(name))
    .sort();
  for (const name of files) {
    let number = 0;
    const lines = createInterface({ input: createReadStream(join(directory, name)), crlfDelay: Infinity });
    for await (const text of lines) {
      number += 1;
      const line = Line.safeParse(json(text));
      const said = line.success ? headerIn(line.data.header) : undefined;
      const checkpoint = said && line.data && { seq: said.seq, at: said.at, ...line.data };
      yield { where: `${name}:${number}`, checkpoint, said };
    }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

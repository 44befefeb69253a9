/** Opens the records, and gives a new demonstration its past before anything else works on them. */
import { fork } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import type { Text } from '../model/text.ts';
import type { Records } from '../contract/records/records.ts';
import { embeddedRecords } from '../records/database.ts';
import { openRecords, type OpenRecords } from '../records/open.ts';
import type { Demonstration } from './demonstration.ts';
import type { Creation } from './installation.ts';
import { keysIn } from './keys/keys-for.ts';

interface Opening {
  /** Plain data: another process opens the same. */
  readonly where: RecordsWithKeyFile;
  readonly creation: Creation | undefined;
  readonly demonstration: Demonstration;
  readonly say: (text: Text) => void;
}

/** Where records are, and in which file their keys. */
export interface RecordsWithKeyFile extends Omit<OpenRecords, 'clock' | 'measuring' | 'keys' | 'checkKeys'> {
  readonly keyFile: string;
}

/** Opens records with the keys of a file. Throws what `openRecords` throws; `UserError` where the keys are not theirs. */
export function openWithKeys({ keyFile, ...where }: RecordsWithKeyFile, clock = Date.now): Promise<Records> {
  return openRecords({ ...where, ...keysIn(keyFile), clock });
}

/** The records, open. Throws what `openRecords` throws. */
export async function openInstallation({ where, creation, demonstration, say }: Opening): Promise<Records> {
  const begins = creation?.kind === 'demonstration' && creation.opensYear !== false;
  const directory = join(where.dataDirectory, embeddedRecords);
  const isNew = where.databaseUrl === undefined && !existsSync(directory);
  if (!begins) return openWithKeys(where);
  if (!isNew) {
    const records = await openWithKeys(where);
    const toDo = await missingIn(records, where, demonstration);
    if (toDo === 'nothing') return records;
    await records.close();
    if (toDo === 'anew') rmSync(directory, { recursive: true, force: true });
  }
  say({ ja: '架空の機関の前年度を作っています…', en: "Making the invented bodies' last year…" });
  await tellElsewhere(where);
  return openWithKeys(where);
}

/** What a demonstration that was begun still lacks of its past. */
async function missingIn(
  records: Records,
  { databaseUrl }: Opening['where'],
  demonstration: Demonstration,
): Promise<'nothing' | 'all' | 'anew'> {
  if (records.installation.kind !== 'demonstration') return 'nothing';
  if (!(await demonstration.isSeeded(records))) return 'all';
  return databaseUrl === undefined && (await wasInterrupted(records, demonstration)) ? 'anew' : 'nothing';
}

/**
 * True when the making of an embedded demonstration was broken off: seeded, last year told half or not at all, and no year
 * of its own begun. Nobody has ever been let in, and what there is is half a story: it is made anew.
 */
async function wasInterrupted(records: Records, demonstration: Demonstration): Promise<boolean> {
  const year = fiscalYearOf(dateInJapan(records.installation.created));
  if ((await records.instances.list({ year }, undefined, 1)).length > 0) return false;
  return !(await demonstration.hasLastYear(records, year - 1));
}

/** Has last year told by a process of its own: it takes a hundred megabytes that this one would keep. */
async function tellElsewhere(where: Opening['where']): Promise<void> {
  const kind = import.meta.url.slice(-3);
  const program = fileURLToPath(new URL(`../bin/last-year${kind}`, import.meta.url));
  const teller = fork(program, [], {
    execArgv: kind === '.ts' ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const said: Buffer[] = [];
  teller.stderr?.on('data', (part: Buffer) => void said.push(part));
  const ended = new Promise<number | null>((resolve, reject) => {
    teller.once('error', reject);
    teller.once('close', resolve);
  });
  const withUs = (): void => void teller.kill();
  process.once('exit', withUs);
  teller.send(where);
  const code = await ended;
  process.off('exit', withUs);
  if (code !== 0)
    throw new Error(`last year could not be told (${code ?? 'killed'}): ${Buffer.concat(said).toString()}`);
}

/**
 * An empty embedded database, made once on a machine and copied from then on. Making one takes seconds of processor and
 * half a gigabyte of memory that the process would keep until it ends; a copy takes a quarter of a second. So a process of
 * its own makes it.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

/** `JUNKAN_CACHE`, or where it is by default: what can be made or fetched again. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['JUNKAN_CACHE'] || join(homedir(), '.cache', 'junkan');
}

/**
 * Puts an empty database at `directory` unless there is one. It appears at once and whole: who is killed meanwhile leaves
 * no half of one.
 *
 * @param cache where the database to copy is kept; one that cannot be written to is done without
 */
export async function ensureDatabase(directory: string, cache = cacheDirectory()): Promise<void> {
  if (isDatabase(directory)) return;
  const kept = join(cache, `empty-database-pglite-${version()}`);
  // What is wrong with making one shows again below; what is wrong with the cache alone is no reason not to start.
  if (!isDatabase(kept)) await into(kept, initialise).catch(() => {});
  await into(directory, isDatabase(kept) ? (making) => cpSync(kept, making, { recursive: true }) : initialise);
}

function isDatabase(directory: string): boolean {
  return existsSync(join(directory, 'PG_VERSION'));
}

/** Makes a directory beside its place and moves it there; somebody else's that came first is as good. */
async function into(directory: string, make: (making: string) => void | Promise<void>): Promise<void> {
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  const making = mkdtempSync(join(dirname(directory), `${basename(directory)}.making-`));
  try {
    await make(making);
    renameSync(making, directory);
  } catch (error) {
    if (!isDatabase(directory)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Where PGlite is: the other process loads it, no file of ours, so that it is found wherever we are built to. */
function library(): string {
  return dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
}

/** Version of PGlite: what one version made is copied for no other. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(library(), '..', 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

const PROGRAM = [
  'const [, library, directory] = process.argv;',
  'const { PGlite } = await import(library);',
  'const database = await PGlite.create(directory);',
  'await database.close();',
].join('\n');

async function initialise(directory: string): Promise<void> {
  const module = pathToFileURL(join(library(), 'index.js')).href;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM, module, directory]);
}

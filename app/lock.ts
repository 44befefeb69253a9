import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from './user-error.ts';

/**
 * Who owns a data directory. A process id alone would be reused after a while, and together with the start time after a
 * restart of the machine; the three together are not.
 */
const Owner = z.object({ pid: z.number().int().positive(), started: z.string(), boot: z.string() });
type Owner = z.infer<typeof Owner>;

/** The right to use a data directory, until `release` or the end of the process. */
export interface Lock {
  /** Gives the directory up; harmless when called twice. */
  release(): void;
}

/** Another process owns the data directory. */
export class AlreadyRunningError extends UserError {
  override readonly name = 'AlreadyRunningError';
  /** The owner's process id. */
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super({
      ja: `junkan は既にこのデータディレクトリで動いています（プロセス ${pid}、${directory}）。先にそれを止めるか（kill ${pid}）、JUNKAN_DATA に別のディレクトリを指定してください。`,
      en: `junkan is already running on this data directory (process ${pid}, ${directory}). Stop it first (kill ${pid}), or name another directory in JUNKAN_DATA.`,
    });
    this.pid = pid;
  }
}

const FILE = 'owner.json';

/**
 * Takes a data directory for this process alone – two owners would silently lose rows. What an owner that is no longer
 * alive left behind is taken over.
 *
 * @throws AlreadyRunningError naming the living owner
 */
export function lockDataDirectory(directory: string): Lock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, FILE);
  const me: Owner = { pid: process.pid, started: startOf(process.pid) ?? '', boot: bootId() };
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let tries = 1; !claim(mine, file); tries += 1) {
      const owner = readOwner(file);
      if (owner !== undefined && isAlive(owner)) throw new AlreadyRunningError(directory, owner.pid);
      if (tries > 20) throw new Error(`${file} of an owner that has ended cannot be removed`);
      putAside(file, owner);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release() {
      if (same(readOwner(file), me)) rmSync(file, { force: true });
    },
  };
}

/** The living owner of a data directory, for the commands that talk to it; undefined when nobody runs on it. */
export function ownerOf(directory: string): { pid: number } | undefined {
  const owner = readOwner(join(directory, FILE));
  return owner !== undefined && isAlive(owner) ? { pid: owner.pid } : undefined;
}

/** Puts our complete note in place unless there is one: a link, unlike writing, is all or nothing. */
function claim(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead owner's note; if somebody else was faster and the note is a living one by now, puts it back. */
function putAside(file: string, dead: Owner | undefined): void {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (!same(readOwner(aside), dead)) claim(aside, file);
  } catch {
    // Somebody else has removed it: the next round tells.
  } finally {
    rmSync(aside, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return Owner.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function same(a: Owner | undefined, b: Owner | undefined): boolean {
  return a?.pid === b?.pid && a?.started === b?.started && a?.boot === b?.boot;
}

function isAlive(owner: Owner): boolean {
  return owner.boot === bootId() && startOf(owner.pid) === owner.started;
}

/** When a process started, in whatever form this system tells it; undefined when there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .toString()
        .trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold spaces; the start is the 22nd field.
    const [state, ...rest] = fields.slice(fields.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

/** Something that differs after each restart of the machine. */
function bootId(): string {
  try {
    return process.platform === 'linux'
      ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      : execFileSync('sysctl', ['-n', 'kern.boottime']).toString().trim();
  } catch {
    return '';
  }
}

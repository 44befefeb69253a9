import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system in memory, as Linux has one. */
const MEMORY = '/dev/shm';
/** Far more than the databases of two test files at a time have. */
const ROOM = 4_000_000_000;

/**
 * Makes a directory for this run's temporary files that needs no disk, where there is such a place with room, from which
 * programs may be run. It goes with this process, and those of runs that were killed go first.
 *
 * What the tests try is that what was written is there after kill -9, which is the same everywhere; that a disk keeps it
 * when the power fails none of them tries. A database on PGlite is a thousand files: copying and deleting them was half a
 * second of processor each time, and several on a busy disk.
 */
export function directoryInMemory(): string | undefined {
  const all = join(MEMORY, `junkan-tests-${process.getuid?.()}`);
  const directory = join(all, String(process.pid));
  try {
    // Open to others, as the usual place is: PostgreSQL runs as another user. What is made in it is closed.
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    for (const run of readdirSync(all)) if (!isRunning(Number(run))) rmSync(join(all, run), { recursive: true });
    return hasRoom() && runsPrograms(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function hasRoom(): boolean {
  const { bavail, bsize } = statfsSync(MEMORY);
  return Math.min(bavail * bsize, process.availableMemory()) > ROOM;
}

function runsPrograms(directory: string): boolean {
  const program = join(directory, 'program');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  return spawnSync(program).status === 0;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { AlreadyRunningError, lockDataDirectory, ownerOf } from '../../app/lock.ts';
import { checkPort } from '../../app/ports.ts';
import { bundled } from '../support/bundled.ts';
import { ROOT } from '../support/pinned.ts';
import { temporaryDirectory } from '../support/temporary.ts';

/** Another process that tries to own the directory; resolves with the first line it says. */
async function otherProcess(directory: string): Promise<{ process: ChildProcess; said: string }> {
  const program = await bundled('test/set-up/lock-program.ts');
  const child = spawn(process.execPath, [program, directory], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  return { process: child, said };
}

function noteIn(directory: string): { pid: number; started: string; boot: string } {
  const Note = z.object({ pid: z.number(), started: z.string(), boot: z.string() });
  return Note.parse(JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')));
}

describe('one owner of a data directory', () => {
  test('a second process is refused and told the process id of the owner', async () => {
    const directory = temporaryDirectory();
    const lock = lockDataDirectory(directory);
    const other = await otherProcess(directory);
    expect(other.said).toContain('already running');
    expect(other.said).toContain(`process ${process.pid}`);
    expect(ownerOf(directory)).toEqual({ pid: process.pid });
    lock.release();
    expect(ownerOf(directory)).toBeUndefined();
  });

  test('what an owner killed with kill -9 left behind is taken over', async () => {
    const directory = temporaryDirectory();
    const other = await otherProcess(directory);
    expect(other.said).toBe(`owner ${other.process.pid}`);
    expect(() => lockDataDirectory(directory)).toThrow(AlreadyRunningError);
    const gone = new Promise((resolve) => other.process.once('exit', resolve));
    other.process.kill('SIGKILL');
    await gone;
    const again = lockDataDirectory(directory);
    expect(ownerOf(directory)).toEqual({ pid: process.pid });
    again.release();
  });

  test('a process id that was given to another program since is no owner', () => {
    const directory = temporaryDirectory();
    lockDataDirectory(directory);
    writeFileSync(join(directory, 'owner.json'), JSON.stringify({ ...noteIn(directory), started: '1' }));
    expect(ownerOf(directory)).toBeUndefined();
    const again = lockDataDirectory(directory);
    expect(ownerOf(directory)).toEqual({ pid: process.pid });
    again.release();
  });

  test('an owner before a restart of the machine is no owner', () => {
    const directory = temporaryDirectory();
    lockDataDirectory(directory);
    writeFileSync(join(directory, 'owner.json'), JSON.stringify({ ...noteIn(directory), boot: 'another' }));
    const again = lockDataDirectory(directory);
    expect(ownerOf(directory)).toEqual({ pid: process.pid });
    again.release();
  });

  test('a damaged note does not lock the directory for ever', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'owner.json'), '{"pid":');
    const again = lockDataDirectory(directory);
    expect(ownerOf(directory)).toEqual({ pid: process.pid });
    again.release();
  });

  test('of five processes that take over a dead owner’s directory at once exactly one gets it', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'owner.json'), JSON.stringify({ pid: 1, started: 'never', boot: 'never' }));
    const others = await Promise.all(Array.from({ length: 5 }, () => otherProcess(directory)));
    expect(others.filter(({ said }) => said.startsWith('owner'))).toHaveLength(1);
    expect(others.filter(({ said }) => said.includes('already running'))).toHaveLength(4);
  });

  test('release leaves the note of a later owner alone', () => {
    const directory = temporaryDirectory();
    const lock = lockDataDirectory(directory);
    const later = { ...noteIn(directory), started: 'later' };
    writeFileSync(join(directory, 'owner.json'), JSON.stringify(later));
    lock.release();
    expect(noteIn(directory)).toEqual(later);
  });
});

test('a taken port is named with its key and another one to try', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const bound = other.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  await expect(checkPort('127.0.0.1', port)).rejects.toThrow(`JUNKAN_PORT=${port + 1}`);
  await expect(checkPort('127.0.0.1', port)).rejects.toHaveProperty('text.ja');
  await checkPort('127.0.0.1', 0);
});

test('a host that is none of this machine is named with its key', async () => {
  await expect(checkPort('203.0.113.7', 0)).rejects.toThrow('JUNKAN_HOST');
});

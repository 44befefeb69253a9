import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { bundled } from '../support/bundled.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import { temporaryDirectory } from '../support/temporary.ts';

/** A program started the way `npm start` starts junkan, npm in a process group of its own as in a terminal. */
async function startedByNpm(): Promise<{ npm: ChildProcess; group: number; output: () => string }> {
  const directory = temporaryDirectory();
  const start = `exec node ${await bundled('test/set-up/lifetime-program.ts')}`;
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'started', scripts: { start } }));
  const npm = spawn('npm', ['start'], { cwd: directory, detached: true });
  const group = npm.pid ?? 0;
  onTestFinished(() => {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  });
  let said = '';
  npm.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await eventually(() => said.includes('ready'));
  return { npm, group, output: () => said };
}

describe('when it is asked to stop, what was accepted is finished first', () => {
  test.each([
    ['SIGINT', 'the whole group, as by Ctrl-C'],
    ['SIGTERM', 'the whole group, as by Ctrl-C'],
    ['SIGINT', 'npm alone'],
    ['SIGTERM', 'npm alone'],
  ] as const)('%s to %s', async (signal, whom) => {
    const { group, output } = await startedByNpm();
    process.kill(whom === 'npm alone' ? group : -group, signal);
    await eventually(() => output().includes('finished'));
    await eventually(() => groupIsGone(group));
    expect(output().match(/finished/g)).toHaveLength(1);
  });
});

function groupIsGone(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch {
    return true;
  }
}

test('every command of package.json replaces npm’s shell, which would keep signals to itself', () => {
  const Manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts } = Manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  // A variable may be set before: the shell is replaced all the same.
  for (const script of Object.values(scripts)) expect(script).toMatch(/^(\w+=\S+ )?exec node /);
});

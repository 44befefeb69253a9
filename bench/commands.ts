/**
 * What a command costs before and beside its work: processor time (user and system) as a multiple of what Node itself
 * takes to do nothing. Seconds say little on a machine that does other things meanwhile, these ratios hold.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRepository } from '../app/repository.ts';
import { progress } from './parts.ts';
import { amount } from './settings.ts';
import { rounded } from './statistics.ts';

/** Multiples of `node -e 0`. */
const aims = { version: 2, tasks: 5 } as const;

/** Tells, when the process ends, what it has taken; loaded before anything else, into every measured process alike. */
const METER = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.JUNKAN_BENCH_METER, String(user + system));
});`;

/** Measures `junkan --version`, `tasks`, `decide … --help` and `calendar check` as `npx junkan` runs them. */
export async function measureCommands(): Promise<Record<string, unknown>> {
  progress('commands: processor time against node -e 0');
  const directory = mkdtempSync(join(tmpdir(), 'junkan-bench-commands-'));
  const server = await answeringTasks();
  try {
    const meter = join(directory, 'meter.cjs');
    writeFileSync(meter, METER);
    const junkan = join(findRepository().root, 'bin/junkan.js');
    const environment = {
      ...process.env,
      JUNKAN_BENCH_METER: join(directory, 'taken'),
      JUNKAN_SERVER: server.address,
      JUNKAN_TOKEN: 'bench',
    };
    const measured = {
      node: ['-e', '0'],
      version: [junkan, '--version'],
      tasks: [junkan, 'tasks'],
      help: [junkan, 'decide', 'cycle/2026/mof', 'approvePlan', '--help'],
      check: [junkan, 'calendar', 'check'],
    };
    const best: Record<string, number> = {};
    for (let round = 0; round < amount(15, 1); round += 1) {
      for (const [name, args] of Object.entries(measured)) {
        await ended(['--require', meter, ...args], environment);
        const taken = Number(readFileSync(environment.JUNKAN_BENCH_METER, 'utf8')) / 1000;
        best[name] = Math.min(best[name] ?? Infinity, taken);
      }
    }
    const { node = Number.NaN, ...commands } = best;
    const ratios = Object.fromEntries(Object.entries(commands).map(([name, ms]) => [name, rounded(ms / node)]));
    return { commands: { nodeMs: rounded(node), ratios, aims } };
  } finally {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A server that answers everybody with ten tasks: what is measured is the command, not what it waits for. */
async function answeringTasks(): Promise<{ address: string; close: () => Server }> {
  const words = { ja: '計画を承認する', en: 'approve the plan' };
  const task = {
    instance: 'cycle/2026/mof',
    decision: 'approvePlan',
    ...words,
    due: Date.UTC(2026, 5, 30),
    basis: words,
  };
  const body = JSON.stringify({ items: Array.from({ length: 10 }, () => task) });
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'application/json').end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return { address: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/** Runs Node to its end; throws when it fails. */
async function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(code)}`);
}

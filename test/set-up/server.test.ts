import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, Connection } from '@temporalio/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { claimDataDirectory, readMade } from '../../worker/temporal-server/data-directory.ts';
import { PLATFORM } from '../../worker/temporal-server/pinned.ts';
import { keptPorts } from '../../worker/temporal-server/ports.ts';
import { startTemporalServer, type StartOptions, type TemporalServer } from '../../worker/temporal-server/start.ts';
import { type Binary, inspect } from '../../worker/temporal-server/version.ts';
import { bundled } from '../support/bundled.ts';
import { eventually } from '../support/eventually.ts';
import { pinned, pinnedBinary, ROOT } from '../support/pinned.ts';
import { stubProgram, temporaryDirectory } from '../support/temporary.ts';

async function started(directory: string, options: Partial<StartOptions> = {}): Promise<TemporalServer> {
  const places = { dataDirectory: join(directory, 'temporal'), logFile: join(directory, 'temporal.log') };
  const server = await startTemporalServer({ binary: pinnedBinary(), ...places, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function startWorkflow(connection: Connection, workflowId: string): Promise<void> {
  await new Client({ connection }).workflow.start('nobody', { taskQueue: 'nobody', workflowId });
}

function answers(address: string): Promise<boolean> {
  return Connection.connect({ address, connectTimeout: 500 }).then(
    async (connection) => (await connection.close(), true),
    () => false,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The addresses a process listens on, as the kernel writes them: `0100007F` is 127.0.0.1, all zeros is everywhere. */
function listeningAddresses(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
    } catch {
      return undefined; // Closed between our looks.
    }
  });
  const LISTEN = '0A';
  return ['tcp', 'tcp6']
    .flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTEN && sockets.includes(fields[9]))
    .map((fields) => fields[1]?.split(':')[0] ?? '');
}

test('the pinned program is the one that package.json names, by its own word and by its checksum', async () => {
  const { path, version } = pinnedBinary();
  expect(await inspect(path)).toEqual({ path, version });
  const found = createHash('sha256').update(readFileSync(path)).digest('hex');
  expect(found).toBe(pinned.sha256[PLATFORM]?.program);
});

describe('the embedded Temporal server', () => {
  test('takes a workflow as soon as it is ready, is back on the same address after kill -9 with all it had', async () => {
    const server = await started(temporaryDirectory());
    const states: string[] = [];
    server.onState((state) => states.push(state));
    const connection = await Connection.connect({ address: server.address });
    onTestFinished(() => connection.close());
    await startWorkflow(connection, 'before');
    const first = server.pid();
    expect(first).toBeDefined();

    process.kill(first ?? 0, 'SIGKILL');
    await eventually(() => states.includes('ready'));

    expect(states).toEqual(['restarting', 'ready']);
    expect(server.pid()).not.toBe(first);
    // The connection made before the death works again by itself.
    await eventually(async () => {
      const found = await new Client({ connection }).workflow.getHandle('before').describe();
      return found.status.name === 'RUNNING';
    });
    await startWorkflow(connection, 'after');
  });

  test('listens on loopback only, on every port, that of its web page included', async () => {
    const server = await started(temporaryDirectory(), { ui: true });
    const listening = listeningAddresses(server.pid() ?? 0);
    expect(listening.length).toBeGreaterThanOrEqual(4);
    expect(new Set(listening)).toEqual(new Set(['0100007F']));
    const page = await fetch(server.ui ?? '');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  test('serves no web page unless asked to, and stays on its address when that changes', async () => {
    const directory = temporaryDirectory();
    const without = await started(directory);
    expect(without.ui).toBeUndefined();
    await without.stop();
    const server = await started(directory, { ui: true });
    expect(server.address).toBe(without.address);
    expect(server.ui).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(['setpriv', 'watchdog'] as const)('is gone with its owner, killed with kill -9 (tie: %s)', async (tie) => {
    const directory = temporaryDirectory();
    const program = await bundled('test/set-up/owner-program.ts');
    const owner = spawn(process.execPath, [program, directory, tie], { cwd: ROOT });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const lines = createInterface(owner.stdout);
    const line = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      owner.once('exit', (code) => reject(new Error(`the owner ended with ${code}`)));
    });
    const { address, pid } = z.object({ address: z.string(), pid: z.number() }).parse(JSON.parse(line));
    await eventually(() => answers(address));

    owner.kill('SIGKILL');

    await eventually(() => !isAlive(pid));
    await eventually(async () => !(await answers(address)));
    // Nothing of it holds the database: the next owner starts on the same data at once.
    const next = await started(directory);
    expect(next.state()).toBe('ready');
  });

  test('is ended by stop, also when it comes from a watchdog', async () => {
    const server = await started(temporaryDirectory(), { tie: 'watchdog' });
    await eventually(() => answers(server.address));
    await server.stop();
    expect(server.state()).toBe('stopped');
    expect(await answers(server.address)).toBe(false);
    expect(server.pid()).toBeUndefined();
  });

  test('that does not come up is an error that names its log, and leaves no process', async () => {
    const directory = temporaryDirectory();
    const path = stubProgram(join(directory, 'server'), 'echo broken; exit 3');
    const starting = started(directory, { binary: { ...pinnedBinary(), path } });
    await expect(starting).rejects.toThrow(/did not come up \(exit code 3\).*temporal\.log/);
    expect(readFileSync(join(directory, 'temporal.log'), 'utf8')).toContain('broken');
  });

  test('keeps its ports from one life to the next, and takes others when one of them is taken', async () => {
    const directory = temporaryDirectory();
    const ports = await keptPorts(directory, 8);
    expect(await keptPorts(directory, 8)).toEqual(ports);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(ports[3], '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const others = await keptPorts(directory, 8);
    expect(others).not.toContain(ports[3]);
    expect(new Set(others).size).toBe(8);
  });
});

describe('data of a Temporal server', () => {
  const binary = (version: string): Binary => ({ path: '/somewhere', version });

  test('record the server that made them', () => {
    const directory = temporaryDirectory();
    expect(claimDataDirectory(directory, binary('1.32.1'))).toEqual({});
    expect(readMade(directory)).toBe('1.32.1');
    expect(claimDataDirectory(directory, binary('1.32.1'))).toEqual({});
  });

  test('are not opened by an older server', () => {
    const directory = temporaryDirectory();
    claimDataDirectory(directory, binary('1.32.1'));
    expect(() => claimDataDirectory(directory, binary('1.31.9'))).toThrow(/1\.32\.1.*older.*1\.31\.9/s);
    expect(readMade(directory)).toBe('1.32.1');
  });

  test('are copied beside before a newer server opens them', () => {
    const directory = temporaryDirectory();
    claimDataDirectory(directory, binary('1.31.0'));
    writeFileSync(join(directory, 'temporal.db'), 'before');
    writeFileSync(join(directory, 'temporal.db-wal'), 'log');
    const { copiedTo } = claimDataDirectory(directory, binary('1.32.1'));
    expect(copiedTo).toBeDefined();
    expect(readFileSync(join(copiedTo ?? '', 'temporal.db'), 'utf8')).toBe('before');
    expect(existsSync(join(copiedTo ?? '', 'temporal.db-wal'))).toBe(true);
    expect(readMade(copiedTo ?? '')).toBe('1.31.0');
    expect(readMade(directory)).toBe('1.32.1');
  });

  test.each([
    ['damaged', '{"server":'],
    ['empty', '{}'],
    ['that of the server once built with Go, whose data have another layout', '{"make":"server","version":"1.32.1"}'],
  ])('whose record is %s are not opened, and the way out is said', (_, record) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'made-by.json'), record);
    expect(() => claimDataDirectory(directory, binary('1.33.0'))).toThrow(/made-by\.json.*new place in JUNKAN_DATA/s);
    expect(readFileSync(join(directory, 'made-by.json'), 'utf8')).toBe(record);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pinnedProgram } from '../../worker/temporal-server/fetch.ts';
import { startTemporalServer } from '../../worker/temporal-server/start.ts';
import { cache, pinned, pinnedBinary } from './pinned.ts';
import { startPostgres } from './postgres-server.ts';
import { bundleProgram, bundlesDirectory } from './programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the servers, and the bundled programs, that all files share. */
    sharedServers: string;
  }
}

/** What is started – or made – for whoever asks first, and stopped – or removed – at the end of the run. */
interface Shared {
  address: string;
  stop(): void | Promise<void>;
}

/** Before the path of a program to be bundled. */
const PROGRAM = '/program/';

/**
 * Global set-up of vitest: sees that the pinned Temporal server is in the cache, and keeps one Temporal server and one
 * PostgreSQL for the whole run, each started only when a test file first asks for it, so that a run of pure tests starts
 * neither. The programs that tests start are bundled in the same way, once.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await fetchPinned();
  const directory = mkdtempSync(join(tmpdir(), 'junkan-test-'));
  const started = new Map<string, Promise<Shared>>();
  const start: Record<string, () => Promise<Shared>> = {
    '/temporal': () => startSharedTemporal(directory),
    '/postgres': () => startSharedPostgres(directory),
  };

  const broker = createServer((request, response) => {
    const path = request.url ?? '';
    const starting =
      started.get(path) ?? (path.startsWith(PROGRAM) ? makeProgram(path.slice(PROGRAM.length)) : start[path]?.());
    if (starting === undefined) return void response.writeHead(404).end();
    started.set(path, starting);
    starting.then(
      ({ address }) => response.end(address),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const bound = broker.address();
  if (bound === null || typeof bound === 'string') throw new Error('the broker of shared servers has no port');
  project.provide('sharedServers', `http://127.0.0.1:${bound.port}`);

  return async () => {
    broker.close();
    await Promise.all([...started.values()].map(async (server) => (await server.catch(() => undefined))?.stop()));
    rmSync(directory, { recursive: true, force: true });
  };
}

/** Tests that need no server run without it; the others fail, and the reason stands at the top of the run. */
async function fetchPinned(): Promise<void> {
  const say = ({ ja, en }: { ja: string; en: string }): void => void process.stderr.write(`${ja}\n${en}\n`);
  await pinnedProgram({ cache, pinned, downloadWithin: 30_000, say }).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
  });
}

async function startSharedTemporal(directory: string): Promise<Shared> {
  const options = { dataDirectory: join(directory, 'temporal'), logFile: join(directory, 'temporal.log') };
  return startTemporalServer({ binary: pinnedBinary(), timeSkipping: true, ...options });
}

async function startSharedPostgres(directory: string): Promise<Shared> {
  const server = await startPostgres(join(directory, 'postgres'));
  return { address: server.url('postgres'), stop: () => server.stop() };
}

async function makeProgram(path: string): Promise<Shared> {
  const directory = bundlesDirectory();
  return {
    address: await bundleProgram(path, directory),
    stop: () => rmSync(directory, { recursive: true, force: true }),
  };
}

import { defineConfig } from 'vitest/config';
import { directoryInMemory } from './test/support/in-memory.ts';
import LongestFirst from './test/support/longest-first.ts';

// For the processes of the tests and the programs that they start.
const inMemory = directoryInMemory();
if (inMemory !== undefined) process.env['TMPDIR'] ??= inMemory;

// The libraries as the product has them: their development builds cost more, and are not what people run. Vite asks for
// development builds wherever this is not said (its conditions in this file are added to, not replaced).
process.env['NODE_ENV'] = 'production';

/**
 * Files that have a process of their own: they keep servers (embedded servers are tied to the thread that started them,
 * and a file that is ended takes its servers with it) or the whole system, stand in for a module or for what the process
 * writes, or hold a million states.
 */
const alone = [
  'test/browser/**/*.test.ts',
  'test/app/{killed,real-installation,two-of-each}.test.ts',
  'test/durable/{schedule-outage,server-restart,spread}.test.ts',
  'test/exploration/**/*.test.ts',
  'test/records/processes.test.ts',
  'test/set-up/{argument-errors,lifetime,lock,server}.test.ts',
  'test/web/operation.test.ts',
];

const each = {
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 300_000,
  // On a machine behind a proxy gRPC would otherwise look for our loopback servers there.
  env: { no_grpc_proxy: '127.0.0.1,localhost' },
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...each, name: 'alone', include: alone } },
      // The others follow each other in one process per worker: what is loaded and compiled – the product, its
      // libraries, PGlite – is so once, which was half of their processor time. Each has a database of its own, ends what
      // it began, and puts back what it changed for the whole process.
      { test: { ...each, name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
    globalSetup: ['test/support/shared-servers.ts'],
    // Files with real servers share the machine. A third of their time is waiting – for leases, timers, restarts –: three at
    // a time keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/counting-reporter.ts'],
  },
});

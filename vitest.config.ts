import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/shared-servers.ts'],
    // A process per file: embedded servers are tied to the thread that started them, and a file that is ended takes
    // its servers with it.
    pool: 'forks',
    // Files with real servers share the machine: two at a time suit two cores, and keep waiting times honest.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // On a machine behind a proxy gRPC would otherwise look for our loopback servers there.
    env: { no_grpc_proxy: '127.0.0.1,localhost' },
    // Vitest sets NODE_ENV=test; nothing of junkan reads it, and every test must hold with production too.
    reporters: ['default', './test/support/counting-reporter.ts'],
  },
});

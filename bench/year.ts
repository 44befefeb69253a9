/** A year opened for 1,000 bodies, until all first entries are in the journal; then one idle minute. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Records } from '../contract/records/records.ts';
import type { OrganisationRow } from '../contract/records/registry.ts';
import { DATABASE } from '../worker/temporal-server/settings.ts';
import { progress, type Parts } from './parts.ts';
import { processorMsOf } from './processor.ts';
import { amount } from './settings.ts';
import { rounded, timed } from './statistics.ts';

const BODIES = amount(1000, 100);
const YEAR = 2026;
const IDLE_MS = amount(60_000, 5_000);

export interface YearFigures {
  readonly openYear1000Ms: number;
  /** Transactions of the records in the idle minute, per second; a statement on its own is one. */
  readonly idleTransactionsPerSecond: number;
  /** Transactions the Temporal server wrote to its SQLite file in the idle minute, per second; its reads are not counted. */
  readonly idleTemporalTransactionsPerSecond: number;
  /** Share of one processor used in the idle minute: this process (records, worker) and the Temporal server. */
  readonly idleProcessor: { junkan: number; temporal: number };
}

export async function measureYear(parts: Parts): Promise<YearFigures> {
  const { records, engine, server, asked } = parts;
  const store = join(parts.directory, 'temporal', DATABASE);
  const organisations = generatedBodies(BODIES);
  await records.registry.change({ organisations }, 'p-bench', Date.now());
  const ids = organisations.map(({ id }) => id);
  const { ms } = await timed(async () => {
    const opening = await engine.openYear({ year: YEAR, organisations: ids });
    for (let finished = false; !finished;) {
      finished = (await engine.opening(opening)).finished;
      if (!finished) await pause(100);
    }
    await allJournaled(records, BODIES);
  });
  progress(`a year opened for ${BODIES} bodies: ${Math.round(ms)} ms`);
  await pause(5_000);
  const before = {
    records: asked().transactions,
    own: process.cpuUsage(),
    server: processorMsOf(server.pid()),
    temporal: writtenTransactions(store),
  };
  await pause(IDLE_MS);
  const own = process.cpuUsage(before.own);
  const seconds = IDLE_MS / 1000;
  return {
    openYear1000Ms: Math.round(ms),
    idleTransactionsPerSecond: rounded((asked().transactions - before.records) / seconds),
    idleTemporalTransactionsPerSecond: rounded((writtenTransactions(store) - before.temporal) / seconds),
    idleProcessor: {
      junkan: rounded((own.user + own.system) / 1000 / IDLE_MS),
      temporal: rounded((processorMsOf(server.pid()) - before.server) / IDLE_MS),
    },
  };
}

/** Generated bodies of the benchmark: numbered, plainly not real. */
export function generatedBodies(count: number, prefix = 'bench'): OrganisationRow[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `demo-${prefix}-${i + 1}`,
    kind: 'incorporated-administrative-agency' as const,
    nameJa: `計測用機関${i + 1}（架空）`,
    nameEn: `benchmark body ${i + 1} (fictional)`,
    supervisors: [],
    fictional: true,
  }));
}

async function allJournaled(records: Records, count: number): Promise<void> {
  for (;;) {
    let seen = 0;
    for (let after: string | undefined; ;) {
      const page = await records.instances.list({ procedure: 'cycle', year: YEAR }, after, 500);
      seen += page.length;
      after = page.at(-1)?.instance;
      if (page.length < 500) break;
    }
    if (seen >= count) return;
    await pause(50);
  }
}

/** SQLite counts the transactions it writes in the index of its write-ahead log (`iChange`, the third word). */
function writtenTransactions(database: string): number {
  return readFileSync(`${database}-shm`).readUInt32LE(8);
}

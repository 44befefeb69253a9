/** A year opened for 1,000 bodies, until all first entries are in the journal; then one idle minute. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { OrganisationRow, Records } from '../records/contract.ts';
import { progress, type Parts } from './parts.ts';
import { rounded, timed } from './statistics.ts';

const BODIES = 1000;
const YEAR = 2026;
const IDLE_MS = 60_000;

export interface YearFigures {
  readonly openYear1000Ms: number;
  /** Statements of the records in the idle minute, per second. */
  readonly idleTransactionsPerSecond: number;
  /** Bytes a second the Temporal server writes to its database files in the idle minute. */
  readonly idleTemporalWritesPerSecond: number;
  /** Share of one processor used in the idle minute: this process (records, worker) and the Temporal server. */
  readonly idleProcessor: { junkan: number; temporal: number };
}

export async function measureYear({ records, engine, server, statements }: Parts): Promise<YearFigures> {
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
  const before = { records: statements(), own: process.cpuUsage(), temporal: processOf(server.pid()) };
  await pause(IDLE_MS);
  const own = process.cpuUsage(before.own);
  const temporal = processOf(server.pid());
  return {
    openYear1000Ms: Math.round(ms),
    idleTransactionsPerSecond: rounded((statements() - before.records) / (IDLE_MS / 1000)),
    idleTemporalWritesPerSecond: rounded((temporal.writes - before.temporal.writes) / (IDLE_MS / 1000)),
    idleProcessor: {
      junkan: rounded((own.user + own.system) / 1000 / IDLE_MS),
      temporal: rounded((temporal.ticks - before.temporal.ticks) / 100 / (IDLE_MS / 1000)),
    },
  };
}

/** Generated bodies of the benchmark: numbered, plainly not real. */
export function generatedBodies(count: number): OrganisationRow[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `demo-bench-${i + 1}`,
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

/** Processor time (clock ticks) and write calls of a process, from /proc; zeros where there is none. */
function processOf(pid: number | undefined): { ticks: number; writes: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const io = readFileSync(`/proc/${pid}/io`, 'utf8');
    return { ticks: Number(fields[11]) + Number(fields[12]), writes: Number(/^syscw: (\d+)/m.exec(io)?.[1] ?? 0) };
  } catch {
    return { ticks: 0, writes: 0 };
  }
}

/** The board over 5,000 generated bodies: first page of 100 with totals, over HTTP with a token. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { createEngine } from '../client/engine.ts';
import { fixedKeyring, KEY_BYTES, payloadKey } from '../client/sealing/keyring.ts';
import { begin } from '../machines/core/index.ts';
import { newestOf } from '../machines/procedures.ts';
import { cycleInputs } from '../activities/cycle-input.ts';
import { openRecords } from '../records/open.ts';
import { makeApp } from '../web/app.ts';
import { startWeb } from '../web/server.ts';
import { call } from './system.ts';
import { ratio } from './pages.ts';
import { progress } from './parts.ts';
import { amount } from './settings.ts';
import { percentile, rounded, timed } from './statistics.ts';
import { generatedBodies } from './year.ts';

const BODIES = amount(5000, 500);
const REQUESTS = 200;
const YEAR = 2026;
const ADMINISTRATOR = 'p-bench-administrator';

/** Fields of the result. */
export interface BoardFigures {
  readonly boardP50Ms: number;
  readonly boardP95Ms: number;
  /** Processor time of the page by that of its API call, both asked in turn within this process. */
  readonly boardPageRatio: number;
  readonly tasksPageRatio: number;
  /** Kilobytes of the board's page with its style sheet, compressed. */
  readonly boardPageKb: number;
}

/** Fills records with 5,000 begun cycles – real first entries, written through the journal – and asks for the board. */
export async function measureBoard(): Promise<BoardFigures> {
  const directory = mkdtempSync(join(tmpdir(), 'junkan-bench-'));
  const keys = fixedKeyring(payloadKey(randomBytes(KEY_BYTES)));
  const records = await openRecords({ dataDirectory: directory, keys, create: { kind: 'demonstration' } });
  const engine = createEngine({
    address: '127.0.0.1:1',
    namespace: 'none',
    keys,
  });
  const now = Date.now();
  const organisations = generatedBodies(BODIES);
  const administrator = {
    people: [{ id: ADMINISTRATOR, nameJa: '計測用管理者（架空）', nameEn: 'benchmark administrator (fictional)' }],
    appointments: organisations
      .map(({ id }) => ({
        id: `a-${id}`,
        person: ADMINISTRATOR,
        role: 'administrator' as const,
        organisation: id,
        from: '2020-04-01',
        kind: 'concurrent' as const,
      }))
      .slice(0, 1),
  };
  await records.registry.change({ organisations, ...administrator }, ADMINISTRATOR, now);
  const cycle = newestOf('cycle');
  if (cycle === undefined) throw new Error('cycle is not published');
  for (let from = 0; from < BODIES; from += 100) {
    const ids = organisations.slice(from, from + 100).map(({ id }) => id);
    const batch = [];
    for (const [organisation, input] of await cycleInputs(records, ids, YEAR, now)) {
      if (input instanceof Error) throw input;
      const instance = `cycle/${YEAR}/${organisation}`;
      await records.instances.claim({ instance, procedure: 'cycle', version: cycle.version, input }, 'bench');
      batch.push({ entry: begin(cycle, { instance, organisation, year: YEAR, input }, now).entry });
    }
    await records.journal.append(batch);
  }
  progress(`${BODIES} cycles in the journal`);
  const { secret } = await records.tokens.issue({
    person: ADMINISTRATOR,
    issuedBy: ADMINISTRATOR,
    at: now,
    expires: now + 86_400_000,
    purpose: 'bench',
  });
  const app = makeApp({
    records,
    engine,
    clock: Date.now,
    configuration: { version: 'bench' },
    logger: pino({ level: 'silent' }),
  });
  const web = await startWeb({ app, host: '127.0.0.1', port: 0 });
  try {
    const times: number[] = [];
    const ask = (): Promise<unknown> =>
      call(web.address.replace(/\/$/, ''), secret, 'GET', `/board?year=${YEAR}&limit=100`);
    for (let i = 0; i < 20; i += 1) await ask();
    for (let i = 0; i < REQUESTS; i += 1) times.push((await timed(ask)).ms);
    const session = await records.tokens.issue({
      person: ADMINISTRATOR,
      issuedBy: ADMINISTRATOR,
      at: now,
      expires: now + 86_400_000,
      purpose: 'bench',
      session: true,
    });
    const browser = { cookie: `junkan_session=${session.secret}` };
    const program = { authorization: `Bearer ${secret}` };
    const asked = async (path: string, headers: Record<string, string>): Promise<string> => {
      const answer = await app.fetch(new Request(`http://127.0.0.1${path}`, { headers }));
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return answer.text();
    };
    const query = `year=${YEAR}&sort=overdue`;
    const page = await asked(`/board?${query}`, browser);
    const style = await asked(/href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? '', {});
    return {
      boardP50Ms: rounded(percentile(times, 0.5)),
      boardP95Ms: rounded(percentile(times, 0.95)),
      boardPageRatio: await ratio(
        () => asked(`/board?${query}`, browser),
        () => asked(`/api/v1/board?${query}&limit=100`, program),
      ),
      tasksPageRatio: await ratio(
        () => asked('/', browser),
        async () => {
          await asked('/api/v1/tasks?limit=200', program);
          await asked('/api/v1/tasks/waiting-for-me', program);
          await asked('/api/v1/notices?unread=true&limit=5', program);
        },
      ),
      boardPageKb: rounded((gzipSync(page).length + gzipSync(style).length) / 1024),
    };
  } finally {
    await web.close();
    await engine.close();
    await records.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

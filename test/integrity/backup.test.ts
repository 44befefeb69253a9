/** A backup is one moment of everything; it is put back on either database, and settled with what Temporal has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type TemporalEngine } from '../../client/engine.ts';
import type { Records } from '../../contract/records/records.ts';
import { seedDemonstration } from '../../demonstration/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { load } from '../../records/backup/load.ts';
import { type Database, openDatabase } from '../../records/database.ts';
import { recordsOver } from '../../records/open.ts';
import { rebuild } from '../../worker/rebuild/rebuild.ts';
import { startWorker } from '../../worker/worker.ts';
import { carriedFromJournal } from '../../workflows/from-journal.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { entryOf } from '../support/records.ts';
import { cast, startStack } from '../support/stack.ts';
import { ownNamespace } from '../support/temporal.ts';
import { testKeys } from '../support/keys.ts';

const keysKept = { newKeys: false };
const undo: (() => unknown)[] = [];
afterAll(async () => {
  for (const one of undo.toReversed()) await one();
});

async function database(kind: 'PGlite' | 'PostgreSQL'): Promise<{ db: Database; records: () => Promise<Records> }> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'junkan-backup-'));
  const server = kind === 'PostgreSQL' ? await emptyDatabase() : undefined;
  const opened = await openDatabase({ keys: testKeys, dataDirectory, databaseUrl: server?.url });
  undo.push(async () => {
    await opened.close();
    await server?.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return { db: opened.db, records: () => recordsOver(opened, { create: { kind: 'demonstration' } }) };
}

async function linesOf(records: Records): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of records.backup(1)) lines.push(line.trimEnd());
  return lines;
}

async function* given<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** What a backup keeps: not what belongs to the machine, and is asked for anew where it is put back. */
function kept(lines: readonly string[]): string[] {
  const left = /^(checkpoints|checkpoint_keys|integrity_rounds|rebuilds)$/;
  let table = '';
  return lines.filter((line) => {
    const named = /^#\{"table":"(.*)"\}$/.exec(line)?.[1];
    if (named !== undefined) table = named;
    return !left.test(table) && !line.startsWith('#{"rows"');
  });
}

describe('put back', () => {
  let original: Records;
  let lines: string[];
  beforeAll(async () => {
    original = await (await database('PGlite')).records();
    await seedDemonstration(original, Date.now());
    const name = 'improvement/2026/demo-ministry/1';
    for (let seq = 1; seq <= 4; seq += 1) await original.journal.append([{ entry: entryOf(name, seq) }]);
    const bytes = new TextEncoder().encode('報告書\0と、その続き');
    await original.documents.put(given([bytes]), {
      name: '報告書.pdf',
      mediaType: 'application/pdf',
      confidentiality: 2,
      by: cast.ministry.ciso,
      organisation: 'demo-ministry',
      at: Date.now(),
    });
    lines = await linesOf(original);
  });

  it('from PGlite to PostgreSQL and back, it is the same, row for row, and every chain is whole', async () => {
    const server = await database('PostgreSQL');
    await load(server.db, given(lines), keysKept);
    const onServer = await server.records();
    expect(kept(await linesOf(onServer)).toSorted()).toEqual(kept(lines).toSorted());
    const back = await database('PGlite');
    await load(back.db, given(await linesOf(onServer)), keysKept);
    const again = await back.records();
    expect(kept(await linesOf(again)).toSorted()).toEqual(kept(lines).toSorted());
    const nothing = { tip: { seq: 0, hash: '0'.repeat(64) }, last: new Map(), all: async () => new Map() };
    const found = await again.integrity.verify({ signed: nothing, also: [], clock: Date.now });
    expect([found.damaged, found.foreign]).toEqual([[], []]);
    // It goes on numbering where it was.
    await again.refusals.record({
      at: 1,
      instance: 'x',
      organisation: 'demo-ministry',
      person: 'p-1',
      decision: 'x',
      refused: [],
    });
  });

  it('one that is cut off, altered, of another format, or for a place in use, changes nothing', async () => {
    const { db, records } = await database('PostgreSQL');
    const altered = lines.map((line) => line.replace('"demo-ministry"', '"demo-agency"'));
    const other = [(lines[0] ?? '').replace(/"format":\d+/, '"format":1'), ...lines.slice(1)];
    for (const wrong of [lines.slice(0, -1), lines.slice(0, 30), altered, other, ['nonsense'], []]) {
      await expect(load(db, given(wrong), keysKept)).rejects.toMatchObject({
        name: expect.stringMatching(/NoBackup|error/),
      });
      expect(await db.selectFrom('installation').selectAll().execute()).toEqual([]);
    }
    await records();
    await expect(load(db, given(lines), keysKept)).rejects.toMatchObject({
      text: { ja: expect.stringContaining('空ではありません') },
    });
  });

  it('while everybody goes on writing it is one moment: every chain in it is whole', async () => {
    const { records } = await database('PostgreSQL');
    const busy = await records();
    let stop = false;
    const writing = Array.from({ length: 4 }, async (_, i) => {
      for (let seq = 1; !stop; seq += 1)
        await busy.journal.append([{ entry: entryOf(`counter/2026/demo-a/${i + 1}`, seq) }]);
    });
    const copies: string[][] = [];
    for (let i = 0; i < 3; i += 1) copies.push(await linesOf(busy));
    stop = true;
    await Promise.all(writing);
    for (const copy of copies) {
      const place = await database('PostgreSQL');
      await load(place.db, given(copy), keysKept);
      const opened = await place.records();
      for (const { instance } of await opened.instances.list({}, undefined, 100)) {
        expect(await opened.journal.verifyChain(instance)).toBeUndefined();
      }
    }
  });
});

describe('put back beside a Temporal of another time', () => {
  const cycle = 'cycle/2026/demo-ministry';
  it('records that are older than what Temporal runs get what was decided since; the reverse, the instance does', async () => {
    const stack = await startStack();
    await stack.openYear(2026, ['demo-ministry']);
    const ciso = await stack.as(cast.ministry.ciso);
    const decide = async (direction: string) => {
      const document = await ciso.document(direction);
      return ciso.decide(cycle, 'setDirection', { direction, resourcePolicy: '資源', level: '水準', document });
    };
    await decide('写しの前');
    const backup = await linesOf(stack.records);
    // With the year beside it: headquarters' year of each centre.
    const open = (await stack.records.instances.list({}, undefined, 500)).length;
    const later = [await decide('写しの後'), await decide('もう一つ')].map(({ body }) => body.seq);
    const whole = await stack.records.journal.all(cycle);
    const { temporal } = stack;
    await stack.close();

    const place = await database('PostgreSQL');
    expect(await load(place.db, given(backup), keysKept)).toMatchObject({ open });
    const records = await place.records();
    const engine = createEngine(temporal);
    const worker = await startWorker({ ...temporal, records });
    undo.push(async () => {
      await worker.shutdown();
      await engine.close();
    });
    const parts = { records, engine, signed: async () => [], clock: Date.now };
    expect(await records.rebuilds.take(Date.now(), 10, 1)).toContain(cycle);
    expect(await rebuild(parts, cycle)).toEqual({ outcome: 'restored', lines: 2 });
    expect(await records.journal.all(cycle)).toEqual(whole);
    expect(whole.map(({ seq }) => seq).slice(-2)).toEqual(later);
    await refoldedWhole(records, cycle);

    // The same where Temporal's run has ended since: nothing that was accepted is rebuilt away.
    const another = await database('PostgreSQL');
    await load(another.db, given(backup), keysKept);
    const alsoEarlier = await another.records();
    await worker.shutdown();
    const second = await startWorker({ ...temporal, records: alsoEarlier });
    undo.push(() => second.shutdown());
    const connection = await Connection.connect({ address: temporal.address });
    await new Client({ connection, namespace: temporal.namespace }).workflow.getHandle(cycle).terminate('an attack');
    await connection.close();
    expect(await rebuild({ ...parts, records: alsoEarlier }, cycle)).toMatchObject({
      outcome: 'rebuilt',
      seq: later.at(-1),
      source: 'engine',
      lines: 2,
    });
    expect(await alsoEarlier.journal.all(cycle)).toEqual(whole);

    await anOlderTemporal(records);
  });

  /** Temporal put back from an earlier copy: its instance does not know what the journal knows. */
  async function anOlderTemporal(records: Records): Promise<void> {
    const elsewhere = await ownNamespace();
    const engine: TemporalEngine = createEngine(elsewhere);
    const worker = await startWorker({ ...elsewhere, records });
    undo.push(async () => {
      await worker.shutdown();
      await engine.close();
    });
    const lines = await records.journal.page(cycle, 0, 500);
    const carried = carriedFromJournal(procedureOf('cycle', 1), cycle, lines.slice(0, -2), Date.now());
    const input = { instance: cycle, procedure: 'cycle', version: 1, carried: JSON.parse(JSON.stringify(carried)) };
    await engine.startAnew(input);
    expect((await engine.view(cycle)).state.seq).toBe(lines.length - 2);
    expect(await rebuild({ records, engine, signed: async () => [], clock: Date.now }, cycle)).toMatchObject({
      outcome: 'rebuilt',
      seq: lines.length,
    });
    expect((await engine.view(cycle)).state.seq).toBe(lines.length);
  }
});

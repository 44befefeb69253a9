/** The demonstration greets with a year that already has something in it (issue 11). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstallation } from '../../app/open-installation.ts';
import { cast, demonstration, peopleAndAppointments, tellLastYear } from '../../demonstration/index.ts';
import { asObject } from '../../model/json.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import { isClosed } from '../../model/calendar/business-days.ts';
import type { Derived } from '../../contract/records/derivation.ts';
import type { Records } from '../../contract/records/records.ts';
import { openRecords } from '../../records/open.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { entryOf } from '../support/records.ts';
import { testKeyFile, testKeys } from '../support/keys.ts';

const HOUR = 60 * 60 * 1000;
const bodies = [cast.ministry, cast.agency, cast.corporation].map(({ organisation }) => organisation);

async function told(dataDirectory: string, now: Instant): Promise<Records> {
  let clock: () => Instant = () => now;
  const records = await openRecords({
    keys: testKeys,
    dataDirectory,
    create: { kind: 'demonstration' },
    clock: () => clock(),
  });
  await tellLastYear({ records, setClock: (other) => (clock = other), now });
  return records;
}

// On the first morning of a fiscal year, too, the year before is over.
describe('last year, told on 1 April', () => {
  const now = startOfDate('2026-04-01') + HOUR;
  let directory: string;
  let records: Records;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'junkan-last-year-'));
    records = await told(directory, now);
  });
  afterAll(async () => {
    await records?.close();
    await rm(directory, { recursive: true, force: true });
  });

  test('has ended in every procedure, before today, in journals that refold and whose chains are whole', async () => {
    const year = fiscalYearOf(dateInJapan(now)) - 1;
    const rows = await records.instances.list({}, undefined, 500);
    expect(rows.map(({ instance }) => instance)).toEqual(
      expect.arrayContaining(bodies.map((organisation) => `cycle/${year}/${organisation}`)),
    );
    for (const { instance, projection } of rows) {
      expect(projection.ended).toBeDefined();
      const entries = await refoldedWhole(records, instance);
      const instants = entries.map(({ at }) => at);
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(instants.at(-1)).toBeLessThan(now);
      for (const { at, event } of entries) {
        // Nobody decides at night or on a closed day.
        if (typeof asObject(event)['actor'] !== 'object') continue;
        expect(isClosed(dateInJapan(at))).toBe(false);
        expect((at - startOfDate(dateInJapan(at))) / HOUR).toBeLessThan(18);
      }
    }
    expect(
      rows.filter(({ instance }) => instance.startsWith('cycle/')).map(({ projection }) => projection.ended),
    ).toEqual(['closed', 'closed', 'closed']);
  });

  test('is what lists, board and look-ups read, row for row', async () => {
    const found: Derived[] = [];
    for await (const one of records.derivation.compare({ mend: false })) found.push(one);
    expect(found).toMatchObject([{ told: 'end', sums: { differences: 0, skipped: 0 } }]);
  });

  test('leaves nothing to do: no task, no unread notice, no mail, no token', async () => {
    for (const { id } of peopleAndAppointments(now).people) {
      expect(await records.readModel.counts(id, now)).toEqual({ ready: 0, unread: 0 });
      expect((await records.tokens.list(id)).filter(({ expires, revoked }) => expires > now && !revoked)).toEqual([]);
    }
    expect((await records.mailQueue.counts()).queued).toBe(0);
  });

  test('was nothing that only looks like a year: reminders, a failed verification, a new CISO, a decision on paper', async () => {
    const year = fiscalYearOf(dateInJapan(now)) - 1;
    const types = async (instance: string): Promise<string[]> =>
      (await records.journal.all(instance)).map(({ event }) => String(asObject(event)['type']));
    expect(await types(`cycle/${year}/${cast.ministry.organisation}`)).toEqual(
      expect.arrayContaining(['rung', 'judge', 'evaluate', 'close']),
    );
    const verified = (await types(`improvement/${year}/${cast.ministry.organisation}/1`)).filter(
      (type) => type === 'verify',
    );
    expect(verified).toHaveLength(2);
    const posts = await records.registry.appointments(cast.corporation.organisation, now);
    expect(posts.filter(({ role }) => role === 'ciso').map(({ person }) => person)).not.toContain(
      cast.corporation.ciso,
    );
    expect(await types(`cycle/${year}/${cast.agency.organisation}`)).toContain('recalendar');
  });
});

describe('a demonstration whose making was broken off', () => {
  let dataDirectory: string;
  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'junkan-broken-off-'));
  });
  afterAll(async () => {
    await rm(dataDirectory, { recursive: true, force: true });
  });

  const said: string[] = [];
  const open = (): Promise<Records> =>
    openInstallation({
      where: { dataDirectory, keyFile: testKeyFile(dataDirectory), create: { kind: 'demonstration' } },
      creation: { kind: 'demonstration' },
      demonstration,
      say: ({ en }) => said.push(en),
    });

  test('is made anew when last year is half told, and left alone when it is whole', async () => {
    const half = await openRecords({ keys: testKeys, dataDirectory, create: { kind: 'demonstration' } });
    await demonstration.seed(half, Date.now());
    const first = half.installation.id;
    await half.close();
    const anew = await open();
    const { id } = anew.installation;
    await anew.close();
    expect(id).not.toBe(first);
    expect(said).toHaveLength(1);
    const again = await open();
    await again.close();
    expect(again.installation.id).toBe(id);
    expect(said).toHaveLength(1);
  }, 120_000);

  test('keeps one in which this year has begun, whatever there is of last year', async () => {
    await rm(dataDirectory, { recursive: true, force: true });
    const rehearsed = await openRecords({ keys: testKeys, dataDirectory, create: { kind: 'demonstration' } });
    await demonstration.seed(rehearsed, Date.now());
    const year = fiscalYearOf(dateInJapan(Date.now()));
    const instance = `cycle/${year}/${cast.ministry.organisation}`;
    await rehearsed.instances.claim({ instance, procedure: 'cycle', version: 1, input: {} }, 'test');
    await rehearsed.journal.append([{ entry: entryOf(instance, 1, { at: Date.now() }) }]);
    await rehearsed.close();
    const kept = await open();
    await kept.close();
    expect(kept.installation.id).toBe(rehearsed.installation.id);
    expect(said).toHaveLength(1);
  });
});

/** Sheets to be printed: a year as it stood on a past day, its record, and what a post hands over. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../client/engine.ts';
import type { Records } from '../../contract/records/records.ts';
import { administratorOfDemonstration, cast, tellLastYear } from '../../demonstration/index.ts';
import type { Entry } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import { addDays, dateInJapan, endOfDate, startOfDate } from '../../model/japan-time.ts';
import { openRecords } from '../../records/open.ts';
import { makeApp } from '../../web/app.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ownNamespace } from '../support/temporal.ts';
import { whole } from '../../web/pages/papers/whole.ts';
import { ask, type App, type Reply } from './support/web.ts';
import { testKeys } from '../support/keys.ts';

const now = startOfDate('2026-11-30') + 15 * 60 * 60 * 1000;
const { ministry, agency } = cast;
const cycle = `cycle/2025/${ministry.organisation}`;

let directory: string;
let records: Records;
let app: App;
let entries: readonly Entry[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'junkan-papers-'));
  let clock: () => Instant = () => now;
  records = await openRecords({
    keys: testKeys,
    dataDirectory: directory,
    create: { kind: 'demonstration' },
    clock: () => clock(),
  });
  await tellLastYear({ records, setClock: (other) => (clock = other), now });
  clock = () => now;
  const engine = createEngine(await ownNamespace());
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  app = makeApp({ records, engine, clock: () => now, configuration: { version: '0.0.0-test' }, logger });
  entries = await records.journal.all(cycle);
});
afterAll(async () => {
  await records?.close();
  await rm(directory, { recursive: true, force: true });
});

const api = async (person: string, path: string): Promise<Reply> => {
  const grant = { person, issuedBy: person, at: now, expires: now + 3_600_000, purpose: 'test' };
  const { secret } = await records.tokens.issue(grant);
  return ask(app, 'GET', `/api/v1/procedures/${path}`, { token: secret });
};
const standing = (person: string, on: string): Promise<Reply> => api(person, `${cycle}/standing?on=${on}`);
const browser = (person: string): Promise<SignedIn> => signIn(app, records, person, now);

describe('a year as it stood on a past day', () => {
  it('is what the journal said up to the end of that day in Japan, and nothing of what came after', async () => {
    const days = [...new Set(entries.flatMap(({ at }) => [dateInJapan(at), addDays(dateInJapan(at), -1)]))];
    expect(days.length).toBeGreaterThan(20);
    for (const on of days.filter((day) => endOfDate(day) > (entries[0]?.at ?? 0))) {
      const last = entries.findLast(({ at }) => at < endOfDate(on));
      const [line] = await records.journal.page(cycle, (last?.seq ?? 0) - 1, 1);
      const { status, body } = await standing(ministry.ciso, on);
      expect([on, status, body.phase.id, body.last]).toEqual([
        on,
        200,
        last?.projection.phase,
        { seq: last?.seq, at: last?.at, hash: line?.hash },
      ]);
      const met = last?.projection.due.filter((item) => item.met !== undefined).length;
      expect(body.dates.filter((item: { met?: number }) => item.met !== undefined).length).toBeGreaterThanOrEqual(
        met ?? 0,
      );
      const metLater = body.dates.filter(({ met: at }: { met?: number }) => at !== undefined && at >= endOfDate(on));
      expect(metLater).toEqual([]);
    }
  });

  it('counts what its definitions say', async () => {
    const { body } = await standing(ministry.ciso, '2025-12-15');
    const figure = (id: string) => body.figures.find((one: { id: string }) => one.id === id);
    const list = body.lists.find(({ id }: { id: string }) => id === 'measures');
    expect(figure('measures').value).toBe(list.rows.length);
    expect(figure('audits').value).toBe(
      body.children.filter(({ procedure }: { procedure: string }) => procedure === 'audit').length,
    );
    expect(figure('entries').value).toBe(entries.filter(({ at }) => at < endOfDate('2025-12-15')).length);
    for (const one of body.figures) expect(one.definition.ja.length).toBeGreaterThan(10);
  });

  it('is not there before it began, nor for whoever does not read it; no day to come is one', async () => {
    const began = dateInJapan(entries[0]?.at ?? 0);
    expect((await standing(ministry.ciso, addDays(began, -1))).status).toBe(404);
    expect((await standing(agency.ciso, '2025-12-15')).status).toBe(404);
    for (const on of ['2026-12-01', '2025-02-30', 'yesterday'])
      expect((await standing(ministry.ciso, on)).status).toBe(400);
  });

  it('shows no more of the past than of the present', async () => {
    const reader = ministry.staffOfPlanning;
    const present = (await api(reader, cycle)).body;
    const past = (await standing(reader, '2025-12-15')).body;
    const ids = (lists: { id: string }[]): string[] => lists.map(({ id }) => id);
    expect(past.reading).toBe(present.reading);
    const seen = new Set(ids(present.lists));
    expect(ids(past.lists).filter((id) => !seen.has(id))).toEqual([]);
    expect(ids((await standing(ministry.ciso, '2025-12-15')).body.lists).length).toBeGreaterThan(seen.size);
  });

  it('is asked for by a date as people write it; what is none is told, and typed text is kept', async () => {
    const page = await browser(ministry.ciso);
    const at = `/standing/${ministry.organisation}/2025`;
    expect((await page.get(at)).status).toBe(200);
    const shown = await page.get(`${at}?on=${encodeURIComponent('令和7年12月15日')}`);
    expect(shown.html).toContain('2025年12月15日（月） 24時現在');
    const wrong = await page.get(`${at}?on=${encodeURIComponent('<b>いつか')}`);
    expect([wrong.status, wrong.html.includes('<b>'), wrong.html.includes('&lt;b&gt;いつか')]).toEqual([
      400,
      false,
      true,
    ]);
    expect((await page.get(`${at}?on=2024-12-15`)).status).toBe(404);
    expect((await (await browser(agency.ciso)).get(at)).status).toBe(404);
  });
});

describe('the record of a year', () => {
  it('has every entry in order with its hash and who decided it, and the documents cited', async () => {
    const { status, html } = await (await browser(ministry.ciso)).get(`/record/${ministry.organisation}/2025`);
    expect(status).toBe(200);
    const lines = await records.journal.page(cycle, 0, 500);
    const places = lines.map(({ hash }) => html.indexOf(hash.slice(0, 16)));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(html).toContain(lines.at(-1)?.hash);
    const [cited] = lines.flatMap(({ entry }) => entry.projection.documents);
    expect(html).toContain(cited);
  });

  it('has every page of a journal to its end, and says so where it has more than a sheet can hold', async () => {
    let asked = 0;
    const read = (most: number) =>
      whole<{ seq: number }>(async (cursor) => {
        asked += 1;
        const { body } = await api(
          ministry.ciso,
          `${cycle}/journal?limit=10${cursor === undefined ? '' : `&cursor=${cursor}`}`,
        );
        return body;
      }, most);
    const all = await read(20_000);
    expect([all.items.map(({ seq }) => seq), all.more]).toEqual([entries.map(({ seq }) => seq), false]);
    expect(asked).toBe(Math.ceil(entries.length / 10));
    expect([(await read(25)).items.length, (await read(25)).more]).toEqual([25, true]);
    expect((await read(entries.length)).more).toBe(false);
  });

  it('has the journals of all audits and improvements of the year', async () => {
    const { html } = await (await browser(ministry.ciso)).get(`/record/${ministry.organisation}/2025`);
    const rows = await records.instances.list({ organisation: ministry.organisation, year: 2025 }, undefined, 500);
    expect(rows.length).toBeGreaterThan(2);
    for (const { instance, seq } of rows) {
      const [last] = await records.journal.page(instance, seq - 1, 1);
      expect([instance, html.includes(last?.hash ?? '')]).toEqual([instance, true]);
    }
  });

  it('is nothing for others', async () => {
    const other = await browser(agency.ciso);
    expect((await other.get(`/record/${ministry.organisation}/2025`)).status).toBe(404);
  });
});

describe('a handover', () => {
  it('is made for each post one holds, with the reasons that were given in it, and for who may see it', async () => {
    const page = await browser(ministry.ciso);
    const list = await page.get('/handover');
    const links = [...list.html.matchAll(/href="(\/handover\/[^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    const [own = ''] = links;
    const { status, html } = await page.get(own);
    expect(status).toBe(200);
    for (const heading of ['未了の事項', '今後の期限', '約束していること', 'これまでの決定の理由'])
      expect(html).toContain(heading);
    for (const reader of [ministry.promotionLead, administratorOfDemonstration])
      expect((await (await browser(reader)).get(own)).status).toBe(200);
    for (const other of [ministry.staffOfPlanning, agency.ciso])
      expect((await (await browser(other)).get(own)).status).toBe(404);
  });

  it('shows each reader only what is theirs to read: an administrator no words of the procedures', async () => {
    const [post] = (await records.registry.appointments(ministry.organisation, now)).filter(
      ({ role }) => role === 'ciso',
    );
    const at = `/handover/${post?.id}`;
    const own = (await (await browser(ministry.ciso)).get(at)).html;
    const reasons = own.slice(own.indexOf('これまでの決定の理由'));
    expect(reasons).not.toContain('理由を述べた決定はありません');
    const { html } = await (await browser(administratorOfDemonstration)).get(at);
    expect(html).toContain('未了の事項');
    for (const heading of ['約束していること</h2>', 'これまでの決定の理由']) expect(html).not.toContain(heading);
  });
});

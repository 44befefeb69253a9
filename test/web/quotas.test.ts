/** How much one person may send, and what is refused first when the disk is nearly full: over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
let free = 10_000_000;
const quotas = { changesPerSecond: 2, uploadsPerMinute: 8, uncitedDocuments: 3 };
const disk = { reserve: 1_000_000, free: () => free };

beforeAll(async () => {
  web = await makeWeb({ quotas, disk });
});
afterAll(() => web?.close());

const send = async (person: string, text: string, key?: string): Promise<Reply> =>
  ask(web.app, 'POST', '/api/v1/documents?name=a.txt', {
    token: await web.token(person),
    raw: text,
    headers: { 'content-type': 'text/plain', 'content-length': String(text.length) },
    ...(key !== undefined && { key }),
  });

describe('one person', () => {
  it('changes so much in ten seconds, then is told when to come back; others and reading are not held up', async () => {
    const token = await web.token('p-staff');
    const change = () => ask(web.app, 'DELETE', '/api/v1/calendar-feed', { token });
    const answers = await Promise.all(Array.from({ length: 30 }, change));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    const [first] = refused;
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(first?.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    expect(first?.body.ja.detail).toContain('毎秒2件');
    expect(first?.body.en.detail).toContain('Nothing was changed');
    expect((await ask(web.app, 'GET', '/api/v1/me', { token })).status).toBe(200);
    const other = await ask(web.app, 'DELETE', '/api/v1/calendar-feed', { token: await web.token('p-office') });
    expect(other.status).not.toBe(429);
    const { text } = await ask(web.app, 'GET', '/metrics');
    expect(text).toContain('junkan_throttled_total{quota="change"} 10');
  });

  it('who may not do it at all is told that, and a body is not read for a 429', async () => {
    const token = await web.token('p-manager');
    const change = (raw: string) =>
      ask(web.app, 'POST', '/api/v1/registry/changes', {
        token,
        raw,
        headers: { 'content-type': 'application/json' },
      });
    for (let i = 0; i < 25; i += 1) expect((await change('{')).status).toBe(403);
    const ciso = await web.token('p-ciso');
    const decide = () =>
      ask(web.app, 'POST', '/api/v1/procedures/cycle/2026/demo-ministry/decisions', {
        token: ciso,
        raw: '{',
        headers: { 'content-type': 'application/json' },
      });
    for (let i = 0; i < 20; i += 1) expect((await decide()).status).toBe(400);
    expect((await decide()).status).toBe(429);
  });

  it('has so many documents that nothing cites, and sends so many a minute', async () => {
    for (const text of ['one', 'two', 'three']) expect((await send('p-officer', text, text)).status).toBe(201);
    const fourth = await send('p-officer', 'four');
    expect([fourth.status, fourth.body.en.detail]).toEqual([429, expect.stringContaining('no decision cites yet')]);
    expect(Number(fourth.headers.get('retry-after'))).toBe(7 * 86_400);
    // A repeat keeps nothing anew.
    expect((await send('p-officer', 'one', 'one')).status).toBe(201);
    expect((await send('p-office', 'another’s')).status).toBe(201);
    for (let i = 0; i < 3; i += 1) await send('p-officer', 'one', 'one');
    const ninth = await send('p-officer', 'one', 'one');
    expect([ninth.status, ninth.body.ja.detail]).toEqual([429, expect.stringContaining('毎分8件')]);
  });
});

describe('a disk that is nearly full', () => {
  it('refuses documents first, in words, and says so in the metrics; everything else goes on', async () => {
    free = disk.reserve + 2;
    const { status, body } = await send('p-unrelated', 'more than two bytes');
    expect([status, body.type, body.en.detail]).toEqual([
      507,
      'urn:junkan:problem:diskFull',
      expect.stringContaining('decisions and everything else are'),
    ]);
    free = disk.reserve - 1;
    const { text } = await ask(web.app, 'GET', '/metrics');
    expect(text).toContain('junkan_disk_low 1');
    expect(text).toContain(`junkan_disk_free_bytes ${free}`);
    const token = await web.token('p-unrelated');
    expect((await ask(web.app, 'DELETE', '/api/v1/calendar-feed', { token })).status).toBeLessThan(300);
    free = 10_000_000;
    expect((await send('p-unrelated', 'more than two bytes')).status).toBe(201);
  });
});

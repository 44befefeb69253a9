import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DueItem, Entry, Projection } from '../../machines/core/index.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { endOfDate } from '../../model/japan-time.ts';
import { entryOf, projectionOf } from '../support/records.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ask, makeWeb, morning, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb({ url: 'http://junkan.example' });
});
afterAll(() => web?.close());
beforeEach(() => {
  web.now = morning;
});

const item = (id: string, date: string, other: Partial<DueItem> = {}): DueItem => ({
  id,
  due: endOfDate(date),
  original: endOfDate(date),
  rungs: [],
  roles: ['ciso'],
  ...other,
});
const seqs = new Map<string, number>();
/** The next entry of an instance, with what it projects. */
const append = async (instance: string, projection: Partial<Projection>, more: Partial<Entry> = {}): Promise<void> => {
  const seq = (seqs.get(instance) ?? 0) + 1;
  seqs.set(instance, seq);
  const entry = entryOf(instance, seq, { at: morning + seq * 60_000, projection: projectionOf(projection), ...more });
  await web.records.journal.append([{ entry }]);
};
const feed = async (method: string, person: PersonId, key?: string): Promise<Reply> =>
  ask(web.app, method, '/api/v1/calendar-feed', {
    token: await web.token(person),
    ...(key === undefined ? {} : { key }),
  });
const linkOf = async (person: PersonId): Promise<string> => {
  const { status, body } = await feed('POST', person);
  expect(status).toBe(201);
  return new URL(body.link).pathname;
};
const read = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(web.app, 'GET', path, { headers });
interface ShownEvent {
  uid: string;
  date: string;
  end: string;
  summary: string;
  description: string;
  sequence: number;
  modified: string;
}
/** A calendar as a real parser reads it. */
const parsed = (text: string): ShownEvent[] => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    expect(event.startDate.isDate).toBe(true);
    return {
      uid: event.uid,
      date: event.startDate.toString(),
      end: event.endDate.toString(),
      summary: event.summary,
      description: event.description,
      sequence: event.sequence,
      modified: String(component.getFirstPropertyValue('last-modified')),
    };
  });
};
const shown = async (path: string): Promise<ShownEvent[]> => {
  const { status, text } = await read(path);
  expect(status).toBe(200);
  return parsed(text);
};

describe('the calendar of a person', () => {
  it('shows what is due of the person’s posts on its date in Japan, in Japanese and English', async () => {
    await append('cycle/2026/demo-ministry', {
      due: [item('plan', '2027-02-28'), item('evaluation', '2027-03-31', { met: morning })],
    });
    const path = await linkOf('p-ciso');
    const events = await shown(path);
    expect(events).toEqual([
      {
        uid: expect.stringMatching(/^cycle\/2026\/demo-ministry\/plan@.+/),
        // Due is 24:00 of that day: the day before the instant, and the day after it ends the event.
        date: '2027-02-28',
        end: '2027-03-01',
        summary: 'demo-ministry（架空）：対策推進計画の承認',
        description: expect.stringContaining('demo-ministry (fictional): approval of the plan'),
        sequence: 0,
        modified: '2026-11-23T01:01:00Z',
      },
    ]);
    expect(events[0]!.description).toContain('期限：2027-02-28（日本時間24時まで）');
    expect(events[0]!.description).not.toContain('元の期限');
  });

  it('keeps the id and counts the sequence on when a date moves, and names the original date', async () => {
    const instance = 'improvement/2026/demo-ministry/1';
    await append(instance, { due: [item('done', '2026-12-28')] });
    const path = await linkOf('p-ciso');
    const of = async () => (await shown(path)).find(({ uid }) => uid.startsWith(instance))!;
    const before = await of();
    expect(await of()).toEqual(before);
    await append(instance, { due: [item('done', '2027-01-04', { original: endOfDate('2026-12-28') })] });
    const moved = await of();
    expect(moved).toMatchObject({ uid: before.uid, date: '2027-01-04', sequence: 1 });
    expect(moved.modified > before.modified).toBe(true);
    expect(moved.description).toContain('元の期限 / original date: 2026-12-28');
    // A new link is the same calendar: its sequences go on.
    expect((await shown(await linkOf('p-ciso'))).find(({ uid }) => uid === before.uid)?.sequence).toBe(1);
    await append(instance, { due: [item('done', '2027-01-04', { met: morning })] });
  });

  it('is for the posts held at that moment: other roles, other bodies, other departments are not in it', async () => {
    await append('improvement/2026/demo-ministry/2', {
      due: [
        item('plan', '2026-12-10', { roles: ['officer'], department: 'd-policy' }),
        item('done', '2026-12-11', { roles: ['officer'], department: 'd-systems' }),
        item('verification', '2026-12-12', { roles: ['officer'] }),
      ],
    });
    const ids = async (person: PersonId) =>
      (await shown(await linkOf(person))).map(({ uid }) => uid.replace(/@.*/, '').replace(/.*\//, ''));
    expect(await ids('p-officer')).toEqual(['plan', 'verification']);
    expect(await ids('p-staff')).toEqual([]);
    expect(await ids('p-unrelated')).toEqual([]);
    expect(await ids('p-admin')).toEqual([]);
  });

  it('has what a task addressed to the person belongs to', async () => {
    await append('improvement/2026/demo-ministry/3', {
      due: [item('verification', '2026-12-20', { roles: ['officer'] })],
      tasks: [{ decision: 'verify', roles: ['staff'], person: 'p-staff', dueItem: 'verification' }],
    });
    expect((await shown(await linkOf('p-staff'))).map(({ date }) => date)).toEqual(['2026-12-20']);
  });

  it('is empty from the day after the person’s last day on, without anybody revoking it', async () => {
    const { registry } = web.records;
    const appointment = {
      id: 'a-leaving',
      organisation: 'demo-unrelated',
      from: '2026-04-01',
      kind: 'regular',
    } as const;
    const post = { ...appointment, person: 'p-leaving', role: 'officer' } as const;
    const people = [{ id: 'p-leaving', nameJa: '去る人（架空）', nameEn: 'leaving (fictional)' }];
    await registry.change({ people, appointments: [post] }, 'p-admin', morning);
    await append('improvement/2026/demo-unrelated/1', { due: [item('plan', '2026-12-10', { roles: ['officer'] })] });
    const path = await linkOf('p-leaving');
    expect(await shown(path)).toHaveLength(1);
    await registry.change({ appointments: [{ ...post, to: '2026-11-30' }] }, 'p-admin', morning);
    web.now = endOfDate('2026-11-30') - 1;
    expect(await shown(path)).toHaveLength(1);
    web.now = endOfDate('2026-11-30');
    expect(await shown(path)).toEqual([]);
  });

  it('shows nothing of what has ended', async () => {
    const instance = 'improvement/2026/demo-agency/1';
    await append(instance, { due: [item('done', '2026-12-28')] });
    const path = await linkOf('p-agency-ciso');
    expect(await shown(path)).toHaveLength(1);
    await append(instance, { due: [item('done', '2026-12-28')], ended: 'closed' });
    expect(await shown(path)).toEqual([]);
  });

  it('is the same day in whatever time zone the server runs and the reader lives', async () => {
    await append('audit/2026/demo-agency/1', { due: [item('report', '2026-12-31')] });
    const path = await linkOf('p-agency-ciso');
    const before = process.env['TZ'];
    try {
      for (const zone of ['Asia/Tokyo', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
        process.env['TZ'] = zone;
        expect((await shown(path)).map(({ date, end }) => [zone, date, end])).toEqual([
          [zone, '2026-12-31', '2027-01-01'],
        ]);
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('folds long Japanese lines at 75 bytes without breaking a character (RFC 5545, 3.1)', async () => {
    const nameJa = `${'長い名前の機関、'.repeat(12)}；逆斜線\\あり（架空）`;
    const organisation = {
      id: 'demo-long',
      kind: 'ministry' as const,
      nameJa,
      nameEn: 'long, with; signs (fictional)',
      supervisors: [],
      fictional: true,
    };
    const post = { id: 'a-long', organisation: 'demo-long', from: '2026-04-01', kind: 'regular' } as const;
    await web.records.registry.change(
      {
        organisations: [organisation],
        people: [{ id: 'p-long', nameJa: '人（架空）', nameEn: 'person (fictional)' }],
        appointments: [{ ...post, person: 'p-long', role: 'ciso' }],
      },
      'p-admin',
      morning,
    );
    await append('audit/2026/demo-long/1', { due: [item('report', '2026-12-31')] });
    const response = await web.app.fetch(new Request(`http://junkan.example${await linkOf('p-long')}`));
    const bytes = Buffer.from(await response.arrayBuffer());
    const lines = bytes.toString('latin1').split('\r\n');
    expect(lines.at(-1)).toBe('');
    for (const line of lines) {
      expect(line).not.toContain('\n');
      expect(line.length).toBeLessThanOrEqual(75);
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'))).not.toThrow();
    }
    const [event] = parsed(bytes.toString());
    expect(event!.summary).toBe(`${nameJa}：監査報告`);
    expect(event!.description).toContain('long, with; signs (fictional)');
  });

  it('carries no names of people, no findings and no documents', async () => {
    const document = 'ab'.repeat(32);
    await append(
      'audit/2026/demo-ministry/9',
      { due: [item('report', '2026-12-31')], documents: [document] },
      { event: { type: 'add', at: morning, input: { text: '指摘：鍵の管理' } } },
    );
    const { text } = await read(await linkOf('p-ciso'));
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain('監査報告');
    expect(unfolded).not.toMatch(/指摘|p-ciso|abab/);
  });
});

describe('the private link', () => {
  it('is shown once, kept hashed, and looked at without it', async () => {
    const made = await feed('POST', 'p-office', 'key-feed');
    expect(made.body.link).toMatch(/^http:\/\/junkan\.example\/calendar\/[\w-]{43}\.ics$/);
    const secret = made.body.link.slice(-47, -4);
    const repeat = await feed('POST', 'p-office', 'key-feed');
    expect([repeat.status, repeat.body]).toEqual([201, { created: web.now }]);
    expect((await feed('GET', 'p-office')).body).toEqual({ active: true, created: web.now });
    await read(`/calendar/${secret}.ics`);
    await read(`/calendar/${secret}.ics/more`);
    await ask(web.app, 'POST', `/calendar/${secret}.ics`, {});
    expect(JSON.stringify(web.log)).not.toContain(secret);
    expect(web.log).toContainEqual(expect.objectContaining({ route: '/calendar/{file}', status: 200 }));
  });

  it('is one at a time: a new one revokes the one before, and a revoked one is like one that never was', async () => {
    const first = await linkOf('p-manager');
    const second = await linkOf('p-manager');
    const unknown = await read(`/calendar/${'x'.repeat(43)}.ics`);
    const without = ({ text }: Reply) => text.replace(/"request":"[^"]*"/, '');
    expect(unknown.status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect(without(await read(first))).toBe(without(unknown));
    expect((await feed('DELETE', 'p-manager')).body).toEqual({ revoked: true });
    expect(without(await read(second))).toBe(without(unknown));
    expect((await feed('GET', 'p-manager')).body).toEqual({ active: false });
    expect((await feed('DELETE', 'p-manager')).body).toEqual({ revoked: false });
    for (const wrong of ['/calendar/x', '/calendar/.ics', '/calendar/constructor.ics', `${second}x`]) {
      expect([wrong, (await read(wrong)).status]).toEqual([wrong, 404]);
    }
  });

  it('lets a reader ask whether anything changed, and nobody else keep a copy', async () => {
    await append('cycle/2026/demo-agency', { due: [item('plan', '2027-02-28')] });
    const path = await linkOf('p-agency-ciso');
    const first = await read(path);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    const etag = first.headers.get('etag')!;
    web.now += 3_600_000;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await read(path, { 'if-none-match': known });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    await append('cycle/2026/demo-agency', {
      due: [item('plan', '2027-03-01', { original: endOfDate('2027-02-28') })],
    });
    const changed = await read(path, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });
});

describe('a calendar link made at a browser', () => {
  const made = async () => {
    const page = await signIn(web.app, web.records, 'p-audit', web.now);
    const { html } = await page.post('/calendar', { _do: 'make' });
    return { page, path: /\/calendar\/[\w-]{43}\.ics/.exec(html)?.[0] ?? '' };
  };

  it('works on when its holder signs out: leaving takes nothing back', async () => {
    const { page, path } = await made();
    await page.post('/sign-out');
    expect([(await page.get('/calendar')).status, (await read(path)).status]).toEqual([303, 200]);
  });

  it.each([
    ['one alone', async (other: SignedIn, id: string) => other.post('/settings/sessions/end', { session: id })],
    ['all others', async (other: SignedIn) => other.post('/settings/sessions/end-others')],
  ])('works on when its holder ends the session from elsewhere, %s', async (_, end) => {
    const { page, path } = await made();
    const other = await signIn(web.app, web.records, 'p-audit', web.now);
    expect((await end(other, page.id)).to).toMatch(/ended=[12]$/);
    expect([(await page.get('/calendar')).status, (await read(path)).status]).toEqual([303, 200]);
  });

  it('works no more when the session is none that its holder knows', async () => {
    const { page, path } = await made();
    const other = await signIn(web.app, web.records, 'p-audit', web.now);
    const { to } = await other.post('/settings/sessions/end', { unknown: page.id });
    expect([to, (await page.get('/calendar')).status, (await read(path)).status]).toEqual([
      '/settings/sessions?revoked=1',
      303,
      404,
    ]);
  });

  it('is revoked with the session also after somebody has left it: who leaves saves nothing', async () => {
    const { page, path } = await made();
    await page.post('/sign-out');
    const token = await web.token('p-admin');
    expect((await ask(web.app, 'DELETE', `/api/v1/tokens/${page.id}`, { token })).status).toBe(200);
    expect((await read(path)).status).toBe(404);
  });

  it('made by whoever administers: links for others made in a session that was left die with revoke-all', async () => {
    const page = await signIn(web.app, web.records, 'p-admin', web.now);
    const link = async (): Promise<string> => {
      const { html } = await page.post('/admin/people/p-staff/links', { purpose: 'browser' });
      return /\/claim\/[\w-]{43}/.exec(html)?.[0] ?? '';
    };
    const usable = async (path: string): Promise<boolean> => (await ask(web.app, 'GET', path)).text.includes('<form');
    const [first, second] = [await link(), await link()];
    await page.post('/sign-out');
    expect([await usable(first), await usable(second)]).toEqual([true, true]);
    const by = { by: 'p-centre', at: web.now };
    await web.records.tokens.revokeAll('p-admin', by);
    expect([await usable(first), await usable(second)]).toEqual([false, false]);
  });
});

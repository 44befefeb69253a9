/** Four eyes and tokens (domain.md 2, design serving 6-4), over HTTP on real records: no link and no token makes one person two. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_DESCENT } from '../../contract/records/tokens.ts';
import { nothing, verified } from '../support/integrity.ts';
import { ask, type Ask, makeWeb, morning, type Reply, type TestWeb } from '../web/support/web.ts';
import { named, post, rulesOf } from './over-http.ts';

const DAY = 24 * 60 * 60 * 1000;
let web: TestWeb;

/** Each block has an installation of its own, with two administrators of everything and one of the ministry. */
function onOwnInstallation(): void {
  beforeAll(async () => {
    web = await makeWeb();
    const people = ['p-second', 'p-local', 'p-new', 'p-third'];
    await web.records.registry.change(
      {
        people: people.map((id) => ({
          id,
          home: id === 'p-second' ? 'demo-centre' : 'demo-ministry',
          nameJa: `${id}（架空）`,
          nameEn: `${id} (fictional)`,
        })),
        appointments: [
          post('a-second', 'p-second', 'administrator', 'demo-centre'),
          post('a-local', 'p-local', 'administrator', 'demo-ministry'),
        ],
      },
      'p-admin',
      morning,
    );
  });
  afterEach(async () => {
    web.now = morning;
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
    expect(await verified(web.records)).toMatchObject(nothing);
  });
  afterAll(() => web.close());
}

const by = (token: string, method: string, path: string, body?: object, other: Ask = {}): Promise<Reply> =>
  ask(web.app, method, `/api/v1${path}`, { token, ...(body && { body }), ...other });
const send = async (person: string, method: string, path: string, body?: object, other: Ask = {}): Promise<Reply> =>
  by(await web.token(person), method, path, body, other);
const wanted = (person: string) => ({ person, days: 5, purpose: 'first token' });
const claim = (path: string): Promise<Reply> =>
  ask(web.app, 'POST', path, { key: '', headers: { accept: 'application/json' } });
const me = (token: string): Promise<Reply> => by(token, 'GET', '/me');
const mint = async (token: string, person: string, days = 90): Promise<Reply> =>
  by(token, 'POST', '/tokens', { person, days, purpose: 'minted' });

/** A guarded change of the ministry, waiting; asked for with this token. */
let asked = 0;
async function guardedBy(token: string): Promise<string> {
  asked += 1;
  const id = `a-guarded-${asked}`;
  const row = { id, person: 'p-new', role: 'deputyCiso', organisation: 'demo-ministry', kind: 'regular' };
  const { body } = await by(token, 'POST', '/registry/changes', {
    appointments: [{ ...row, from: `2027-01-0${asked}`, to: `2027-01-0${asked}` }],
  });
  expect(body).toMatchObject({ status: 'pending' });
  return body.id;
}
const approve = (token: string, change: string): Promise<Reply> =>
  by(token, 'POST', `/registry/changes/${change}/approve`, {});

/** The administrator issues a link for the only other one who could approve it – so nobody can –, and uses it. */
async function takenOver(): Promise<string> {
  const issued = await send('p-admin', 'POST', '/claims', wanted('p-second'));
  expect(issued.body).toMatchObject({ status: 'issued', path: expect.any(String) });
  return (await claim(issued.body.path)).body.secret;
}

describe('an administrator who claims the link for a colleague', () => {
  onOwnInstallation();

  it('does not approve their own change with it, nor with a token made of it, while the colleague still does (6-4)', async () => {
    const change = await guardedBy(await web.token('p-admin'));
    const stolen = await takenOver();
    const refused = await approve(stolen, change);
    expect(rulesOf(refused)).toEqual(['403 independentToken']);
    expect(refused.body.refusals[0].ja).toContain('p-admin');
    const { body: next } = await mint(stolen, 'p-second');
    const { body: last } = await mint(next.secret, 'p-second');
    for (const token of [next.secret, last.secret]) {
      expect((await me(token)).body).toMatchObject({ person: 'p-second', token: { issuedBy: 'p-admin' } });
      expect(rulesOf(await approve(token, change))).toEqual(['403 independentToken']);
    }
    expect((await approve(await web.token('p-second'), change)).body).toMatchObject({ status: 'done' });
  });

  it('does not reject it either, and a token the administrator issued in a demonstration is no other', async () => {
    const change = await guardedBy(await web.token('p-admin'));
    const { body } = await mint(await web.token('p-admin'), 'p-local');
    const rejected = await by(body.secret, 'POST', `/registry/changes/${change}/reject`, { reason: '別の人を予定' });
    expect(rulesOf(rejected)).toEqual(['403 independentToken']);
    expect(rulesOf(await approve(body.secret, change))).toEqual(['403 independentToken']);
  });

  it('does not ask as the colleague and approve in person', async () => {
    const stolen = await takenOver();
    const change = await guardedBy(stolen);
    expect(rulesOf(await approve(await web.token('p-admin'), change))).toEqual(['403 independentToken']);
    expect((await approve(await web.token('p-local'), change)).body).toMatchObject({ status: 'done' });
  });

  it('is found in every line of descent: a link issued with a token that came from a link', async () => {
    const stolen = await takenOver();
    const third = post('a-third', 'p-third', 'administrator', 'demo-ministry');
    await web.records.registry.change({ appointments: [third] }, 'p-admin', morning);
    // As the colleague they make a link for a third, which somebody else approves, and whose token is theirs again.
    const { body: waiting } = await by(stolen, 'POST', '/claims', wanted('p-third'));
    expect((await approve(await web.token('p-local'), waiting.change)).body).toMatchObject({ status: 'done' });
    const { body: link } = await by(stolen, 'POST', '/claims', wanted('p-third'));
    const token = (await claim(link.path)).body.secret;
    const { body } = await send('p-admin', 'POST', '/registry/changes', {
      ends: [{ appointment: 'a-p-ciso', to: '2026-12-31' }],
    });
    expect(rulesOf(await approve(token, body.id))).toEqual(['403 independentToken']);
    const tokens = await by(token, 'GET', '/tokens');
    expect(tokens.body.items[0]).toMatchObject({ issuedBy: 'p-second', earlier: ['p-admin'] });
  });

  it('stands in the journal: every line says by which token, issued by whom, and the chain covers it', async () => {
    const stolen = await takenOver();
    const made = await by(stolen, 'POST', '/registry/changes', {
      departments: [
        { id: 'd-1', organisation: 'demo-ministry', nameJa: '新課（架空）', nameEn: 'New (fictional)', bureau: false },
      ],
    });
    const { body } = await send('p-admin', 'GET', '/registry/journal');
    type Line = { seq: number; by: string; token?: { id: string; issuers: string[] } };
    const lines: Line[] = body.items;
    const line = lines.find(({ seq }) => seq === made.body.seq);
    expect(line).toMatchObject({ by: 'p-second', token: { issuers: ['p-admin'] } });
    expect(line?.token?.id).toBe((await me(stolen)).body.token.id);
    const own = lines.find((each) => each.by === 'p-admin' && each.token !== undefined);
    expect(own?.token?.issuers).toEqual(['p-admin']);
    // What the installation itself did – making it – has none.
    expect(lines.filter(({ token }) => token === undefined).every(({ by: who }) => who === 'p-admin')).toBe(true);
  });
});

describe('an administrator who alone issued the links of two others', () => {
  beforeAll(async () => {
    web = await makeWeb();
    await web.records.registry.change(
      { people: ['p-one', 'p-two', 'p-three', 'p-new'].map((id) => named(id, 'demo-ministry')) },
      'p-admin',
      morning,
    );
  });
  afterAll(() => web.close());
  const tokens: Record<string, string> = {};
  const posts = (...people: string[]) =>
    people.map((id) => post(`a-${id}`, id, 'administrator', 'demo-ministry', { from: '2026-11-24' }));

  it('does not ask with one of their tokens and approve with the other; they do not either until one gets another (6-4)', async () => {
    // Nobody else could approve today: both begin tomorrow.
    const made = await send('p-admin', 'POST', '/registry/changes', { appointments: posts('p-one', 'p-two') });
    expect(made.body).toMatchObject({ status: 'done', soleAdministrator: true });
    for (const person of ['p-one', 'p-two']) {
      const { body } = await send('p-admin', 'POST', '/claims', wanted(person));
      tokens[person] = (await claim(body.path)).body.secret;
    }
    web.now = morning + DAY;
    const change = await guardedBy(tokens['p-one'] ?? '');
    const refused = await approve(tokens['p-two'] ?? '', change);
    expect(rulesOf(refused)).toEqual(['403 heldByTwo']);
    expect(refused.body.refusals[0].ja).toContain('p-admin');
    const { body: minted } = await mint(tokens['p-two'] ?? '', 'p-two', 2);
    expect(rulesOf(await approve(minted.secret, change))).toEqual(['403 heldByTwo']);
    const reason = { reason: '別の人を予定' };
    const rejected = await by(minted.secret, 'POST', `/registry/changes/${change}/reject`, reason);
    expect(rulesOf(rejected)).toEqual(['403 heldByTwo']);
    // What whoever runs the installation makes comes through nobody's hands.
    expect((await approve(await web.token('p-two'), change)).body).toMatchObject({ status: 'done' });
  });

  it('is no hindrance where a second administrator approved the links: these decide on each other’s changes', async () => {
    await web.records.registry.change({ appointments: posts('p-three') }, 'p-admin', morning);
    for (const person of ['p-one', 'p-three']) {
      const waiting = await send('p-admin', 'POST', '/claims', wanted(person));
      expect((await approve(await web.token('p-two'), waiting.body.change)).body).toMatchObject({ status: 'done' });
      const { body } = await send('p-admin', 'POST', '/claims', wanted(person));
      tokens[person] = (await claim(body.path)).body.secret;
    }
    const change = await guardedBy(tokens['p-one'] ?? '');
    expect((await approve(tokens['p-three'] ?? '', change)).body).toMatchObject({ status: 'done' });
  });
});

describe('a token claimed before its holder got a guarded post', () => {
  onOwnInstallation();

  it('does not carry the post: who issued the link could have used it; a token of a later link does (6-4)', async () => {
    const { body: link } = await send('p-admin', 'POST', '/claims', wanted('p-third'));
    const kept = (await claim(link.path)).body.secret;
    const { body: minted } = await mint(kept, 'p-third', 2);
    const feed = new URL((await by(kept, 'POST', '/calendar-feed')).body.link, 'https://junkan.test').pathname;
    const rows = [post('a-third', 'p-third', 'administrator', 'demo-ministry')];
    const appointed = await send('p-admin', 'POST', '/registry/changes', {
      appointments: [...rows, post('a-third-office', 'p-third', 'promotionOffice', 'demo-ministry')],
    });
    await approve(await web.token('p-second'), appointed.body.id);
    const waiting = await guardedBy(await web.token('p-second'));
    for (const token of [kept, minted.secret]) {
      const shown = (await me(token)).body;
      expect(shown).toMatchObject({ administrator: false, appointments: [] });
      expect(shown.withheld.roles).toEqual(['administrator', 'promotionOffice']);
      expect(shown.withheld.ja).toContain('システム管理者に新しいリンクを依頼');
      expect(rulesOf(await approve(token, waiting))).toEqual(['403 tokenCarriesPost']);
      const department = { id: 'd-x', organisation: 'demo-ministry', nameJa: '課', nameEn: 'x', bureau: false };
      expect(rulesOf(await by(token, 'POST', '/registry/changes', { departments: [department] }))).toEqual([
        '403 tokenCarriesPost',
      ]);
      expect((await by(token, 'POST', '/claims', wanted('p-staff'))).status).toBe(403);
      expect((await by(token, 'POST', '/years', { year: 2026, organisations: ['demo-ministry'] })).status).toBe(403);
    }
    expect((await ask(web.app, 'GET', feed)).status).toBe(200);
    expect(JSON.stringify((await by(kept, 'GET', '/notices')).body.items)).toContain('tokenLacksPost');
    const asked = await send('p-admin', 'POST', '/claims', wanted('p-third'));
    await approve(await web.token('p-local'), asked.body.change);
    const { body: second } = await send('p-admin', 'POST', '/claims', wanted('p-third'));
    const own = (await claim(second.path)).body.secret;
    expect((await me(own)).body).toMatchObject({ administrator: true });
    expect((await me(own)).body.withheld).toBeUndefined();
    expect((await approve(own, waiting)).body).toMatchObject({ status: 'done' });
  });
});

describe('links and tokens', () => {
  onOwnInstallation();

  describe('a link for the holder of a guarded post', () => {
    it('waits for a second administrator, is handed out once to whoever asked, and is told to its holder', async () => {
      const waiting = await send('p-admin', 'POST', '/claims', wanted('p-ciso'));
      expect(waiting.body).toMatchObject({ status: 'pending', person: 'p-ciso' });
      expect(waiting.text).not.toContain('/claim/');
      const { change } = waiting.body;
      expect((await send('p-admin', 'POST', '/claims', wanted('p-ciso'))).body).toEqual(waiting.body);
      expect(rulesOf(await approve(await web.token('p-admin'), change))).toEqual(['403 secondPerson']);
      expect((await approve(await web.token('p-ciso'), change)).status).toBe(404);
      const shown = await send('p-local', 'GET', `/registry/changes/${change}`);
      expect(shown.body).toMatchObject({ rows: [{ kind: 'claim', act: 'issued', guarded: true }] });
      expect((await approve(await web.token('p-local'), change)).body).toMatchObject({ status: 'done' });
      const notices = await send('p-ciso', 'GET', '/notices');
      expect(JSON.stringify(notices.body.items)).toContain('linkIssued');
      // Another administrator does not get what the first one asked for.
      expect((await send('p-second', 'POST', '/claims', wanted('p-ciso'))).body).toMatchObject({ status: 'pending' });
      const issued = await send('p-admin', 'POST', '/claims', wanted('p-ciso'));
      expect(issued.body).toMatchObject({ status: 'issued', expires: morning + 7 * DAY });
      expect((await send('p-admin', 'POST', '/claims', wanted('p-ciso'))).body).toMatchObject({ status: 'pending' });
      const { body } = await claim(issued.body.path);
      expect((await me(body.secret)).body).toMatchObject({ person: 'p-ciso', token: { issuedBy: 'p-admin' } });
    });

    it('is rejected or withdrawn like every change, and then nothing is handed out', async () => {
      const first = await send('p-admin', 'POST', '/claims', wanted('p-audit'));
      const rejected = await send('p-local', 'POST', `/registry/changes/${first.body.change}/reject`, {
        reason: '不要',
      });
      expect(rejected.body).toMatchObject({ status: 'rejected' });
      const second = await send('p-admin', 'POST', '/claims', wanted('p-audit'));
      expect(second.body).toMatchObject({ status: 'pending' });
      expect(second.body.change).not.toBe(first.body.change);
      const withdrawn = await send('p-admin', 'POST', `/registry/changes/${second.body.change}/withdraw`, {});
      expect(withdrawn.body).toMatchObject({ status: 'withdrawn' });
    });

    it('passes where nobody else could approve it, marked for ever', async () => {
      const before = (await web.records.governance.verify()).soleChanges;
      expect((await send('p-admin', 'POST', '/claims', wanted('p-second'))).body).toMatchObject({ status: 'issued' });
      expect((await web.records.governance.verify()).soleChanges).toBe(before + 1);
      const { body } = await send('p-admin', 'GET', '/registry/journal');
      expect(body.items.at(-1).rows.map(({ act }: { act: string }) => act)).toEqual(['soleAdministrator', 'issued']);
    });

    it('that was issued before they held it works no more: the second administrator is not gone round', async () => {
      const { body } = await send('p-admin', 'POST', '/claims', wanted('p-staff'));
      await web.records.registry.change(
        {
          appointments: [
            {
              id: 'a-later',
              person: 'p-staff',
              role: 'auditOfficer',
              organisation: 'demo-ministry',
              from: '2026-12-01',
              kind: 'regular',
            },
          ],
        },
        'p-admin',
        morning,
      );
      expect((await claim(body.path)).status).toBe(404);
      const claims = await send('p-staff', 'GET', '/claims');
      expect(claims.body.items[0]).toMatchObject({ id: body.id, revoked: morning });
    });
  });

  describe('a token made with a token', () => {
    it('lives at most as long, and its person is told', async () => {
      const short = await mint(await web.token('p-staff'), 'p-staff', 2);
      const long = await mint(short.body.secret, 'p-staff', 366);
      expect(long.body.expires).toBe(short.body.expires);
      web.now = short.body.expires;
      expect((await me(long.body.secret)).status).toBe(401);
      web.now = morning;
      const { body } = await send('p-staff', 'GET', '/notices');
      const about = body.items.flatMap(({ items = [] }: { items?: { about?: string }[] }) =>
        items.map((item) => item.about),
      );
      expect(JSON.stringify(body.items)).toContain('tokenIssued');
      expect(about.length === 0 || about.includes(long.body.id)).toBe(true);
    });

    it('is revoked with any token it descends from, and says so; its siblings live on', async () => {
      const first = (await mint(await web.token('p-office'), 'p-office')).body;
      const second = (await mint(first.secret, 'p-office')).body;
      const third = (await mint(second.secret, 'p-office')).body;
      await by(first.secret, 'DELETE', `/tokens/${second.id}`);
      for (const { secret } of [second, third]) {
        expect((await me(secret)).status).toBe(401);
        expect((await mint(secret, 'p-office')).status).toBe(401);
      }
      expect((await me(first.secret)).status).toBe(200);
      const { body } = await by(first.secret, 'GET', '/tokens');
      const listed = body.items.find(({ id }: { id: string }) => id === third.id);
      expect(listed).toMatchObject({ revoked: morning, parent: second.id });
    });

    it('takes with it what else was made with it: an unused link, a calendar link', async () => {
      const made = (await mint(await web.token('p-admin'), 'p-admin')).body;
      const link = await by(made.secret, 'POST', '/claims', wanted('p-agency-staff'));
      const feed = await by(made.secret, 'POST', '/calendar-feed');
      const calendar = new URL(feed.body.link, 'https://junkan.test').pathname;
      expect((await ask(web.app, 'GET', calendar)).status).toBe(200);
      await send('p-admin', 'DELETE', `/tokens/${made.id}`);
      expect((await ask(web.app, 'GET', link.body.path)).status).toBe(404);
      expect((await claim(link.body.path)).status).toBe(404);
      expect((await ask(web.app, 'GET', calendar)).status).toBe(404);
      expect((await send('p-admin', 'GET', '/calendar-feed')).body).toEqual({ active: false });
    });

    it(`descends through ${LONGEST_DESCENT} at most`, async () => {
      let token = await web.token('p-manager');
      for (let generation = 1; generation < LONGEST_DESCENT; generation += 1) {
        const minted = await mint(token, 'p-manager');
        expect(minted.status).toBe(201);
        token = minted.body.secret;
      }
      expect((await mint(token, 'p-manager')).status).toBe(409);
    });
  });

  describe('revoking all one’s tokens, feeds and links', () => {
    it('is one act: nothing of it works afterwards, not even the token it was done with', async () => {
      const first = (await mint(await web.token('p-officer'), 'p-officer')).body;
      const feed = await by(first.secret, 'POST', '/calendar-feed');
      const link = await send('p-admin', 'POST', '/claims', wanted('p-officer'));
      const { status, body } = await by(first.secret, 'POST', '/tokens/revoke-all', {});
      expect([status, body]).toEqual([
        200,
        { person: 'p-officer', tokens: 2, feeds: 1, links: 1, identities: 0, passkeys: 0, webhooks: 0 },
      ]);
      for (const token of [first.secret, await web.token('p-officer')]) expect((await me(token)).status).toBe(401);
      expect((await ask(web.app, 'GET', new URL(feed.body.link, 'https://junkan.test').pathname)).status).toBe(404);
      expect((await claim(link.body.path)).status).toBe(404);
    });

    it('is done for somebody else by their administrator, and by nobody else', async () => {
      await web.token('p-head');
      for (const who of ['p-ciso', 'p-staff', 'p-agency-ciso']) {
        expect((await send(who, 'POST', '/tokens/revoke-all', { person: 'p-head' })).status).toBe(404);
      }
      const done = await send('p-local', 'POST', '/tokens/revoke-all', { person: 'p-head' });
      expect(done.body).toMatchObject({ person: 'p-head', tokens: 1 });
      expect((await send('p-head', 'GET', '/me')).status).toBe(401);
      expect((await send('p-local', 'POST', '/tokens/revoke-all', { person: 'p-unrelated' })).status).toBe(404);
    });
  });
});

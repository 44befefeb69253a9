/** The home body of a person (domain.md 2, design serving 6-4), over HTTP on real records: whoever appoints does not take over. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, morning, type Reply, type TestWeb } from '../web/support/web.ts';
import { overHttp, rulesOf } from './over-http.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  const post = (id: string, who: string, organisation: string) =>
    ({ id, person: who, role: 'administrator', organisation, from: '2026-04-01', kind: 'regular' }) as const;
  await web.records.registry.change(
    {
      people: [
        person('p-local', { home: 'demo-ministry' }),
        person('p-agency-local', { home: 'demo-agency' }),
        person('p-verifier', { outside }),
        person('p-contracted', { outside, home: 'demo-agency' }),
      ],
      appointments: [post('a-local', 'p-local', 'demo-ministry'), post('a-agency', 'p-agency-local', 'demo-agency')],
    },
    'p-admin',
    morning,
  );
});
afterEach(async () => {
  if (!(await web.records.governance.verify()).whole) throw new Error("the registry's chain is broken");
});
afterAll(() => web.close());

const outside = {
  firm: '監査法人（架空）',
  contract: '契約第1号',
  from: '2026-04-01',
  to: '2027-03-31',
  declaration: '誓約書',
};
const person = (id: string, other: object = {}) => ({
  id,
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  ...other,
});
let made = 0;
const appointment = (who: string, organisation: string, role = 'auditor') => {
  made += 1;
  return { id: `a-home-${made}`, person: who, role, organisation, from: '2026-12-01', kind: 'regular' };
};
const { send, change } = overHttp(() => web);
const link = (who: string, whom: string): Promise<Reply> =>
  send(who, 'POST', '/claims', { person: whom, days: 5, purpose: 'first token' });

describe('a body’s administrator', () => {
  it('neither appoints an outside person known by id, nor issues a link for them, nor changes them (6-4)', async () => {
    for (const who of ['p-verifier', 'p-contracted']) {
      const refused = await change('p-local', { appointments: [appointment(who, 'demo-ministry')] });
      expect(rulesOf(refused)).toEqual([who === 'p-verifier' ? '403 isOverallAdministrator' : '403 administersHome']);
      expect((await link('p-local', who)).status).toBe(400);
      const mail = await change('p-local', { people: [person(who, { mail: 'mine@ministry.example' })] });
      expect(mail.status).toBe(403);
    }
  });

  it('gets no hold of somebody whom an administrator of everything put on a post in that body', async () => {
    for (const who of ['p-verifier', 'p-contracted', 'p-agency-staff']) {
      const appointed = await change('p-admin', { appointments: [appointment(who, 'demo-ministry')] });
      expect(appointed.body).toMatchObject({ status: 'done', added: 1 });
      expect((await link('p-local', who)).status).toBe(400);
      const mail = await change('p-local', { people: [person(who, { mail: 'mine@ministry.example' })] });
      expect(mail.status).toBe(403);
      const moved = await change('p-local', { people: [person(who, { home: 'demo-ministry' })] });
      expect(moved.status).toBe(403);
    }
  });

  it('appoints, links and changes those of that body, and outside people whom it contracted', async () => {
    const recorded = await change('p-local', {
      people: [person('p-ours', { home: 'demo-ministry' }), person('p-hired', { outside, home: 'demo-ministry' })],
      appointments: [appointment('p-ours', 'demo-ministry', 'staff'), appointment('p-hired', 'demo-ministry')],
    });
    expect(recorded.body).toMatchObject({ status: 'done', added: 4 });
    for (const who of ['p-ours', 'p-hired']) expect((await link('p-local', who)).status).toBe(201);
  });

  it('records nobody for another body, and takes nobody from there without its consent', async () => {
    const foreign = await change('p-local', { people: [person('p-theirs', { home: 'demo-agency' })] });
    expect(rulesOf(foreign)).toEqual(['403 administersBody']);
    const taken = await change('p-local', { people: [person('p-agency-staff', { home: 'demo-ministry' })] });
    expect(rulesOf(taken)).toEqual(['403 administersBody']);
    const given = await change('p-agency-local', { people: [person('p-agency-staff', { home: 'demo-ministry' })] });
    expect(rulesOf(given)).toEqual(['403 administersBody']);
  });

  it('ends a post in that body whoever holds it', async () => {
    const post = appointment('p-agency-staff', 'demo-ministry', 'staff');
    await change('p-admin', { appointments: [post] });
    const ended = await change('p-local', { ends: [{ appointment: post.id, to: '2026-12-31' }] });
    expect(ended.body).toMatchObject({ status: 'done', changed: 1 });
  });
});

describe('revoking somebody’s tokens', () => {
  it('is for the administrator of every body where the person holds a post: nobody is locked out by an appointment', async () => {
    await change('p-admin', { appointments: [appointment('p-agency-ciso', 'demo-ministry', 'staff')] });
    await web.token('p-agency-ciso');
    for (const who of ['p-local', 'p-agency-local']) {
      const { status, body } = await send(who, 'GET', '/tokens?person=p-agency-ciso');
      expect(status).toBe(200);
      const minted = await web.records.tokens.issue({
        person: 'p-agency-ciso',
        issuedBy: 'p-agency-ciso',
        at: morning,
        expires: morning + 1_000,
        purpose: 'test',
      });
      expect((await send(who, 'DELETE', `/tokens/${minted.id}`)).status).toBe(200);
      expect(body.items.length).toBeGreaterThan(0);
    }
    const all = await send('p-agency-local', 'POST', '/tokens/revoke-all', { person: 'p-agency-ciso' });
    expect(all.status).toBe(200);
    expect((await send('p-local', 'POST', '/tokens/revoke-all', { person: 'p-unrelated' })).status).toBe(404);
  });
});

describe('the home of a person', () => {
  it('is named when they are recorded, by a change and by an import, but for outside people', async () => {
    const without = await change('p-admin', { people: [person('p-none')] });
    expect([without.status, without.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['people[0].home'],
    ]);
    expect((await change('p-admin', { people: [person('p-free', { outside })] })).body).toMatchObject({ added: 1 });
    const csv = '人物ID,氏名,英語氏名,所属組織\np-csv,人（架空）,Person (fictional),';
    const sent = async (text: string): Promise<Reply> =>
      ask(web.app, 'POST', '/api/v1/registry/import?kind=people', {
        token: await web.token('p-admin'),
        raw: text,
        headers: { 'content-type': 'text/csv' },
      });
    const refused = await sent(csv);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ path: 'line 2: 所属組織' }]);
    expect((await sent(`${csv}demo-agency`)).body).toMatchObject({ status: 'done', added: 1 });
    expect((await send('p-agency-local', 'GET', '/people/p-csv')).body).toMatchObject({ home: 'demo-agency' });
    const nowhere = await change('p-admin', { people: [person('p-lost', { home: 'demo-nowhere' })] });
    expect(nowhere.body.errors[0]).toMatchObject({ path: 'people[0].home' });
  });
});

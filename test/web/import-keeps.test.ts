/** Importing an old file: what was maintained since stays, what a file clears is named, an end is never taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const send = async (query: string, type: string, raw: string): Promise<Reply> =>
  ask(web.app, 'POST', `/api/v1/registry/import${query}`, {
    token: await web.token('p-admin'),
    raw,
    headers: { 'content-type': type },
  });
const csv = (kind: string, text: string): Promise<Reply> => send(`?kind=${kind}`, 'text/csv', text);
const json = (file: object): Promise<Reply> => send('', 'application/json', JSON.stringify(file));
const body = (id: string, more: object = {}) => ({
  id,
  kind: 'ministry',
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  ...more,
});

describe('importing an old file', () => {
  it('an empty cell changes nothing, in whatever kind of column', async () => {
    const mail = 'p-staff@demo.example';
    const people = await csv('people', '人物ID,氏名,英語氏名,メール\np-staff,p-staff（架空）,p-staff (fictional),\n');
    expect([people.status, people.body]).toMatchObject([200, { changed: 0, unchanged: 1 }]);
    expect(people.body.cleared).toBeUndefined();
    expect((await web.records.registry.person('p-staff'))?.mail).toBe(mail);
    await csv('departments', '組織ID,部署ID,局\ndemo-ministry,d-policy,はい\n');
    const departments = await csv('departments', '組織ID,部署ID,局,上位部署\ndemo-ministry,d-policy,,\n');
    expect(departments.body).toMatchObject({ changed: 0, unchanged: 1 });
    const supervisors = await csv('organisations', '組織ID,所管\ndemo-agency,\n');
    expect(supervisors.body).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await web.records.registry.organisation('demo-agency'))?.supervisors).toEqual(['demo-ministry']);
  });

  it('a department may be kept separate from what lies above it, such as an audit office (3-18)', async () => {
    const kept = await csv('departments', '組織ID,部署ID,独立した部署\ndemo-ministry,d-policy,はい\n');
    expect([kept.status, kept.body]).toMatchObject([200, { changed: 1 }]);
    const of = async () =>
      (await web.records.registry.departments('demo-ministry')).find(({ id }) => id === 'd-policy')?.separate;
    expect(await of()).toBe(true);
    expect((await csv('departments', '組織ID,部署ID,独立\ndemo-ministry,d-policy,いいえ\n')).status).toBe(200);
    expect(await of()).toBeUndefined();
  });

  it('nor does an empty list or text of JSON', async () => {
    const again = await json({ organisations: [{ id: 'demo-agency', supervisors: [], class: '' }] });
    expect(again.body).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it.each(['-', '－'])('%s clears, and null in JSON; the answer counts and names each', async (clears) => {
    await json({
      people: [
        { id: 'p-staff', mail: 'p-staff@demo.example' },
        { id: 'p-manager', mail: 'm@demo.example' },
      ],
    });
    const cleared = await csv('people', `人物ID,メール\np-staff,${clears}\np-manager,${clears}\n`);
    expect(cleared.body).toMatchObject({
      changed: 2,
      cleared: 2,
      clearings: [
        { kind: 'person', id: 'p-staff', field: 'mail' },
        { kind: 'person', id: 'p-manager', field: 'mail' },
      ],
    });
    expect((await web.records.registry.person('p-staff'))?.mail).toBeUndefined();
    await json({ people: [{ id: 'p-audit', mail: 'a@demo.example' }] });
    const named = await json({ people: [{ id: 'p-audit', mail: null }] });
    expect(named.body).toMatchObject({ cleared: 1, clearings: [{ kind: 'person', id: 'p-audit', field: 'mail' }] });
  });

  it('what always says something cannot be cleared: 400 at its place', async () => {
    const nameless = await csv('people', '人物ID,氏名\np-staff,-\n');
    expect([nameless.status, nameless.body.errors[0]]).toMatchObject([400, { path: 'line 2: 氏名' }]);
    const kindless = await json({ organisations: [{ id: 'demo-agency', kind: null }] });
    expect(kindless.status).toBe(400);
  });

  it('takes back no end and no successor, of bodies and departments', async () => {
    await json({ organisations: [body('demo-heir'), body('demo-second'), body('demo-old')] });
    const ended = { to: '2026-11-30', abolitionBasis: '架空法', successors: ['demo-heir'] };
    expect((await json({ organisations: [body('demo-old', ended)] })).status).toBe(200);
    const stands = async () => web.records.registry.organisation('demo-old');
    for (const file of [
      () => csv('organisations', '組織ID,廃止日,承継組織,根拠法令\ndemo-old,,,\n'),
      () => csv('organisations', '組織ID,廃止日,承継組織,根拠法令\ndemo-old,-,-,-\n'),
      () => json({ organisations: [{ id: 'demo-old', to: null, successors: null, abolitionBasis: null }] }),
      () => json({ organisations: [body('demo-old', { successors: [] })] }),
    ]) {
      const answer = await file();
      expect([answer.status, answer.body]).toMatchObject([200, { changed: 0, unchanged: 1 }]);
      expect(await stands()).toMatchObject(ended);
    }
    await csv('organisations', '組織ID,承継組織\ndemo-old,demo-second\n');
    expect((await stands())?.successors).toEqual(['demo-heir', 'demo-second']);
    await csv('departments', '組織ID,部署ID,廃止日,承継部署\ndemo-ministry,d-policy,2026-09-30,d-systems\n');
    const gone = await csv('departments', '組織ID,部署ID,廃止日,承継部署\ndemo-ministry,d-policy,-,-\n');
    expect([gone.status, gone.body]).toMatchObject([200, { changed: 0 }]);
    const department = (await web.records.registry.departments('demo-ministry')).find(({ id }) => id === 'd-policy');
    expect(department).toMatchObject({ to: '2026-09-30', successors: ['d-systems'] });
  });

  it('moves no end that is recorded, of bodies, departments, posts and nominations; where none is, the file’s holds', async () => {
    const { registry } = web.records;
    await json({ organisations: [body('demo-ending')] });
    const end = (date: string) => csv('organisations', `組織ID,廃止日,根拠法令\ndemo-ending,${date},架空法\n`);
    expect((await end('2026-11-30')).body).toMatchObject({ changed: 1 });
    for (const date of ['2026-05-31', '2027-06-30'])
      expect((await end(date)).body).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await registry.organisation('demo-ending'))?.to).toBe('2026-11-30');

    const moved = await csv('departments', '組織ID,部署ID,廃止日\ndemo-ministry,d-policy,2027-01-31\n');
    expect(moved.body).toMatchObject({ changed: 0 });

    const post = (to: string) => json({ appointments: [{ id: 'a-p-manager', to }] });
    expect((await post('2026-12-31')).body).toMatchObject({ changed: 1 });
    expect((await post('2027-12-31')).body).toMatchObject({ changed: 0, unchanged: 1 });
    const held = (await registry.appointments('demo-ministry')).find(({ id }) => id === 'a-p-manager');
    expect(held?.to).toBe('2026-12-31');
  });
});

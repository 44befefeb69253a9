/** Nominations rest on what is kept, and whom a change of the registry concerns is told (domain.md 2, design serving 6-4), over HTTP on real records. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, morning, type Reply, type TestWeb } from '../web/support/web.ts';
import { named, overHttp, post, rulesOf } from './over-http.ts';

let web: TestWeb;

/** An administrator of each body, two of everything. */
function onOwnInstallation(): void {
  beforeAll(async () => {
    web = await makeWeb();
    await web.records.registry.change(
      {
        people: [
          named('p-second', 'demo-centre'),
          named('p-local', 'demo-ministry'),
          named('p-agency-local', 'demo-agency'),
          named('p-moving', 'demo-ministry'),
        ],
        appointments: [
          post('a-second', 'p-second', 'administrator', 'demo-centre'),
          post('a-local', 'p-local', 'administrator', 'demo-ministry'),
          post('a-agency-local', 'p-agency-local', 'administrator', 'demo-agency'),
        ],
      },
      'p-admin',
      morning,
    );
  });
  afterEach(async () => {
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
  });
  afterAll(() => web.close());
}

const { send, change } = overHttp(() => web);
const topicsOf = async (person: string): Promise<string[]> =>
  (await send(person, 'GET', '/notices')).body.items.map(({ topic }: { topic: string }) => topic);
async function documentOf(person: string, organisation: string, text: string): Promise<string> {
  const { body } = await ask(web.app, 'POST', `/api/v1/documents?name=nomination&organisation=${organisation}`, {
    token: await web.token(person),
    raw: text,
    headers: { 'content-type': 'text/plain' },
  });
  return body.hash;
}
const nomination = (id: string, person: string, document: string) => ({
  nominations: [
    {
      id,
      organisation: 'demo-ministry',
      head: 'p-head',
      person,
      instance: 'cycle/2026/demo-ministry',
      document,
      date: '2026-11-23',
    },
  ],
});
const pathsOf = ({ status, body }: Reply) => [status, body.errors?.map(({ path }: { path: string }) => path)];

describe('a nomination', () => {
  onOwnInstallation();

  it('rests on a document that is kept and that whoever records it may read (6-4)', async () => {
    const invented = await change('p-office', nomination('n-1', 'p-officer', 'a'.repeat(64)));
    expect(pathsOf(invented)).toEqual([400, ['nominations[0].document']]);
    const foreign = await documentOf('p-agency-staff', 'demo-agency', 'of another body');
    expect(pathsOf(await change('p-office', nomination('n-1', 'p-officer', foreign)))).toEqual([
      400,
      ['nominations[0].document'],
    ]);
    expect(pathsOf(await change('p-admin', nomination('n-1', 'p-officer', foreign)))[0]).toBe(400);
    const imported = await send('p-admin', 'POST', '/registry/import', nomination('n-1', 'p-officer', foreign));
    expect(imported.status).toBe(400);
    const own = await documentOf('p-office', 'demo-ministry', 'I nominate (fictional)');
    expect((await change('p-office', nomination('n-1', 'p-officer', own))).body).toMatchObject({ status: 'done' });
    // It is cited from now on.
    expect((await web.records.documents.find(own))?.citedBy).toEqual(['cycle/2026/demo-ministry']);
  });

  it('is told to the nominated, the head and the CISO, and to nobody else', async () => {
    for (const who of ['p-officer', 'p-head', 'p-ciso']) expect(await topicsOf(who)).toContain('nominationRecorded');
    for (const who of ['p-staff', 'p-audit', 'p-unrelated'])
      expect(await topicsOf(who)).not.toContain('nominationRecorded');
  });

  it('of somebody of another home asks that home, as an appointment does (6-4)', async () => {
    const byOffice = await documentOf('p-office', 'demo-ministry', 'I nominate another (fictional)');
    const wanted = nomination('n-2', 'p-agency-staff', byOffice);
    expect(rulesOf(await change('p-office', wanted))).toEqual(['403 administersHome']);
    const byHead = await documentOf('p-head', 'demo-ministry', 'I nominate another (fictional)');
    expect(rulesOf(await change('p-head', nomination('n-2', 'p-agency-staff', byHead)))).toEqual([
      '403 administersHome',
    ]);
  });
});

describe('a change that waited', () => {
  onOwnInstallation();

  it('is judged again by the homes of those whom it appoints: who has moved is not taken along (6-4)', async () => {
    const asked = await change('p-local', {
      appointments: [{ ...post('a-moved', 'p-moving', 'deputyCiso', 'demo-ministry'), from: '2026-12-01' }],
    });
    expect(asked.body).toMatchObject({ status: 'pending' });
    await web.records.registry.change({ people: [named('p-moving', 'demo-agency')] }, 'p-admin', morning);
    const third = { people: [named('p-third', 'demo-ministry')] };
    await web.records.registry.change(
      { ...third, appointments: [post('a-third', 'p-third', 'administrator', 'demo-ministry')] },
      'p-admin',
      morning,
    );
    const approve = (who: string) => send(who, 'POST', `/registry/changes/${asked.body.id}/approve`, {});
    expect(rulesOf(await approve('p-third'))).toEqual(['403 administersHome']);
    expect((await approve('p-second')).body).toMatchObject({ status: 'done' });
  });
});

describe('a new name or mail address', () => {
  onOwnInstallation();

  it('is told to the person, and at the old address too, which is kept no longer than that', async () => {
    const moved = named('p-staff', 'demo-ministry', { mail: 'mine@demo.example' });
    expect((await change('p-local', { people: [moved] })).body).toMatchObject({ status: 'done' });
    expect(await topicsOf('p-staff')).toContain('identityChanged');
    const now = Date.now() + 60_000;
    const taken = await web.records.mailQueue.take(now, { atMost: 100, lease: 60_000 });
    const about = taken.filter(({ notices }) =>
      notices.some(({ items }) => items.some(({ topic }) => topic === 'identityChanged')),
    );
    expect(about.map(({ address }) => address).sort()).toEqual(['mine@demo.example', 'p-staff@demo.example']);
    const settled = about.flatMap(({ notices }) =>
      notices.map(({ id, claim }) => ({ id, claim, result: 'released' as const })),
    );
    await web.records.mailQueue.settle(settled, now);
    const again = await web.records.mailQueue.take(now, { atMost: 100, lease: 60_000 });
    expect(again.map(({ address }) => address).sort()).toEqual(['mine@demo.example', 'p-staff@demo.example']);
    await web.records.mailQueue.settle(
      again.flatMap(({ notices }) => notices.map(({ id, claim }) => ({ id, claim, result: 'sent' as const }))),
      now,
    );
    const renamed = await change('p-local', { people: [{ ...moved, nameJa: '改姓（架空）' }] });
    expect(renamed.body).toMatchObject({ status: 'done' });
    expect((await topicsOf('p-staff')).filter((topic) => topic === 'identityChanged')).toHaveLength(3);
    expect((await change('p-local', { people: [{ ...moved, nameJa: '改姓（架空）' }] })).body).toMatchObject({
      unchanged: 1,
    });
  });
});

describe('a change of a body or of departments', () => {
  onOwnInstallation();

  it('is told to head, CISO and promotion office of the body, and to those that succeed or supervise it', async () => {
    const agency = await web.records.registry.organisation('demo-agency');
    await change('p-admin', { organisations: [{ ...agency, nameJa: '改称（架空）', renamedOn: '2026-10-01' }] });
    for (const who of ['p-agency-ciso', 'p-ciso', 'p-head', 'p-office'])
      expect(await topicsOf(who)).toContain('bodyChanged');
    for (const who of ['p-agency-staff', 'p-unrelated']) expect(await topicsOf(who)).not.toContain('bodyChanged');
  });

  it('is told to the officers of the departments and the promotion office, each once', async () => {
    const department = (id: string) => ({
      id,
      organisation: 'demo-ministry',
      nameJa: `${id} 改（架空）`,
      nameEn: `${id} (fictional)`,
      bureau: true,
    });
    await change('p-local', { departments: [department('d-policy'), department('d-systems')] });
    for (const who of ['p-officer', 'p-office'])
      expect((await topicsOf(who)).filter((topic) => topic === 'departmentsChanged')).toHaveLength(1);
    for (const who of ['p-ciso', 'p-staff', 'p-agency-ciso'])
      expect(await topicsOf(who)).not.toContain('departmentsChanged');
  });
});

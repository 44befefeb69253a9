import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { ask, makeWeb, morning, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const get = async (person: string, path: string) =>
  ask(web.app, 'GET', `/api/v1${path}`, { token: await web.token(person) });
const boardOf = async (person: string): Promise<string[]> => {
  const { status, body } = await get(person, '/board?year=2026');
  expect(status).toBe(200);
  return body.items.map(({ organisation }: { organisation: string }) => organisation);
};

describe('the board (6-5; domain.md 3 and 8)', () => {
  it('shows own body, and to those who supervise their agencies', async () => {
    expect(await boardOf('p-staff')).toEqual(['demo-ministry']);
    expect(await boardOf('p-manager')).toEqual(['demo-ministry', 'demo-agency']);
    expect(await boardOf('p-agency-ciso')).toEqual(['demo-agency']);
    expect(await boardOf('p-unrelated')).toEqual(['demo-unrelated']);
  });

  it('shows every body to an administrator, and says what the installation is', async () => {
    expect(await boardOf('p-admin')).toEqual(['demo-ministry', 'demo-unrelated', 'demo-agency']);
    const { body } = await get('p-admin', '/board?year=2026');
    expect(body.installation).toBe('demonstration');
    expect(body.totals.bodies).toBe(3);
  });

  it('shows the centre only what a body opened to it, from then on until it is closed again', async () => {
    expect(await boardOf('p-centre')).toEqual([]);
    const ciso = await web.token('p-agency-ciso');
    const put = (value: unknown) =>
      ask(web.app, 'PUT', '/api/v1/registers/demo-agency/visibility', { token: ciso, body: { value } });
    expect((await put({ opened: [{ to: 'demo-centre', sees: 'board' }] })).status).toBe(200);
    expect(await boardOf('p-centre')).toEqual(['demo-agency']);
    web.now += 1000;
    expect((await put(null)).status).toBe(200);
    expect(await boardOf('p-centre')).toEqual([]);
  });

  it('notes who of another body read a line, and shows it to the body read', async () => {
    await boardOf('p-manager');
    await eventually(async () => {
      const { body } = await get('p-agency-staff', '/reads');
      return body.items.some(
        (row: { person: string; what: string }) => row.person === 'p-manager' && row.what === 'board 2026',
      );
    });
    const own = await get('p-staff', '/reads');
    expect(own.body.items.some((row: { person: string }) => row.person === 'p-staff')).toBe(false);
    expect((await get('p-unrelated', '/reads?organisation=demo-agency')).status).toBe(404);
  });

  it.each([
    ['p-admin', '/people?organisation=demo-agency', 'people'],
    ['p-admin', '/people/p-agency-staff', 'people p-agency-staff'],
    ['p-admin', '/departments?organisation=demo-agency', 'departments'],
    ['p-admin', '/appointments?organisation=demo-agency', 'appointments'],
    ['p-admin', '/registry/journal', 'registry journal'],
    ['p-manager', '/calendar/2026?organisation=demo-agency', 'calendar 2026'],
  ])('notes that %s read %s, before the answer', async (person, path, what) => {
    expect((await get(person, path)).status).toBe(200);
    const { body } = await get('p-agency-staff', '/reads?limit=200');
    expect(body.items.some((row: { person: string; what: string }) => row.person === person && row.what === what)).toBe(
      true,
    );
  });

  it('notes nothing of what people read of their own body', async () => {
    for (const path of [
      '/people?organisation=demo-agency',
      '/departments?organisation=demo-agency',
      '/people/p-agency-ciso',
    ])
      expect((await get('p-agency-staff', path)).status).toBe(200);
    const { body } = await get('p-agency-staff', '/reads?limit=200');
    expect(body.items.filter(({ person }: { person: string }) => person === 'p-agency-staff')).toEqual([]);
  });

  it('filters by kind, supervisor and name, and pages with a cursor', async () => {
    const { body } = await get('p-admin', '/board?year=2026&supervisor=demo-ministry');
    expect(body.items).toMatchObject([{ organisation: 'demo-agency', phaseJa: expect.stringMatching(/.+/) }]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get('p-admin', `/board?year=2026&limit=1${cursor}`);
      seen.push(...page.body.items.map(({ organisation }: { organisation: string }) => organisation));
      cursor = page.body.next === undefined ? '' : `&cursor=${encodeURIComponent(page.body.next)}`;
    } while (cursor !== '');
    expect(seen).toEqual(['demo-ministry', 'demo-unrelated', 'demo-agency']);
  });
});

describe('what may not be read does not exist: 404', () => {
  it.each([
    ['p-unrelated', '/people?organisation=demo-ministry'],
    ['p-manager', '/people?organisation=demo-agency'],
    ['p-unrelated', '/departments?organisation=demo-ministry'],
    ['p-unrelated', '/appointments?organisation=demo-ministry'],
    ['p-unrelated', '/people/p-staff'],
    ['p-unrelated', '/people/nobody'],
    ['p-unrelated', '/registers/demo-ministry/visibility'],
    ['p-manager', '/registers/demo-agency/visibility'],
    ['p-staff', '/registers/demo-ministry/unheard'],
    ['p-manager', '/procedures?organisation=demo-agency'],
    ['p-admin', '/procedures?organisation=demo-agency'],
    ['p-staff', '/tokens?person=p-ciso'],
    ['p-staff', '/refusals'],
    ['p-unrelated', '/refusals?organisation=demo-ministry'],
  ])('%s asks for %s', async (person, path) => {
    const { status, body } = await get(person, path);
    expect([status, body.type]).toEqual([404, 'urn:junkan:problem:notFound']);
  });

  it('people of a body are read within it, without mail addresses; the administrator sees them', async () => {
    const inside = await get('p-staff', '/people?organisation=demo-ministry');
    expect(inside.body.items.map(({ id }: { id: string }) => id)).toContain('p-ciso');
    expect(inside.body.items.filter((person: { mail?: string }) => person.mail !== undefined)).toMatchObject([
      { id: 'p-staff' },
    ]);
    const asAdministrator = await get('p-admin', '/people/p-agency-ciso');
    expect(asAdministrator.body).toMatchObject({ mail: 'p-agency-ciso@demo.example' });
  });

  it('administrators see counts of refusals, a CISO those of their own body', async () => {
    await web.records.refusals.record({
      at: morning,
      instance: 'cycle/2026/demo-agency',
      organisation: 'demo-agency',
      person: 'p-agency-staff',
      decision: 'approvePlan',
      refused: [
        {
          rule: 'notYourRole',
          clause: '6-2',
          basis: 'design',
          concerns: 'who',
          ja: '別の人',
          en: 'someone else',
          whoCould: ['ciso'],
        },
      ],
    });
    const own = await get('p-agency-ciso', '/refusals');
    expect(own.body.items).toMatchObject([
      { person: 'p-agency-staff', refused: [{ id: 'notYourRole', whoCould: [{ role: 'ciso' }] }] },
    ]);
    const counts = await get('p-admin', '/refusals');
    expect(counts.body.items).toEqual([{ organisation: 'demo-agency', rule: 'notYourRole', count: 1 }]);
    expect(counts.text).not.toContain('p-agency-staff');
    const reads = await get('p-agency-ciso', '/reads?limit=200');
    expect(reads.body.items).toContainEqual(expect.objectContaining({ person: 'p-admin', what: 'refusals' }));
  });

  it('whose tokens and links an administrator of another body looks at stands in /reads too', async () => {
    expect((await get('p-admin', '/tokens?person=p-agency-staff')).status).toBe(200);
    expect((await get('p-admin', '/claims?person=p-agency-staff')).status).toBe(200);
    const { body } = await get('p-agency-ciso', '/reads?limit=200');
    for (const what of ['tokens p-agency-staff', 'claims p-agency-staff'])
      expect(body.items).toContainEqual(expect.objectContaining({ person: 'p-admin', what }));
  });
});

describe('appointments count at the moment of the request', () => {
  it('a post that begins tomorrow opens nothing today, and everything tomorrow', async () => {
    await web.records.registry.change(
      {
        people: [{ id: 'p-new', nameJa: 'p-new（架空）', nameEn: 'p-new (fictional)' }],
        appointments: [
          {
            id: 'a-new',
            person: 'p-new',
            role: 'staff',
            organisation: 'demo-agency',
            from: '2026-11-24',
            kind: 'regular',
          },
        ],
      },
      'p-admin',
      morning,
    );
    expect(await boardOf('p-new')).toEqual([]);
    const before = web.now;
    web.now = Date.parse('2026-11-24T01:00:00Z');
    expect(await boardOf('p-new')).toEqual(['demo-agency']);
    web.now = before;
  });
});

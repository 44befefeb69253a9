/**
 * The supervision of an agency over HTTP, on the real server: opened with the cycle, who of which ministry knows what, a
 * ministry replaced in mid-year, another merged, the agency abolished (domain-2.md 5; 4-3, 4-10, 4-13, 6-5).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import { post } from '../support/records.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/signed-in.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const agency = 'demo-joint';
const supervision = `supervision/${year}/${agency}`;
const ministries = ['demo-first', 'demo-second', 'demo-third', 'demo-fourth', 'demo-other'] as const;
type Ministry = (typeof ministries)[number];
const row = {
  id: agency,
  kind: 'incorporated-administrative-agency' as const,
  class: 'medium-term-objectives' as const,
  nameJa: '独立行政法人共管機構（架空）',
  nameEn: 'Joint Agency (fictional)',
  supervisors: ['demo-first', 'demo-second'],
  fictional: true,
};
const rowOf = (id: Ministry) => ({
  id,
  kind: 'ministry' as const,
  nameJa: `${id}省（架空）`,
  nameEn: `Ministry ${id} (fictional)`,
  supervisors: [],
  fictional: true,
});
const person = (body: string, role: string): string => `p-${body}-${role.toLowerCase()}`;
const centreStaff = cast.centre.firstStaff;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  const at = Date.now();
  const { registry } = stack.records;
  await registry.change({ organisations: [...ministries.map(rowOf), row] }, 'p-admin', at);
  const held = [
    ...ministries.flatMap((body) =>
      (['minister', 'manager', 'supervisingStaff'] as const).map((role) => ({ body, role })),
    ),
    ...(['ciso', 'promotionOffice'] as const).map((role) => ({ body: agency, role })),
  ];
  for (const { body, role } of held)
    await registry.change(post(body, person(body, role), role, { from: `${year}-04-01` }), 'p-admin', at);
  await stack.openYear(year, [agency]);
}, 180_000);
afterAll(() => stack?.close());

const by = (body: string, role: string): Promise<Caller> => stack.as(person(body, role));

/** Takes a decision; what was answered when it was refused is the error. */
async function does(who: Caller, type: string, input: object = {}): Promise<void> {
  const { status, text } = await who.decide(supervision, type, input);
  if (status !== 200) throw new Error(`${type} by ${who.person}: ${text}`);
}

/** Sends organisations as an administrator; what waits for a second is approved. */
async function registered(...organisations: object[]): Promise<void> {
  const { status, body, text } = await (await stack.administrator()).post('/registry/import', { organisations });
  if (status !== 200) throw new Error(text);
  if (body.status !== 'pending') return;
  const second = await stack.as(cast.centre.secondAdministrator);
  expect((await second.post(`/registry/changes/${body.id}/approve`, {})).status).toBe(200);
}

/** How often it was told of a change. */
async function tells(): Promise<number> {
  const entries = await stack.records.journal.all(supervision);
  return entries.filter(({ event }) => isObject(event) && event['type'] === 'competenceChanged').length;
}

/** What is expected of somebody there. */
async function tasksOf(who: Caller): Promise<string[]> {
  const { body } = await who.get('/tasks?limit=100');
  return body.items
    .filter(({ instance }: { instance: string }) => instance === supervision)
    .map(({ decision }: { decision: string }) => decision)
    .sort();
}

/** Everything that somebody is shown where the supervision could be shown, by place. */
async function shownTo(who: Caller): Promise<Record<string, string>> {
  const api = async (path: string) => (await who.get(path)).text;
  const session = await signIn(stack.address, stack.records, who.person, Date.now());
  const feed = await who.post('/calendar-feed', {});
  const calendar = await fetch(String(feed.body.link).replace(/^https?:\/\/[^/]+/, stack.address));
  return {
    instance: await api(`/procedures/${supervision}`),
    journal: await api(`/procedures/${supervision}/journal`),
    list: await api(`/procedures?organisation=${agency}&limit=100`),
    tasks: await api('/tasks?limit=100'),
    waiting: await api('/tasks/waiting-for-me?limit=100'),
    dates: await api(`/dates?year=${year}`),
    calendar: await calendar.text(),
    documents: await api(`/documents?procedure=${supervision}`),
    search: await api(`/documents?search=${encodeURIComponent('test')}`),
    notices: await api('/notices?limit=50'),
    page: (await session.get(`/${supervision}`)).html,
    desk: (await session.get('/')).html,
  };
}

/** The places at which one of some words stands. */
const placesWith = (shown: Record<string, string>, ...words: readonly string[]): string[] =>
  Object.entries(shown).flatMap(([place, text]) => (words.some((word) => text.includes(word)) ? [place] : []));

/** It is to somebody as if it did not exist: 404 to whatever is asked of it, and nowhere a word of it. */
async function expectUnknownTo(who: Caller): Promise<void> {
  const statuses = [
    await who.show(supervision),
    await who.get(`/procedures/${supervision}/journal`),
    await who.get(`/documents?procedure=${supervision}`),
    await who.get(`/procedures/${supervision}/decisions/evaluate/draft`),
    await who.decide(supervision, 'recordContact', contact('demo-first', 'UNKNOWN')),
    await who.post(`/procedures/${supervision}/decisions?check=1`, {
      type: 'recordContact',
      ...contact('demo-first', 'UNKNOWN'),
    }),
  ].map(({ status }) => status);
  expect(statuses).toEqual(statuses.map(() => 404));
  const session = await signIn(stack.address, stack.records, who.person, Date.now());
  for (const page of [`/${supervision}`, `/${supervision}/history`, `/${supervision}/picture.svg`])
    expect((await session.get(page)).status).toBe(404);
  const { notices: _kept, instance: _i, journal: _j, documents: _d, page: _p, ...elsewhere } = await shownTo(who);
  expect(placesWith(elsewhere, supervision)).toEqual([]);
}

const contact = (ministry: string | readonly string[], matter: string) => ({
  ministries: [ministry].flat(),
  on: today,
  matter,
});
const objective = (ministry: string, document: string) => ({
  ministries: [ministry],
  article: 'article29',
  period: { from: `${year - 2}-04-01`, to: `${year + 3}-03-31` },
  document,
  place: '第5',
  passage: `${ministry}-PASSAGE`,
});
const evaluation = (ministry: string, document: string) => ({
  ministries: [ministry],
  share: '全般',
  article: 'article32',
  basis: '',
  noBasis: '',
  document,
  item: '情報セキュリティ',
  rating: `${ministry}-RATING`,
  council: '',
  withoutResult: '',
  points: [],
});

test('a cycle opened by hand has its supervision at once, which knows whom the registry names: nothing is told to it again', async () => {
  expect(await stack.records.journal.waitFor(supervision, 1, 30_000)).toBe(true);
  await eventually(async () => (await tasksOf(await by('demo-second', 'minister'))).length === 1);
  expect(await tasksOf(await by('demo-first', 'minister'))).toEqual(['recordObjective']);
  expect(await tells()).toBe(0);
}, 60_000);

describe('need-to-know', () => {
  let documents: Record<string, string>;
  test('each ministry records its own part, and one for both', async () => {
    documents = {};
    for (const ministry of ['demo-first', 'demo-second']) {
      const minister = await by(ministry, 'minister');
      documents[ministry] = await minister.document(`objectives of ${ministry}`);
      await does(minister, 'recordObjective', objective(ministry, documents[ministry] ?? ''));
      await does(await by(ministry, 'supervisingStaff'), 'recordContact', contact(ministry, `${ministry}-MATTER`));
    }
    const joint = contact(['demo-first', 'demo-second'], 'JOINT-MATTER');
    await does(await by('demo-first', 'supervisingStaff'), 'recordContact', joint);
    documents['draft'] = await (await by('demo-first', 'minister')).document('a draft of the evaluation');
    expect(new Set(Object.values(documents)).size).toBe(3);
  });

  test('a ministry that is not competent, another agency, and the centre before a minister evaluates know nothing of it', async () => {
    for (const role of ['minister', 'supervisingStaff', 'manager']) await expectUnknownTo(await by('demo-other', role));
    await expectUnknownTo(await stack.as(cast.agency.ciso));
    await expectUnknownTo(await stack.as(centreStaff));
    expect((await (await by('demo-first', 'manager')).show(supervision)).status).toBe(200);
  }, 60_000);

  test.each([
    ['demo-first', 'demo-second'],
    ['demo-second', 'demo-first'],
  ])(
    '%s reads its own part and the joint one, and nothing of the part of %s',
    async (own, other) => {
      for (const role of ['minister', 'supervisingStaff']) {
        const shown = await shownTo(await by(own, role));
        for (const word of ['JOINT-MATTER', `${own}-MATTER`, `${own}-PASSAGE`])
          expect(shown['journal']).toContain(word);
        for (const track of ['目標・指導', '年度の結果', '評価・確認', '評価結果の公表'])
          expect(shown['page']).toContain(track);
        for (const place of ['list', 'instance', 'desk']) expect(placesWith(shown, agency)).toContain(place);
        const words = [`${other}-MATTER`, `${other}-PASSAGE`, documents[other] ?? 'none'];
        expect(placesWith(shown, ...words)).toEqual([]);
        const reader = await by(own, role);
        expect((await reader.get(`/documents/${documents[own]}`)).status).toBe(200);
        expect((await reader.get(`/documents/${documents[other]}`)).status).toBe(404);
      }
    },
    60_000,
  );

  test('the agency reads both parts and their documents, but what is not in any decision yet', async () => {
    const office = await by(agency, 'promotionOffice');
    const { journal = '' } = await shownTo(office);
    for (const word of ['demo-first-MATTER', 'demo-second-PASSAGE', 'JOINT-MATTER']) expect(journal).toContain(word);
    for (const ministry of ['demo-first', 'demo-second'])
      expect((await office.get(`/documents/${documents[ministry]}`)).status).toBe(200);
    expect((await office.get(`/documents/${documents['draft']}`)).status).toBe(404);
  }, 60_000);
});

describe('a minister’s ministry replaced in mid-year', () => {
  test('the new one has its part, tasks and need-to-know as soon as it is approved; the old one loses them', async () => {
    const second = await by('demo-second', 'minister');
    expect((await second.show(supervision)).status).toBe(200);
    await registered({ ...row, supervisors: ['demo-first', 'demo-third'] });
    await eventually(async () => (await tells()) === 1, { within: 60_000 });
    const third = await by('demo-third', 'minister');
    await eventually(async () => (await tasksOf(third)).includes('recordObjective'));
    expect((await third.show(supervision)).body.marks.map(({ id }: { id: string }) => id)).toContain(
      'competenceChanged',
    );
    const { notices = '' } = await shownTo(third);
    expect(notices).toContain('becameCompetent');
    for (const role of ['minister', 'supervisingStaff', 'manager'])
      await expectUnknownTo(await by('demo-second', role));
  }, 120_000);

  test('nobody honest is stuck: the new one does its part; the former one may do nothing', async () => {
    const third = await by('demo-third', 'minister');
    const document = await third.document('objectives of demo-third');
    const refused = await third.decide(supervision, 'recordObjective', objective('demo-first', document));
    expect([refused.status, refused.body.refusals[0].id]).toEqual([403, 'actsForOwnMinistry']);
    await does(third, 'recordObjective', objective('demo-third', document));
    await eventually(async () => (await tasksOf(third)).length === 0);
    await does(await by(agency, 'promotionOffice'), 'submitResult', {
      document: await (await by(agency, 'promotionOffice')).document('the result of the year'),
    });
  }, 60_000);

  test('a ministry merged into another gives way to that on the day after its last, and is told of by the round', async () => {
    const merged = { ...rowOf('demo-third'), to: addDays(today, -1), abolitionBasis: '省庁再編法（架空）' };
    await registered({ ...merged, successors: ['demo-fourth'] });
    await eventually(async () => (await tells()) === 2, { within: 60_000 });
    const fourth = await by('demo-fourth', 'minister');
    await eventually(async () => (await tasksOf(fourth)).includes('recordObjective'));
    expect((await fourth.show(supervision)).status).toBe(200);
    await stack.engine.lookAround();
    await registered({ ...rowOf('demo-other'), nameEn: 'Another (fictional)' });
  }, 120_000);
});

test('the agency abolished, each minister evaluates its last year at once; the centre reads once one has', async () => {
  await registered({
    ...row,
    supervisors: ['demo-first', 'demo-third'],
    to: addDays(today, -1),
    abolitionBasis: '機構法廃止法（架空）',
    successors: [cast.agency.organisation],
  });
  await eventually(async () => (await tells()) === 3, { within: 60_000 });
  const first = await by('demo-first', 'minister');
  await eventually(async () => (await tasksOf(first)).includes('evaluate'), { within: 60_000 });
  const centre = await stack.as(centreStaff);
  await expectUnknownTo(centre);
  const document = await first.document('the evaluation of demo-first');
  await does(first, 'evaluate', evaluation('demo-first', document));
  await eventually(async () => (await centre.show(supervision)).status === 200);
  const shown = await shownTo(centre);
  expect(shown['journal']).toContain('demo-first-RATING');
  expect((await centre.get(`/documents/${document}`)).status).toBe(200);
  const fourth = await by('demo-fourth', 'minister');
  expect(placesWith(await shownTo(fourth), 'demo-first-RATING', document)).toEqual([]);
  expect(shown['page']).toContain('評価待ち');
  expect((await centre.decide(supervision, 'check')).status).toBe(409);
  await does(fourth, 'evaluate', evaluation('demo-fourth', await fourth.document('the evaluation of demo-fourth')));
  await does(centre, 'check');
  await does(centre, 'needNoAdvice', { reason: '妥当である（架空）' });
  for (const ministry of ['demo-first', 'demo-fourth']) {
    const staff = await by(ministry, 'supervisingStaff');
    const cited = ministry === 'demo-first' ? document : await fourth.document('the evaluation of demo-fourth');
    const publication = { on: today, place: '官報（架空）', document: cited, extractReason: '' };
    await does(staff, 'publish', { ministries: [ministry], publication });
  }
  await eventually(async () => (await stack.records.instances.get(supervision))?.projection.ended === 'ended', {
    within: 60_000,
  });
}, 180_000);

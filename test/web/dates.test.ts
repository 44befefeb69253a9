/** The dates of a month as they concern one person. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DueItem } from '../../machines/core/index.ts';
import { endOfDate, startOfDate } from '../../model/japan-time.ts';
import { entryOf, projectionOf } from '../support/records.ts';
import { ask, makeWeb, morning, type Reply, type TestWeb } from './support/web.ts';

const nine = (date: string): number => startOfDate(date) + 9 * 3_600_000;
const plan: DueItem = {
  id: 'plan',
  due: endOfDate('2027-02-26'),
  original: endOfDate('2027-02-24'),
  rungs: [nine('2026-10-01'), nine('2027-02-19'), nine('2027-02-26'), nine('2027-03-02')],
  escalations: [{ at: nine('2027-03-12'), to: 'supervisors' }],
  roles: ['ciso'],
};

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  web.now = Math.max(morning, nine('2026-12-01'));
  const due = [plan, { ...plan, id: 'judgement', met: morning }];
  const entry = entryOf('cycle/2026/demo-ministry', 1, { at: morning, projection: projectionOf({ due }) });
  await web.records.journal.append([{ entry }]);
});
afterAll(() => web?.close());

const dates = async (person: string, month: string): Promise<Reply> =>
  ask(web.app, 'GET', `/api/v1/dates?month=${month}`, { token: await web.token(person) });
const told = async (person: string, month: string): Promise<string[]> => {
  const { status, body } = await dates(person, month);
  expect(status).toBe(200);
  return body.items.map((one: { date: string; kind: string }) => `${one.date} ${one.kind}`);
};

it('shows what is due of the posts held, and the notices that come when nobody acts', async () => {
  expect(await told('p-ciso', '2027-02')).toEqual([
    '2027-02-01 planningDay',
    '2027-02-19 before',
    '2027-02-26 today',
    '2027-02-26 due',
  ]);
  expect(await told('p-ciso', '2027-03')).toEqual(['2027-03-02 overdue', '2027-03-12 escalated']);
});

it('shows nothing of what was told, of what is met, and of what is meant for other posts or bodies', async () => {
  expect(await told('p-ciso', '2026-10')).toEqual(expect.not.arrayContaining(['2026-10-01 before']));
  expect((await dates('p-ciso', '2027-02')).text).not.toContain('judgement');
  expect(await told('p-staff', '2027-02')).toEqual(['2027-02-01 planningDay']);
  expect((await dates('p-unrelated', '2027-02')).text).not.toContain('demo-ministry');
});

it('says what falls due next, whatever the month, and when it is told', async () => {
  const { body } = await dates('p-ciso', '2026-12');
  expect(body.next).toMatchObject({ due: { date: '2027-02-26', kind: 'due' }, told: nine('2027-02-19') });
  expect((await dates('p-staff', '2026-12')).body.next).toBeUndefined();
});

it('says which days are closed, and by which holiday', async () => {
  const { body } = await dates('p-ciso', '2027-01');
  const closed = body.days.filter((day: { closed: boolean }) => day.closed);
  expect(closed.slice(0, 4).map(({ date }: { date: string }) => date)).toEqual([
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
    '2027-01-09',
  ]);
  expect(closed.find(({ date }: { date: string }) => date === '2027-01-11').holiday).toEqual({
    ja: '成人の日',
    en: 'Coming of Age Day',
  });
});

it('takes a month of the calendars that are known, and nothing else', async () => {
  const statuses = [];
  for (const month of ['2027-13', '2027', '1800-01', '2999-12', '2001-04', '2059-12'])
    statuses.push((await dates('p-ciso', month)).status);
  expect(statuses).toEqual([400, 400, 404, 404, 200, 200]);
});

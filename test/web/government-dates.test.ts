/** Terms and days of what goes on between bodies: configuration for all, by page and API, in the registry's journal. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startOfDate } from '../../model/japan-time.ts';
import { shippedGovernmentDates } from '../../model/government-dates.ts';
import { asObject } from '../../model/json.ts';
import { entryOf } from '../support/records.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

const form = '/registers/common/governmentDates';
const api = `/api/v1${form}`;
const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;
let web: TestWeb;
let staff: SignedIn;

beforeAll(async () => {
  web = await makeWeb();
  staff = await signIn(web.app, web.records, 'p-centre', web.now);
});
afterAll(() => web?.close());

const Due = z.array(z.object({ id: z.string(), due: z.number() }));

/** The last day of what is asked at an instant, by its name. */
async function lastDay(ask: { readonly [name: string]: string | number }, at: number): Promise<number | undefined> {
  const scope = { organisation: 'demo-centre', instance: 'standards/2026/demo-centre/1', at, ask: { items: [ask] } };
  const actor = { person: '', appointments: [] };
  return Due.parse(await web.records.lookUps.fact('due', { ...scope, actor }))[0]?.due;
}
const endOf = (date: string): number => startOfDate(date) + DAY;

it('begins with what is shipped, and whoever is signed in reads it', async () => {
  const { html } = await staff.get('/registers/common');
  expect(html).toContain('登録がないため、次の設定値が適用されています。');
  expect(html).toMatch(/本部監査の間隔：府省庁.{0,80}2/);
  const { body } = await ask(web.app, 'GET', api, { token: await web.token('p-agency-staff') });
  expect(body).toMatchObject({ items: [], standard: shippedGovernmentDates });
  // 24, 25, 26, 27 November, then December: 23 November is a holiday.
  expect(await lastDay({ term: 'confirmation' }, web.now)).toBe(endOf('2026-12-07'));
});

it('is not for bodies to change', async () => {
  for (const person of ['p-ciso', 'p-agency-staff']) {
    const { status } = await ask(web.app, 'PUT', api, { token: await web.token(person), body: { value: {} } });
    expect([person, status]).toEqual([person, 403]);
    const signedIn = await signIn(web.app, web.records, person, web.now);
    expect((await signedIn.get(form)).status).toBe(404);
  }
});

it('is changed by the centre’s administrator by the API: what is asked from then on counts by it, what was asked before does not', async () => {
  const before = (await web.records.governance.verify()).lines;
  const token = await web.token('p-admin');
  const change = { value: { confirmationDays: 5, resultDay: '07-15', ministryYears: 1 } };
  const { status, body } = await ask(web.app, 'PUT', api, { token, body: change });
  expect([status, body]).toMatchObject([200, { status: 'done', key: '' }]);
  const later = web.now + 1;
  expect(await lastDay({ term: 'confirmation' }, later)).toBe(endOf('2026-11-30'));
  expect(await lastDay({ day: 'result', year: 2026 }, later)).toBe(endOf('2027-07-15'));
  // What is left out stands as shipped, and nothing of what was asked before moves.
  expect(await lastDay({ day: 'evaluation', year: 2026 }, later)).toBe(endOf('2027-08-31'));
  expect(await lastDay({ term: 'confirmation' }, web.now - 1)).toBe(endOf('2026-12-07'));
  const journal = await web.records.governance.verify();
  expect([journal.whole, journal.lines - before]).toEqual([true, 1]);
});

it('refuses a day that some years lack, days out of order, and terms of none, each at its field in both languages', async () => {
  const token = await web.token('p-centre');
  const wrong = { planDay: '02-29', evaluationDay: '06-01', answerDays: 0, unknown: 1 };
  for (const [name, value] of Object.entries(wrong)) {
    const { status, body } = await ask(web.app, 'PUT', api, { token, body: { value: { [name]: value } } });
    expect([name, status]).toEqual([name, 400]);
    const [error] = body.errors;
    expect(error).toMatchObject({ ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringMatching(/[a-z]/i) });
    expect(error.path).toContain(name === 'unknown' ? 'value' : name);
  }
  const { status } = await ask(web.app, 'PUT', api, { token, body: { value: {}, key: 'of-an-item' } });
  expect(status).toBe(400);
});

it('is changed by its page: the form holds all of it, an empty field follows what is shipped, and it can be given up', async () => {
  const { status, html } = await staff.get(form);
  expect(status).toBe(200);
  expect(html).toMatch(/name="confirmationDays"[^>]*value="5"/);
  expect(html).toMatch(/name="opinionDays"[^>]*value="20"/);
  web.now += MINUTE;
  const sent = { opinionDays: '15', confirmationDays: '', planDay: '5月31日', _do: 'save' };
  const saved = await staff.post(form, sent);
  expect([saved.status, saved.to]).toEqual([303, '/registers/common?saved=governmentDates']);
  const now = await web.records.registers.inForce('common', 'governmentDates', web.now + 1);
  expect(asObject(JSON.parse(JSON.stringify(now)))).toEqual({ opinionDays: 15, planDay: '05-31' });
  const shown = await staff.get('/registers/common?saved=governmentDates');
  expect(shown.html).toContain('「協議・本部監査・所管の期限と間隔」を変更しました。');
  expect(shown.html).toMatch(/これまでの記録　2件/);
  web.now += MINUTE;
  expect((await staff.post(form, { _do: 'end' })).status).toBe(303);
  expect(await web.records.registers.inForce('common', 'governmentDates', web.now + 1)).toBeUndefined();
  expect((await staff.get(`${form}/anything`)).status).toBe(404);
});

it('headquarters’ audits: a body counts as long unaudited by the years in force', async () => {
  const programme = (year: number) => `programme/${year}/demo-centre`;
  const unaudited = async (year: number): Promise<unknown> => {
    const scope = { organisation: 'demo-centre', instance: programme(year), at: web.now, ask: {} };
    return web.records.lookUps.fact('headquartersInterval', { ...scope, actor: { person: '', appointments: [] } });
  };
  // Headquarters’ first year here is 2026: of those before nothing is known.
  await web.records.journal.append([{ entry: entryOf(programme(2026), 1, { at: web.now - 1000 }) }]);
  expect(await unaudited(2027)).toEqual({ unaudited: [] });
  expect(await unaudited(2028)).toEqual({ unaudited: ['demo-ministry', 'demo-unrelated'] });
  web.now += MINUTE;
  const years = { value: { ministryYears: 3, agencyYears: 1 } };
  await ask(web.app, 'PUT', api, { token: await web.token('p-admin'), body: years });
  web.now += MINUTE;
  expect(await unaudited(2028)).toEqual({ unaudited: ['demo-agency'] });
});

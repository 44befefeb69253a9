/** Advice of headquarters' audits between both procedures, over HTTP on the real server (3-20, 4-14, 5-3). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import { bodies, post } from '../support/records.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const { centre, headquarters, ministry, agency } = cast;
const programme = `programme/${year}/${centre.organisation}`;
const numbered = (number: number): string => `hqaudit/${year}/${centre.organisation}/${number}`;
const cycleOf = (organisation: string): string => `cycle/${year}/${organisation}`;

let stack: Stack;
let leader: Caller;
beforeAll(async () => {
  stack = await startStack();
  const founded = ['demo-old', 'demo-heir'];
  await stack.records.registry.change(bodies(...founded), 'p-admin', Date.now());
  for (const body of founded)
    await stack.records.registry.change(post(body, `p-${body}-ciso`, 'ciso'), 'p-admin', Date.now());
  await stack.openYear(year, [ministry.organisation, agency.organisation, ...founded]);
  await stack.engine.lookAround();
  leader = await stack.as(centre.hqAuditLeader);
  await eventually(async () => (await stack.records.journal.head(programme)) > 0, { within: 60_000 });
  const chair = await stack.as(headquarters.chair);
  const document = await chair.document('基本方針');
  await accepted(chair.decide(programme, 'recordAuditPolicy', { document }));
}, 180_000);
afterAll(() => stack?.close());

async function accepted(answer: ReturnType<Caller['decide']>): Promise<void> {
  const { status, text } = await answer;
  if (status !== 200) throw new Error(text);
}

/** Headquarters orders an audit of a body, which is reported at once with its limits and advice; answers the advice's reference. */
async function advises(number: number, subject: string): Promise<string> {
  const chair = await stack.as(headquarters.chair);
  const order = {
    subject,
    kinds: ['followUp'],
    reason: '過年度の助言を確かめる',
    document: await chair.document(subject),
  };
  await accepted(chair.decide(programme, 'orderAudit', order));
  const audit = numbered(number);
  await eventually(async () => (await stack.records.journal.head(audit)) > 0, { within: 60_000 });
  await accepted(
    leader.decide(audit, 'report', {
      document: await leader.document(`報告書 ${subject}`),
      results: '書面による確認',
      limits: '実地には立ち入らない',
      advice: [{ title: '装置の更新', text: '装置を更新すること' }],
    }),
  );
  await eventually(async () => (await told(cycleOf(subject), 'adviceGiven')).length > 0, { within: 60_000 });
  return `${audit}#1`;
}

async function told(instance: string, type: string): Promise<unknown[]> {
  const entries = await stack.records.journal.all(instance);
  return entries.flatMap(({ event }) => (isObject(event) && event['type'] === type ? [event['input']] : []));
}

const rulesOf = ({ body }: Awaited<ReturnType<Caller['decide']>>): unknown[] => body.refusals;
const disposing = { priority: 'middle', disposition: 'not', reason: '対象の業務を廃止する' };

test.each([
  [1, '3-20', ministry],
  [2, '4-14', agency],
] as const)(
  'advice %i undisposed: the body’s year is not closed (%s)',
  async (number, clause, body) => {
    const ref = await advises(number, body.organisation);
    const ciso = await stack.as(body.ciso);
    const cycle = cycleOf(body.organisation);
    const refused = await ciso.decide(cycle, 'close', {});
    expect(refused.status).toBe(409);
    expect(rulesOf(refused)).toContainEqual(
      expect.objectContaining({ id: 'adviceDisposed', clause, about: [expect.objectContaining({ id: ref })] }),
    );
    await accepted(ciso.decide(cycle, 'disposeAdvice', { ref, ...disposing }));
    expect(rulesOf(await ciso.decide(cycle, 'close', {}))).not.toContainEqual(
      expect.objectContaining({ id: 'adviceDisposed' }),
    );
    await eventually(async () => (await told(numbered(number), 'adviceDisposed')).length === 1);
  },
  120_000,
);

test('the body is merged between report and disposition: its successor reads the advice and decides, and the audit ends', async () => {
  const ref = await advises(3, 'demo-old');
  const audit = numbered(3);
  const heir = await stack.as('p-demo-heir-ciso');
  expect((await heir.show(audit)).status).toBe(404);
  const [body] = bodies('demo-old').organisations ?? [];
  const ending = { to: addDays(today, -1), abolitionBasis: '個別法附則第2条', successors: ['demo-heir'] };
  const administrator = await stack.administrator();
  const imported = await administrator.post('/registry/import', { organisations: [{ ...body, ...ending }] });
  expect(imported.status).toBe(200);
  expect(imported.body.status).toBe('pending');
  const second = await stack.as(centre.secondAdministrator);
  expect((await second.post(`/registry/changes/${imported.body.id}/approve`, {})).status).toBe(200);
  await eventually(async () => (await told(cycleOf('demo-heir'), 'adviceGiven')).length === 1, { within: 60_000 });
  await eventually(async () => (await told(audit, 'successorAnswers')).length === 1, { within: 60_000 });
  const shown = await heir.show(audit);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('装置を更新すること');
  await accepted(heir.decide(cycleOf('demo-heir'), 'disposeAdvice', { ref, ...disposing }));
  await eventually(async () => (await told(audit, 'adviceDisposed')).length === 1);
  await accepted(leader.decide(audit, 'endAudit', {}));
}, 180_000);

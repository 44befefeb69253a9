/**
 * Findings and improvements have a title (issue 10 B): wherever one is shown to somebody who reads what was found, and nowhere
 * else; what cannot be undone names number and title.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../machines/core/index.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry } = cast;
const cycle = 'cycle/2026/demo-ministry';
const audit = 'audit/2026/demo-ministry/1';
const improvement = 'improvement/2026/demo-ministry/1';
const title = '退職者の利用権限の残存';
/** Who reads what was found in the department that was audited; and an officer of another one, who does not. */
const { headOfOfficers: chief, divisionOfficerOfSystems: stranger, divisionOfficerOfPlanning: audited } = ministry;

const decided = async (person: string, instance: string, type: string, input: object): Promise<void> => {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
};
const journalOf = async (caller: Caller, instance: string) =>
  (await caller.get(`/procedures/${instance}/journal?limit=500`)).body.items;
/** All that a person is shown of an instance: state and journal. */
const shownTo = async (person: string, instance: string): Promise<string> => {
  const caller = await stack.as(person);
  const answers = [await caller.show(instance), await caller.get(`/procedures/${instance}/journal?limit=500`)];
  for (const { status } of answers) expect([person, instance, status]).toEqual([person, instance, 200]);
  return answers.map(({ text }) => text).join('\n');
};

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  const input: Json = {
    cycle,
    planned: true,
    title: '年次監査',
    coolingOffDays: 0,
    yearExamined: 2026,
    profile: 'ministry',
  };
  await stack.records.instances.claim({ instance: audit, procedure: 'audit', version: 1, input }, 'test');
  await stack.engine.start({ instance: audit, procedure: 'audit', version: 1, input });
  await stack.records.journal.waitFor(audit, 1, 20_000);
  const department = ministry.departments.servicesPlanning;
  await decided(ministry.auditOfficer, audit, 'planAudit', {
    departments: [department],
    period: { from: '2026-04-01', to: '2026-11-20' },
    yearExamined: 2026,
    criteriaSet: 'demo-criteria-2',
    reportBy: '2027-02-26',
  });
  await decided(ministry.auditOfficer, audit, 'assign', { auditors: [ministry.firstAuditor] });
  await decided(ministry.auditOfficer, audit, 'startFieldwork', {});
  const evidence = [await (await stack.as(ministry.firstAuditor)).document('evidence')];
  for (const called of [title, '二重の記録'])
    await decided(ministry.firstAuditor, audit, 'recordFinding', {
      title: called,
      grade: 'nonconformity',
      criterion: 'ex-c2 access rights are reviewed twice a year',
      department,
      statement: '退職者の権限が残っていた',
      evidence,
    });
});
afterAll(() => stack?.close());

it('a finding is withdrawn by number and title: a slip is refused with what was named and what stands there (3-15)', async () => {
  const auditor = await stack.as(ministry.firstAuditor);
  const path = `/procedures/${audit}/decisions/withdrawFinding/draft`;
  const { draft, choices } = (await auditor.get(path)).body;
  expect(draft).toEqual({ type: 'withdrawFinding' });
  expect(choices.findingsStanding.items[1]).toMatchObject({
    id: '2',
    ja: expect.stringContaining('指摘2「二重の記録」 不適合'),
    fills: { title: '二重の記録' },
  });
  const slip = { finding: 1, title: '二重の記録', reason: '二重に記録した' };
  const { status, body } = await auditor.decide(audit, 'withdrawFinding', slip);
  expect([status, body.refusals.map(({ id }: { id: string }) => id)]).toEqual([409, ['findingNamedRightly']]);
  expect(body.refusals[0].ja).toContain(
    `該当：指摘事項 第1号（指定されたもの）「二重の記録」、指摘事項 第1号（記録済み）「${title}」、指摘事項 第2号（記録済み）「二重の記録」`,
  );
  await decided(ministry.firstAuditor, audit, 'withdrawFinding', { ...slip, finding: 2 });
  const sentences = (await journalOf(auditor, audit)).map(
    ({ summary }: { summary: { label: { ja: string } } }) => summary.label.ja,
  );
  expect(sentences).toEqual(
    expect.arrayContaining([`指摘事項を記録する（${title}）`, '指摘事項を取り下げる（指摘2「二重の記録」）']),
  );
  expect(await shownTo(audited, audit)).not.toContain(title);
});

it('a finding goes to the cycle with its title, to those who act on it: others there learn that there is a finding, and not its title', async () => {
  await decided(ministry.auditOfficer, audit, 'requestComments', { commentDate: '2027-01-15' });
  await decided(audited, audit, 'comment', { department: ministry.departments.servicesPlanning, comment: '改める' });
  const document = await (await stack.as(ministry.auditOfficer)).document('the report');
  await decided(ministry.auditOfficer, audit, 'report', { result: 'findings', document });
  const rows = await eventually(async () => {
    const { body } = await (await stack.as(chief)).show(cycle);
    return body.lists.find(({ id }: { id: string }) => id === 'findings')?.rows;
  });
  expect(rows).toMatchObject([{ id: `${audit}#1`, ja: `不適合「${title}」` }]);
  const { body, text } = await (await stack.as(stranger)).show(cycle);
  expect(body.lists.find(({ id }: { id: string }) => id === 'findings').rows).toMatchObject([{ ja: '不適合' }]);
  expect(text).not.toContain(title);
  expect(await shownTo(audited, audit)).toContain(title);
});

it('an improvement is called so in readings, tasks and lists of those who act on it, and nowhere else', async () => {
  await decided(chief, cycle, 'openImprovement', {
    title,
    source: 'audit',
    covers: [{ ref: `${audit}#1`, clause: '3-16' }],
    needsAudit: false,
  });
  await stack.records.journal.waitFor(improvement, 1, 20_000);
  const own = await stack.as(chief);
  const { body: year } = await own.show(cycle);
  expect(year.children).toContainEqual(
    expect.objectContaining({ instance: improvement, title: { ja: title, en: title } }),
  );
  expect((await own.show(improvement)).body).toMatchObject({ title: { ja: title } });
  const { body: expected } = await own.get('/tasks');
  expect(expected.items).toContainEqual(
    expect.objectContaining({ instance: improvement, decision: 'assignOwner', title: { ja: title, en: title } }),
  );
  for (const instance of [cycle, improvement]) {
    expect([instance, (await shownTo(chief, instance)).includes(title)]).toEqual([instance, true]);
    expect([instance, (await shownTo(stranger, instance)).includes(title)]).toEqual([instance, false]);
  }
  // Only the title is missing: that it was opened, by whom, and what it covers may be known.
  const opened = (await journalOf(await stack.as(stranger), cycle)).find(
    ({ event }: { event: { type: string } }) => event.type === 'openImprovement',
  );
  expect(opened).toMatchObject({
    redacted: false,
    event: { input: { source: 'audit', covers: [{ ref: `${audit}#1` }] } },
  });
  expect(await shownTo(audited, improvement)).toContain(title);
});

it('the owner of an improvement is assigned by number and title: another improvement’s are refused with both (3-16)', async () => {
  const own = await stack.as(chief);
  const post = { role: 'officer', department: ministry.departments.services, planBy: '2027-03-31' };
  const { draft, choices } = (await own.get(`/procedures/${improvement}/decisions/assignOwner/draft`)).body;
  expect([draft.number, draft.title]).toEqual([undefined, undefined]);
  expect(choices.thisImprovement.items).toEqual([
    { id: '1', ja: `第1号「${title}」`, en: `no. 1 “${title}”`, fills: { title } },
  ]);
  const { status, body } = await own.decide(improvement, 'assignOwner', {
    ...post,
    number: 2,
    title: '訓練の効果の不足',
  });
  expect([status, body.refusals.map(({ id }: { id: string }) => id)]).toEqual([409, ['ownImprovementNamed']]);
  expect(body.refusals[0].ja).toContain(
    `該当：改善措置 第2号（指定されたもの）「訓練の効果の不足」、改善措置 第1号「${title}」`,
  );
  await decided(chief, improvement, 'assignOwner', { ...post, number: 1, title });
  expect(await shownTo(ministry.officerOfServices, improvement)).toContain(title);
  // Who does not read what was found is told of it in no refusal either.
  const { text } = await (
    await stack.as(stranger)
  ).decide(improvement, 'assignOwner', { ...post, number: 1, title: 'x' });
  expect(text).not.toContain(title);
});

it('lists to choose from name an improvement by its title, and an entry by that of the finding', async () => {
  await decided(chief, cycle, 'openImprovement', {
    title: '持出しの記録の欠落',
    source: 'own',
    covers: [{ ref: '自主点検-1', clause: '3-16' }],
    needsAudit: false,
  });
  await stack.records.journal.waitFor('improvement/2026/demo-ministry/2', 1, 20_000);
  const listed = async (person: string, instance: string, decision: string, list: string): Promise<string[]> => {
    const { body } = await (await stack.as(person)).get(`/procedures/${instance}/decisions/${decision}/draft`);
    return body.choices[list].items.map(({ ja }: { ja: string }) => ja);
  };
  expect(await listed(chief, improvement, 'merge', 'instances:improvement:open')).toEqual([
    expect.stringContaining('改善措置第2号「持出しの記録の欠落」'),
  ]);
  expect(await listed(ministry.auditOfficer, audit, 'correct', 'entries')).toEqual(
    expect.arrayContaining([expect.stringContaining(`：指摘事項を記録する（${title}）`)]),
  );
});

it('no notice, board line or list of procedures says a title', async () => {
  for (const person of [chief, ministry.ciso, ministry.officerOfServices, ministry.auditOfficer]) {
    const caller = await stack.as(person);
    for (const path of ['/notices?limit=200', '/board?year=2026', '/procedures?organisation=demo-ministry&year=2026']) {
      const { status, text } = await caller.get(path);
      expect([path, status, text.includes(title)]).toEqual([path, 200, false]);
    }
  }
});

/** Self-inspections over HTTP (3-12): who has not handed in, the reminder, one CSV for all, and what the officers see of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration, criteria, criteriaSet, planTheYear, Teller } from '../../demonstration/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { encode } from '../support/encode.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Reply, type Stack } from '../support/stack.ts';
import { newcomers, refused, taken, today, yesterday } from '../people/support.ts';

const people = cast.corporation;
const { organisation, departments } = people;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${organisation}`;
const list = `/procedures/${cycle}/self-inspection`;
const [officerOfA, officerOfB] = ['p-computing-a', 'p-computing-b'];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [organisation]);
  await newcomers(stack, officerOfA, officerOfB);
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at: Date.now(),
    expires: Date.now() + 86_400_000,
    purpose: 'test',
  });
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  await planTheYear({ teller, people, year, today: today(), committee: false });
  // The calendar may have begun it already.
  await (await stack.as(people.headOfOfficers)).decide(cycle, 'beginInspection', {});
  await split();
});
afterAll(() => stack?.close());

/** The information bureau is split in two after the plan was approved: its successors take over. */
async function split(): Promise<void> {
  const { registry } = stack.records;
  const rows = await registry.departments(organisation);
  const half = (id: string, name: string) => ({
    id,
    organisation,
    nameJa: name,
    nameEn: id,
    bureau: true,
    from: today(),
  });
  const officer = (person: string, department: string) => ({
    id: `a-${person}`,
    person,
    role: 'officer' as const,
    organisation,
    department,
    from: today(),
    kind: 'regular' as const,
  });
  const held = (await registry.appointments(organisation, Date.now())).filter(
    ({ department, role }) => department === departments.information && role === 'officer',
  );
  await registry.change(
    {
      departments: [
        half('computing-a', '電算第一部（架空）'),
        half('computing-b', '電算第二部（架空）'),
        ...rows
          .filter(({ id }) => id === departments.information)
          .map((row) => ({ ...row, to: yesterday(), successors: ['computing-a', 'computing-b'] })),
      ],
      appointments: [
        ...held.map(({ scope: _, ...appointment }) => ({ ...appointment, to: yesterday() })),
        officer(officerOfA, 'computing-a'),
        officer(officerOfB, 'computing-b'),
      ],
    },
    administratorOfDemonstration,
    Date.now(),
  );
}

const statusesSeen = async (person: string = people.promotionLead): Promise<Record<string, string>> => {
  const { body, status } = await (await stack.as(person)).get(list);
  expect(status).toBe(200);
  return Object.fromEntries(
    body.items.map((one: { department: { id: string }; status: { id: string } }) => [one.department.id, one.status.id]),
  );
};
const upload = async (
  content: string | Uint8Array<ArrayBuffer>,
  {
    person = people.promotionLead,
    query = '',
    key,
    type = 'text/csv',
  }: { person?: string; query?: string; key?: string; type?: string } = {},
): Promise<Reply> =>
  (await stack.as(person)).send('POST', `${list}${query}`, { type, content }, key === undefined ? {} : { key });

const header = ['部署ID', '部署名', '役割', '対象者数', '回答者数', '遵守者数', ...criteria].map(quoted).join(',');
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
const line = (
  department: string,
  role: string,
  counts: readonly [string, string, string],
  results?: readonly string[],
) => [department, '', role, ...counts, ...(results ?? criteria.map(() => ''))].map(quoted).join(',');
const achieved = criteria.map(() => '達成');
/** The first one does not apply; reasons and counts as offices write them. */
const mixed = ['対象外：該当する機器がない', ...criteria.slice(1).map(() => '×')];
const file = (...lines: readonly string[]): string => [header, ...lines].join('\r\n');
const topicsOf = async (person: string): Promise<string[]> => {
  const { body } = await (await stack.as(person)).get('/notices?limit=100');
  return body.items.map(({ topic }: { topic: { id: string } | string }) =>
    typeof topic === 'string' ? topic : topic.id,
  );
};

describe('whose self-inspection is missing', () => {
  it('is seen at any time by the promotion office, the head of officers, the audit officer and the CISO; an ended department is its successors', async () => {
    const expected = {
      [departments.secretariat]: 'missing',
      [departments.services]: 'missing',
      [departments.auditOffice]: 'missing',
      'computing-a': 'missing',
      'computing-b': 'missing',
    };
    for (const person of [people.promotionLead, people.ciso, people.headOfOfficers, people.auditOfficer])
      expect([person, await statusesSeen(person)]).toEqual([person, expected]);
    expect((await (await stack.as(people.officerOfServices)).get(list)).status).toBe(404);
    expect((await (await stack.as(cast.agency.ciso)).get(list)).status).toBe(404);
    expect(
      (await (await stack.as(people.ciso)).get(`/procedures/audit/${year}/${organisation}/self-inspection`)).status,
    ).toBe(404);
  });
  it('stands at the due item, by name', async () => {
    const { body } = await (await stack.as(people.promotionLead)).show(cycle);
    const item = body.due.find(({ id }: { id: string }) => id === 'selfInspection');
    expect(item.missing).toContainEqual({
      id: departments.services,
      ja: expect.stringContaining('給付部'),
      en: 'Benefits Department',
    });
  });
  it('is reminded at once by the promotion office 督促, once a day', async () => {
    await taken(stack, people.promotionLead, cycle, 'remindSelfInspection', {});
    for (const person of [people.officerOfServices, people.officerOfSecretariat, officerOfA, officerOfB])
      await eventually(async () => expect(await topicsOf(person)).toContain('selfInspectionMissing'));
    expect(await refused(stack, people.promotionLead, cycle, 'remindSelfInspection', {})).toEqual([
      409,
      'remindedOnceADay',
    ]);
    const { body } = await (await stack.as(people.ciso)).get(list);
    expect(body.missing).toBe(5);
    expect(body.items.every(({ reminded }: { reminded?: number }) => reminded !== undefined)).toBe(true);
  });
});

describe('one CSV for all', () => {
  it('has a template with the departments that are missing and the criteria of the plan', async () => {
    const { status, text, headers } = await (await stack.as(people.promotionLead)).get(`${list}/template`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toContain(`self-inspection-${year}.csv`);
    const lines = text
      .replace(/^\uFEFF/, '')
      .split('\r\n')
      .filter((one) => one !== '' && !one.startsWith('#') && !one.startsWith('"#'));
    expect(lines[0]).toContain('部署ID,部署名,役割,対象者数,回答者数,遵守者数');
    for (const criterion of criteria) expect(lines[0]).toContain(criterion);
    expect(new Set(lines.slice(1).map((one) => one.split(',')[0]))).toEqual(
      new Set([departments.secretariat, departments.services, departments.auditOffice, 'computing-a', 'computing-b']),
    );
    expect((await (await stack.as(people.officerOfServices)).get(`${list}/template`)).status).toBe(404);
  });

  it('is refused as a whole with every error at its line', async () => {
    const { status, body } = await upload(
      file(
        line('nowhere', '職員', ['10', '10', '10'], achieved),
        line(departments.services, '部長', ['10', '10', '10'], achieved),
        line(departments.secretariat, '職員', ['10', '12', '9'], achieved),
        line(departments.auditOffice, '職員', ['十', '10', '10'], [...achieved.slice(1), '対象外']),
      ),
    );
    expect(status).toBe(400);
    const paths: string[] = body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['line 2: 部署ID', 'line 3: 役割', 'line 4: 回答者数', 'line 5: 対象者数']),
    );
    expect(paths.some((path) => path.startsWith('line 5: ') && path.includes(String(criteria.at(-1))))).toBe(true);
    expect(Object.values(await statusesSeen())).toEqual(Array.from({ length: 5 }, () => 'missing'));
  });

  it('says beforehand what would be entered, and enters nothing', async () => {
    const content = file(
      line(departments.services, '職員', ['１，２００名', '1,100', '1000'], mixed),
      line(departments.services, '課室情報セキュリティ責任者', ['8', '8', '7']),
    );
    const { status, body, text } = await upload(content, { query: '?check=1' });
    expect([status, text]).toEqual([200, expect.stringContaining('"wouldBeTaken":true')]);
    expect(body.departments).toMatchObject([
      { id: departments.services, line: 'line 2', subject: 1208, answered: 1108, notAchieved: criteria.length - 1 },
    ]);
    expect(body.missing).toHaveLength(4);
    expect(Object.values(await statusesSeen())).toEqual(Array.from({ length: 5 }, () => 'missing'));
    // The check says who may not, too.
    const officer = await upload(content, { query: '?check=1', person: people.officerOfServices });
    expect(officer.body).toMatchObject({ wouldBeTaken: false, refusals: [{ id: 'notYourRole' }] });
  });

  it('is entered once, in the encoding of old spreadsheets too: each officer is told, reads the own part and may record it anew', async () => {
    const lines = [departments.services, departments.secretariat, 'computing-a'].map((department) =>
      line(department, '職員', ['10', '10', '9'], achieved),
    );
    const content = encode('shift_jis', file(...lines));
    const key = 'collected-1';
    const first = await upload(content, { key });
    expect([first.status, first.text]).toEqual([200, expect.any(String)]);
    const again = await upload(content, { key });
    expect([again.status, again.body.seq]).toEqual([200, first.body.seq]);
    expect(await statusesSeen()).toMatchObject({
      [departments.services]: 'collected',
      [departments.secretariat]: 'collected',
      'computing-a': 'collected',
      'computing-b': 'missing',
    });
    await eventually(async () => expect(await topicsOf(people.officerOfServices)).toContain('selfInspectionEntered'));
    const entry = async (person: string) => {
      const { body } = await (await stack.as(person)).get(`/procedures/${cycle}/journal?limit=200`);
      return body.items.find(({ seq }: { seq: number }) => seq === first.body.seq);
    };
    expect((await entry(people.ciso)).event.input.rows).toHaveLength(3);
    const own = await entry(people.officerOfServices);
    expect([own.redacted, own.event.input.rows.length, own.event.input.rows[0].department]).toEqual([
      true,
      1,
      departments.services,
    ]);
    expect(own.event.input.document).toBeUndefined();
    expect((await entry(people.staffOfPlanning)).event.input).toBeUndefined();
    // The file is the decision's document: for who reads all of it.
    const document = (await entry(people.ciso)).event.input.document;
    expect((await (await stack.as(people.ciso)).get(`/documents/${document}`)).status).toBe(200);
    expect((await (await stack.as(people.officerOfServices)).get(`/documents/${document}`)).status).toBe(404);

    await taken(stack, people.officerOfServices, cycle, 'recordSelfInspection', {
      department: departments.services,
      byRole: [{ role: 'staff', subject: 10, answered: 10, compliant: 8 }],
      criteriaSet,
      criteria: criteria.map((criterion) => ({ criterion, result: 'achieved' })),
      document: await (await stack.as(people.officerOfServices)).document('訂正した自己点検表'),
    });
    expect(await statusesSeen()).toMatchObject({ [departments.services]: 'recorded' });
  });

  it('never writes over what an officer recorded: refused at the line, nothing entered', async () => {
    const content = file(
      line('computing-b', '職員', ['10', '10', '9'], achieved),
      line(departments.services, '職員', ['10', '10', '9'], achieved),
    );
    const { status, body } = await upload(content);
    expect([status, body.refusals.map(({ id }: { id: string }) => id)]).toEqual([409, ['officersRecordStands']]);
    expect(body.refusals[0]).toMatchObject({ paths: ['line 3'], ja: expect.stringContaining('給付部') });
    expect(await statusesSeen()).toMatchObject({ 'computing-b': 'missing' });
    const wrong = await upload('{}', { type: 'application/json' });
    expect(wrong.status).toBe(415);
    expect((await upload(content, { person: people.officerOfServices })).status).toBe(403);
    expect((await upload(content, { person: cast.agency.ciso })).status).toBe(404);
  });
});

describe('judged without a department’s self-inspection (3-14)', () => {
  it('is refused naming the departments, then taken with the reason, and marked', async () => {
    for (const decision of ['recordEffect', 'recordResultingState'])
      await taken(stack, people.promotionLead, cycle, decision, {
        assessment: '良好',
        document: await (await stack.as(people.promotionLead)).document(decision),
      });
    await taken(stack, people.ciso, cycle, 'recordNoAudit', { reason: '監査人の病気', tried: '他機関に依頼した' });
    const part = { levelAchieved: true, sufficient: true, reason: '計画どおり' };
    const judged = {
      implementation: part,
      effect: part,
      resultingState: part,
      overall: { levelAchieved: false, sufficient: false, reason: '独立した監査がない' },
    };
    const document = await (await stack.as(people.headOfOfficers)).document('判断案');
    const { status, body } = await (
      await stack.as(people.headOfOfficers)
    ).decide(cycle, 'proposeJudgement', { ...judged, document });
    expect([status, body.refusals.map(({ id }: { id: string }) => id)]).toEqual([409, ['selfInspectionsHandedIn']]);
    expect(body.refusals[0]).toMatchObject({
      ja: expect.stringContaining('電算第二部'),
      about: [
        { kind: 'department', id: departments.auditOffice },
        { kind: 'department', id: 'computing-b' },
      ],
      remedies: expect.arrayContaining([expect.objectContaining({ decision: 'remindSelfInspection' })]),
    });
    const notInspected = [
      { departments: [departments.auditOffice, 'computing-b'], reason: '組織の改編のため次年度に行う' },
    ];
    await taken(stack, people.headOfOfficers, cycle, 'proposeJudgement', { ...judged, document, notInspected });
    await taken(stack, people.ciso, cycle, 'judge', {
      ...judged,
      proposal: document,
      document: await (await stack.as(people.ciso)).document('判断'),
      improvements: [],
    });
    const { body: state } = await (await stack.as(people.ciso)).show(cycle);
    expect(state.marks.map(({ id }: { id: string }) => id)).toContain('notInspected');
    expect(state.context.judgement.notInspected).toEqual(notInspected);
    const { body: after } = await (await stack.as(people.promotionLead)).get(list);
    expect(after.missing).toBe(0);
    expect(after.items).toContainEqual(
      expect.objectContaining({
        department: expect.objectContaining({ id: 'computing-b' }),
        status: expect.objectContaining({ id: 'notInspected' }),
        reason: '組織の改編のため次年度に行う',
      }),
    );
  });
});

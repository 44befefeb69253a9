/**
 * What somebody may not read stands in no page: marks are put wherever people write, and whoever opens the pages finds
 * none there that the API does not tell the same person.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { start, taken } from '../people/support.ts';
import { signIn } from '../support/signed-in.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

vi.setConfig({ testTimeout: 300_000 });

const { ministry, agency, corporation, centre } = cast;
const YEAR = 2026;
type Body = typeof ministry | typeof agency;
const bodies = [ministry, agency, corporation];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(
    YEAR,
    bodies.map(({ organisation }) => organisation),
  );
  for (const body of bodies) await mark(body);
});
afterAll(() => stack?.close());

/** A word that stands nowhere else: of which body, and what it is. */
const markOf = ({ organisation }: Body, what: string): string => `標-${organisation}-${what}`;
const marks = /標-[a-z-]+-[a-zA-Z]+/g;

const cycleOf = ({ organisation }: Body) => `cycle/${YEAR}/${organisation}`;
const auditOf = ({ organisation }: Body) => `audit/${YEAR}/${organisation}/1`;
const improvementOf = ({ organisation }: Body) => `improvement/${YEAR}/${organisation}/1`;

/** Titles, texts, reasons, names of documents and of people, each with its mark. */
async function mark(body: Body): Promise<void> {
  const it = (what: string) => markOf(body, what);
  const profile = body === ministry ? 'ministry' : 'incorporated-administrative-agency';
  const [cycle, audit, improvement] = [cycleOf(body), auditOf(body), improvementOf(body)];
  const document = async (person: string, what: string): Promise<string> => {
    const caller = await stack.as(person);
    const { status, body: kept } = await caller.send(
      'POST',
      `/documents?organisation=${body.organisation}&name=${encodeURIComponent(`${it(what)}.txt`)}`,
      { type: 'text/plain', content: it(what) },
    );
    expect(status).toBe(201);
    return kept.hash;
  };
  await taken(stack, body.ciso, cycle, 'setDirection', {
    direction: it('direction'),
    resourcePolicy: it('resources'),
    level: it('level'),
    document: await document(body.ciso, 'directionFile'),
  });
  await taken(stack, body.promotionLead, cycle, 'recordRiskAssessment', {
    document: await document(body.promotionLead, 'riskMethodFile'),
    guideline: 'demo-guideline-1',
    important: [{ name: it('risk'), assessment: await document(body.promotionLead, 'riskFile') }],
  });
  await taken(stack, body.staffOfSystems, cycle, 'applyForException', {
    passage: 'ex-5.2 logs and monitoring',
    reason: it('exceptionReason'),
    substitute: it('exceptionSubstitute'),
    until: `${YEAR + 1}-03-31`,
  });
  await taken(stack, body.staffOfPlanning, cycle, 'reportWorkability', {
    about: 'ex-5.2 logs and monitoring',
    text: it('workability'),
  });
  await start(stack, audit, {
    cycle,
    planned: true,
    title: it('auditTitle'),
    coolingOffDays: 0,
    yearExamined: YEAR,
    profile,
  });
  await taken(stack, body.auditOfficer, audit, 'planAudit', {
    departments: [body.departments.servicesPlanning],
    period: { from: `${YEAR}-04-01`, to: `${YEAR}-11-20` },
    yearExamined: YEAR,
    criteriaSet: 'demo-criteria-2',
    reportBy: `${YEAR + 1}-02-26`,
  });
  await taken(stack, body.auditOfficer, audit, 'assign', { auditors: [body.firstAuditor] });
  await taken(stack, body.auditOfficer, audit, 'startFieldwork', {});
  await taken(stack, body.firstAuditor, audit, 'recordFinding', {
    title: it('findingTitle'),
    grade: 'nonconformity',
    criterion: 'ex-c2 access rights are reviewed twice a year',
    department: body.departments.servicesPlanning,
    statement: it('finding'),
    evidence: [await document(body.firstAuditor, 'evidenceFile')],
  });
  await start(stack, improvement, {
    cycle,
    title: { ja: it('improvementTitle'), en: it('improvementTitle') },
    covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
    source: 'own',
    openedBy: body.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    profile,
    supervisors: [],
  });
  const due = addDays(dateInJapan(Date.now()), 30);
  await taken(stack, body.headOfOfficers, improvement, 'assignOwner', {
    number: 1,
    title: it('improvementTitle'),
    role: 'officer',
    department: body.departments.services,
    planBy: due,
  });
  await taken(stack, body.officerOfServices, improvement, 'plan', {
    cause: it('cause'),
    recurrencePrevention: it('prevention'),
    actions: [{ kind: 'awareness', what: it('action') }],
    implementer: body.staffOfPlanning,
    dueDate: due,
    verifier: body.outsideVerifier,
    criterion: it('verification'),
    method: it('verificationMethod'),
    observationDays: 30,
  });
}

/** Everything that the API tells somebody, as far as pages could show it. */
async function toldByApi(person: string): Promise<Set<string>> {
  const caller = await stack.as(person);
  const found = new Set<string>();
  const read = async (path: string) => {
    const { text } = await caller.get(path);
    for (const word of text.match(marks) ?? []) found.add(word);
  };
  const everywhere = ['/tasks?limit=200', '/tasks/waiting-for-me', '/notices?limit=200', `/board?year=${YEAR}`];
  for (const path of everywhere) await read(path);
  for (const body of bodies) {
    for (const path of ['/procedures', '/refusals', '/people', '/clauses/3-16']) {
      await read(`${path}?organisation=${body.organisation}`);
    }
    for (const instance of [cycleOf(body), auditOf(body), improvementOf(body)]) {
      for (const more of ['', '/journal?limit=500', '/timeline']) await read(`/procedures/${instance}${more}`);
      await read(`/documents?procedure=${instance}`);
      for (const decision of decisionsOf(instance)) await read(`/procedures/${instance}/decisions/${decision}/draft`);
    }
  }
  return found;
}

/** Decisions whose forms begin with something that was written before, or list it. */
function decisionsOf(instance: string): readonly string[] {
  if (instance.startsWith('cycle')) return ['setDirection', 'decideException', 'correct'];
  if (instance.startsWith('audit')) return ['recordFinding', 'comment', 'correct'];
  return ['plan', 'implement', 'verify'];
}

function pagesOf(body: Body): readonly string[] {
  const procedures = [cycleOf(body), auditOf(body), improvementOf(body)].flatMap((instance) => [
    `/${instance}`,
    `/${instance}/history`,
    ...[2, 4].map((seq) => `/${instance}/entries/${seq}`),
    ...decisionsOf(instance).map((decision) => `/${instance}/decide/${decision}`),
  ]);
  return [...procedures, `/${body.organisation}/${YEAR}`];
}

const everywhere = ['/', '/board', '/board.csv', '/notices', '/guideline/3-16', '/settings/sessions', '/sign-in'];

it('shows in pages what the API tells the same person, and nothing beyond', async () => {
  const people = [
    ministry.supervisingStaff,
    ministry.firstAuditor,
    agency.ciso,
    agency.promotionLead,
    agency.firstAuditor,
    agency.divisionOfficerOfPlanning,
    agency.staffOfPlanning,
    agency.staffOfSystems,
    corporation.outsideVerifier,
    centre.firstStaff,
    (await stack.administrator()).person,
  ];
  const beyond: string[] = [];
  const shownTo = new Map<string, number>();
  for (const person of people) {
    const told = await toldByApi(person);
    const visitor = await signIn(stack.address, stack.records, person, Date.now());
    const shown = new Set<string>();
    for (const path of [...everywhere, ...bodies.flatMap(pagesOf)]) {
      const { html } = await visitor.get(path);
      for (const word of html.match(marks) ?? []) {
        shown.add(word);
        if (!told.has(word)) beyond.push(`${person} ${path} ${word}`);
      }
    }
    shownTo.set(person, shown.size);
  }
  expect(beyond).toEqual([]);
  // The marks are there to be seen: by those who work with them, not by everybody.
  const [whole = 0, little = 0] = [agency.ciso, agency.staffOfPlanning].map((person) => shownTo.get(person));
  expect(whole).toBeGreaterThan(4);
  expect(little).toBeLessThan(whole);
  expect(shownTo.get(centre.firstStaff)).toBe(0);
});

/**
 * The personnel rotation, yesterday, in the middle of every phase of a year (domain.md 2): the old holder is refused and no
 * longer reads, the new one acts, tasks move, entries keep the old one's appointments. Over HTTP, on the real stack.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administratorOfDemonstration,
  evaluate,
  find,
  inspect,
  openAudit,
  operate,
  type People,
  planTheYear,
  proposal,
  report,
  type Scene,
  Teller,
} from '../../demonstration/index.ts';
import { refold } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { lastDay, leaves, marksOf, newcomers, refused, rotates, taken, tasksOf, today, yesterday } from './support.ts';

const ministry = cast.ministry.organisation;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${ministry}`;
const audit = `audit/${year}/${ministry}/1`;
const improvement = `improvement/${year}/${ministry}/1`;
const newcomer = (post: string): string => `p-new-${post}`;
const posts = ['ciso', 'office', 'system', 'chief', 'services', 'audit-officer', 'implementer', 'acting'] as const;

let stack: Stack;
let people: People;
let scene: () => Scene;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [ministry]);
  await newcomers(stack, ...posts.map(newcomer));
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at: Date.now(),
    expires: Date.now() + 86_400_000,
    purpose: 'test',
  });
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  people = { ...cast.ministry };
  scene = () => ({ teller, people, year, today: today(), committee: true });
});
afterAll(() => stack?.close());

const entryOf = async (person: string, instance: string, seq: number) => {
  const { body } = await (await stack.as(person)).get(`/procedures/${instance}/journal?cursor=${seq - 1}&limit=1`);
  return body.items[0];
};
/** What the old holder is answered from now on: as if nothing were there. */
const reads = async (person: string, instance: string): Promise<number> =>
  (await (await stack.as(person)).show(instance)).status;
const begun = (instance: string) => eventually(async () => (await stack.records.journal.head(instance)) > 0);

describe('a rotation in the middle of each phase', () => {
  it('planning: the CISO changes after the direction was set (6-2)', async () => {
    const [old, next] = [people.ciso, newcomer('ciso')];
    const document = await (await stack.as(old)).document('direction');
    const direction = { direction: '持出しを減らす', resourcePolicy: '要員', level: '全項目', document };
    const seq = await taken(stack, old, cycle, 'setDirection', direction);
    const expected = await tasksOf(stack, old, cycle);
    expect(expected).toContain('confirmStructure');
    await rotates(stack, ministry, 'ciso', { from: old, to: next });
    people = { ...people, ciso: next };
    expect(await refused(stack, old, cycle, 'confirmStructure', { document })).toEqual([404]);
    expect([await reads(old, cycle), await tasksOf(stack, old, cycle)]).toEqual([404, []]);
    expect((await (await stack.as(old)).get(`/procedures/${cycle}/journal`)).status).toBe(404);
    expect(await tasksOf(stack, next, cycle)).toEqual(expected);
    await planTheYear(scene());
    const entry = await entryOf(next, cycle, seq);
    expect([entry.event.actor.person, entry.reliedOn]).toEqual([old, [`${old.replace('p-', 'a-')}-1`]]);
  });

  it('operating: the promotion office and an owner of a measure change (3-9, 3-11)', async () => {
    const { promotionLead, systemOfficer } = people;
    expect(await tasksOf(stack, systemOfficer, cycle)).toContain('reportMeasure');
    await rotates(stack, ministry, 'promotionOffice', { from: promotionLead, to: newcomer('office') });
    await rotates(stack, ministry, 'systemOfficer', { from: systemOfficer, to: newcomer('system') });
    people = { ...people, promotionLead: newcomer('office'), systemOfficer: newcomer('system') };
    expect(await refused(stack, systemOfficer, cycle, 'reportMeasure', { measure: 'm-technical' })).toEqual([404]);
    expect(await tasksOf(stack, systemOfficer, cycle)).toEqual([]);
    expect(await tasksOf(stack, people.systemOfficer, cycle)).toContain('reportMeasure');
    await operate(scene());
  });

  it('on paper: what the old CISO decided on the last day in office is entered today as theirs; they may contradict it, and read no more', async () => {
    const old = cast.ministry.ciso;
    expect((await (await stack.as(people.ciso)).put(`/registers/${ministry}/enteredFor`, { value: true })).status).toBe(
      200,
    );
    const document = await (await stack.as(people.promotionLead)).document('決裁文書');
    const paper = (decider: string, decidedOn: string) => ({
      direction: '紙の決裁による方針',
      resourcePolicy: '要員',
      level: '全項目',
      document,
      enteredFor: { decider, decidedOn, number: '第7号', document },
    });
    const enter = (decider: string, decidedOn: string) =>
      refused(stack, people.promotionLead, cycle, 'setDirection', paper(decider, decidedOn));
    expect(await enter(old, yesterday())).toEqual([403, 'notYourRole']);
    expect(await enter(people.ciso, lastDay())).toEqual([403, 'notYourRole']);
    expect(await enter(old, '2099-01-01')).toContain('paperDated');
    const seq = await taken(stack, people.promotionLead, cycle, 'setDirection', paper(old, lastDay()));
    expect(await entryOf(people.ciso, cycle, seq)).toMatchObject({
      marks: ['enteredFor'],
      reliedOn: [`${old.replace('p-', 'a-')}-1`],
    });
    const notices = await (await stack.as(old)).get('/notices');
    expect(notices.body.items.map(({ topic }: { topic: string }) => topic)).toContain('enteredForYou');
    const shown = (await (await stack.as(old)).show(cycle)).body;
    expect([shown.reading, shown.context]).toEqual(['state', undefined]);
    expect((await entryOf(old, cycle, seq)).event.input.direction).toBe('紙の決裁による方針');
    expect((await entryOf(old, cycle, seq - 1)).redacted).toBe(true);
    await taken(stack, old, cycle, 'contradict', { seq, reason: 'この番号の決裁はしていない' });
    expect(await marksOf(stack, people.ciso, cycle)).toEqual(expect.arrayContaining(['enteredFor', 'contradicted']));
    expect(await refused(stack, old, cycle, 'setDirection', paper(old, lastDay()))).toEqual([
      403,
      'paperEntryByOffice',
    ]);
  });

  it('the audit: the audit officer changes in fieldwork, an auditor leaves and is replaced (3-15)', async () => {
    const { auditOfficer, firstAuditor, secondAuditor } = people;
    await openAudit(scene(), 1, [firstAuditor]);
    await find(scene(), audit, firstAuditor, 'nonconformity');
    await rotates(stack, ministry, 'auditOfficer', { from: auditOfficer, to: newcomer('audit-officer') });
    await leaves(stack, ministry, firstAuditor, 'auditor');
    people = { ...people, auditOfficer: newcomer('audit-officer') };
    for (const gone of [auditOfficer, firstAuditor]) {
      expect([await reads(gone, audit), await tasksOf(stack, gone, audit)]).toEqual([404, []]);
    }
    expect(await refused(stack, auditOfficer, audit, 'requestComments', { commentDate: today() })).toEqual([404]);
    expect(
      await refused(stack, firstAuditor, audit, 'withdrawFinding', { finding: 1, title: 'x', reason: 'x' }),
    ).toEqual([404]);
    await taken(stack, people.auditOfficer, audit, 'replaceAuditor', {
      outgoing: firstAuditor,
      incoming: secondAuditor,
      reason: '人事異動',
    });
    await taken(stack, secondAuditor, audit, 'adoptFinding', { finding: 1, reason: '証拠を再度確かめた' });
    await report(scene(), audit, 'findings');
    expect((await entryOf(people.auditOfficer, audit, 2)).event.actor.person).toBe(auditOfficer);
  });

  it('inspecting and judging: head of officers and an officer change; an acting CISO judges, marked so (3-12, 3-16)', async () => {
    const { headOfOfficers, officerOfServices, ciso } = people;
    await rotates(stack, ministry, 'headOfOfficers', { from: headOfOfficers, to: newcomer('chief') });
    await rotates(stack, ministry, 'officer', { from: officerOfServices, to: newcomer('services') });
    people = { ...people, headOfOfficers: newcomer('chief'), officerOfServices: newcomer('services') };
    for (const gone of [headOfOfficers, officerOfServices]) expect(await reads(gone, cycle)).toBe(404);
    await inspect(scene());
    await eventually(async () => {
      const { body } = await (await stack.as(people.ciso)).show(cycle);
      return body.counts.openAudits === 0;
    });
    const proposed = await proposal(scene(), true);
    expect(await refused(stack, headOfOfficers, cycle, 'proposeJudgement', {})).toEqual([404]);
    await taken(stack, people.headOfOfficers, cycle, 'proposeJudgement', proposed);
    await rotates(stack, ministry, 'ciso', { from: ciso, to: newcomer('acting'), kind: 'acting' });
    people = { ...people, ciso: newcomer('acting') };
    const document = await (await stack.as(people.ciso)).document('判断');
    const improvements = [
      { title: '退職者の利用権限の残存', covers: [`${audit}#1`], department: cast.ministry.departments.services },
    ];
    const judgement = { ...proposed, proposal: proposed.document, document, improvements };
    expect(await refused(stack, ciso, cycle, 'judge', judgement)).toEqual([404]);
    const seq = await taken(stack, people.ciso, cycle, 'judge', judgement);
    expect((await entryOf(people.ciso, cycle, seq)).marks).toEqual(['acting']);
    expect(await marksOf(stack, people.ciso, cycle)).toContain('acting');
    await begun(improvement);
  });

  it('the improvement: owner, implementer, approver and verifier change in each of its states (3-16 to 3-18)', async () => {
    const { officerOfServices, headOfOfficers, staffOfPlanning } = people;
    const verifier = cast.ministry.officerOfSecretariat;
    const { departments } = cast.ministry;
    const post = {
      number: 1,
      title: '退職者の利用権限の残存',
      role: 'officer',
      department: departments.services,
      planBy: today(),
    };
    await taken(stack, headOfOfficers, improvement, 'assignOwner', post);
    const owner = cast.ministry.officerOfSecretariat;
    await taken(stack, headOfOfficers, improvement, 'reassign', {
      role: 'officer',
      department: departments.secretariat,
      reason: '所掌の移管',
    });
    expect(await tasksOf(stack, officerOfServices, improvement)).not.toContain('plan');
    expect(await tasksOf(stack, owner, improvement)).toContain('plan');
    await taken(stack, headOfOfficers, improvement, 'reassign', {
      role: 'officer',
      department: departments.services,
      reason: '戻す',
    });
    const plan = {
      cause: '担当が決まっていなかった',
      recurrencePrevention: '定例とする',
      actions: [{ kind: 'awareness', what: '周知' }],
      implementer: staffOfPlanning,
      dueDate: today(),
      criterion: '権限が残っていないこと',
      method: '突合',
      observationDays: 0,
    };
    // The verifier named was an owner's officer since the finding: not independent.
    expect(await refused(stack, officerOfServices, improvement, 'plan', { ...plan, verifier })).toContain(
      'verifierIndependent',
    );
    await taken(stack, officerOfServices, improvement, 'plan', { ...plan, verifier: people.systemOfficer });
    await rotates(stack, ministry, 'officer', { from: officerOfServices, to: cast.ministry.officerOfServices });
    people = { ...people, officerOfServices: cast.ministry.officerOfServices };
    expect(await refused(stack, officerOfServices, improvement, 'replan', {})).toEqual([404]);
    await taken(stack, headOfOfficers, improvement, 'approve');
    await rotates(stack, ministry, 'staff', { from: staffOfPlanning, to: newcomer('implementer') });
    const done = { doneOn: today(), summary: '周知した', evidence: [] };
    expect(await refused(stack, staffOfPlanning, improvement, 'reportDone', done)).toEqual([404]);
    await taken(stack, people.officerOfServices, improvement, 'replaceImplementer', {
      implementer: newcomer('implementer'),
      reason: '人事異動',
    });
    const evidence = [await (await stack.as(newcomer('implementer'))).document('実施報告')];
    await taken(stack, newcomer('implementer'), improvement, 'reportDone', { ...done, evidence });
    const named = people.systemOfficer;
    await rotates(stack, ministry, 'systemOfficer', { from: named, to: cast.ministry.systemOfficer });
    const proof = [await (await stack.as(cast.ministry.systemOfficer)).document('効果確認')];
    const achieved = { achieved: true, result: '残っていない', evidence: proof };
    expect(await reads(named, improvement)).toBe(404);
    expect(await refused(stack, cast.ministry.systemOfficer, improvement, 'verify', achieved)).toContain(
      'isNamedVerifier',
    );
    await taken(stack, headOfOfficers, improvement, 'replaceVerifier', {
      verifier: cast.ministry.systemOfficer,
      reason: '人事異動',
    });
    await taken(stack, cast.ministry.systemOfficer, improvement, 'verify', achieved);
  });

  it('evaluating: CISO and deputy are gone, the head decides, or whom the head nominates in writing – marked for ever (domain.md 2)', async () => {
    const { ciso, head, headOfOfficers } = people;
    await eventually(async () => {
      const { body } = await (await stack.as(headOfOfficers)).show(cycle);
      return body.counts.openImprovements === 0;
    });
    const standIn = { reason: '最高情報セキュリティ責任者及び副責任者が空席' };
    const supplement = { document: await (await stack.as(head)).document('完結の決裁') };
    expect(await refused(stack, head, cycle, 'close', { ...supplement, standIn })).toContain('deciderIsThere');
    await evaluate(scene(), []);
    await leaves(stack, ministry, ciso, 'ciso');
    expect(await refused(stack, head, cycle, 'close', { ...supplement, standIn })).toContain('deciderIsThere');
    await leaves(stack, ministry, people.deputyCiso, 'deputyCiso');
    for (const gone of [ciso, people.deputyCiso]) expect(await reads(gone, cycle)).toBe(404);
    const nominee = cast.ministry.officerOfSecretariat;
    const closing = { document: await (await stack.as(nominee)).document('完結の決裁案'), standIn };
    expect(await refused(stack, nominee, cycle, 'close', closing)).toContain('notYourRole');
    await stack.records.registry.change(
      {
        nominations: [
          {
            id: 'n-rotation',
            organisation: ministry,
            head,
            person: nominee,
            instance: cycle,
            decision: 'close',
            document: supplement.document,
            date: today(),
          },
        ],
      },
      administratorOfDemonstration,
      Date.now(),
    );
    const seq = await taken(stack, nominee, cycle, 'close', closing);
    expect((await entryOf(head, cycle, seq)).marks).toEqual(['standIn']);
    expect(await marksOf(stack, head, cycle)).toEqual(expect.arrayContaining(['standIn', 'acting', 'enteredFor']));
    const { body } = await (await stack.as(head)).get(`/board?year=${year}`);
    const line = body.items.find(({ organisation }: { organisation: string }) => organisation === ministry);
    expect(line.marks.map(({ id }: { id: string }) => id)).toContain('standIn');
  });

  it('every journal refolds and its chain is whole', async () => {
    for (const instance of [cycle, audit, improvement]) {
      const [procedure = ''] = instance.split('/');
      expect(refold(procedureOf(procedure, 1), await stack.records.journal.all(instance))).toBeUndefined();
      expect(await stack.records.journal.verifyChain(instance)).toBeUndefined();
    }
  });
});

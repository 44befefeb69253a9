/** Departments split and merged today, with measures, improvements, inspection and tasks following (domain.md 2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration, criteria, criteriaSet, planTheYear, Teller } from '../../demonstration/index.ts';
import type { Appointment } from '../../machines/core/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { newcomers, refused, start, taken, tasksOf, today, yesterday } from './support.ts';

const people = cast.corporation;
const { organisation, departments } = people;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${organisation}`;
const improvement = `improvement/${year}/${organisation}/90`;
const [first, second, divisionHead, other] = ['p-first-half', 'p-second-half', 'p-division-half', 'p-merged'];

let stack: Stack;
/** What the old holder was expected to do before. */
let before: string[];
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [organisation]);
  await newcomers(stack, first, second, divisionHead, other);
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at: Date.now(),
    expires: Date.now() + 86_400_000,
    purpose: 'test',
  });
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  await planTheYear({ teller, people, year, today: today(), committee: false });
  await start(stack, improvement, {
    cycle,
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: 'own-90', source: 'own', clause: '3-16', department: departments.systems }],
    source: 'own',
    openedBy: people.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    profile: 'designated-corporation',
    supervisors: [cast.ministry.organisation],
    department: departments.systems,
  });
  const post = {
    number: Number(improvement.split('/').at(-1)),
    title: '権限の見直し',
    role: 'systemOfficer',
    department: departments.systems,
    planBy: today(),
  };
  await taken(stack, people.headOfOfficers, improvement, 'assignOwner', post);
  before = await tasksOf(stack, people.systemOfficer, improvement);
  await reorganise();
});
afterAll(() => stack?.close());

/** 情報部システム課 is split in two, 給付部企画課 is merged into one of the halves; everybody there goes. */
async function reorganise(): Promise<void> {
  const { registry } = stack.records;
  const ended = [departments.systems, departments.servicesPlanning];
  const rows = (await registry.departments(organisation)).filter(({ id }) => ended.includes(id));
  const there = (await registry.appointments(organisation, Date.now())).filter(
    ({ department }) => department !== undefined && ended.includes(department),
  );
  const half = (id: string) => ({
    id,
    organisation,
    nameJa: `${id}課（架空）`,
    nameEn: `${id} (fictional)`,
    parent: departments.information,
    bureau: false,
    from: today(),
  });
  const post = (person: string, role: Appointment['role'], department: string): Appointment => ({
    id: `a-${person}`,
    person,
    role,
    organisation,
    department,
    from: today(),
    kind: 'regular',
  });
  await registry.change(
    {
      departments: [
        half('systems-a'),
        half('systems-b'),
        ...rows.map((row) => ({
          ...row,
          to: yesterday(),
          successors: row.id === departments.systems ? ['systems-a', 'systems-b'] : ['systems-a'],
        })),
      ],
      appointments: [
        ...there.map(({ scope: _, ...held }) => ({ ...held, to: yesterday() })),
        post(first, 'systemOfficer', 'systems-a'),
        post(second, 'systemOfficer', 'systems-b'),
        post(divisionHead, 'divisionOfficer', 'systems-b'),
        post(other, 'divisionOfficer', 'systems-a'),
      ],
    },
    administratorOfDemonstration,
    Date.now(),
  );
}

describe('a department is split in two', () => {
  it('tasks of its posts reach the same posts in both halves, no others, and the old holder no more', async () => {
    expect(before).toContain('plan');
    for (const person of [first, second]) {
      expect(await tasksOf(stack, person, improvement)).toContain('plan');
      expect(await tasksOf(stack, person, cycle)).toContain('reportMeasure');
    }
    expect(await tasksOf(stack, divisionHead, improvement)).not.toContain('plan');
    expect(await tasksOf(stack, people.systemOfficer, improvement)).toEqual([]);
    expect((await (await stack.as(people.systemOfficer)).show(improvement)).status).toBe(404);
  });

  it('a measure of the old department is reported by a successor’s holder of the post (3-11)', async () => {
    const evidence = [await (await stack.as(second)).document('実施報告')];
    const done = { measure: 'm-technical', status: 'done', evidence };
    const notHis = { ...done, evidence: [await (await stack.as(divisionHead)).document('別の報告')] };
    expect(await refused(stack, divisionHead, cycle, 'reportMeasure', notHis)).toEqual([403, 'ownsMeasure']);
    await taken(stack, second, cycle, 'reportMeasure', done);
  });

  it('the improvement is planned by a successor; who came to either half is not independent of it (3-18)', async () => {
    const plan = {
      cause: '手順がなかった',
      recurrencePrevention: '手順を定める',
      actions: [{ kind: 'awareness', what: '周知' }],
      implementer: people.staffOfPlanning,
      dueDate: today(),
      criterion: '手順が守られていること',
      method: '抜取り',
      observationDays: 0,
    };
    expect(await refused(stack, first, improvement, 'plan', { ...plan, verifier: divisionHead })).toContain(
      'verifierIndependent',
    );
    await taken(stack, first, improvement, 'plan', { ...plan, verifier: people.officerOfSecretariat });
    await taken(stack, people.headOfOfficers, improvement, 'reassign', {
      role: 'systemOfficer',
      department: 'systems-b',
      reason: '分割により所掌が移った',
    });
    expect(await tasksOf(stack, first, improvement)).toEqual([]);
    const again = { ...plan, verifier: people.officerOfSecretariat, reason: '所掌の移管' };
    expect(await refused(stack, first, improvement, 'replan', again)).not.toContain(200);
  });
});

describe('departments merged', () => {
  it('the self-inspection of a department that ended is recorded by the officer of what it was merged into (5-2)', async () => {
    // The calendar may have begun it already.
    expect([200, 409]).toContain(
      (await (await stack.as(people.headOfOfficers)).decide(cycle, 'beginInspection', {})).status,
    );
    const inspection = async (person: string) => ({
      department: departments.servicesPlanning,
      byRole: [{ role: 'staff', subject: 20, answered: 20, compliant: 18 }],
      criteriaSet,
      criteria: criteria.map((criterion) => ({ criterion, result: 'achieved' })),
      document: await (await stack.as(person)).document('自己点検表'),
    });
    expect(await refused(stack, divisionHead, cycle, 'recordSelfInspection', await inspection(divisionHead))).toContain(
      'inspectsOwnDepartment',
    );
    await taken(stack, other, cycle, 'recordSelfInspection', await inspection(other));
  });
});

/** People and departments change under the statecharts (domain.md 2); over HTTP: test/people. */
import { describe, expect, it } from 'vitest';
import type { Actor, Appointment } from '../../machines/core/index.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import * as audit from './audit/cast.ts';
import { cast } from './cycle/cast.ts';
import { inputs } from './cycle/inputs.ts';
import { before } from './cycle/trials.ts';
import * as improvement from './improvement/cast.ts';
import { person } from './support/people.ts';

const rulesOf = (refusals: readonly { readonly rule: string }[]): string[] => refusals.map(({ rule }) => rule);
/** The same person, whose departments have succeeded others. */
const succeeding = (of: Actor, ...succeeds: readonly string[]): Actor => ({
  person: of.person,
  appointments: of.appointments.map((held): Appointment => ({ ...held, succeeds })),
});
const standIn = (...holders: readonly Actor[]) => ({ standIn: { reason: '除斥', holders } });
const onPaper = (decidedOn: string) => ({
  enteredFor: { by: 'p-office', decidedOn, number: '第9号', document: improvement.sha('7'), allowed: true },
});

describe('departments that end: what was theirs is their successors’ (domain.md 2)', () => {
  it('an improvement’s owner post follows to the same role in each successor, and to no other department', () => {
    const next = person('next').holds('systemOfficer', { department: 'sys-new', scope: ['sys-new', 'sys'] });
    expect(rulesOf(improvement.planning().attempt('plan', next, improvement.plan))).toContain('isOwner');
    improvement.planning().decide('plan', succeeding(next, 'sys'), improvement.plan);
    const otherRole = person('staff').holds('areaOfficer', { department: 'sys-new' });
    expect(rulesOf(improvement.planning().attempt('plan', succeeding(otherRole, 'sys'), improvement.plan))).toContain(
      'isOwner',
    );
  });
  it('a measure and the self-inspection of the department are reported by the successor’s officers (3-11, 5-2)', () => {
    const system = person('system').holds('systemOfficer', { department: 'd9' });
    const { driver } = before('reportMeasure');
    expect(rulesOf(driver.attempt('reportMeasure', system, inputs.reportMeasure))).toContain('ownsMeasure');
    expect(driver.attempt('reportMeasure', succeeding(system, 'd1'), inputs.reportMeasure)).toEqual([]);
    const division = person('division').holds('divisionOfficer', { department: 'd9' });
    const inspecting = before('recordSelfInspection').driver;
    const of = { ...inputs.recordSelfInspection, department: 'd1' };
    expect(rulesOf(inspecting.attempt('recordSelfInspection', division, of))).toContain('inspectsOwnDepartment');
    expect(inspecting.attempt('recordSelfInspection', succeeding(division, 'd1'), of)).toEqual([]);
  });
});

describe('in the place of a barred or vacant decider (domain.md 2)', () => {
  it('an exception the CISO applied for: the head, though a body’s rules may name the head too, and it is marked', () => {
    const barred = person(cast.staff.person).holds('staff').holds('ciso');
    const { driver } = before('decideException');
    expect(rulesOf(driver.attempt('decideException', cast.head, inputs.decideException))).toEqual(['exceptionDecider']);
    expect(
      rulesOf(
        driver.attempt('decideException', cast.head, inputs.decideException, undefined, standIn(cast.ciso, cast.head)),
      ),
    ).toContain('deciderIsThere');
    driver.decide(
      'decideException',
      cast.head,
      inputs.decideException,
      undefined,
      standIn(barred, cast.officerOfD1, cast.head),
    );
    expect(driver.entries.at(-1)?.marks).toEqual(['standIn']);
    expect(driver.entries.at(-1)?.projection.marks).toContain('standIn');
  });
  it('a holder barred by a post held since the finding is known to be: the facts name the holders too', () => {
    const wasThere = person('ciso')
      .holds('staff', { department: 'sys', to: '2026-05-15' })
      .holds('ciso', { from: '2026-05-16' });
    const minister = person('minister').holds('headOfOrganisation');
    const { people, ...rest } = improvement.usual;
    const world = { ...rest, people: [...people.filter((one) => one.person !== 'ciso'), wasThere, minister] };
    const own = { covers: [{ ...improvement.finding, source: 'own', ref: 'own-1' }], source: 'own' };
    const driver = improvement.attested({ world, opening: own }).passTo('2026-06-10');
    const today = { person: 'ciso', appointments: wasThere.appointments.filter(({ to }) => to === undefined) };
    expect(rulesOf(driver.attempt('withdrawJudgement', today))).toEqual(['notOnOwnersWord']);
    expect(driver.attempt('withdrawJudgement', minister, {}, undefined, standIn(today))).toEqual([]);
  });
  it('comments for a department whose officer is gone: the head stands in, another department’s officer does not (3-15)', () => {
    const minister = audit.head;
    const said = { department: 'tax', comment: '意見なし' };
    const driver = audit.commenting();
    expect(rulesOf(driver.attempt('comment', minister, said, undefined, standIn(audit.tax)))).toContain(
      'deciderIsThere',
    );
    driver.decide('comment', minister, said, undefined, standIn(audit.customs));
    expect(driver.entries.at(-1)?.marks).toEqual(['standIn']);
  });
  it('the officer who moved yesterday no longer comments for the department left (3-15)', () => {
    const driver = audit.commenting();
    const today = dateInJapan(driver.now);
    const moved = person('tax')
      .holds('officer', { department: 'tax', to: addDays(today, -1) })
      .holds('officer', { department: 'customs', from: today });
    const said = { department: 'tax', comment: '意見なし' };
    expect(rulesOf(driver.attempt('comment', moved, said))).toEqual(['officerOfAuditedDepartment']);
  });
});

describe('decided on paper: rules about who test the decider on the day the paper bears (domain.md 2)', () => {
  const left = person('head').holds('headOfOfficers', { to: '2026-06-30' });
  const came = person('new-head').holds('headOfOfficers', { from: '2026-07-01' });
  const post = { ...improvement.named, ...improvement.ownerPost, planBy: '2026-08-31' };
  const july = () => improvement.begun().passTo('2026-07-10');

  it('who left on 1 July decided on 30 June, not on 1 July; the successor did not decide on 30 June', () => {
    const attempt = (by: Actor, on: string) => rulesOf(july().attempt('assignOwner', by, post, undefined, onPaper(on)));
    expect(rulesOf(july().attempt('assignOwner', left, post))).toEqual(['notYourRole']);
    expect(attempt(left, '2026-06-30')).toEqual([]);
    expect(attempt(left, '2026-07-01')).toEqual(['notYourRole']);
    expect(attempt(came, '2026-06-30')).toEqual(['notYourRole']);
    expect(attempt(came, '2026-07-01')).toEqual([]);
  });
  it('the date exists, is not to come, and is not older than the fiscal year before', () => {
    const attempt = (on: string) => rulesOf(july().attempt('assignOwner', left, post, undefined, onPaper(on)));
    for (const on of ['2026-07-11', '2025-03-31', '2026-02-30', 'yesterday'])
      expect(attempt(on)).toContain('paperDated');
    expect(attempt('2025-04-01')).toEqual([]);
  });
  it('the entry names the appointment relied on, and who left may still contradict it', () => {
    const driver = july().decide('assignOwner', left, post, undefined, onPaper('2026-06-30'));
    const entry = driver.entries.at(-1);
    expect([entry?.reliedOn, entry?.marks]).toEqual([left.appointments.map(({ id }) => id), ['enteredFor']]);
    expect(driver.attempt('contradict', person('head'), { seq: entry?.seq, reason: '決裁していない' })).toEqual([]);
  });
  it('an owner’s plan and an officer’s report on paper go by that day too', () => {
    const { owner, plan } = improvement;
    const gone = person('owner').holds('systemOfficer', { department: 'sys', to: '2026-06-30' });
    const driver = improvement.planning().passTo('2026-07-10');
    expect(rulesOf(driver.attempt('plan', gone, plan, undefined, onPaper('2026-07-01')))).toContain('isOwner');
    expect(driver.attempt('plan', gone, plan, undefined, onPaper('2026-06-30'))).toEqual([]);
    expect(owner.person).toBe('owner');
  });
});

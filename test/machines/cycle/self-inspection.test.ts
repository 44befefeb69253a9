import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import type { Driver } from '../support/drive.ts';
import { expectRefolds } from '../support/drive.ts';
import { person } from '../support/people.ts';
import { body, bodyOf, cast, doc } from './cast.ts';
import { honestYear, inputs, open, walk } from './honest-year.ts';
import { collected, inspectedTwice, ofBothDivisions, unrecorded } from './rules-inspection.ts';

/** The year in which the inspection has begun, under a plan that says this of departments. */
function inspecting(inspects: object | undefined, world = bodyOf('ministry')): Driver {
  const index = honestYear.findIndex((step) => 'decision' in step && step.decision === 'recordSelfInspection');
  const script = honestYear
    .slice(0, index)
    .map((step) =>
      'decision' in step && step.decision === 'submitPlan'
        ? { ...step, input: { ...inputs.submitPlan, inspects } }
        : step,
    );
  return walk(open('ministry', {}, '2026-02-01', world), script).driver;
}

const missing = (driver: Driver): readonly string[] => driver.dueItem('selfInspection')?.missing ?? [];
const recordedBy = (driver: Driver, who: (typeof cast)['officerOfD1'], department: string): Driver =>
  driver.decide('recordSelfInspection', who, { ...inputs.recordSelfInspection, department });
const audiences = (driver: Driver) =>
  driver.effects.flatMap((effect) => (effect.kind === 'notify' ? [[effect.topic, effect.to]] : []));
const told = (topic: string, ...departments: readonly string[]) =>
  departments.map((department) => [topic, { roles: ['officer', 'divisionOfficer'], organisation: body, department }]);

describe('which departments inspect themselves (3-12)', () => {
  it('those with an information security officer and those that own a self-inspection; a record covers what is below', () => {
    const driver = inspecting(undefined);
    expect(missing(driver)).toEqual(['bureau', 'd1']);
    expect(driver.projection.tasks).toContainEqual({
      decision: 'recordSelfInspection',
      roles: ['officer', 'divisionOfficer'],
      department: 'bureau',
      dueItem: 'selfInspection',
    });
    recordedBy(driver.fork(), cast.officerOfD1, 'd1');
    recordedBy(driver, cast.bureauOfficer, 'bureau');
    expect(driver.dueItem('selfInspection')).toBeUndefined();
    expect(driver.dueItem('measures:2026-11-30')).toBeUndefined();
    expectRefolds(cycleV1, driver);
  });
  it('a record of a division does not stand for its bureau', () => {
    const driver = recordedBy(inspecting(undefined), cast.officerOfD1, 'd1');
    expect(missing(driver)).toEqual(['bureau']);
  });
  it('those that the plan names, and none that it leaves out', () => {
    const leftOut = [{ department: 'bureau', reason: '課室ごとに点検する' }];
    expect(missing(inspecting({ departments: ['d2'], leftOut }))).toEqual(['d2', 'd1']);
    expect(missing(inspecting({ leftOut }))).toEqual(['d1']);
  });
  it('of one that has ended its successors, all of them', () => {
    const driver = ofBothDivisions('recordSelfInspection');
    const of = (id: string, more: object = {}) => ({
      id,
      exists: true,
      officer: false,
      above: ['bureau'],
      succeeds: [],
      successors: [],
      ...more,
    });
    const heirs = ['e1', 'e2'].map((id) => of(id, { succeeds: ['d2'] }));
    const inspection = [of('d1'), of('d2', { exists: false, successors: ['e1', 'e2'] }), ...heirs];
    driver.decide('remindSelfInspection', cast.office, {}, { inspection });
    expect(audiences(driver)).toEqual(told('selfInspectionMissing', 'd1', 'e1', 'e2'));
    expect(missing(driver)).toEqual(['d1', 'e1', 'e2']);
    const officer = person('p-e1').holds('divisionOfficer', { department: 'e1' });
    const common = { criteriaSets: [{ id: 'cs-1', criteria: ['c1', 'c2'] }] };
    const facts = { common, inspection: [of('e1', { succeeds: ['d2'] })] };
    driver.decide('recordSelfInspection', officer, { ...inputs.recordSelfInspection, department: 'e1' }, facts);
    expect(missing(driver)).toEqual(['d1', 'e2']);
  });
  it('an amendment of the plan says it anew: what is recorded stays, and a date that was met opens again', () => {
    const driver = inspecting(inputs.submitPlan.inspects);
    recordedBy(driver, cast.officerOfD1, 'd1');
    expect(driver.dueItem('selfInspection')).toBeUndefined();
    driver
      .decide('submitPlanAmendment', cast.office, {
        ...inputs.submitPlan,
        inspects: { ...inputs.submitPlan.inspects, departments: ['d2'] },
      })
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(missing(driver)).toEqual(['d2']);
    driver
      .decide('submitPlanAmendment', cast.office, inputs.submitPlan)
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(driver.dueItem('selfInspection')).toBeUndefined();
  });
});

describe('whose self-inspection is missing', () => {
  it('is reminded, department by department, on the plan’s date and the calendar’s', () => {
    const driver = recordedBy(ofBothDivisions('recordSelfInspection'), cast.officerOfD1, 'd1');
    const since = driver.entries.length;
    driver.passTo('2026-12-15');
    const reminded = driver.entries
      .slice(since)
      .flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect] : [])))
      .filter(({ dueItem, topic }) => dueItem === 'selfInspection' && topic !== 'escalated');
    expect(new Set(reminded.map(({ topic }) => topic))).toEqual(new Set(['reminder', 'overdue']));
    expect(new Set(reminded.map(({ to }) => JSON.stringify(to)))).toEqual(
      new Set([JSON.stringify({ roles: ['officer', 'divisionOfficer'], organisation: body, department: 'd2' })]),
    );
    // Whose record is missing says why; who has handed in owes nothing.
    const delay = { item: 'selfInspection', reason: '障害の対応が続いた', expectedOn: '2026-12-25' };
    driver.expectRefused('owesTheItem', 'explainDelay', cast.system, delay);
    driver.decide('explainDelay', cast.officerOfD2, delay);
    expect(driver.dueItem('selfInspection')).toMatchObject({ missing: ['d2'], explained: { reason: delay.reason } });
  });
  it('is reminded at once by the promotion office 督促, each department once a day', () => {
    const driver = recordedBy(ofBothDivisions('recordSelfInspection'), cast.officerOfD1, 'd1');
    driver.decide('remindSelfInspection', cast.office);
    expect(audiences(driver)).toEqual(told('selfInspectionMissing', 'd2'));
    driver.expectRefused('remindedOnceADay', 'remindSelfInspection', cast.office);
    driver.passDays(1).decide('remindSelfInspection', cast.office, { departments: ['d2'] });
    expect(audiences(driver)).toEqual(told('selfInspectionMissing', 'd2'));
    driver.expectRefused('notYourRole', 'remindSelfInspection', cast.officerOfD2);
  });
  it('is judged only with the reason, bears the mark for ever, and is reminded no more (3-14)', () => {
    const driver = ofBothDivisions('proposeJudgement');
    driver.expectRefused('selfInspectionsHandedIn', 'proposeJudgement', cast.chief, inputs.proposeJudgement);
    driver.decide('proposeJudgement', cast.chief, { ...inputs.proposeJudgement, ...unrecorded });
    // What the proposal says holds for the judgement.
    driver.decide('judge', cast.ciso, inputs.judge);
    expect(driver.projection.marks).toContain('notInspected');
    expect(driver.state.snapshot.context).toMatchObject({ judgement: unrecorded });
    expect(driver.dueItem('selfInspection')).toBeUndefined();
    driver.expectRefused('notYetJudged', 'remindSelfInspection', cast.office);
  });
  it('hands in after the proposal: that comes back, and needs no reason any more', () => {
    const driver = ofBothDivisions('proposeJudgement');
    driver.decide('proposeJudgement', cast.chief, { ...inputs.proposeJudgement, ...unrecorded });
    recordedBy(driver, cast.officerOfD2, 'd2');
    driver.expectRefused('judgementProposed', 'judge', cast.ciso, inputs.judge);
    driver.decide('proposeJudgement', cast.chief, inputs.proposeJudgement).decide('judge', cast.ciso, inputs.judge);
    expect(driver.projection.marks).not.toContain('notInspected');
  });
});

describe('self-inspections collected by questionnaire', () => {
  it('are entered together by the promotion office: each department is told, and its officer may record it anew', () => {
    const driver = ofBothDivisions('recordSelfInspection');
    driver.decide('enterSelfInspections', cast.office, collected('d1', 'd2'));
    expect(audiences(driver)).toEqual(told('selfInspectionEntered', 'd1', 'd2'));
    expect(driver.dueItem('selfInspection')).toBeUndefined();
    recordedBy(driver, cast.officerOfD1, 'd1');
    driver.expectRefused('officersRecordStands', 'enterSelfInspections', cast.office, collected('d1', 'd2'));
    // What the office entered itself, it corrects itself.
    driver.decide('enterSelfInspections', cast.office, { ...collected('d2'), document: doc('questionnaires-2') });
    expect(driver.state.snapshot.context).toMatchObject({
      inspection: {
        selfInspections: { d1: { by: 'p-d1' }, d2: { by: 'p-office', document: doc('questionnaires-2') } },
      },
    });
    driver.expectRefused('notYourRole', 'enterSelfInspections', cast.officerOfD1, collected('d1'));
  });
});

describe('two self-inspections of one department in the plan (3-12)', () => {
  const [first, second] = ['measures:2026-11-30', 'measures:2027-02-26'];
  const record = { ...inputs.recordSelfInspection, measures: ['m-inspection'] };
  const tasks = (driver: Driver) =>
    driver.projection.tasks.filter(({ decision }) => decision === 'recordSelfInspection').map(({ dueItem }) => dueItem);

  it('are each met by a record that names it, and by no other', () => {
    const driver = inspectedTwice('recordSelfInspection');
    driver.decide('recordSelfInspection', cast.officerOfD1, record);
    expect([driver.dueItem(first), driver.dueItem('selfInspection')]).toEqual([undefined, undefined]);
    expect(driver.dueItem(second)?.missing).toEqual(['d1']);
    expect(tasks(driver)).toEqual([second]);
    // Corrected, it is of the same one.
    driver.decide('recordSelfInspection', cast.officerOfD1, record);
    expect(driver.dueItem(second)?.missing).toEqual(['d1']);
    driver.decide('recordSelfInspection', cast.officerOfD1, { ...record, measures: ['m-inspection-2'] });
    expect([driver.dueItem(first), driver.dueItem(second)]).toEqual([undefined, undefined]);
    expect(tasks(driver)).toEqual([]);
    expectRefolds(cycleV1, driver);
  });

  it('may be met by one record that names both; what is no self-inspection of the department is refused', () => {
    const driver = inspectedTwice('recordSelfInspection');
    const other = { ...record, measures: ['m-inspection', 'm-audit'] };
    driver.expectRefused('inspectionMeasuresNamed', 'recordSelfInspection', cast.officerOfD1, other);
    const both = { ...record, measures: ['m-inspection', 'm-inspection-2'] };
    driver.decide('recordSelfInspection', cast.officerOfD1, both);
    expect([driver.dueItem(first), driver.dueItem(second)]).toEqual([undefined, undefined]);
  });

  it('are collected one after the other: what an officer recorded of the first does not stand against the second', () => {
    const driver = inspectedTwice('recordSelfInspection');
    driver.decide('recordSelfInspection', cast.officerOfD1, record);
    const of = (measure: string) => ({ ...collected('d1'), measures: [measure] });
    driver.expectRefused('officersRecordStands', 'enterSelfInspections', cast.office, of('m-inspection'));
    driver.decide('enterSelfInspections', cast.office, of('m-inspection-2'));
    expect([driver.dueItem(first), driver.dueItem(second)]).toEqual([undefined, undefined]);
  });
});

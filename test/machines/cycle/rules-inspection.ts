/** Rule cases of the self-inspection: of which departments, who collects it, who is reminded, judged without whose. */
import type { Driver } from '../support/drive.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { cast, doc } from './cast.ts';
import { honestYear, inputs, open, walk, type ScriptStep } from './honest-year.ts';
import { against } from './rules-planning.ts';
import { before, honest } from './trials.ts';

/** A script whose plan asks for the self-inspection of both divisions. */
export function asBothDivisions(script: readonly ScriptStep[]): readonly ScriptStep[] {
  return script.map((step) => {
    if ('told' in step || step.decision !== 'submitPlan') return step;
    const inspects = { ...inputs.submitPlan.inspects, departments: ['d1', 'd2'] };
    return { ...step, input: { ...inputs.submitPlan, inspects } };
  });
}

/** The year of a plan with two self-inspections of one division, just before an honest step. */
export function inspectedTwice(until: string): Driver {
  const index = honestYear.findIndex((step) => 'decision' in step && step.decision === until);
  const owner = { role: 'divisionOfficer', department: 'd1' };
  const again = { id: 'm-inspection-2', kind: 'selfInspection', title: '下半期の自己点検', due: '2027-02-26', owner };
  const measures = [...inputs.submitPlan.measures, { ...again, workability: '設問を二十に絞る' }];
  const named = { submitPlan: { measures }, recordSelfInspection: { measures: ['m-inspection', 'm-inspection-2'] } };
  const script = honestYear.slice(0, index).map((step) => {
    if (!('decision' in step)) return step;
    const other =
      step.decision === 'submitPlan' || step.decision === 'recordSelfInspection' ? named[step.decision] : {};
    return { ...step, input: { ...step.input, ...other } };
  });
  return walk(open(), script).driver;
}

/** The year of such a plan just before an honest step. */
export function ofBothDivisions(until: string): Driver {
  const index = honestYear.findIndex((step) => 'decision' in step && step.decision === until);
  return walk(open(), asBothDivisions(honestYear.slice(0, index))).driver;
}

/** One department's result, as the promotion office enters it. */
export const collectedOf = (department: string) => {
  const { byRole, criteria } = inputs.recordSelfInspection;
  return { department, byRole, criteria };
};
export const collected = (...departments: readonly string[]) => ({
  rows: departments.map(collectedOf),
  criteriaSet: 'cs-1',
  document: doc('questionnaires'),
});

const collecting = (input: object = collected('d1', 'd2'), first?: (driver: Driver) => unknown): Trial => {
  const { driver } = before('recordSelfInspection');
  first?.(driver);
  return driver.trial('enterSelfInspections', cast.office, input);
};
const recording = (driver: Driver): Driver =>
  driver.decide('recordSelfInspection', cast.officerOfD1, inputs.recordSelfInspection);
const reminding = (input: object = {}, first?: (driver: Driver) => unknown): Trial => {
  const driver = ofBothDivisions('recordSelfInspection');
  first?.(driver);
  return driver.trial('remindSelfInspection', cast.office, input);
};
export const unrecorded = { notInspected: [{ departments: ['d2'], reason: '大規模な障害の対応が続いた' }] };
const proposing = (input: object = {}): Trial =>
  ofBothDivisions('proposeJudgement').trial('proposeJudgement', cast.chief, { ...inputs.proposeJudgement, ...input });

/** The division's record under a plan that has two self-inspections of it. */
const ofWhich = (input: object): Trial =>
  inspectedTwice('recordSelfInspection').trial('recordSelfInspection', cast.officerOfD1, {
    ...inputs.recordSelfInspection,
    ...input,
  });

export const inspectionRules: RuleCases = {
  inspectionMeasuresNamed: { refuse: () => ofWhich({}), pass: () => ofWhich({ measures: ['m-inspection'] }) },
  leavingOutExplained: against('submitPlan', { input: { inspects: { departments: ['d1'], leftOut: [] } } }),
  departmentsOnce: { refuse: () => collecting(collected('d1', 'd1')), pass: () => collecting() },
  officersRecordStands: { refuse: () => collecting(collected('d1'), recording), pass: () => collecting() },
  remindsTheMissing: {
    refuse: () => reminding({ departments: ['d1'] }, recording),
    pass: () => reminding({ departments: ['d2'] }, recording),
  },
  remindedOnceADay: {
    refuse: () => reminding({}, (driver) => driver.decide('remindSelfInspection', cast.office)),
    pass: () => reminding({}, (driver) => driver.decide('remindSelfInspection', cast.office, { departments: ['d2'] })),
  },
  selfInspectionsHandedIn: { refuse: () => proposing(), pass: () => proposing(unrecorded) },
  notInspectedIsMissing: {
    refuse: () => proposing({ notInspected: [{ departments: ['d1', 'd2'], reason: '障害の対応' }] }),
    pass: () => honest('proposeJudgement'),
  },
};

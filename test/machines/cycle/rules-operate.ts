/** Rule cases of the operation: measures, training, exceptions, audits, improvements. */
import type { Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { bodyOf, cast, doc } from './cast.ts';
import { inputs, open } from './honest-year.ts';
import { against } from './rules-planning.ts';
import { before, honest, varied } from './trials.ts';

const lastPlan = {
  plan: {
    year: 2025,
    version: '1.0',
    document: doc('plan-2025'),
    measures: [{ id: 'm-old', owner: { role: 'systemOfficer', department: 'd1' } }],
  },
};
const delay = { item: 'measures:2026-09-30', reason: '部品の納入が遅れている', expectedOn: '2026-11-15' };
/** Two days after the device renewal was due, not yet done. */
const late = (): Driver => before('reportMeasure').driver.passTo('2026-10-02');
const onLate = (of: { input?: object; by?: 'office' }) => ({
  refuse: () => late().trial('explainDelay', cast[of.by ?? 'system'], { ...delay, ...of.input }),
  pass: () => late().trial('explainDelay', cast.system, delay),
});
/** Reported in planning, when only the last approved plan stands. */
const interim = (measure: string, by: 'system' | 'staff'): Trial =>
  open('ministry', {}, '2026-02-01', bodyOf('ministry', { registers: lastPlan })).driver.trial(
    'reportMeasure',
    cast[by],
    { ...inputs.reportMeasure, measure },
  );
/** So many of one person's wait already. */
const times = (driver: Driver, count: number, decision: 'applyForException' | 'reportWorkability'): Driver => {
  for (let i = 0; i < count; i += 1) driver.decide(decision, cast.staff, inputs[decision]);
  return driver;
};
const applied = (count: number) => times(before('applyForException').driver, count, 'applyForException');
const reported = (count: number) => times(before('reportWorkability').driver, count, 'reportWorkability');
const oldEnd = { ...inputs.applyForException, until: '2026-06-04' };

export const operateRules: RuleCases = {
  measureInPlan: against('reportMeasure', { input: { measure: 'm-unknown' } }),
  ownsMeasure: against('reportMeasure', { by: 'officerOfD2' }),
  measureInLastPlan: { refuse: () => interim('m-unknown', 'system'), pass: () => interim('m-old', 'system') },
  ownsInterimMeasure: { refuse: () => interim('m-old', 'staff'), pass: () => interim('m-old', 'system') },
  trainingRestsOnPlan: {
    refuse: () => open().driver.trial('recordTraining', cast.office, inputs.recordTraining),
    pass: () => honest('recordTraining'),
  },
  trainingIsInPlan: against('recordTraining', { input: { measure: 'm-technical' }, by: 'office' }),
  taughtVersionWasCurrent: against('recordTraining', { input: { taught: [{ of: 'policy', version: '0.9' }] } }),
  trainingHeld: against('recordTraining', { input: { attended: 201 } }),
  educatesOwed: against('recordTraining', { input: { educates: ['improvement/2026/demo-body/9'] } }),
  trainerOfMeasure: against('recordTraining', { by: 'system' }),
  disseminationRestsOnPlan: {
    refuse: () => open().driver.trial('reportDissemination', cast.officerOfD1, inputs.reportDissemination),
    pass: () => honest('reportDissemination'),
  },
  disseminatedVersionWasCurrent: against('reportDissemination', { input: { on: '2026-02-05' } }),
  informedWithinHeadcount: against('reportDissemination', { input: { informed: 21 } }),
  officerOfDivision: against('reportDissemination', { by: 'officerOfD2' }),
  workabilityUnanswered: against('answerWorkability', { input: { report: 2 } }),
  itemIsOverdue: onLate({ input: { item: 'measures:2026-11-30' } }),
  owesTheItem: onLate({ by: 'office' }),
  expectedAhead: onLate({ input: { expectedOn: '2026-10-01' } }),
  exceptionNamesRequirement: against('applyForException', { input: { requirement: 'r9' } }),
  exceptionWithinReason: against('applyForException', { input: { until: '2028-06-02' } }),
  exceptionBegunBefore: against('applyForException', { input: { begunOn: '2026-06-02' } }),
  exceptionEndsLater: against('applyForException', { input: { until: '2026-05-31' } }),
  applicationsOpenBounded: {
    refuse: () => applied(20).trial('applyForException', cast.staff, inputs.applyForException),
    pass: () => applied(19).trial('applyForException', cast.staff, inputs.applyForException),
  },
  reportsOpenBounded: {
    refuse: () => reported(20).trial('reportWorkability', cast.staff, inputs.reportWorkability),
    pass: () => reported(19).trial('reportWorkability', cast.staff, inputs.reportWorkability),
  },
  exceptionPending: against('decideException', { input: { exception: 2 } }),
  exceptionStillEndsLater: {
    refuse: () => {
      const { driver } = before('applyForException');
      driver.decide('applyForException', cast.staff, oldEnd).passTo('2026-06-05');
      return driver.trial('decideException', cast.ciso, inputs.decideException);
    },
    pass: () => honest('decideException'),
  },
  exceptionDecider: {
    refuse: () => varied('decideException', { by: 'bureauOfficer' }),
    pass: () => varied('decideException', { by: 'bureauOfficer', registers: { exceptionDecider: 'officer' } }),
  },
  exceptionDeciderIsAnother: {
    refuse: () =>
      before('decideException').driver.trial(
        'decideException',
        person(cast.staff.person).holds('staff').holds('ciso'),
        inputs.decideException,
      ),
    pass: () => honest('decideException'),
  },
  exceptionToSettle: {
    refuse: () => before('decideException').driver.trial('settleException', cast.chief, inputs.settleException),
    pass: () => honest('settleException'),
  },
  auditRestsOnPlan: {
    refuse: () =>
      open().driver.trial('openAudit', cast.auditOfficer, { title: '監査', planned: false, yearExamined: 2026 }),
    pass: () => honest('openAudit'),
  },
  plannedAuditInProgramme: against('openAudit', { input: { programmeItem: 'm-training' } }),
  examinesThisOrEarlierYear: against('openAudit', { input: { yearExamined: 2027 } }),
  orderIsOpen: {
    refuse: () => varied('openAudit', { input: { order: 1 } }),
    pass: () =>
      varied('openAudit', {
        input: { order: 1 },
        first: (driver) => driver.decide('orderAudit', cast.ciso, { reason: '委託先も見る', departments: ['d2'] }),
      }),
  },
  coversKnown: {
    refuse: () =>
      before('proposeJudgement').driver.trial('openImprovement', cast.chief, {
        title: '題名',
        source: 'audit',
        covers: [{ ref: 'audit/2026/demo-body/1#9', clause: '3-16' }],
        needsAudit: false,
      }),
    pass: () =>
      before('proposeJudgement').driver.trial('openImprovement', cast.chief, {
        title: '題名',
        source: 'audit',
        covers: [{ ref: 'audit/2026/demo-body/1#1', clause: '3-16' }],
        needsAudit: false,
      }),
  },
};

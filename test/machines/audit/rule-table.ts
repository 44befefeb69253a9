/** Every rule of the audit refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import type { Driver } from '../support/drive.ts';
import { person, type TestPerson } from '../support/people.ts';
import type { RuleCases, RuleTable, RuleUses, Trial } from '../support/rule-case.ts';
import {
  among,
  anna,
  assigned,
  ben,
  ciso,
  commented,
  commenting,
  finding,
  hash,
  head,
  here,
  inFieldwork,
  leader,
  noFinding,
  opened,
  plan,
  planned,
  replaced,
  report,
  tax,
  title,
  withFinding,
} from './cast.ts';

const assign = (...auditors: readonly string[]): Trial => planned().trial('assign', leader, { auditors });
/** Anna changed after she was assigned; the report must notice. */
const reportWith = (...changed: readonly ReturnType<typeof person>[]): Trial =>
  commented()
    .in(among(...changed))
    .trial('report', leader, report);
const passing = (): Trial => assign('anna', 'outsider');
const closed = { reason: 'the department is dissolved' };

const commentedOften = (count: number): Driver => {
  const driver = commenting();
  for (let i = 0; i < count; i += 1) driver.decide('comment', tax, { department: 'tax', comment: `c${i}` });
  return driver;
};
const declaredOften = (count: number): Driver => {
  const driver = assigned();
  for (let i = 0; i < count; i += 1) driver.decide('declareConflict', anna, { reason: 'r' });
  return driver;
};

const cases: RuleCases = {
  // planning
  departmentsExist: {
    refuse: () => opened().trial('planAudit', leader, { ...plan, departments: ['tax', 'abolished'] }),
    pass: () => opened().trial('planAudit', leader, { ...plan, departments: ['tax', 'customs'] }),
  },
  periodInYearExamined: {
    refuse: () => opened().trial('planAudit', leader, { ...plan, period: { from: '2026-04-01', to: '2027-04-01' } }),
    pass: () => opened().trial('planAudit', leader, { ...plan, period: { from: '2026-04-01', to: '2027-03-31' } }),
  },
  yearExaminedHasBegun: {
    refuse: () =>
      opened().trial('planAudit', leader, {
        ...plan,
        yearExamined: 2027,
        period: { from: '2027-04-01', to: '2027-04-30' },
      }),
    pass: () =>
      opened().trial('planAudit', leader, {
        ...plan,
        yearExamined: 2025,
        period: { from: '2025-04-01', to: '2026-03-31' },
      }),
  },
  criteriaNamed: {
    refuse: () => opened().trial('planAudit', leader, { ...plan, criteriaSet: 'unknown' }),
    pass: () => opened().trial('planAudit', leader, { ...plan, criteriaSet: undefined, criteriaDocument: hash(7) }),
  },
  planIsThere: {
    refuse: () => opened().trial('assign', leader, { auditors: ['anna'] }),
    pass: passing,
  },
  commentsNotYetAsked: {
    refuse: () => commenting().trial('orderMore', ciso, { departments: ['customs'], reason: 'r' }),
    pass: () => withFinding().trial('orderMore', ciso, { departments: ['customs'], reason: 'r' }),
  },
  orderedDepartmentsKept: {
    refuse: () =>
      planned()
        .decide('orderMore', ciso, { departments: ['customs'], reason: 'r' })
        .trial('revisePlan', leader, { ...plan, reason: 'r' }),
    pass: () =>
      planned()
        .decide('orderMore', ciso, { departments: ['customs'], reason: 'r' })
        .trial('revisePlan', leader, { ...plan, departments: ['tax', 'customs'], reason: 'r' }),
  },
  beforeFieldwork: {
    refuse: () => inFieldwork().trial('cancel', head, closed),
    pass: () => assigned().trial('cancel', head, closed),
  },
  // who leads
  leadsThisAudit: {
    refuse: () => planned().trial('assign', ben, { auditors: ['anna'] }),
    pass: passing,
  },
  leaderIndependent: {
    refuse: () =>
      planned()
        .in(among(person('leader').holds('auditOfficer').holds('staff', { department: 'tax', to: '2026-06-30' })))
        .trial('assign', leader, { auditors: ['anna'] }),
    pass: passing,
  },
  ownConflict: {
    refuse: () => assigned().trial('declareConflict', ben, { reason: 'r' }),
    pass: () => assigned().trial('declareConflict', anna, { reason: 'r' }),
  },
  leaderCannotLead: {
    refuse: () => planned().trial('nameSubstitute', ciso, { person: 'deputy', insteadOf: ['leader'], reason: 'r' }),
    pass: () =>
      planned()
        .decide('declareConflict', leader, { reason: 'r' })
        .trial('nameSubstitute', ciso, { person: 'deputy', insteadOf: ['leader'], reason: 'r' }),
  },
  substituteIndependent: {
    refuse: () =>
      planned()
        .decide('declareConflict', leader, { reason: 'r' })
        .trial('nameSubstitute', ciso, { person: 'tax', insteadOf: ['leader'], reason: 'r' }),
    pass: () =>
      planned()
        .decide('declareConflict', leader, { reason: 'r' })
        .trial('nameSubstitute', ciso, { person: 'deputy', insteadOf: ['leader'], reason: 'r' }),
  },
  // independence of the team
  auditorsFound: { refuse: () => assign('anna', 'nobody'), pass: passing },
  auditorsHoldNoPostThere: { refuse: () => assign('former'), pass: () => assign('gone') },
  auditorsOwnNoMeasureThere: { refuse: () => assign('systems'), pass: passing },
  promotionOfficeDoesNotAudit: { refuse: () => assign('office'), pass: passing },
  thoseInChargeDoNotAudit: { refuse: () => assign('chief'), pass: passing },
  coolingOffIsOver: {
    refuse: () => planned(here, { coolingOffDays: 30 }).trial('assign', leader, { auditors: ['gone'] }),
    pass: () => planned(here, { coolingOffDays: 16 }).trial('assign', leader, { auditors: ['gone'] }),
  },
  noConflictDeclared: {
    refuse: () => assigned().decide('declareConflict', anna, { reason: 'r' }).trial('startFieldwork', leader),
    pass: () => assigned().trial('startFieldwork', leader),
  },
  auditorsHaveStanding: {
    refuse: () => assign('stranger'),
    pass: () => assign('outsider'),
  },
  auditorsAssigned: {
    refuse: () => planned().trial('startFieldwork', leader),
    pass: () => assigned().trial('startFieldwork', leader),
  },
  outgoingIsOfTheTeam: {
    refuse: () => inFieldwork().trial('replaceAuditor', leader, { outgoing: 'ben', incoming: 'anna', reason: 'r' }),
    pass: () => inFieldwork().trial('replaceAuditor', leader, { outgoing: 'anna', incoming: 'ben', reason: 'r' }),
  },
  // findings
  assignedAuditor: {
    refuse: () => inFieldwork().trial('recordFinding', ben, finding),
    pass: () => inFieldwork().trial('recordFinding', anna, finding),
  },
  duringFieldwork: {
    refuse: () => assigned().trial('recordFinding', anna, finding),
    pass: () => inFieldwork().trial('recordFinding', anna, finding),
  },
  findingDepartmentAudited: {
    refuse: () => inFieldwork().trial('recordFinding', anna, { ...finding, department: 'customs' }),
    pass: () => inFieldwork().trial('recordFinding', anna, finding),
  },
  criterionOfTheSet: {
    refuse: () => inFieldwork().trial('recordFinding', anna, { ...finding, criterion: '9' }),
    pass: () => inFieldwork().trial('recordFinding', anna, finding),
  },
  findingStands: {
    refuse: () =>
      withFinding()
        .decide('withdrawFinding', anna, { finding: 1, title, reason: 'r' })
        .trial('withdrawFinding', anna, { finding: 1, title, reason: 'r' }),
    pass: () => withFinding().trial('withdrawFinding', anna, { finding: 1, title, reason: 'r' }),
  },
  findingAwaitsSuccessor: {
    refuse: () =>
      replaced()
        .decide('adoptFinding', ben, { finding: 1, reason: 'r' })
        .trial('rejectFinding', ben, { finding: 1, title, reason: 'r' }),
    pass: () => replaced().trial('rejectFinding', ben, { finding: 1, title, reason: 'r' }),
  },
  findingNamedRightly: {
    refuse: () => withFinding().trial('withdrawFinding', anna, { ...undoing, title: 'accounts that are shared' }),
    pass: () => withFinding().trial('withdrawFinding', anna, { ...undoing, title: ' Shared　ACCOUNTS' }),
  },
  successorIsNotAuthor: {
    refuse: () =>
      replaced()
        .decide('replaceAuditor', leader, { outgoing: 'ben', incoming: 'anna', reason: 'back again' })
        .trial('adoptFinding', anna, { finding: 1, reason: 'r' }),
    pass: () => replaced().trial('adoptFinding', ben, { finding: 1, reason: 'r' }),
  },
  // comments
  commentDateAhead: {
    // The Friday before: Sunday 1 November would be taken as Monday the 2nd, today.
    refuse: () => withFinding().trial('requestComments', leader, { commentDate: '2026-10-30' }),
    pass: () => withFinding().trial('requestComments', leader, { commentDate: '2026-11-02' }),
  },
  commentingDepartmentAudited: {
    refuse: () =>
      commenting().trial('comment', person('both').holds('officer', { department: 'customs' }), {
        department: 'customs',
        comment: 'c',
      }),
    pass: () => commenting().trial('comment', tax, { department: 'tax', comment: 'c' }),
  },
  commentsBounded: {
    refuse: () => commentedOften(5).trial('comment', tax, { department: 'tax', comment: 'more' }),
    pass: () => commentedOften(4).trial('comment', tax, { department: 'tax', comment: 'more' }),
  },
  conflictsBounded: {
    refuse: () => declaredOften(5).trial('declareConflict', anna, { reason: 'r' }),
    pass: () => declaredOften(4).trial('declareConflict', anna, { reason: 'r' }),
  },
  officerOfAuditedDepartment: {
    refuse: () =>
      commenting().trial('comment', person('other').holds('officer', { department: 'customs' }), {
        department: 'tax',
        comment: 'c',
      }),
    pass: () =>
      commenting().trial(
        'comment',
        person('bureau').holds('officer', { department: 'bureau', scope: ['bureau', 'tax'] }),
        { department: 'tax', comment: 'c' },
      ),
  },
  replacedFindingsJudged: {
    refuse: () => replaced().trial('requestComments', leader, { commentDate: '2026-11-20' }),
    pass: () =>
      replaced()
        .decide('adoptFinding', ben, { finding: 1, reason: 'r' })
        .trial('requestComments', leader, { commentDate: '2026-11-20' }),
  },
  // report
  commentsAsked: {
    refuse: () => withFinding().trial('report', leader, report),
    pass: () => commented().trial('report', leader, report),
  },
  commentsInOrDatePassed: {
    refuse: () => commenting().passTo('2026-11-20').trial('report', leader, report),
    pass: () => commenting().passTo('2026-11-21').trial('report', leader, report),
  },
  resultMatchesFindings: {
    refuse: () => commented().trial('report', leader, noFinding),
    pass: () => reportWith(),
  },
};

const revision = { ...plan, reason: 'r' };
const successor = { outgoing: 'anna', incoming: 'ben', reason: 'r' };
const judging = { finding: 1, reason: 'r' };
const undoing = { ...judging, title };

/** What makes someone dependent, by the rule that says so. */
const dependent: Readonly<Record<string, (one: TestPerson) => TestPerson>> = {
  auditorsHoldNoPostThere: (one) => one.holds('staff', { department: 'tax' }),
  auditorsOwnNoMeasureThere: (one) => one.holds('systemOfficer', { department: 'systems' }),
  promotionOfficeDoesNotAudit: (one) => one.holds('promotionOffice', { department: 'secretariat' }),
  thoseInChargeDoNotAudit: (one) => one.holds('headOfOfficers'),
  coolingOffIsOver: (one) => one.holds('staff', { department: 'tax', to: '2026-03-15' }).holds('auditor'),
  auditorsHaveStanding: (one) => one,
};
const without = (id: string) => ({ ...here, people: here.people.filter((one) => one.person !== id) });

/** The checks of the team after assignment, each in a given world. */
const checks: readonly ((of: typeof here) => Trial)[] = [
  (of) => cooled('assigned').in(of).trial('startFieldwork', leader),
  (of) => cooled('fieldwork').in(of).trial('replaceAuditor', leader, successor),
  (of) => cooled('commented').in(of).trial('report', leader, report),
];

/** An audit with cooling-off days, as far as a stage. */
function cooled(stage: 'assigned' | 'fieldwork' | 'commented'): Driver {
  const audit = planned(here, { coolingOffDays: 30 }).decide('assign', leader, { auditors: ['anna'] });
  if (stage === 'assigned') return audit;
  audit.decide('startFieldwork', leader);
  if (stage === 'fieldwork') return audit;
  return audit
    .decide('recordFinding', anna, finding)
    .decide('requestComments', leader, { commentDate: '2026-11-20' })
    .decide('comment', tax, { department: 'tax', comment: 'c' });
}

/** Who is checked at each: the present team, or the successor. */
const checked = ['anna', 'ben', 'anna'] as const;
const atChecks = (of: (id: string) => typeof here): (() => Trial)[] =>
  checks.map((check, i) => () => check(of(checked[i] ?? '')));

const notLeading = [
  () => opened().trial('planAudit', ben, plan),
  () => planned().trial('revisePlan', ben, revision),
  () => assigned().trial('startFieldwork', ben),
  () => inFieldwork().trial('replaceAuditor', ben, successor),
  () => withFinding().trial('requestComments', ben, { commentDate: '2026-11-20' }),
  () => commenting().trial('resumeFieldwork', ben, { reason: 'r' }),
  () => commented().trial('report', ben, report),
];
const conflicted = among(
  person('leader').holds('auditOfficer').holds('staff', { department: 'tax', to: '2026-06-30' }),
);

const elsewhere: RuleUses = {
  departmentsExist: [
    () => planned().trial('revisePlan', leader, { ...revision, departments: ['tax', 'abolished'] }),
    () => planned().trial('orderMore', ciso, { departments: ['abolished'], reason: 'r' }),
  ],
  periodInYearExamined: [
    () => planned().trial('revisePlan', leader, { ...revision, period: { from: '2026-04-01', to: '2027-04-01' } }),
  ],
  yearExaminedHasBegun: [
    () =>
      planned().trial('revisePlan', leader, {
        ...revision,
        yearExamined: 2027,
        period: { from: '2027-04-01', to: '2027-04-30' },
      }),
  ],
  criteriaNamed: [() => planned().trial('revisePlan', leader, { ...revision, criteriaSet: 'unknown' })],
  planIsThere: [
    () => opened().trial('commentOnPlan', ciso, { reason: 'r' }),
    () => opened().trial('orderMore', ciso, { departments: ['tax'], reason: 'r' }),
    () => opened().trial('revisePlan', leader, revision),
  ],
  beforeFieldwork: [() => inFieldwork().trial('revisePlan', leader, revision)],
  leadsThisAudit: notLeading,
  leaderIndependent: [
    () => opened({}, conflicted).trial('planAudit', leader, plan),
    () => planned().in(conflicted).trial('revisePlan', leader, revision),
    () => assigned().in(conflicted).trial('startFieldwork', leader),
    () => inFieldwork().in(conflicted).trial('replaceAuditor', leader, successor),
    () => commented().in(conflicted).trial('report', leader, report),
  ],
  auditorsFound: atChecks(without),
  noConflictDeclared: [
    () =>
      assigned()
        .decide('declareConflict', anna, { reason: 'r' })
        .trial('assign', leader, { auditors: ['anna'] }),
    () =>
      planned()
        .decide('assign', leader, { auditors: ['anna', 'ben'] })
        .decide('startFieldwork', leader)
        .decide('declareConflict', ben, { reason: 'r' })
        .trial('replaceAuditor', leader, successor),
    () => commented().decide('declareConflict', anna, { reason: 'r' }).trial('report', leader, report),
  ],
  ...Object.fromEntries(
    Object.entries(dependent).map(([rule, make]) => [rule, atChecks((id) => among(make(person(id))))]),
  ),
  assignedAuditor: [
    () => withFinding().trial('withdrawFinding', ben, undoing),
    () => replaced().trial('adoptFinding', anna, judging),
    () => replaced().trial('rejectFinding', anna, undoing),
  ],
  findingStands: [() => replaced().trial('withdrawFinding', ben, undoing)],
  findingNamedRightly: [() => replaced().trial('rejectFinding', ben, { ...undoing, title: 'another' })],
  findingAwaitsSuccessor: [() => withFinding().trial('adoptFinding', anna, judging)],
  successorIsNotAuthor: [
    () =>
      replaced()
        .decide('replaceAuditor', leader, { outgoing: 'ben', incoming: 'anna', reason: 'back again' })
        .trial('rejectFinding', anna, undoing),
  ],
  replacedFindingsJudged: [
    () =>
      commented()
        .decide('replaceAuditor', leader, { outgoing: 'anna', incoming: 'ben', reason: 'r' })
        .trial('report', leader, noFinding),
  ],
};

export const auditRules: RuleTable = { procedure: auditV1, cases, elsewhere };

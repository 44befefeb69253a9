/** Every rule of headquarters' year refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { programmeV1 } from '../../../machines/programme/v1/index.ts';
import type { RuleCases, RuleTable, RuleUses } from '../support/rule-case.ts';
import {
  adopted,
  agencyReport,
  both,
  compiled,
  decided,
  direction,
  entered,
  hash,
  head,
  inspection,
  issues,
  member,
  ministryReport,
  neglected,
  opened,
  order,
  outline,
  plan,
  reported,
  second,
  staff,
  withPolicy,
} from './cast.ts';

const later = { ...outline, publication: { ...outline.publication, on: '2027-03-22' } };
const bare = { ...outline, publication: { ...outline.publication, extractReason: ' ' } };

const cases: RuleCases = {
  policyDecided: {
    refuse: () => opened().trial('proposePlan', staff, plan),
    pass: () => withPolicy().trial('proposePlan', staff, plan),
  },
  subjectsExist: {
    refuse: () =>
      withPolicy().trial('proposePlan', staff, { ...plan, audits: [{ subject: 'gone', kinds: ['management'] }] }),
    pass: () => withPolicy().trial('proposePlan', staff, plan),
  },
  longUnauditedConsidered: {
    refuse: () => withPolicy(neglected).trial('proposePlan', staff, plan),
    pass: () =>
      withPolicy(neglected).trial('proposePlan', staff, {
        ...plan,
        leftOut: [{ organisation: 'demo-m2', reason: '統合予定' }],
      }),
  },
  adopterDidNotPropose: {
    refuse: () => withPolicy().decide('proposePlan', both, plan).trial('adoptPlan', both),
    pass: () => withPolicy().decide('proposePlan', both, plan).trial('adoptPlan', head),
  },
  periodInspectedIsOver: {
    refuse: () =>
      opened().trial('recordInspection', staff, { ...inspection, period: { from: '2026-04-01', to: '2026-04-02' } }),
    pass: () => opened().trial('recordInspection', staff, inspection),
  },
  bothStreamsCounted: {
    refuse: () =>
      adopted()
        .passTo('2026-12-02')
        .told('hqauditReported', ministryReport, ministryReport.audit)
        .trial('compileIssues', staff, issues),
    pass: () => reported().trial('compileIssues', staff, issues),
  },
  issuesCompiled: {
    refuse: () => reported().trial('decideDirection', member, direction),
    pass: () => compiled().trial('decideDirection', member, direction),
  },
  namesPresentIssues: {
    refuse: () => compiled().trial('decideDirection', member, { ...direction, issues: hash(99) }),
    pass: () => compiled().trial('decideDirection', member, direction),
  },
  directionNotDecided: {
    refuse: () => decided().trial('closeWithout', member, { reason: 'r' }),
    pass: () => compiled().trial('closeWithout', member, { reason: 'r' }),
  },
  directionDecided: {
    refuse: () => compiled().passTo('2027-03-21').trial('publishOutline', staff, outline),
    pass: () => decided().passTo('2027-03-21').trial('publishOutline', staff, outline),
  },
  publisherDidNotEnter: {
    refuse: () => entered().trial('publishOutline', staff, outline),
    pass: () => entered().trial('publishOutline', second, outline),
  },
  publishedByToday: {
    refuse: () => decided().passTo('2027-03-21').trial('publishOutline', staff, later),
    pass: () => decided().passTo('2027-03-22').trial('publishOutline', staff, later),
  },
  extractExplained: {
    refuse: () => decided().passTo('2027-03-21').trial('publishOutline', staff, bare),
    pass: () =>
      decided()
        .passTo('2027-03-21')
        .trial('publishOutline', staff, {
          ...bare,
          publication: { ...bare.publication, document: direction.document },
        }),
  },
};

const elsewhere: RuleUses = {
  subjectsExist: [() => opened().trial('orderAudit', member, { ...order, subject: 'gone' })],
  bothStreamsCounted: [
    () => compiled().trial('compileIssues', staff, { ...issues, cutOff: '2026-11-30', noAgencies: 'なし' }),
    () =>
      adopted()
        .passTo('2026-12-02')
        .told('hqauditReported', agencyReport, agencyReport.audit)
        .trial('compileIssues', staff, issues),
  ],
  directionNotDecided: [
    () => decided().trial('compileIssues', staff, issues),
    () => decided().trial('decideDirection', member, direction),
  ],
};

export const programmeRules: RuleTable = { procedure: programmeV1, cases, elsewhere };

/** Every rule of an audit by headquarters refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { hqauditV1 } from '../../../machines/hqaudit/v1/index.ts';
import type { RuleCases, RuleTable, RuleUses } from '../support/rule-case.ts';
import {
  advice,
  afterTheMove,
  agency,
  agencyCiso,
  asked,
  assigned,
  assignment,
  auditor,
  carriedOut,
  confirmed,
  disposed,
  fieldwork,
  finding,
  following,
  followUp,
  former,
  found,
  given,
  here,
  leader,
  materials,
  merged,
  ministry,
  office,
  opened,
  other,
  plan,
  planned,
  report,
  reported,
  request,
  requested,
  toMinistries,
  urgent,
  without,
} from './cast.ts';

const toNewcomer = { outgoing: auditor.person, incoming: other.person, reason: 'r' };
const limited = { ...report, advice: [], limits: '立入りができない' };
const heir = { ...report, successor: 'demo-m2' };
const later = () => reported().told('adviceDisposed', disposed(1, 'later')).told('adviceDisposed', disposed(2, 'not'));
const both = (...ministries: string[]) =>
  carriedOut(here, agency).decide('reportToSupervisor', agencyCiso, toMinistries(...ministries));

const wrongPlans = {
  kindsAsOrdered: { kinds: ['penetration'] },
  allAreasOrWhy: { areas: ['rules'], fewer: ' ' },
  periodInOrder: { period: { from: '2026-04-02', to: '2026-04-01' } },
  criteriaRegistered: { criteriaSet: 'set-9' },
  editionRegistered: { edition: 'edition-9' },
  reportDateAhead: { reportBy: '2026-05-08' },
};

const cases: RuleCases = {
  kindsAsOrdered: {
    refuse: () => opened().trial('plan', leader, { ...plan, kinds: ['penetration'] }),
    pass: () => opened().trial('plan', leader, { ...plan, kinds: ['penetration', 'management'] }),
  },
  allAreasOrWhy: {
    refuse: () => opened().trial('plan', leader, { ...plan, areas: ['rules'], fewer: ' ' }),
    pass: () => opened().trial('plan', leader, { ...plan, areas: ['rules'], fewer: 'フォローアップのため' }),
  },
  periodInOrder: {
    refuse: () => opened().trial('plan', leader, { ...plan, period: { from: '2026-04-02', to: '2026-04-01' } }),
    pass: () => opened().trial('plan', leader, { ...plan, period: { from: '2026-04-01', to: '2026-04-01' } }),
  },
  criteriaRegistered: {
    refuse: () => opened().trial('plan', leader, { ...plan, criteriaSet: 'set-9' }),
    pass: () => opened().trial('plan', leader, plan),
  },
  editionRegistered: {
    refuse: () => opened().trial('plan', leader, { ...plan, edition: 'edition-9' }),
    pass: () => opened().trial('plan', leader, plan),
  },
  reportDateAhead: {
    refuse: () => opened().trial('plan', leader, { ...plan, reportBy: '2026-05-08' }),
    pass: () => opened().trial('plan', leader, { ...plan, reportBy: '2026-05-11' }),
  },
  auditorsFound: {
    refuse: () => planned(without).trial('assign', leader, assignment),
    pass: () => planned().trial('assign', leader, assignment),
  },
  noPostInTheSubject: {
    refuse: () => planned().trial('assign', leader, { auditors: [former.person] }),
    pass: () => planned(here, agency).trial('assign', leader, { auditors: [former.person] }),
  },
  planIsThere: {
    refuse: () => opened().trial('assign', leader, assignment),
    pass: () => planned().trial('assign', leader, assignment),
  },
  notDelegatedToTheSubject: {
    refuse: () => planned().trial('assign', leader, { ...assignment, delegatedTo: ministry }),
    pass: () => planned().trial('assign', leader, { ...assignment, delegatedTo: 'demo-ipa' }),
  },
  auditorsAssigned: {
    refuse: () =>
      planned()
        .decide('requestMaterials', leader, request)
        .decide('giveMaterials', office, materials)
        .trial('startFieldwork', leader),
    pass: () => given().trial('startFieldwork', leader),
  },
  materialsInOrPassed: {
    refuse: () => requested().trial('startFieldwork', leader),
    pass: () => requested().passTo('2026-06-15').trial('startFieldwork', leader),
  },
  outgoingIsOfTheTeam: {
    refuse: () => assigned().trial('replaceAuditor', leader, { ...toNewcomer, outgoing: other.person }),
    pass: () => assigned().trial('replaceAuditor', leader, toNewcomer),
  },
  actsForTheTeam: {
    refuse: () => fieldwork().trial('recordFinding', other, finding),
    pass: () => fieldwork().trial('recordFinding', auditor, finding),
  },
  materialsDateAhead: {
    refuse: () => assigned().trial('requestMaterials', auditor, { ...request, by: '2026-05-08' }),
    pass: () => assigned().trial('requestMaterials', auditor, { ...request, by: '2026-05-11' }),
  },
  requestIsOpen: {
    refuse: () => given().trial('giveMaterials', office, materials),
    pass: () => requested().trial('giveMaterials', office, materials),
  },
  findingStands: {
    refuse: () => found().trial('withdrawFinding', auditor, { finding: 2, reason: 'r' }),
    pass: () => found().trial('withdrawFinding', auditor, { finding: 1, reason: 'r' }),
  },
  adviceHasReceiver: {
    refuse: () => confirmed().in(merged).trial('report', leader, report),
    pass: () => confirmed().in(merged).trial('report', leader, heir),
  },
  findingsToConfirm: {
    refuse: () => fieldwork().trial('askConfirmation', leader),
    pass: () => found().trial('askConfirmation', leader),
  },
  differenceNamed: {
    refuse: () => asked().trial('confirmFacts', office, { agrees: false, comments: ' ' }),
    pass: () => asked().trial('confirmFacts', office, { agrees: false, comments: '既に削除した' }),
  },
  auditedOrLimited: {
    refuse: () => planned().trial('report', leader, { ...limited, limits: ' ' }),
    pass: () => planned().trial('report', leader, limited),
  },
  factsPutForConfirmation: {
    refuse: () => asked().trial('report', leader, report),
    pass: () => asked().passTo('2026-07-01').trial('report', leader, report),
  },
  adviceRestsOnFindings: {
    refuse: () => confirmed().trial('report', leader, { ...report, advice: [{ ...advice[0], finding: 2 }] }),
    pass: () => confirmed().trial('report', leader, report),
  },
  reportsToCompetent: {
    refuse: () => reported(here, agency).trial('reportToSupervisor', agencyCiso, toMinistries('demo-ipa')),
    pass: () => reported(here, agency).trial('reportToSupervisor', agencyCiso, toMinistries('demo-m2')),
  },
  reportedToEverySupervisor: {
    refuse: () => both(ministry).trial('endAudit', leader),
    pass: () => both(ministry, 'demo-m2').trial('endAudit', leader),
  },
  itemIsOpen: {
    refuse: () => following().trial('followUp', auditor, { ...followUp, item: 2 }),
    pass: () => following().trial('followUp', auditor, followUp),
  },
  disposedFirst: {
    refuse: () => reported().trial('followUp', auditor, followUp),
    pass: () => following().trial('followUp', auditor, followUp),
  },
  evidenceOfDone: {
    refuse: () => following().trial('followUp', auditor, { ...followUp, evidence: [] }),
    pass: () => following().trial('followUp', auditor, { ...followUp, result: 'notDone', evidence: [] }),
  },
  bodyIsGone: {
    refuse: () => following().trial('followUp', auditor, { ...followUp, result: 'gone' }),
    pass: () =>
      following()
        .in(merged)
        .trial('followUp', auditor, { ...followUp, result: 'gone' }),
  },
  everyItemDisposed: {
    refuse: () => reported().told('adviceDisposed', disposed(2, 'not')).trial('endAudit', leader),
    pass: () =>
      reported()
        .told('adviceDisposed', disposed(1, 'not'))
        .told('adviceDisposed', disposed(2, 'not'))
        .trial('endAudit', leader),
  },
  nothingPutOff: {
    refuse: () => later().trial('endAudit', leader),
    pass: () =>
      later()
        .told('adviceDisposed', disposed(1, 'not', 2027))
        .trial('endAudit', leader),
  },
  nowCarriedOut: {
    refuse: () => following().trial('endAudit', leader),
    pass: () => following().decide('followUp', auditor, followUp).trial('endAudit', leader),
  },
};

const elsewhere: RuleUses = {
  auditorsFound: [
    () => given().in(without).trial('startFieldwork', leader),
    () => assigned().trial('replaceAuditor', leader, { ...toNewcomer, incoming: 'nobody' }),
    () => confirmed().in(without).trial('report', leader, report),
  ],
  noPostInTheSubject: [
    () => given().in(afterTheMove).passTo('2026-07-02').trial('startFieldwork', leader),
    () => assigned().trial('replaceAuditor', leader, { ...toNewcomer, incoming: former.person }),
    () => confirmed().in(afterTheMove).passTo('2026-07-02').trial('report', leader, report),
  ],
  ...Object.fromEntries(
    Object.entries(wrongPlans).map(([rule, wrong]) => [
      rule,
      [() => planned().trial('plan', leader, { ...plan, ...wrong })],
    ]),
  ),
  planIsThere: [() => opened().trial('requestMaterials', leader, request)],
  actsForTheTeam: [
    () => assigned().trial('requestMaterials', other, request),
    () => fieldwork().trial('urgentFinding', other, urgent),
    () => found().trial('withdrawFinding', other, { finding: 1, reason: 'r' }),
    () => following().trial('followUp', other, followUp),
  ],
  adviceHasReceiver: [
    () => fieldwork().in(merged).trial('urgentFinding', auditor, urgent),
    () => fieldwork().trial('urgentFinding', auditor, { ...urgent, successor: 'demo-m2' }),
  ],
  findingStands: [
    () =>
      fieldwork()
        .decide('urgentFinding', auditor, urgent)
        .trial('withdrawFinding', auditor, { finding: 1, reason: 'r' }),
  ],
};

export const hqauditRules: RuleTable = { procedure: hqauditV1, cases, elsewhere };

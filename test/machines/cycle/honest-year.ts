/**
 * An honest year of one body, as data: who decides what on which day, with which input, and what other procedures tell
 * the cycle meanwhile. The pure drive below takes it here; server tests, walkthrough and exploration reuse the inputs
 * (their tells come from real audits and improvements).
 */
import type { DueItem, Json } from '../../../machines/core.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { asObject } from '../../../machines/json.ts';
import type { Role } from '../../../model/roles.ts';
import { endOfDate, startOfDate } from '../../../model/japan-time.ts';
import type { Profile } from '../../../model/organisations.ts';
import { dueFact, type World } from '../support/world.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, bodyOf, cast, doc, type CastKey } from './cast.ts';

/** One line of the script. `on` is a JST date; the act is at 10:00 or later that day. */
export type ScriptStep =
  | { readonly on: string; readonly by: CastKey; readonly decision: string; readonly input: object }
  | { readonly on: string; readonly told: string; readonly from: string; readonly input: object };

export const year = 2026;
export const cycle = `cycle/${year}/${body}`;
export const auditInstance = `audit/${year}/${body}/1`;
export const improvement = (n: number): string => `improvement/${year}/${body}/${n}`;

/** Inputs of an honest year, by decision: what tests vary. */
export const inputs = {
  setDirection: {
    direction: '標的型攻撃への備えを重点とする',
    resourcePolicy: '監視要員と更新予算に優先配分する',
    level: '全部署で判断基準の九割以上を達成する',
    document: doc('direction'),
  },
  decideResources: { figures: '要員2名、更新予算100百万円', document: doc('resources') },
  confirmStructure: { document: doc('structure') },
  submitPolicy: {
    version: '1.0',
    document: doc('policy'),
    purpose: '国民の情報を守る',
    basicThinking: '全職員が責任を持つ',
    scope: {
      information: '全ての情報',
      systems: '全ての情報システム',
      people: '全職員',
      places: '全庁舎',
      outsourcing: '委託先を含む',
    },
    outOfScope: [{ what: '庁舎の共用設備', protectedBy: '管理会社', confirmed: '2026-01-20 契約書により確認' }],
    settles: [],
  },
  approvePolicy: { document: doc('policy'), decidedBy: '大臣（架空）' },
  submitStandards: {
    version: '1.0',
    document: doc('standards'),
    edition: 'ed-2016',
    conformance: [
      { requirement: 'r1', by: 'measure', text: '第3条' },
      { requirement: 'r2', by: 'noSubject', text: '無線LANがない' },
      { requirement: 'r3', by: 'measure', text: '第5条', departs: { equalEffect: '同等の暗号強度' } },
    ],
    directives: [{ directive: 'dir-1' }],
    settles: [],
  },
  approveStandards: { document: doc('standards') },
  recordRiskAssessment: {
    document: doc('risk'),
    guideline: 'g-risk',
    important: [{ name: '申告情報', assessment: doc('risk-detail') }],
  },
  recordDeliberation: {
    subjects: ['standards', 'plan'],
    form: 'meeting',
    heldOn: '2026-02-09',
    attended: 12,
    opinion: '異議なし',
    document: doc('minutes'),
  },
  submitPlan: {
    version: '1.0',
    document: doc('plan'),
    measures: [
      {
        id: 'm-training',
        kind: 'training',
        title: '全職員研修',
        owner: { role: 'promotionOffice' },
        due: '2026-06-30',
        workability: '一人一時間に収める',
      },
      {
        id: 'm-technical',
        kind: 'technical',
        title: '端末の更新',
        owner: { role: 'systemOfficer', department: 'd1' },
        due: '2026-09-30',
        workability: '閉庁日に行う',
      },
      {
        id: 'm-inspection',
        kind: 'selfInspection',
        title: '自己点検',
        owner: { role: 'divisionOfficer', department: 'd1' },
        due: '2026-11-30',
        workability: '設問を二十に絞る',
      },
      {
        id: 'm-audit',
        kind: 'audit',
        title: '年次監査',
        owner: { role: 'auditOfficer' },
        due: '2027-01-31',
        workability: '繁忙期を避ける',
      },
    ],
    evaluation: { kind: 'none', reason: '本システムの初年度であり、以前の評価の記録がない' },
    carries: [],
    settles: [],
    criteriaSet: 'cs-1',
    dropped: [],
  },
  approvePlan: { document: doc('plan') },
  recordTraining: {
    measure: 'm-training',
    kind: 'policy',
    heldOn: '2026-05-11',
    taught: [
      { of: 'policy', version: '1.0' },
      { of: 'standards', version: '1.0' },
    ],
    subject: 200,
    attended: 190,
    educates: [],
    document: doc('attendance'),
  },
  reportDissemination: {
    department: 'd1',
    on: '2026-05-20',
    versions: [{ of: 'policy', version: '1.0' }],
    headcount: 20,
    informed: 20,
    document: doc('list'),
  },
  reportMeasure: { measure: 'm-technical', status: 'done', evidence: [doc('evidence')] },
  reportWorkability: { about: 'm-technical', text: '更新中は窓口業務が止まる' },
  answerWorkability: { report: 1, answer: '閉庁後に行うよう改めた' },
  applyForException: {
    requirement: 'r3',
    reason: '古い計測機器が対応しない',
    substitute: '網を分離する',
    until: '2026-09-30',
    department: 'd1',
  },
  decideException: { exception: 1, granted: true, reason: '分離により影響が限られる' },
  settleException: { exception: 1, how: 'met', reason: '機器を更新した' },
  openAudit: { title: '年次監査', planned: true, programmeItem: 'm-audit', yearExamined: year },
  beginInspection: {},
  recordSelfInspection: {
    department: 'd1',
    byRole: [{ role: 'staff', subject: 20, answered: 20, compliant: 18 }],
    criteriaSet: 'cs-1',
    criteria: [
      { criterion: 'c1', result: 'achieved' },
      { criterion: 'c2', result: 'notApplicable', reason: '対象の機器がない' },
    ],
    document: doc('self-inspection'),
  },
  recordEffect: { assessment: '不審メールの開封率が半減した', document: doc('effect') },
  recordResultingState: { assessment: '重大な事案はない', document: doc('state') },
  disposeObservation: { ref: `${auditInstance}#2`, disposition: 'watch', reason: '次回の監査で確かめる' },
  proposeJudgement: {
    implementation: { levelAchieved: true, sufficient: true, reason: '計画どおり' },
    effect: { levelAchieved: true, sufficient: false, reason: '一部の部署で効果が薄い' },
    resultingState: { levelAchieved: true, sufficient: true, reason: '事案なし' },
    overall: { levelAchieved: true, sufficient: true, reason: '概ね良好' },
    document: doc('proposal'),
  },
  judge: {
    implementation: { levelAchieved: true, sufficient: true, reason: '計画どおり' },
    effect: { levelAchieved: true, sufficient: false, reason: '一部の部署で効果が薄い' },
    resultingState: { levelAchieved: true, sufficient: true, reason: '事案なし' },
    overall: { levelAchieved: true, sufficient: true, reason: '概ね良好' },
    proposal: doc('proposal'),
    document: doc('judgement'),
    improvements: [{ covers: [`${auditInstance}#1`], department: 'd1' }, { covers: [`${cycle}#effect`] }],
  },
  submitStandardsAmendment: {
    version: '1.1',
    document: doc('standards-2'),
    edition: 'ed-2016',
    conformance: [
      { requirement: 'r1', by: 'measure', text: '第3条' },
      { requirement: 'r2', by: 'noSubject', text: '無線LANがない' },
      { requirement: 'r3', by: 'measure', text: '第5条の2' },
    ],
    directives: [{ directive: 'dir-1' }],
    settles: [improvement(1)],
  },
  approveStandardsAmendment: { document: doc('standards-2') },
  evaluate: {
    result: 'partlyAchieved',
    measures: ['m-training', 'm-technical', 'm-inspection', 'm-audit'].map((id) => ({ id, result: 'achieved' })),
    overall: '計画に照らして概ね達成した',
    direction: '次年度は委託先管理を重点とする',
    resources: '監視要員を一名増やす',
    standards: { revise: false, reason: '年度内に改正した' },
    plan: { revise: true, reason: '委託先管理を加える' },
    structure: { revise: false, reason: '機能している' },
    openImprovements: [improvement(1), improvement(2)],
    document: doc('evaluation'),
  },
  close: { document: doc('closing') },
} as const;

/** What the year's audit tells. */
export const auditReport = {
  audit: auditInstance,
  yearExamined: year,
  planned: true,
  departments: ['d1'],
  result: 'findings',
  findings: [
    { ref: `${auditInstance}#1`, grade: 'nonconformity', criterion: 'c1', department: 'd1' },
    { ref: `${auditInstance}#2`, grade: 'observation', criterion: 'c2', department: 'd1' },
    { ref: `${auditInstance}#3`, grade: 'goodPractice', criterion: 'c1', department: 'd1' },
  ],
  document: doc('audit-report'),
} as const;

/** Planning: from the opening in February to the approved plan. */
export const planning: readonly ScriptStep[] = [
  { on: '2026-02-03', by: 'ciso', decision: 'setDirection', input: inputs.setDirection },
  { on: '2026-02-04', by: 'ciso', decision: 'confirmStructure', input: inputs.confirmStructure },
  { on: '2026-02-05', by: 'office', decision: 'submitPolicy', input: inputs.submitPolicy },
  { on: '2026-02-06', by: 'ciso', decision: 'approvePolicy', input: inputs.approvePolicy },
  { on: '2026-02-09', by: 'office', decision: 'recordDeliberation', input: inputs.recordDeliberation },
  { on: '2026-02-10', by: 'office', decision: 'submitStandards', input: inputs.submitStandards },
  { on: '2026-02-12', by: 'ciso', decision: 'approveStandards', input: inputs.approveStandards },
  { on: '2026-02-16', by: 'office', decision: 'recordRiskAssessment', input: inputs.recordRiskAssessment },
  { on: '2026-03-02', by: 'office', decision: 'submitPlan', input: inputs.submitPlan },
  { on: '2026-03-05', by: 'ciso', decision: 'decideResources', input: inputs.decideResources },
  { on: '2026-03-10', by: 'ciso', decision: 'approvePlan', input: inputs.approvePlan },
];

/** Operation: under the plan, from 1 April. */
export const operation: readonly ScriptStep[] = [
  { on: '2026-05-12', by: 'office', decision: 'recordTraining', input: inputs.recordTraining },
  { on: '2026-05-20', by: 'officerOfD1', decision: 'reportDissemination', input: inputs.reportDissemination },
  { on: '2026-05-21', by: 'staff', decision: 'reportWorkability', input: inputs.reportWorkability },
  { on: '2026-05-25', by: 'office', decision: 'answerWorkability', input: inputs.answerWorkability },
  { on: '2026-06-01', by: 'staff', decision: 'applyForException', input: inputs.applyForException },
  { on: '2026-06-05', by: 'ciso', decision: 'decideException', input: inputs.decideException },
  { on: '2026-08-31', by: 'chief', decision: 'settleException', input: inputs.settleException },
  { on: '2026-09-01', by: 'system', decision: 'reportMeasure', input: inputs.reportMeasure },
  { on: '2026-09-10', by: 'auditOfficer', decision: 'openAudit', input: inputs.openAudit },
];

/** Inspection up to the complete records and the reported audit. */
export const inspection: readonly ScriptStep[] = [
  { on: '2026-10-01', by: 'chief', decision: 'beginInspection', input: inputs.beginInspection },
  { on: '2026-11-10', by: 'officerOfD1', decision: 'recordSelfInspection', input: inputs.recordSelfInspection },
  { on: '2026-11-20', by: 'office', decision: 'recordEffect', input: inputs.recordEffect },
  { on: '2026-11-21', by: 'office', decision: 'recordResultingState', input: inputs.recordResultingState },
  { on: '2026-12-10', told: 'auditReported', from: auditInstance, input: auditReport },
  { on: '2026-12-14', by: 'ciso', decision: 'disposeObservation', input: inputs.disposeObservation },
];

export const judgement: readonly ScriptStep[] = [
  { on: '2027-01-15', by: 'chief', decision: 'proposeJudgement', input: inputs.proposeJudgement },
  { on: '2027-01-25', by: 'ciso', decision: 'judge', input: inputs.judge },
];

/** Re-entry: what the improvements ask for is done within the year (3-17). */
export const reEntry: readonly ScriptStep[] = [
  {
    on: '2027-02-01',
    told: 'amendmentRequired',
    from: improvement(1),
    input: { source: 'improvement', ref: improvement(1), subject: 'standards', what: '第5条を改める' },
  },
  {
    on: '2027-02-01',
    told: 'educationRequired',
    from: improvement(2),
    input: { ref: improvement(2), what: '改正の周知' },
  },
  {
    on: '2027-02-08',
    by: 'office',
    decision: 'recordDeliberation',
    input: { ...inputs.recordDeliberation, subjects: ['standards'], heldOn: '2027-02-08' },
  },
  {
    on: '2027-02-09',
    by: 'office',
    decision: 'submitStandardsAmendment',
    input: inputs.submitStandardsAmendment,
  },
  { on: '2027-02-12', by: 'ciso', decision: 'approveStandardsAmendment', input: inputs.approveStandardsAmendment },
  {
    on: '2027-02-20',
    by: 'office',
    decision: 'recordTraining',
    input: {
      ...inputs.recordTraining,
      heldOn: '2027-02-19',
      taught: [{ of: 'standards', version: '1.1' }],
      educates: [improvement(2)],
    },
  },
];

export const evaluation: readonly ScriptStep[] = [
  { on: '2027-03-20', by: 'ciso', decision: 'evaluate', input: inputs.evaluate },
];

/** After the year: the improvements end, and the year closes. */
export const closing: readonly ScriptStep[] = [
  ...[1, 2].map((n) => ({
    on: '2027-05-20',
    told: 'improvementEnded',
    from: improvement(n),
    input: { improvement: improvement(n), end: 'verified', covers: [], round: 1 },
  })),
  { on: '2027-06-01', by: 'ciso', decision: 'close', input: inputs.close },
];

/** The whole honest year. */
export const honestYear: readonly ScriptStep[] = [
  ...planning,
  ...operation,
  ...inspection,
  ...judgement,
  ...reEntry,
  ...evaluation,
  ...closing,
];

const dueDates: readonly (readonly [string, string, readonly Role[]])[] = [
  ['direction', '2026-02-15', ['ciso']],
  ['structure', '2026-02-28', ['ciso']],
  ['riskAssessment', '2026-02-28', ['promotionOffice']],
  ['plan', '2026-03-31', ['promotionOffice', 'ciso']],
  ['training', '2026-12-28', ['promotionOffice']],
  ['selfInspection', '2026-11-30', ['officer', 'divisionOfficer']],
  ['audit', '2027-01-31', ['auditOfficer']],
  ['judgement', '2027-02-28', ['ciso']],
  ['evaluation', '2027-03-31', ['ciso']],
  ['close', '2027-06-30', ['ciso']],
];

function dueItem([id, date, roles]: (typeof dueDates)[number]): DueItem {
  const rungs = asObject(dueFact(id, date, startOfDate('2026-02-01')))['rungs'];
  const due = endOfDate(date);
  return { id, due, original: due, rungs: Array.isArray(rungs) ? rungs.map(Number) : [], roles };
}

/** What the opening of the year gives the cycle. */
export function opening(profile: Profile, of: object = {}): object {
  return {
    profile,
    supervisors: profile === 'ministry' ? [] : ['demo-ministry'],
    dueItems: dueDates.map(dueItem),
    yearBegins: startOfDate('2026-04-01'),
    inspectionBegins: startOfDate('2026-10-15'),
    openedLate: false,
    firstCycle: true,
    minimumObservationDays: 30,
    coolingOffDays: 0,
    committeeRule: profile !== 'ministry',
    predecessor: { status: 'none' },
    ...of,
  };
}

/** The world after what a step put in force. */
function withRegisters(world: World, driver: Driver): World {
  const set = driver.effects.flatMap((effect): [string, Json][] =>
    effect.kind === 'register' ? [[effect.register, effect.value]] : [],
  );
  return set.length === 0 ? world : { ...world, registers: { ...world.registers, ...Object.fromEntries(set) } };
}

/** A year under way: the driver, with the world its steps have made. */
export interface Year {
  readonly driver: Driver;
  readonly world: World;
}

/** Opens a year on 1 February before it (or later). */
export function open(profile: Profile = 'ministry', of: object = {}, on = '2026-02-01', world = bodyOf(profile)): Year {
  const at = startOfDate(on) + 9 * 3_600_000;
  const driver = drive(cycleV1, {
    instance: cycle,
    organisation: body,
    year,
    input: opening(profile, of),
    at,
    world,
  });
  return { driver, world };
}

/** Takes the steps of a script; what they put in force is in force for the next. */
export function walk(from: Year, script: readonly ScriptStep[]): Year {
  const driver = from.driver.fork();
  let { world } = from;
  for (const step of script) {
    driver.passTo(step.on);
    if ('told' in step) driver.told(step.told, step.input, step.from);
    else driver.decide(step.decision, cast[step.by], step.input);
    world = withRegisters(world, driver);
    driver.in(world);
  }
  return { driver, world };
}

/** The parts of a year that every body goes through, as scenes: who acts with which input. */
import { z } from 'zod';
import type { BodyCast } from '../cast/cast.ts';
import { criteria, criteriaSet, requirements } from '../cast/registers.ts';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { addDays, fiscalYearDates } from '../../model/japan-time.ts';
import type { Teller } from './teller.ts';

/** The people every invented body has. */
export type People = BodyCast<
  | 'head'
  | 'ciso'
  | 'deputyCiso'
  | 'headOfOfficers'
  | 'promotionLead'
  | 'promotionMember'
  | 'officerOfServices'
  | 'officerOfInformation'
  | 'officerOfSecretariat'
  | 'divisionOfficerOfPlanning'
  | 'systemOfficer'
  | 'auditOfficer'
  | 'firstAuditor'
  | 'secondAuditor'
  | 'thirdAuditor'
  | 'outsideVerifier'
  | 'csirtHead'
  | 'movedAuditor'
  | 'staffOfPlanning'
  | 'staffOfSystems'
>;

/** One body's year being told. */
export interface Scene {
  readonly teller: Teller;
  readonly people: People;
  readonly year: number;
  readonly today: LocalDate;
  /** Where the committee deliberates before standards and plan. */
  readonly committee: boolean;
  /** How long an improvement's effect is observed; 0 in the demonstration, so that a year fits into a minute. */
  readonly observationDays?: number;
}

/** The cycle's id. */
export function cycleOf({ people, year }: Scene): string {
  return `cycle/${year}/${people.organisation}`;
}

/** The nth audit or improvement. */
export function numbered({ people, year }: Scene, kind: 'audit' | 'improvement', n: number): string {
  return `${kind}/${year}/${people.organisation}/${n}`;
}

/** Introduce and plan, with the refusals a newcomer should see. */
export async function planTheYear(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead, staffOfPlanning } = people;
  const cycle = cycleOf(scene);
  const document = (person: PersonId, name: string): Promise<string> => teller.document(person, name);
  teller.chapter({ ja: `${people.organisation}：導入・計画`, en: `${people.organisation}: introduce and plan` });
  await teller.isRefused(
    staffOfPlanning,
    cycle,
    'setDirection',
    { direction: 'x', resourcePolicy: 'x', level: 'x', document: await document(staffOfPlanning, '方針案') },
    'notYourRole',
  );
  await teller.does(ciso, cycle, 'setDirection', {
    direction: '標的型攻撃への備えを重点とする',
    resourcePolicy: '監視要員と更新予算に優先配分する',
    level: '全部署で判断基準の九割以上を達成する',
    document: await document(ciso, '方針'),
  });
  await teller.does(ciso, cycle, 'confirmStructure', { document: await document(ciso, '体制表') });
  const plan = planInput(scene, await document(promotionLead, '対策推進計画案'));
  await teller.isRefused(promotionLead, cycle, 'submitPlan', plan, 'riskAssessed');
  await policyAndStandards(scene, plan.document);
  await teller.does(promotionLead, cycle, 'recordRiskAssessment', {
    document: await document(promotionLead, 'リスク評価書'),
    guideline: 'demo-guideline-1',
    important: [{ name: '申請者の情報', assessment: await document(promotionLead, '詳細リスク評価書') }],
  });
  const withoutTechnical = { ...plan, measures: plan.measures.filter(({ kind }) => kind !== 'technical') };
  teller.says({
    ja: '技術的な対策のない計画は、指針の明文により提出できません。',
    en: 'A plan without technical measures cannot be submitted: the clause says so in words.',
  });
  await teller.isRefused(promotionLead, cycle, 'submitPlan', withoutTechnical, 'planHasTrainingAndTechnical');
  await teller.does(promotionLead, cycle, 'submitPlan', plan);
  await teller.does(ciso, cycle, 'decideResources', {
    figures: '要員2名、更新予算1億円',
    document: await document(ciso, '資源配分'),
  });
  await teller.isRefused(
    ciso,
    cycle,
    'approvePlan',
    { document: await document(ciso, '別の計画') },
    'planHashSubmitted',
  );
  await teller.does(ciso, cycle, 'approvePlan', { document: plan.document });
  teller.says({ ja: `計画は ${today} に承認されました。`, en: `The plan was approved on ${today}.` });
}

async function policyAndStandards({ teller, people, today, committee, ...rest }: Scene, plan: string): Promise<void> {
  const { ciso, promotionLead } = people;
  const cycle = cycleOf({ teller, people, today, committee, ...rest });
  const policy = await teller.document(promotionLead, '基本方針');
  await teller.does(promotionLead, cycle, 'submitPolicy', policyInput(today, policy));
  await teller.does(ciso, cycle, 'approvePolicy', { document: policy, decidedBy: '組織の長（架空）' });
  const standards = await teller.document(promotionLead, '対策基準');
  if (committee) {
    await teller.does(promotionLead, cycle, 'recordDeliberation', {
      documents: [standards, plan],
      form: 'meeting',
      heldOn: today,
      members: 15,
      attended: 12,
      opinion: '異議なし',
      document: await teller.document(promotionLead, '委員会議事録'),
    });
  }
  await teller.does(promotionLead, cycle, 'submitStandards', {
    ...standardsInput,
    version: '1.0',
    document: standards,
    settles: [],
  });
  await teller.does(ciso, cycle, 'approveStandards', { document: standards });
}

/** A basic policy. */
export function policyInput(today: LocalDate, document: string) {
  return {
    version: '1.0',
    document,
    purpose: '国民から預かる情報を守る',
    basicThinking: '全職員が責任を持つ',
    scope: {
      information: '全ての情報',
      systems: '全ての情報システム',
      people: '全職員',
      places: '全庁舎',
      outsourcing: '委託先を含む',
    },
    outOfScope: [{ what: '庁舎の共用設備', protectedBy: '庁舎の管理者', confirmed: `${today} 覚書により確認` }],
    settles: [],
  };
}

/** Standards that answer every requirement of the example edition. */
export const standardsInput = {
  guideline: 'demo-guideline-1',
  edition: 'demo-edition-1',
  conformance: requirements.map((requirement, i) => ({ requirement, by: 'measure', text: `第${i + 1}条` })),
  directives: [{ directive: 'demo-directive-1', how: 'reflected' }],
};

/** A plan of four measures, due on the last day of the year. */
export function planInput({ year, people }: Scene, document: string) {
  const { last } = fiscalYearDates(year);
  const measure = (id: string, kind: string, title: string, owner: object) => ({
    id,
    kind,
    title,
    owner,
    due: last,
    workability: '業務に支障のない時期に行う',
  });
  return {
    version: '1.0',
    document,
    guideline: 'demo-guideline-1',
    measures: [
      measure('m-training', 'training', '全職員研修', { role: 'promotionOffice' }),
      measure('m-technical', 'technical', '端末の更新', {
        role: 'systemOfficer',
        department: people.departments.systems,
      }),
      measure('m-inspection', 'selfInspection', '自己点検', { role: 'headOfOfficers' }),
      measure('m-audit', 'audit', '年次監査', { role: 'auditOfficer' }),
    ],
    evaluation: { kind: 'none', reason: '本システムの初年度であり、以前の評価の記録がない' },
    carries: [],
    settles: [],
    criteriaSet,
    dropped: [],
  };
}

/** Operate: training under the plan, and measures reported by their owners; answers the seq of the training's entry. */
export async function operate(scene: Scene): Promise<number> {
  const { teller, people, today } = scene;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: `${people.organisation}：運用`, en: `${people.organisation}: operate` });
  const training = await teller.does(people.promotionLead, cycle, 'recordTraining', {
    measure: 'm-training',
    kind: 'policy',
    heldOn: today,
    taught: [
      { of: 'policy', version: '1.0' },
      { of: 'standards', version: '1.0' },
    ],
    subject: 200,
    attended: 190,
    educates: [],
    document: await teller.document(people.promotionLead, '受講者名簿'),
  });
  await teller.isRefused(
    people.staffOfPlanning,
    cycle,
    'reportMeasure',
    { measure: 'm-technical', status: 'done', evidence: [await teller.document(people.staffOfPlanning, '写真')] },
    'ownsMeasure',
  );
  for (const [person, measure] of [
    [people.systemOfficer, 'm-technical'],
    [people.headOfOfficers, 'm-inspection'],
  ] as const) {
    await teller.does(person, cycle, 'reportMeasure', {
      measure,
      status: 'done',
      evidence: [await teller.document(person, `${measure} 実施報告`)],
    });
  }
  return training;
}

/** Inspect: the three dimensions (3-14). */
export async function inspect(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: `${people.organisation}：点検`, en: `${people.organisation}: inspect` });
  await beginInspection(scene);
  for (const [person, department] of [
    [people.officerOfServices, people.departments.services],
    [people.officerOfInformation, people.departments.information],
  ] as const) {
    await teller.does(person, cycle, 'recordSelfInspection', {
      department,
      byRole: [{ role: 'staff', subject: 20, answered: 20, compliant: 18 }],
      criteriaSet,
      criteria: criteria.map((criterion) => ({ criterion, result: 'achieved' })),
      document: await teller.document(person, '自己点検表'),
    });
  }
  await collect(scene);
  await teller.does(people.promotionLead, cycle, 'recordEffect', {
    assessment: '不審なメールの開封率が半減した',
    document: await teller.document(people.promotionLead, '効果の評価'),
  });
  await teller.isRefused(
    people.headOfOfficers,
    cycle,
    'proposeJudgement',
    await proposal(scene, true),
    'threeDimensionsInspected',
  );
  await teller.does(people.promotionLead, cycle, 'recordResultingState', {
    assessment: '重大な事案はない',
    document: await teller.document(people.promotionLead, '状態の評価'),
  });
}

/** Who has not handed in is reminded; what comes by questionnaire the promotion office enters together (3-12). */
async function collect(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  const { secretariat, auditOffice } = people.departments;
  await teller.does(people.promotionLead, cycle, 'remindSelfInspection', {});
  await teller.isRefused(people.promotionLead, cycle, 'remindSelfInspection', {}, 'remindedOnceADay');
  await teller.does(people.promotionLead, cycle, 'enterSelfInspections', {
    rows: [secretariat, auditOffice].map((department) => ({
      department,
      byRole: [{ role: 'staff', subject: 12, answered: 12, compliant: 11 }],
      criteria: criteria.map((criterion) => ({ criterion, result: 'achieved' })),
    })),
    criteriaSet,
    document: await teller.document(people.promotionLead, '自己点検の調査票の集計'),
  });
}

const Decisions = z.looseObject({ decisions: z.array(z.looseObject({ decision: z.string(), status: z.string() })) });

/** Begins the inspection unless the calendar has begun it already. */
export async function beginInspection(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  const state = Decisions.parse(await teller.reads(people.headOfOfficers, `/procedures/${cycle}`));
  const open = state.decisions.some(({ decision, status }) => decision === 'beginInspection' && status === 'open');
  if (open) await teller.does(people.headOfOfficers, cycle, 'beginInspection', {});
  else
    teller.says({
      ja: '点検は、予定日を過ぎていたため計画の承認とともに始まりました。',
      en: 'Inspection had begun by the calendar, its day being past.',
    });
}

/** What the head of officers proposes, and the CISO judges. */
export async function proposal({ teller, people }: Scene, sufficient: boolean) {
  const good = { levelAchieved: true, sufficient: true, reason: '計画どおり実施した' };
  const overall = sufficient ? good : { levelAchieved: false, sufficient: false, reason: '独立した監査がない' };
  return {
    implementation: good,
    effect: good,
    resultingState: good,
    overall,
    document: await teller.document(people.headOfOfficers, '判断案'),
  };
}

/** Evaluate: against each measure, overall, direction, resources (3-19). */
export async function evaluate(scene: Scene, openImprovements: readonly string[]): Promise<void> {
  const { teller, people } = scene;
  await teller.does(people.ciso, cycleOf(scene), 'evaluate', {
    result: 'partlyAchieved',
    measures: ['m-training', 'm-technical', 'm-inspection', 'm-audit'].map((id) => ({ id, result: 'achieved' })),
    overall: '計画に照らして概ね達成した',
    direction: '次年度は委託先管理を重点とする',
    resources: '監視要員を一名増やす',
    standards: { revise: false, reason: '支障はない' },
    plan: { revise: false, reason: '次年度の計画に反映する' },
    structure: { revise: false, reason: '機能している' },
    openImprovements,
    document: await teller.document(people.ciso, '総合評価'),
  });
}

const Titled = z.looseObject({ title: z.object({ ja: z.string() }) });

/** Number and title of an improvement, as whoever assigns its owner reads them. */
async function namedHere(scene: Scene, n: number): Promise<{ number: number; title: string }> {
  const { teller, people } = scene;
  const read = await teller.reads(people.headOfOfficers, `/procedures/${numbered(scene, 'improvement', n)}`);
  return { number: n, title: Titled.parse(read).title.ja };
}

/** From owner to the action done; the verifier is named in the plan. */
export async function improve(scene: Scene, n: number, verifier: PersonId, round = 1): Promise<void> {
  const { teller, people, today, observationDays = 0 } = scene;
  const instance = numbered(scene, 'improvement', n);
  const owner = people.officerOfServices;
  if (round === 1) {
    await teller.does(people.headOfOfficers, instance, 'assignOwner', {
      ...(await namedHere(scene, n)),
      role: 'officer',
      department: people.departments.services,
      planBy: addDays(today, 30),
    });
  }
  await teller.does(owner, instance, 'plan', {
    cause: round === 1 ? '権限の見直しの担当が決まっていなかった' : '見直しの結果を確かめる者がいなかった',
    recurrencePrevention: '見直しを年二回の定例とし、結果を部局長に報告する',
    actions: [{ kind: 'awareness', what: '担当者への周知と点検表の配布' }],
    implementer: people.staffOfPlanning,
    dueDate: addDays(today, 30),
    verifier,
    criterion: '退職者の権限が残っていないこと',
    method: '権限の一覧と在籍者名簿を突き合わせる',
    observationDays,
  });
  await teller.isRefused(owner, instance, 'approve', {}, 'notYourRole');
  await teller.does(people.headOfOfficers, instance, 'approve', {});
  await teller.does(people.staffOfPlanning, instance, 'reportDone', {
    doneOn: today,
    summary: '周知し、点検表を配布した',
    evidence: [await teller.document(people.staffOfPlanning, `改善の実施報告 ${n}-${round}`)],
  });
}

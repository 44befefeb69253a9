/** Its people change while it plans; the figures are undecided, and something was mended long before anybody approved it. */
import type { PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import { personId } from '../cast/cast.ts';
import { appointmentOf, asksFor, isApproved } from '../stories/personnel.ts';
import { cycleOf, numbered, planInput, type People, policyInput, type Scene, standardsInput } from '../stories/year.ts';

/** The CISO and the lead of the promotion office are replaced; answers with whom the year goes on. */
export async function replaced(scene: Scene): Promise<People> {
  const { teller, people, today } = scene;
  const { organisation, departments } = people;
  teller.chapter({ ja: '最高情報セキュリティ責任者も事務局も交代する', en: 'CISO and promotion office are replaced' });
  const newcomer = (part: string, nameJa: string, nameEn: string, mail: string) => ({
    id: personId('unlucky', part),
    nameJa,
    nameEn,
    mail: `${mail}@evening-showers.example`,
    home: organisation,
  });
  const ciso = newcomer('nextCiso', '虹橋 晴（架空）', 'Nijihashi Haru (fictional)', 'nijihashi.haru');
  const lead = newcomer('nextLead', '傘木 露（架空）', 'Kasaki Tsuyu (fictional)', 'kasaki.tsuyu');
  const post = { organisation, from: today, kind: 'regular' };
  const change = await asksFor(scene, {
    people: [ciso, lead],
    ends: [
      { appointment: await appointmentOf(scene, people.ciso, 'ciso'), to: addDays(today, -1) },
      { appointment: await appointmentOf(scene, people.promotionLead, 'promotionOffice'), to: addDays(today, -1) },
    ],
    appointments: [
      { id: 'a-unlucky-next-ciso', person: ciso.id, role: 'ciso', ...post },
      {
        id: 'a-unlucky-csirt',
        person: people.csirtHead,
        role: 'csirtHead',
        department: departments.cyber,
        ...post,
        kind: 'concurrent',
      },
      { id: 'a-unlucky-next-lead', person: lead.id, role: 'promotionOffice', department: departments.cyber, ...post },
    ],
  });
  await isApproved(scene, change);
  return { ...people, ciso: ciso.id, promotionLead: lead.id };
}

/** Introduce: the policy that the former lead submitted is taken back by another holder of the post. */
export async function introduce(scene: Scene): Promise<Scene> {
  const { teller, people: former, today } = scene;
  const cycle = cycleOf(scene);
  await teller.does(former.ciso, cycle, 'setDirection', {
    direction: '委託先の管理を重点とする',
    resourcePolicy: '監視要員に優先配分する',
    level: '全部署で判断基準の八割以上を達成する',
    document: await teller.document(former.ciso, '方針'),
  });
  const slip = await teller.document(former.promotionLead, '基本方針（誤った版）');
  await teller.does(former.promotionLead, cycle, 'submitPolicy', policyInput(today, slip));
  const people = await replaced(scene);
  const next: Scene = { ...scene, people };
  await teller.mayNotRead(former.ciso, `/procedures/${cycle}`);
  await teller.does(people.ciso, cycle, 'confirmStructure', { document: await teller.document(people.ciso, '体制表') });
  teller.says({
    ja: '前任の提出した文書は誤った版でした。同じ役職の別の者が取り戻して、提出し直します。',
    en: 'The former lead had submitted the wrong version. Another holder of the post takes it back and submits anew.',
  });
  await teller.isRefused(people.staffOfPlanning, cycle, 'takeBackPolicy', { reason: '誤った版' }, 'notYourRole');
  await teller.does(people.promotionMember, cycle, 'takeBackPolicy', { reason: '前任が誤った版を提出していた' });
  const policy = await teller.document(people.promotionLead, '基本方針');
  await teller.does(people.promotionLead, cycle, 'submitPolicy', policyInput(today, policy));
  await teller.isRefused(people.ciso, cycle, 'approvePolicy', { document: slip }, 'policyHashSubmitted');
  await teller.does(people.ciso, cycle, 'approvePolicy', { document: policy, decidedBy: '組織の長（架空）' });
  const standards = await teller.document(people.promotionLead, '対策基準');
  await teller.does(people.promotionLead, cycle, 'submitStandards', {
    ...standardsInput,
    version: '1.0',
    document: standards,
    settles: [],
  });
  await teller.does(people.ciso, cycle, 'approveStandards', { document: standards });
  return next;
}

/** The plan: no date that has passed, nothing reported under a plan that is not there, and figures that may follow. */
export async function plan(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead, systemOfficer } = people;
  const cycle = cycleOf(scene);
  await teller.does(promotionLead, cycle, 'recordRiskAssessment', {
    document: await teller.document(promotionLead, 'リスク評価書'),
    guideline: 'demo-guideline-1',
    noneImportant: '特に重要な情報はない',
  });
  const input = planInput(scene, await teller.document(promotionLead, '対策推進計画案'));
  const late = { ...input, measures: input.measures.map((one) => ({ ...one, due: addDays(today, -1) })) };
  await teller.isRefused(promotionLead, cycle, 'submitPlan', late, 'measuresDueAhead');
  teller.says({
    ja: '端末の更新はもう済んでいますが、計画の承認前には、計画の対策として報告できません。',
    en: 'The devices are renewed already; but nothing is reported under a plan before it is approved.',
  });
  const report = {
    measure: 'm-technical',
    status: 'done',
    evidence: [await teller.document(systemOfficer, '端末の更新の報告')],
  };
  await teller.isRefused(systemOfficer, cycle, 'reportMeasure', report, 'measureInLastPlan');
  await teller.does(promotionLead, cycle, 'submitPlan', input);
  teller.says({
    ja: '資源の具体の額は予算が決まるまで未定ですが、計画の承認は妨げません（数値未定の印が付きます）。',
    en: 'The figures of the resources wait for the budget: the plan is approved all the same, and marked.',
  });
  await teller.does(ciso, cycle, 'approvePlan', { document: input.document });
  await teller.does(systemOfficer, cycle, 'reportMeasure', report);
}

const patched = '公開サーバの修正の未適用';

/** A weakness mended on the day after it was found, weeks before a plan for it was approved: with its true date 承認前実施. */
export async function doneBeforeApproval(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead, headOfOfficers, officerOfServices, staffOfPlanning, organisation } = people;
  const cycle = cycleOf(scene);
  const found = addDays(today, -20);
  teller.chapter({ ja: '計画の承認前に済ませた改善', en: 'An improvement carried out before its plan was approved' });
  const document = await teller.document(promotionLead, '継続中の改善の一覧');
  await teller.does(promotionLead, cycle, 'submitAdoption', {
    document,
    openImprovements: [
      {
        title: patched,
        ref: '内部点検-7',
        source: 'own',
        clause: '3-16',
        department: people.departments.services,
        needsAudit: false,
        decider: '前任の統括責任者（架空）',
        decidedOn: found,
        document,
      },
    ],
    evaluation: { kind: 'none', reason: '以前の評価の記録がない' },
  });
  await teller.does(ciso, cycle, 'approveAdoption', { document });
  const improvement = numbered(scene, 'improvement', 1);
  await begun(scene, improvement);
  await teller.does(headOfOfficers, improvement, 'assignOwner', { number: 1, title: patched, ...owner(scene) });
  await teller.does(officerOfServices, improvement, 'plan', improvementPlan(scene, people.officerOfInformation));
  await teller.does(headOfOfficers, improvement, 'approve');
  const evidence = [await teller.document(staffOfPlanning, '修正の記録')];
  const done = (doneOn: string) => ({ doneOn, summary: '発見の翌日に穴を塞いだ', evidence });
  await teller.isRefused(staffOfPlanning, improvement, 'reportDone', done(addDays(found, -1)), 'notBeforeFinding');
  await teller.does(staffOfPlanning, improvement, 'reportDone', done(addDays(found, 1)));
  await teller.does(people.officerOfInformation, improvement, 'verify', {
    achieved: true,
    result: '穴は塞がっている',
    evidence: [await teller.document(people.officerOfInformation, '効果確認', organisation)],
  });
}

/** The owner of an improvement of the bureau that serves. */
export function owner({ people, today }: Scene) {
  return { role: 'officer', department: people.departments.services, planBy: addDays(today, 14) };
}

/** A plan of an improvement, to be confirmed by somebody. */
export function improvementPlan({ people, today, observationDays = 0 }: Scene, verifier: PersonId) {
  return {
    cause: '権限の見直しの担当が決まっていなかった',
    recurrencePrevention: '見直しを年二回の定例とし、結果を部局長に報告する',
    actions: [{ kind: 'awareness', what: '担当者への周知と点検表の配布' }],
    implementer: people.staffOfPlanning,
    dueDate: addDays(today, 30),
    verifier,
    criterion: '退職者の権限が残っていないこと',
    method: '権限の一覧と在籍者名簿を突き合わせる',
    observationDays,
  };
}

/** Waits until an instance that the cycle started can be read. */
export async function begun({ teller, people }: Scene, instance: string): Promise<void> {
  await teller.until(`${instance} begins`, async () => {
    try {
      return await teller.reads(people.headOfOfficers, `/procedures/${instance}`);
    } catch {
      return undefined;
    }
  });
}

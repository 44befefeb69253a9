/** A department hands in nothing; the whole is judged better than one of its parts (3-12, 3-14, 3-16). */
import { criteria, criteriaSet } from '../cast/registers.ts';
import { findingTitles } from '../stories/audits.ts';
import { beginInspection, cycleOf, type Scene } from '../stories/year.ts';
import { effectTitle } from './improvements.ts';

/** One department by itself, two by one CSV, one not at all. */
export async function inspectWithoutOne(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const { officerOfServices, promotionLead, departments } = people;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: '自己点検を出さない部署', en: 'A department hands in no self-inspection' });
  await beginInspection(scene);
  await teller.does(officerOfServices, cycle, 'recordSelfInspection', {
    department: departments.services,
    byRole: [{ role: 'staff', subject: 20, answered: 18, compliant: 15 }],
    criteriaSet,
    criteria: criteria.map((criterion) => ({ criterion, result: 'achieved' })),
    document: await teller.document(officerOfServices, '自己点検表'),
  });
  await teller.does(promotionLead, cycle, 'remindSelfInspection');
  await teller.isRefused(promotionLead, cycle, 'remindSelfInspection', {}, 'remindedOnceADay');
  await teller.uploads(
    promotionLead,
    `/procedures/${cycle}/self-inspection`,
    collected(departments.secretariat, departments.auditOffice),
    { ja: '調査票の集計を一つの CSV で', en: 'what came by questionnaire, as one CSV' },
  );
  await teller.does(promotionLead, cycle, 'recordEffect', {
    assessment: '不審なメールの開封率が下がらない',
    document: await teller.document(promotionLead, '効果の評価'),
  });
  await teller.does(promotionLead, cycle, 'recordResultingState', {
    assessment: '重大な事案はない',
    document: await teller.document(promotionLead, '状態の評価'),
  });
}

/** A line per department, as offices send it: Japanese heads, words instead of codes. */
function collected(...departments: readonly string[]): string {
  const head = ['部署ID', '部署名', '役割', '対象者数', '回答者数', '遵守者数', ...criteria];
  const lines = departments.map((one) => [one, '', '職員', '12', '12', '11', ...criteria.map(() => '達成')]);
  return [head, ...lines].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
}

/** So far, never "achieved", and never of nothing (3-19). */
export async function evaluatedSoFar(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  const document = await teller.document(people.ciso, '暫定評価');
  const soFar = { result: 'soFarPartly', missing: ['雲量情報局の自己点検', '判断'], document };
  await teller.isRefused(people.ciso, cycle, 'evaluateProvisionally', { ...soFar, missing: [] }, 'missingNamed');
  await teller.does(people.ciso, cycle, 'evaluateProvisionally', soFar);
}

/** Refused without naming the department, and without saying why the whole is better; marked with both. */
export async function judgeBetter(scene: Scene, audit: string): Promise<void> {
  const { teller, people } = scene;
  const { headOfOfficers, ciso, departments } = people;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: '総合は観点別より良い：一部不十分', en: 'The whole is judged better than a part' });
  const good = { levelAchieved: true, sufficient: true, reason: '計画どおり実施した' };
  const proposal = {
    implementation: good,
    effect: { levelAchieved: true, sufficient: false, reason: '訓練の効果が薄い' },
    resultingState: good,
    overall: { ...good, reason: '全体としては水準に達した' },
    document: await teller.document(headOfOfficers, '判断案'),
  };
  await teller.isRefused(headOfOfficers, cycle, 'proposeJudgement', proposal, 'selfInspectionsHandedIn');
  const notInspected = [{ departments: [departments.information], reason: '障害の復旧が続き、年度内に提出できない' }];
  await teller.isRefused(
    headOfOfficers,
    cycle,
    'proposeJudgement',
    { ...proposal, notInspected },
    'betterOverallExplained',
  );
  const explained = { ...proposal, notInspected, partlyInsufficient: '効果の薄い部署は一つで、全体の水準は達成した' };
  await teller.does(headOfOfficers, cycle, 'proposeJudgement', explained);
  const judgement = {
    ...explained,
    proposal: proposal.document,
    document: await teller.document(ciso, '判断'),
    improvements: [{ title: findingTitles.nonconformity, covers: [`${audit}#1`], department: departments.services }],
  };
  teller.says({
    ja: '不十分とされた「効果」の改善措置がありません。理由があっても、改善は免れません。',
    en: 'No improvement covers the effect, judged insufficient: the reason does not spare it.',
  });
  await teller.isRefused(ciso, cycle, 'judge', judgement, 'everythingCovered');
  await teller.does(ciso, cycle, 'judge', {
    ...judgement,
    improvements: [...judgement.improvements, { title: effectTitle, covers: [`${cycle}#effect`] }],
  });
}

/** An improvement that fails its verification twice, and for which nobody independent can be had (3-16 to 3-18). */
import { z } from 'zod';
import { findingTitles } from '../stories/audits.ts';
import { cycleOf, numbered, type Scene } from '../stories/year.ts';
import { begun, improvementPlan, owner } from './planning.ts';

/** The improvement of the effect that was judged insufficient. */
export const effectTitle = '訓練の効果の不足';

const Counted = z.looseObject({ counts: z.record(z.string(), z.number()) });

/** Planned with an education, planned anew without it, failed twice, confirmed without independence in the third round. */
export async function failsTwice(scene: Scene): Promise<void> {
  const { teller, people, today, year } = scene;
  const { headOfOfficers, officerOfServices, staffOfPlanning, ciso, promotionMember } = people;
  const improvement = numbered(scene, 'improvement', 2);
  teller.chapter({ ja: '二度、目的を達成できない改善措置', en: 'An improvement that fails its verification twice' });
  await begun(scene, improvement);
  const named = { number: 2, title: findingTitles.nonconformity };
  const withoutDepartment = { ...named, role: 'officer', planBy: owner(scene).planBy };
  await teller.isRefused(headOfOfficers, improvement, 'assignOwner', withoutDepartment, 'ownerDepartmentNamed');
  teller.says({
    ja: '別の改善措置を開いたまま、担当を定めようとしました。番号と題名が合わないので、受け付けられません。',
    en: 'An owner was about to be assigned to another improvement than the one meant: number and title do not agree.',
  });
  const another = { ...owner(scene), number: 3, title: effectTitle };
  await teller.isRefused(headOfOfficers, improvement, 'assignOwner', another, 'ownImprovementNamed');
  teller.says({
    ja: '担当を取り違えました。記録は消えませんが、正しい担当に改められます。',
    en: 'The wrong post was assigned. That stays in the record; the right one is assigned instead.',
  });
  const { information, services } = people.departments;
  await teller.does(headOfOfficers, improvement, 'assignOwner', {
    ...named,
    ...owner(scene),
    department: information,
  });
  await teller.does(headOfOfficers, improvement, 'reassign', {
    role: 'officer',
    department: services,
    reason: '担当の取り違え',
  });
  const verifier = people.outsideVerifier;
  const plan = improvementPlan(scene, verifier);
  await teller.isRefused(
    officerOfServices,
    improvement,
    'plan',
    { ...plan, verifier: people.divisionOfficerOfPlanning },
    'verifierIndependent',
  );
  await teller.does(officerOfServices, improvement, 'plan', {
    ...plan,
    actions: [...plan.actions, { kind: 'education', what: '担当者の再教育', year }],
  });
  await teller.does(headOfOfficers, improvement, 'approve');
  await owes(scene, 1);
  teller.says({
    ja: '計画し直して教育を除くと、求めていた教育も消えます（実施したことにはなりません）。',
    en: 'Planned anew without the education, what it asked for is dropped – not done.',
  });
  await teller.does(officerOfServices, improvement, 'replan', { reason: '教育より権限の自動的な停止が効果的である' });
  const causes = ['見直しの結果を確かめる者がいなかった', '人事の情報が届くのが遅かった'];
  for (const cause of [plan.cause, ...causes]) {
    await teller.does(officerOfServices, improvement, 'plan', { ...plan, cause });
    await teller.does(headOfOfficers, improvement, 'approve');
    if (cause === plan.cause) await owes(scene, 0);
    await teller.does(staffOfPlanning, improvement, 'reportDone', {
      doneOn: today,
      summary: '周知し、点検表を配布した',
      evidence: [await teller.document(staffOfPlanning, `実施報告 ${cause}`)],
    });
    if (cause === causes.at(-1)) break;
    await teller.does(verifier, improvement, 'verify', {
      achieved: false,
      result: '退職者の権限がまだ残っていた',
      evidence: [await teller.document(verifier, `効果確認 ${cause}`, people.organisation)],
    });
    await teller.isRefused(officerOfServices, improvement, 'plan', { ...plan, cause }, 'causeIsNew');
  }
  teller.says({
    ja: '三巡目、外部の確認者との契約が切れ、独立した者を得られません。',
    en: 'In round three the outsider’s contract is over, and nobody independent can be had.',
  });
  const permit = {
    reason: '適格な者は全て担当の局に属している',
    tried: '監査法人二社に依頼したが断られた',
  };
  await teller.isRefused(
    ciso,
    improvement,
    'permitConfirmation',
    { ...permit, confirmer: staffOfPlanning },
    'confirmerIsNoDoer',
  );
  await teller.does(ciso, improvement, 'permitConfirmation', { ...permit, confirmer: promotionMember });
  await teller.does(promotionMember, improvement, 'confirmWithoutIndependence', {
    achieved: true,
    result: '残っている権限はなかった',
    evidence: [await teller.document(promotionMember, '独立性のない確認')],
  });
}

/** Waits until the year owes so much, and shows the line. */
async function owes(scene: Scene, many: number): Promise<void> {
  const { teller, people } = scene;
  const path = `/procedures/${cycleOf(scene)}`;
  await teller.until(`the year owes ${many}`, async () =>
    Counted.parse(await teller.reads(people.ciso, path)).counts['owed'] === many ? true : undefined,
  );
  await teller.looksAt(people.ciso, path, { ja: `年度の未了事項 ${many}件`, en: `the year owes ${many}` });
}

/** The other one, of the effect that was judged insufficient. */
export async function mendsTheEffect(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { headOfOfficers, officerOfServices, officerOfInformation, staffOfPlanning } = people;
  const improvement = numbered(scene, 'improvement', 3);
  await teller.does(headOfOfficers, improvement, 'assignOwner', { number: 3, title: effectTitle, ...owner(scene) });
  await teller.does(officerOfServices, improvement, 'plan', improvementPlan(scene, officerOfInformation));
  await teller.does(headOfOfficers, improvement, 'approve');
  await teller.does(staffOfPlanning, improvement, 'reportDone', {
    doneOn: today,
    summary: '訓練の内容を改めた',
    evidence: [await teller.document(staffOfPlanning, '訓練の実施報告')],
  });
  await teller.does(officerOfInformation, improvement, 'verify', {
    achieved: true,
    result: '開封率が半減した',
    evidence: [await teller.document(officerOfInformation, '訓練の効果の確認')],
  });
}

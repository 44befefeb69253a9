/** Three bodies, three years: each shows something an official will meet. */
import { z } from 'zod';
import type { PersonId } from '../../model/identifiers.ts';
import { find, findingTitles, openAudit, report } from './audits.ts';
import { correctTraining } from './corrections.ts';
import { datesOfTheYear } from './dates.ts';
import { personnelRotation } from './personnel.ts';
import { cycleOf, evaluate, improve, inspect, numbered, operate, planTheYear, proposal, type Scene } from './year.ts';

const State = z.looseObject({ counts: z.record(z.string(), z.number()), phase: z.looseObject({ id: z.string() }) });

/** The ministry: a nonconformity whose improvement fails its verification once. */
export async function ministry(scene: Scene, verifier: PersonId): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  await planTheYear(scene);
  await operate(scene);
  const audit = await openAudit(scene, 1, [people.firstAuditor, people.secondAuditor]);
  await find(scene, audit, people.firstAuditor, 'nonconformity');
  await find(scene, audit, people.secondAuditor, 'observation');
  await inspect(scene);
  teller.says({
    ja: '監査が報告されるまで、判断はできません（指針3(3)〔3-15〕の明文）。',
    en: 'Nothing is judged before the audit is reported (guideline 3(3) [3-15], in words).',
  });
  await teller.isRefused(
    people.headOfOfficers,
    cycle,
    'proposeJudgement',
    await proposal(scene, true),
    'independentAuditReported',
  );
  await report(scene, audit, 'findings');
  await untilTold(scene, 'proposeJudgement');
  await teller.does(people.ciso, cycle, 'disposeObservation', {
    ref: `${audit}#2`,
    disposition: 'watch',
    reason: '次回の監査で確かめる',
  });
  const proposed = await judge(scene, [covering(audit, people.departments.services)], true);
  teller.says({
    ja: `判断の根拠は ${proposed.slice(0, 12)}… の文書です。`,
    en: `The judgement rests on document ${proposed.slice(0, 12)}….`,
  });
  teller.chapter({
    ja: '改善措置：一度は目的を達成できない',
    en: 'Improvement: the purpose is not achieved the first time',
  });
  const improvement = numbered(scene, 'improvement', 1);
  await begun(scene, improvement);
  await improve(scene, 1, verifier);
  const evidence = async (): Promise<string[]> => [
    await teller.document(verifier, `効果確認 ${teller.counts.accepted}`),
  ];
  await teller.isRefused(
    people.staffOfPlanning,
    improvement,
    'verify',
    { achieved: true, result: '達成した', evidence: [await teller.document(people.staffOfPlanning, '自己確認')] },
    'neverDoer',
  );
  await teller.does(verifier, improvement, 'verify', {
    achieved: false,
    result: '退職者の権限が二件残っていた',
    evidence: await evidence(),
  });
  await evaluate(scene, [improvement]);
  await teller.isRefused(
    people.ciso,
    cycle,
    'close',
    { document: await teller.document(people.ciso, '完結の決裁案') },
    'everyImprovementEnded',
  );
  teller.says({
    ja: '再改善（2回目）：新しい原因分析から計画し直します。',
    en: 'Round two: planned anew from a new analysis of the cause.',
  });
  await improve(scene, 1, verifier, 2);
  await teller.does(verifier, improvement, 'verify', {
    achieved: true,
    result: '残っている権限はなかった',
    evidence: await evidence(),
  });
  await close(scene);
}

/** The agency: dates of its own, a decision on paper, a correction; an auditor has to be replaced, whose findings an independent successor adopts. */
export async function agency(scene: Scene, verifier: PersonId): Promise<void> {
  const { teller, people } = scene;
  await planTheYear(scene);
  await datesOfTheYear(scene);
  const training = await operate(scene);
  await correctTraining(scene, training);
  const audit = await openAudit(scene, 1, [people.firstAuditor]);
  await find(scene, audit, people.firstAuditor, 'nonconformity');
  teller.says({
    ja: '監査実施者が途中で交代し、後任が前任者の指摘を一つずつ確かめて引き継ぎます。',
    en: 'An auditor is replaced midway; the successor checks and adopts each of their predecessor’s findings.',
  });
  await teller.does(people.auditOfficer, audit, 'replaceAuditor', {
    outgoing: people.firstAuditor,
    incoming: people.secondAuditor,
    reason: '長期の出張のため',
  });
  await teller.isRefused(
    people.auditOfficer,
    audit,
    'requestComments',
    { commentDate: scene.today },
    'replacedFindingsJudged',
  );
  await teller.does(people.secondAuditor, audit, 'adoptFinding', { finding: 1, reason: '証拠を再度確かめた' });
  await report(scene, audit, 'findings');
  await inspect(scene);
  await judge(scene, [covering(audit, people.departments.services)], true);
  const improvement = numbered(scene, 'improvement', 1);
  teller.chapter({ ja: '改善措置', en: 'Improvement' });
  await begun(scene, improvement);
  await improve(scene, 1, verifier);
  await teller.does(verifier, improvement, 'verify', {
    achieved: true,
    result: '残っている権限はなかった',
    evidence: [await teller.document(verifier, '効果確認')],
  });
  await untilTold(scene, 'evaluate');
  await evaluate(scene, []);
  await close(scene);
}

/** The corporation: its CISO changes midway; a year judged without an independent audit; evaluated, and closed only after a later audit. */
export async function corporation(first: Scene, verifier: PersonId): Promise<void> {
  await planTheYear(first);
  await operate(first);
  const scene: Scene = {
    ...first,
    people: await personnelRotation(first),
    // Where the year is told day by day, today goes on.
    get today() {
      return first.today;
    },
  };
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  await inspect(scene);
  teller.says({
    ja: '今年度は監査実施者を確保できませんでした。それを記録する道はありますが、成功には見えません。',
    en: 'No auditor was available this year. That can be recorded, and it does not look like success.',
  });
  await teller.does(people.ciso, cycle, 'recordNoAudit', {
    reason: '監査実施者を確保できなかった',
    tried: '外部委託を二度公募した',
  });
  await judge(scene, [], false);
  const improvement = numbered(scene, 'improvement', 1);
  await evaluate(scene, [improvement]);
  teller.says({
    ja: '「評価済」ですが、独立した監査が報告されるまで完結できません（指針3(3)〔3-15〕）。',
    en: 'Evaluated – but it cannot be closed until an independent audit has been reported (guideline 3(3) [3-15]).',
  });
  await teller.isRefused(
    people.ciso,
    cycle,
    'close',
    { document: await teller.document(people.ciso, '完結の決裁案') },
    'auditedAtLast',
  );
  const audit = await openAudit(scene, 1, [people.firstAuditor], false);
  await report(scene, audit, 'noFinding');
  teller.chapter({
    ja: '監査がなかったことの改善措置：後の監査だけが達成を確認できる',
    en: 'The improvement for the missing audit: only a later audit verifies it',
  });
  await begun(scene, improvement);
  await improve(scene, 1, verifier);
  const evidence = [await teller.document(verifier, '効果確認', people.organisation)];
  await teller.isRefused(
    verifier,
    improvement,
    'verify',
    { achieved: true, result: '監査が行われた', evidence },
    'auditCited',
  );
  await teller.does(verifier, improvement, 'verify', { achieved: true, result: '監査が行われた', evidence, audit });
  await close(scene);
}

/** The improvement of the nonconformity, called like it. */
const covering = (audit: string, department: string) => ({
  title: findingTitles.nonconformity,
  covers: [`${audit}#1`],
  department,
});

/** Proposal and judgement; every nonconformity and insufficiency covered by an improvement (3-16). */
async function judge(scene: Scene, improvements: readonly object[], sufficient: boolean): Promise<string> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  const proposed = await proposal(scene, sufficient);
  await teller.does(people.headOfOfficers, cycle, 'proposeJudgement', proposed);
  const judgement = { ...proposed, proposal: proposed.document, document: await teller.document(people.ciso, '判断') };
  if (improvements.length > 0) {
    await teller.isRefused(people.ciso, cycle, 'judge', { ...judgement, improvements: [] }, 'everythingCovered');
  }
  if (!sufficient) {
    const glossedOver = {
      ...judgement,
      overall: { levelAchieved: true, sufficient: true, reason: '概ね良好' },
      improvements,
    };
    await teller.isRefused(people.ciso, cycle, 'judge', glossedOver, 'insufficientWithoutAudit');
  }
  await teller.does(people.ciso, cycle, 'judge', { ...judgement, improvements });
  return proposed.document;
}

/** Waits until an instance the cycle started can be read. */
async function begun({ teller, people }: Scene, instance: string): Promise<void> {
  await teller.until(`${instance} begins`, async () => {
    try {
      return await teller.reads(people.headOfOfficers, `/procedures/${instance}`);
    } catch {
      return undefined;
    }
  });
}

/** Waits until no audit and no improvement is open any more in the eyes of the cycle. */
async function untilTold({ teller, people, ...rest }: Scene, before: string): Promise<void> {
  const counts = before === 'proposeJudgement' ? ['openAudits'] : ['openAudits', 'openImprovements'];
  await teller.until(`the cycle is told before ${before}`, async () => {
    const state = State.parse(await teller.reads(people.ciso, `/procedures/${cycleOf({ teller, people, ...rest })}`));
    return counts.every((count) => (state.counts[count] ?? 0) === 0) ? state : undefined;
  });
}

async function close(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  await untilTold(scene, 'close');
  // Where ministers evaluate the body, its supervision has asked for the result: that is answered before the close.
  const { counts } = State.parse(await teller.reads(people.ciso, `/procedures/${cycleOf(scene)}`));
  if ((counts['resultsAsked'] ?? 0) > 0)
    await teller.does(people.ciso, cycleOf(scene), 'giveResult', {
      document: await teller.document(people.ciso, '所管府省庁に渡す年度の結果'),
    });
  await teller.does(people.ciso, cycleOf(scene), 'close', {
    document: await teller.document(people.ciso, '完結の決裁'),
  });
  teller.says({
    ja: `${people.organisation} の年度は完結しました。`,
    en: `The year of ${people.organisation} is closed.`,
  });
}

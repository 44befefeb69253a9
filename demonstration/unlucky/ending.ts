/** The evaluation names what is open, the close is refused until nothing is, and the year keeps all its marks (3-18, 3-19). */
import { z } from 'zod';
import { fiscalYearDates } from '../../model/japan-time.ts';
import { StoryBroken } from '../stories/teller.ts';
import { cycleOf, numbered, planInput, type Scene } from '../stories/year.ts';

const Named = z.looseObject({ id: z.string(), ja: z.string(), en: z.string() });
const State = z.looseObject({
  phase: Named,
  marks: z.array(Named),
  counts: z.record(z.string(), z.number()),
});

/** Never "achieved" with an insufficient part; what is open is named, also when it is left out. */
export async function evaluateOpenly(scene: Scene): Promise<void> {
  const { teller, people, year, today } = scene;
  const { ciso } = people;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: '評価と完結', en: 'Evaluation and close' });
  const isOver = today >= fiscalYearDates(year).last;
  const evaluation = {
    result: 'partlyAchieved',
    measures: planInput(scene, '').measures.map(({ id }) =>
      ['m-technical', 'm-audit'].includes(id)
        ? { id, result: 'achieved' }
        : { id, result: isOver ? 'notAchieved' : 'notYetDue' },
    ),
    overall: '計画に照らして一部達成した',
    direction: '次年度は権限の管理を重点とする',
    resources: '監視要員を一名増やす',
    standards: { revise: false, reason: '年度内に見直した' },
    plan: { revise: true, reason: '訓練を改める' },
    structure: { revise: false, reason: '年度途中の交代後に確認した' },
    document: await teller.document(ciso, '総合評価'),
  };
  await teller.isRefused(ciso, cycle, 'evaluate', { ...evaluation, result: 'achieved' }, 'resultFollowsJudgement');
  await teller.isRefused(ciso, cycle, 'evaluate', { ...evaluation, openImprovements: [] }, 'openImprovementsNamed');
  await teller.isRefused(ciso, cycle, 'evaluate', { ...evaluation, measures: [] }, 'everyMeasureEvaluated');
  await teller.does(ciso, cycle, 'evaluate', evaluation);
}

/** Refused for each thing that is open. */
export async function closeIsRefused(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const document = await teller.document(people.ciso, '完結の決裁案');
  for (const rule of ['everyImprovementEnded', 'observationsDisposed'])
    await teller.isRefused(people.ciso, cycleOf(scene), 'close', { document }, rule);
}

/** Closed: the exception goes over into the next year. Shows what the year is called for ever. */
export async function closeAtLast(scene: Scene, audit: string): Promise<void> {
  const { teller, people } = scene;
  const { ciso } = people;
  const cycle = cycleOf(scene);
  await teller.does(ciso, cycle, 'disposeObservation', {
    ref: `${audit}#3`,
    disposition: 'watch',
    reason: '次回の監査で確かめる',
  });
  await teller.until('the cycle is told that every improvement has ended', async () => {
    const { counts } = State.parse(await teller.reads(ciso, `/procedures/${cycle}`));
    return (counts['openImprovements'] ?? 0) === 0 ? true : undefined;
  });
  await teller.does(ciso, cycle, 'close', { document: await teller.document(ciso, '完結の決裁') });
  teller.says({
    ja: '例外措置は終了日まで続くため、次の年度に引き継がれます。',
    en: 'The exception lasts on: it goes over into the next year.',
  });
  await showMarks(scene);
}

/** What such a year is called for ever. */
const expected = [
  'openedLate',
  'figuresUndecided',
  'appliedAfterwards',
  'oldEdition',
  'provisional',
  'notInspected',
  'partlyInsufficient',
  'appointmentChangedAfterwards',
] as const;

/** Phase, marks and counts of the year and of its improvements. */
async function showMarks(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  const { phase, marks, counts } = State.parse(await teller.looksAt(people.ciso, `/procedures/${cycle}`));
  const missing = expected.filter((mark) => !marks.some(({ id }) => id === mark));
  if (missing.length > 0) throw new StoryBroken(`${cycle} should be marked ${missing.join(', ')}`);
  const shown = (of: readonly z.output<typeof Named>[]) => ({
    ja: of.map(({ ja }) => `〔${ja}〕`).join(''),
    en: of.map(({ en }) => `[${en}]`).join(' '),
  });
  teller.says({ ja: `${phase.ja} ${shown(marks).ja}`, en: `${phase.en} ${shown(marks).en}` });
  const { improvementsVerified = 0, improvementsConfirmedWithoutIndependence: without = 0 } = counts;
  teller.says({
    ja: `改善措置：確認済 ${improvementsVerified}件、確認済（独立性なし） ${without}件`,
    en: `Improvements: ${improvementsVerified} verified, ${without} confirmed without independence`,
  });
  for (const n of [1, 2, 3]) {
    const instance = numbered(scene, 'improvement', n);
    const read = State.parse(await teller.looksAt(people.ciso, `/procedures/${instance}`));
    teller.says({
      ja: `${read.phase.ja} ${shown(read.marks).ja}`,
      en: `${read.phase.en} ${shown(read.marks).en}`,
    });
  }
}

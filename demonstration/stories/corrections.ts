/** A mistake in an entry: nothing is overwritten, the post that took it adds what is right. */
import { z } from 'zod';
import { StoryBroken } from './teller.ts';
import { cycleOf, type Scene } from './year.ts';

const Journal = z.looseObject({
  items: z.array(
    z.looseObject({
      seq: z.number(),
      annotations: z.array(z.looseObject({ seq: z.number(), kind: z.string(), statement: z.string().optional() })),
    }),
  ),
});

/** Corrects the record of the training, entry `seq`. */
export async function correctTraining(scene: Scene, seq: number): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  teller.says({
    ja: '研修の記録に誤りがありました。記録は書き換えられず、それを決めた役職が訂正を付け加えます。',
    en: 'The record of the training was wrong. Nothing is overwritten: the post that recorded it adds a correction.',
  });
  const correction = { seq, reason: '名簿の集計誤り', statement: '受講者は正しくは188名' };
  await teller.isRefused(people.staffOfPlanning, cycle, 'correct', correction, 'correctedByItsPost');
  await teller.does(people.promotionLead, cycle, 'correct', correction);
  const page = `/procedures/${cycle}/journal?cursor=${seq - 1}&limit=1`;
  const { items } = Journal.parse(await teller.looksAt(people.promotionLead, page));
  const shown = items.flatMap(({ annotations }) => annotations).find(({ kind }) => kind === 'corrected');
  if (shown?.statement !== correction.statement) throw new StoryBroken(`entry ${seq} should show its correction`);
  teller.says({
    ja: `項目 ${seq} は元のまま、訂正（項目 ${shown.seq}）がその横に見えます：「${correction.statement}」`,
    en: `Entry ${seq} stays as it was; its correction (entry ${shown.seq}) stands beside it: “${correction.statement}”`,
  });
}

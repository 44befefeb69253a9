/**
 * The dates of a year: what each rests on, a calendar of the body's own taken over by a decision on paper, and the same
 * dates in a calendar application. The guideline sets no day; every date is configuration, and says so.
 */
import { z } from 'zod';
import { isTold } from './notices.ts';
import { StoryBroken } from './teller.ts';
import { cycleOf, type Scene } from './year.ts';

const Named = z.looseObject({ id: z.string(), ja: z.string(), en: z.string() });
const Basis = z.looseObject({
  ja: z.string(),
  en: z.string(),
  own: z.string(),
  moved: z.array(z.looseObject({ from: z.string(), to: z.string(), reason: z.string() })),
});
const Calendar = z.looseObject({
  note: z.looseObject({ ja: z.string(), en: z.string() }),
  items: z.array(Named.extend({ date: z.string(), basis: Basis })),
});
const Dates = z.looseObject({
  due: z.array(Named.extend({ due: z.number(), original: z.number(), basis: Basis.optional() })),
});
const Link = z.looseObject({ link: z.string() });
const Marked = z.looseObject({ marks: z.array(Named) });

/** The agency sets a later day for evaluating its years, and its CISO takes it over for this year, on paper. */
export async function datesOfTheYear(scene: Scene): Promise<void> {
  const { teller, people, year } = scene;
  const { ciso, promotionLead, organisation } = people;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: `${organisation}：期限と日程`, en: `${organisation}: due items and the calendar` });
  const path = `/calendar/${year}?organisation=${organisation}`;
  const calendar = Calendar.parse(await teller.looksAt(ciso, path));
  teller.says(calendar.note);
  for (const { ja, en, date, basis } of calendar.items.filter(({ id }) => ['plan', 'evaluation'].includes(id))) {
    teller.says({ ja: `${date} ${ja}――${basis.ja}`, en: `${date} ${en} – ${basis.en}` });
  }
  await teller.isRefused(ciso, cycle, 'recalendar', { reason: '期限を見直す' }, 'calendarDiffers');
  await teller.sends(
    ciso,
    'PUT',
    `/registers/${organisation}/calendarOverrides`,
    { value: { dueDays: { evaluation: { after: 'judgement', businessDays: 40 } } } },
    { ja: '総合評価は判断の40開庁日後に', en: 'the evaluation is due 40 business days after the judgement' },
  );
  await onPaper(scene);
  const { due } = Dates.parse(await teller.looksAt(promotionLead, `/procedures/${cycle}`));
  const evaluation = due.find(({ id }) => id === 'evaluation');
  const moved = evaluation?.basis?.moved.find(({ reason }) => reason === 'recalendar');
  if (evaluation?.basis === undefined || moved === undefined || evaluation.due <= evaluation.original) {
    throw new StoryBroken(`the evaluation of ${cycle} should have moved`);
  }
  teller.says({
    ja: `${moved.to} ${evaluation.ja}（元の期限 ${moved.from} も残ります）――${evaluation.basis.ja}`,
    en: `${moved.to} ${evaluation.en} (the first date, ${moved.from}, stays beside it) – ${evaluation.basis.en}`,
  });
  await inACalendarApplication(scene);
}

/** The CISO signs a paper, the promotion office enters it, and the CISO is told and confirms it; could contradict it. */
async function onPaper(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead, organisation } = people;
  const cycle = cycleOf(scene);
  teller.says({
    ja: '責任者は紙の決裁で日程の変更を決めます。推進体制（事務局）がその内容を登録します。',
    en: 'The CISO decides the new dates on paper; the promotion office enters the decision.',
  });
  const document = await teller.document(promotionLead, '決裁文書（日程の変更）');
  const recalendar = {
    reason: '決算の確定を待つため',
    enteredFor: { decider: ciso, decidedOn: today, number: '第12号', document },
  };
  await teller.isRefused(promotionLead, cycle, 'recalendar', recalendar, 'paperEntryOff');
  await teller.sends(
    ciso,
    'PUT',
    `/registers/${organisation}/enteredFor`,
    { value: true },
    { ja: '別途決裁済みの内容の登録を認める', en: 'decisions on paper may be entered' },
  );
  const seq = await teller.does(promotionLead, cycle, 'recalendar', recalendar);
  await isTold(teller, ciso, 'enteredForYou');
  await teller.does(ciso, cycle, 'confirm', { seq });
  const { marks } = Marked.parse(await teller.reads(ciso, `/procedures/${cycle}`));
  const mark = marks.find(({ id }) => id === 'enteredFor');
  if (mark === undefined) throw new StoryBroken(`${cycle} should be marked as entered from paper`);
  teller.says({
    ja: `責任者は登録された内容を確認します（異なるなら contradict）。手続には印が残ります：〔${mark.ja}〕`,
    en: `The CISO confirms what was entered (the decision against it is contradict). The procedure stays marked: [${mark.en}]`,
  });
}

async function inACalendarApplication({ teller, people }: Scene): Promise<void> {
  const made = await teller.sends(
    people.ciso,
    'POST',
    '/calendar-feed',
    {},
    {
      ja: '自分だけの暦リンク',
      en: 'a private calendar link',
    },
  );
  const calendar = await teller.subscribes(Link.parse(made).link);
  const events = calendar.match(/^BEGIN:VEVENT/gm)?.length ?? 0;
  if (events === 0) throw new StoryBroken("the CISO's calendar is empty");
  teller.says({
    ja: `暦アプリには責任者の期限 ${events}件が並びます（iCalendar）。`,
    en: `A calendar application shows ${events} dates of the CISO (iCalendar).`,
  });
}

/** The form of a calendar file and of a body's overrides; whether its dates make sense is `problemsOf`'s matter. */
import { z } from 'zod';
import { profiles } from '../organisations.ts';
import { matching } from '../pattern.ts';
import type { Text } from '../text.ts';
import { titled } from '../field.ts';
import { cycleDueItemIds, cycleDueItems, type CycleDueItemId } from './items.ts';

const count = (min: number, max: number) => z.int().min(min).max(max);

/** How a day of the year is written. */
export const dayForm: Text = {
  ja: '日は「月-日」（例：03-15）、月末は「月-last」（例：02-last）と書いてください。',
  en: 'Write a day as MM-DD (for example 03-15), the last day of a month as MM-last (for example 02-last).',
};

const dayOfYear = z.strictObject({
  day: matching(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]|last)$/, dayForm).meta({
    ...titled('月日 / day'),
    reference: 'dayOfYear',
  }),
  year: z.literal([0, 1]).meta(
    titled('どの暦年か / which calendar year', {
      labels: { 0: '年度の始まる年 / the one in which the fiscal year begins', 1: 'その翌年 / the next one' },
    }),
  ),
});
const afterItem = z.strictObject({
  after: z.enum(cycleDueItemIds).meta(titled('先に行う事項 / the item it follows', { labels: cycleDueItems })),
  businessDays: count(1, 250).meta(titled('その何開庁日後か / how many business days after it')),
});
const dueDay = z.union([
  dayOfYear.meta(titled('月日で定める / on a day of the year')),
  afterItem.meta(titled('ほかの事項の後とする / after another item')),
]);
/** What falls due, by its name. */
const due = (id: CycleDueItemId) => dueDay.meta(titled(cycleDueItems[id]));

const ladder = z.strictObject({
  before: z
    .array(count(0, 250).meta(titled('開庁日数 / business days')))
    .max(20)
    .meta(
      titled('期限前の通知 / reminders before the date', {
        help: '期限の何開庁日前に知らせるか。大きい順に並べ、0は当日。 / How many business days before, in falling order; 0 is the day itself.',
      }),
    ),
  every: count(1, 250).meta(titled('期限後、何開庁日ごとに知らせるか / after it, every so many business days')),
  times: count(0, 60).meta(titled('その回数 / how many times')),
  months: count(0, 36).meta(titled('更に毎月知らせる月数 / then monthly, for so many months')),
});
const overdueDays = z.union([
  count(1, 250).meta(titled('期限から数えた開庁日数 / business days counted from the date')),
  z.null().meta(titled('知らせない / never')),
]);
const escalation = z.strictObject({
  ciso: overdueDays.meta(titled('最高情報セキュリティ責任者に知らせる / the CISO is told')),
  supervisors: overdueDays.meta(
    titled('所管府省庁に知らせる（公開した場合） / supervising ministries are told, where opened'),
  ),
});
const lateOpening = z.strictObject({
  days: count(0, 366).meta(titled('開始から最初の期限まで空ける日数 / days from the opening to the first date')),
  businessDays: count(0, 60).meta(
    titled('その後の期限の間に空ける開庁日数 / business days between the dates after it'),
  ),
});
const dueDays = z.strictObject({
  direction: due('direction'),
  structure: due('structure'),
  policy: due('policy'),
  standards: due('standards'),
  riskAssessment: due('riskAssessment'),
  plan: due('plan'),
  training: due('training'),
  selfInspection: due('selfInspection'),
  audit: due('audit'),
  judgement: due('judgement'),
  evaluation: due('evaluation'),
  close: due('close'),
});

/** A whole calendar. */
export const settingsSchema = z.strictObject({
  planningDay: dayOfYear.meta(
    titled('計画開始日（この日から年度を開始できます） / planning day: from then on the year may be opened'),
  ),
  inspectionDay: dayOfYear.meta(titled('点検開始日 / the day the inspection begins')),
  dueDays: dueDays.meta(titled('期限 / due dates')),
  ladder: ladder.meta(titled('期限の通知 / reminders')),
  escalation: escalation.meta(titled('期限超過の上申 / escalation of what is overdue')),
  lateOpening: lateOpening.meta(titled('開始の遅れた年度 / a year opened late')),
});

/** What a body (or a profile) has of its own; everything else is the calendar's beneath it. */
export const overridesSchema = z.strictObject({
  planningDay: dayOfYear.optional(),
  inspectionDay: dayOfYear.optional(),
  dueDays: dueDays.partial().optional(),
  ladder: ladder.partial().optional(),
  escalation: escalation.partial().optional(),
  lateOpening: lateOpening.partial().optional(),
});

/** A calendar file: one calendar, and what differs in a profile. */
export const fileSchema = z.strictObject({
  default: settingsSchema,
  profiles: z.partialRecord(z.enum(profiles), overridesSchema).default({}),
});

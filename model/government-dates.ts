/**
 * When what goes on between bodies falls due: terms and days of the revision of the common standards, of headquarters' audits
 * and of the supervision of agencies, and how long a body may go without an audit by headquarters. The guideline sets none of
 * them: they are configuration for all bodies, kept in the common register `governmentDates`; what is left out stands as shipped.
 */
import { z } from 'zod';
import { dayForm } from './calendar/schema.ts';
import { dateIn } from './calendar/settings.ts';
import { titled } from './field.ts';
import type { LocalDate } from './identifiers.ts';
import type { Profile } from './organisations.ts';
import { matching } from './pattern.ts';

const businessDays = (title: string, days: number) =>
  z
    .int()
    .min(1)
    .max(250)
    .default(days)
    .meta(titled(title, { unit: '開庁日 / business days' }));
const years = (title: string, count: number) =>
  z
    .int()
    .min(1)
    .max(20)
    .default(count)
    .meta(titled(title, { unit: '年度 / fiscal years' }));
const day = (title: string, monthAndDay: string) =>
  matching(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]|last)$/, dayForm)
    .refine((text) => dateIn(2025, dayOf(text)) !== undefined, {
      error: '毎年ある日を指定してください。 / Give a day that every year has.',
    })
    .default(monthAndDay)
    .meta({ ...titled(title), reference: 'dayOfYear' });

/** A day of the fiscal year: January to March lie in the calendar year in which it ends. */
function dayOf(text: string): { readonly day: string; readonly year: 0 | 1 } {
  return { day: text, year: text < '04' ? 1 : 0 };
}

const fields = {
  opinionDays: businessDays('協議：府省庁の意見の期限 / consultation: opinions of ministries', 20),
  ministryYears: years('本部監査の間隔：府省庁 / years without an audit by headquarters: ministries', 2),
  agencyYears: years('本部監査の間隔：独立行政法人 / the same: incorporated administrative agencies', 3),
  corporationYears: years('本部監査の間隔：指定法人 / the same: designated corporations', 3),
  planDay: day('本部監査の計画の期限 / plan of headquarters’ audits', '06-30'),
  planOpenedLateDays: z
    .int()
    .min(1)
    .max(366)
    .default(30)
    .meta(
      titled('同（年度の開始が遅れたとき、開始から） / the same, of a year opened late, from its opening', {
        unit: '日 / days',
      }),
    ),
  cutOffDay: day(
    '監査報告の締切（課題の取りまとめ） / last day of the reports from which issues are compiled',
    '02-last',
  ),
  directionDay: day('方向性の決定の期限 / decision of the direction', '03-31'),
  confirmationDays: businessDays('本部監査：事実確認の期限 / audit by headquarters: facts confirmed', 10),
  dispositionDays: businessDays('本部監査：助言への対応の決定の期限 / the same: disposition of advice', 20),
  supervisorsDays: businessDays('本部監査：所管府省庁への報告の期限 / the same: report to the ministries', 10),
  receiptDays: businessDays('本部監査：所管府省庁による受領の期限 / the same: receipt by the ministries', 10),
  objectiveDay: day('所管：目標の期限（前年度） / supervision: objectives, in the year before', '02-last'),
  contactDay: day('所管：連絡の確認 / supervision: contact with the agency looked at', '01-31'),
  resultDay: day('所管：業務実績の期限（翌年度） / supervision: the result, in the year after', '06-30'),
  evaluationDay: day('所管：評価の期限（翌年度） / supervision: evaluation, in the year after', '08-31'),
  lateDays: businessDays('所管：途中から所管したとき等の期限 / supervision: what was past when it began', 20),
  publicationDays: businessDays('所管：評価の公表の期限 / supervision: publication of an evaluation', 10),
  answerDays: businessDays('所管：助言への回答の期限 / supervision: answer to the centre’s advice', 10),
};

/** What the register takes. */
export const governmentDatesSchema = z
  .strictObject(fields)
  .refine(({ planDay, directionDay }) => inOrder(planDay, directionDay), {
    path: ['directionDay'],
    error: '計画の期限より後の日を指定してください。 / Give a day after that of the plan.',
  })
  .refine(({ resultDay, evaluationDay }) => inOrder(resultDay, evaluationDay), {
    path: ['evaluationDay'],
    error: '業務実績の期限より後の日を指定してください。 / Give a day after that of the result.',
  });
export type GovernmentDates = z.output<typeof governmentDatesSchema>;

/** What holds where nothing is recorded. */
export const shippedGovernmentDates: GovernmentDates = governmentDatesSchema.parse({});

function inOrder(first: string, then: string): boolean {
  const [earlier, later] = [dateIn(2025, dayOf(first)), dateIn(2025, dayOf(then))];
  return earlier === undefined || later === undefined || earlier < later;
}

/** Terms in business days, by what falls due. */
export const governmentTerms = [
  'opinion',
  'confirmation',
  'disposition',
  'supervisors',
  'receipt',
  'late',
  'publication',
  'answer',
] as const;
export type GovernmentTerm = (typeof governmentTerms)[number];

/** Days of a year, by what falls due. */
export const governmentDays = ['plan', 'cutOff', 'direction', 'objective', 'contact', 'result', 'evaluation'] as const;
export type GovernmentDay = (typeof governmentDays)[number];

/** In which fiscal year each lies, counted from the procedure's own. */
const lies: Readonly<Partial<Record<GovernmentDay, -1 | 1>>> = { objective: -1, result: 1, evaluation: 1 };

/** The date of such a day for a procedure of a fiscal year. */
export function governmentDay(dates: GovernmentDates, name: GovernmentDay, year: number): LocalDate {
  const found = dateIn(year + (lies[name] ?? 0), dayOf(dates[`${name}Day`]));
  if (found === undefined) throw new Error(`no such day: ${dates[`${name}Day`]}`);
  return found;
}

/** Fiscal years that a body of a kind may go without an audit by headquarters. */
export function yearsWithoutAudit(dates: GovernmentDates, profile: Profile): number {
  const years: Readonly<Record<Profile, number>> = {
    ministry: dates.ministryYears,
    'incorporated-administrative-agency': dates.agencyYears,
    'designated-corporation': dates.corporationYears,
  };
  return years[profile];
}

/** The dates that concern the caller, month by month: what is due of their posts, notices to come, the dates of years. */
import { z } from '@hono/zod-openapi';
import type { FeedItem } from '../../contract/records/feeds.ts';
import { holidayOf, holidaysKnownFor, isClosed } from '../../model/calendar/business-days.ts';
import { dateOfDue } from '../../model/calendar/due-date.ts';
import { cycleCalendar, planningDay } from '../../model/calendar/year.ts';
import { parseInstanceId, type Instant, type LocalDate, type OrganisationId } from '../../model/identifiers.ts';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { matching } from '../../model/pattern.ts';
import type { Text } from '../../model/text.ts';
import { ownBodies } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { namesIn } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { instant, localDate, named, textSchema } from '../schemas.ts';
import { definitionOf, textOf } from '../texts.ts';

/** Dates shown of one month: of a person at an office there are far fewer. */
const MOST = 500;
/** Bodies whose years are looked at: hardly anybody holds posts in more. */
const BODIES = 20;
/** The calendars of years are known from and to here. */
const [FIRST, LAST] = ['2001-04', '2059-12'];

const kinds = [
  'due',
  'before',
  'today',
  'overdue',
  'escalated',
  'planningDay',
  'yearBegins',
  'inspectionBegins',
] as const;

const dateSchema = textSchema
  .extend({
    date: localDate,
    kind: z
      .enum(kinds)
      .describe('期限、通知（期限前・当日・超過・上申）、年度の日 / due, a notice to come, a date of a year'),
    at: instant.describe('期限はその日の24時 / the end of the day for what is due'),
    organisation: named,
    year: z.int(),
    instance: z.string().optional(),
    original: localDate.optional().describe('当初の期限 / the first date, where it was moved'),
    overdue: z.boolean(),
  })
  .openapi('CalendarDate');

const daySchema = z.object({
  date: localDate,
  closed: z.boolean().describe('閉庁日 / no business day'),
  holiday: textSchema.optional(),
});

const monthSchema = z
  .object({
    month: z.string(),
    today: localDate,
    holidaysKnown: z.boolean().describe('祝日が分かっている / national holidays of that year are known'),
    days: z.array(daySchema),
    items: z.array(dateSchema).describe('日付の順 / by date'),
    more: z.literal(true).optional(),
    next: z
      .object({ due: dateSchema, told: instant.optional() })
      .optional()
      .describe('次の期限と、その最初の通知の時刻 / what falls due next, and when it is told first'),
  })
  .openapi('CalendarMonth');

export type CalendarDate = z.output<typeof dateSchema>;

export function dateRoutes(router: Router) {
  const { parts } = router;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/dates',
      tag: 'me',
      summary: { ja: '自分に関わる日程（月）', en: 'the dates of a month that concern me' },
      description: {
        ja: '今の役職の期限（まだ済んでいないもの）と、だれも行わない場合の通知の予定、自機関の年度の日です。',
        en: 'What is due of the posts held now and not met, the notices that come when nobody acts, and the dates of the years of one’s own bodies.',
      },
      params: none,
      query: z.strictObject({
        month: matching(/^\d{4}-(0[1-9]|1[0-2])$/, {
          ja: '月（例：2026-12）を指定してください。',
          en: 'Give a month such as 2026-12.',
        })
          .optional()
          .describe('月（省略時は今月）/ the month; this one when omitted'),
      }),
      body: noBody,
      success: { status: 200, text: { ja: '日程', en: 'the dates' }, schema: monthSchema },
      problems: ['notFound'],
    },
    async ({ me, query: { month = dateInJapan(me.at).slice(0, 7) } }) => {
      if (month < FIRST || month > LAST) throw notFound();
      const due = await dueOf(parts, me);
      const all = [...due, ...(await yearsOf(parts, me, month))].filter(({ date }) => date.startsWith(month));
      all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.at - b.at));
      const body = {
        month,
        today: dateInJapan(me.at),
        holidaysKnown: holidaysKnownFor(fiscalYearOf(`${month}-01`)),
        days: daysOf(month).map((date) => ({ date, closed: isClosed(date), holiday: holidayOf(date) })),
        items: all.slice(0, MOST),
        ...(all.length > MOST && { more: true as const }),
        ...nextOf(due),
      };
      return { status: 200, body };
    },
  );
}

function daysOf(month: string): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}

/** What falls due next, with the first notice of it that is still to come. */
function nextOf(dates: readonly CalendarDate[]): { next?: { due: CalendarDate; told?: Instant } } {
  const [due] = dates.filter(({ kind, overdue }) => kind === 'due' && !overdue).toSorted((a, b) => a.at - b.at);
  if (due === undefined) return {};
  const told = dates.flatMap(({ kind, at, instance, ja }) =>
    kind !== 'due' && instance === due.instance && ja === due.ja ? [at] : [],
  );
  return { next: { due, ...(told.length > 0 && { told: Math.min(...told) }) } };
}

/** As the calendar that one subscribes to: open items of the posts held now, and what is told of them when nobody acts. */
async function dueOf({ records }: Parts, me: Caller): Promise<CalendarDate[]> {
  const items = await records.feeds.items(me.person, me.at, me.withheld);
  const names = await namesIn(records, items, me.at);
  return items.flatMap((item) => datesOf(item, names, me.at));
}

type Names = Awaited<ReturnType<typeof namesIn>>;

function datesOf(
  { instance, procedure, version, organisation, item }: FeedItem,
  names: Names,
  now: Instant,
): CalendarDate[] {
  const year = parseInstanceId(instance)?.year ?? 0;
  const words = textOf(definitionOf(procedure, version)?.dueItems ?? {}, item.id, item.name);
  const common = { ...words, organisation: { id: organisation, ...names(organisation, year) }, year, instance };
  const [date, original] = [dateOfDue(item.due), dateOfDue(item.original)];
  const due: CalendarDate = {
    ...common,
    date,
    kind: 'due',
    at: item.due,
    overdue: item.due <= now,
    ...(original !== date && { original }),
  };
  const told = [
    ...item.rungs.map((at) => ({ at, kind: stageOf(at, item.due) })),
    ...(item.escalations ?? []).map(({ at }) => ({ at, kind: 'escalated' as const })),
  ];
  const toCome = told.filter(({ at }) => at > now);
  return [due, ...toCome.map((one) => ({ ...common, ...one, date: dateInJapan(one.at), overdue: false }))];
}

function stageOf(at: Instant, due: Instant): 'before' | 'today' | 'overdue' {
  if (at >= due) return 'overdue';
  return dateInJapan(at) === dateOfDue(due) ? 'today' : 'before';
}

/** When the years of one's bodies may be opened, begin, and are inspected, by their calendars. */
async function yearsOf({ records }: Parts, me: Caller, month: string): Promise<CalendarDate[]> {
  const bodies = ownBodies(me).slice(0, BODIES);
  const names = await namesIn(
    records,
    bodies.map((organisation) => ({ organisation })),
    me.at,
  );
  const fiscal = fiscalYearOf(`${month}-01`);
  const dates: CalendarDate[] = [];
  for (const organisation of bodies) {
    const settings = await records.calendars.of(organisation, me.at);
    for (const year of [fiscal, fiscal + 1]) {
      const opens = planningDay(settings, year);
      const { yearBegins, inspectionBegins } = cycleCalendar(settings, year, opens);
      dates.push(
        yearDate('planningDay', opens, organisation, year, names),
        yearDate('yearBegins', yearBegins, organisation, year, names),
        yearDate('inspectionBegins', inspectionBegins, organisation, year, names),
      );
    }
  }
  return dates;
}

const yearTexts: Readonly<Record<'planningDay' | 'yearBegins' | 'inspectionBegins', Text>> = {
  planningDay: { ja: '計画開始日', en: 'planning day' },
  yearBegins: { ja: '年度の開始', en: 'the year begins' },
  inspectionBegins: { ja: '点検の開始', en: 'the inspection begins' },
};

function yearDate(
  kind: keyof typeof yearTexts,
  at: Instant,
  organisation: OrganisationId,
  year: number,
  names: Names,
): CalendarDate {
  return {
    ...yearTexts[kind],
    date: dateInJapan(at),
    kind,
    at,
    organisation: { id: organisation, ...names(organisation, year) },
    year,
    overdue: false,
  };
}

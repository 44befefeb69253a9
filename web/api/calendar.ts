/** The calendar of a fiscal year: of a profile, or of a body with what it has set for itself. Configuration, never law. */
import { z } from '@hono/zod-openapi';
import { newestOf } from '../../machines/procedures.ts';
import { holidaysKnownFor } from '../../model/calendar/business-days.ts';
import { calendarList, type CalendarEvent } from '../../model/calendar/list.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import { neverLaw } from '../../model/calendar/texts.ts';
import { cycleCalendar, planningDay } from '../../model/calendar/year.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';
import { ownBodies, visibleOnBoard } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import { described, endpoint, noBody, type Router } from '../endpoint.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { invalid, notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { fiscalYear, instant, localDate, organisationId, textSchema } from '../schemas.ts';
import { sheetOf, tableOf, words } from '../table.ts';
import { textOf } from '../texts.ts';

const itemSchema = textSchema.extend({
  id: z.string(),
  date: localDate,
  due: instant.describe('この時刻まで（24時） / to be met by then (24:00 JST)'),
  roles: z.array(z.string()),
  basis: basisSchema,
  reminders: z.array(z.object({ at: instant, stage: z.enum(['before', 'today', 'overdue']) })),
  escalations: z.array(z.object({ at: instant, to: z.enum(['ciso', 'supervisors']) })),
});

const calendarSchema = z
  .object({
    year: z.int(),
    organisation: z.string().optional(),
    name: textSchema.optional().describe('機関の名称 / what the body is called'),
    profile: z.enum(profiles).optional(),
    note: textSchema,
    planningDay: localDate,
    yearBegins: localDate,
    inspectionBegins: localDate,
    items: z.array(itemSchema).describe('年度の順 / in the order of the year'),
  })
  .openapi('Calendar');

/** `GET /calendar/{year}` */
export const calendar = described({
  method: 'get',
  path: '/calendar/{year}',
  tag: 'years',
  summary: { ja: '年度の日程（設定値）', en: 'the calendar of a fiscal year, by configuration' },
  description: {
    ja: '計画開始日に開いた場合の期限・通知・上申です。法令上の期限ではありません。profile も organisation も省略すると自機関のものです。',
    en: 'Dates, reminders and escalations of a year opened on its planning day. Not deadlines of law. Your own body’s when neither profile nor organisation is named.',
  },
  params: z.strictObject({ year: fiscalYear }),
  query: z.strictObject({
    profile: z.enum(profiles).optional().describe('機関の種類 / kind of body'),
    organisation: organisationId.optional().describe('機関（省略時は自機関）/ body; your own when omitted'),
  }),
  body: noBody,
  success: { status: 200, text: { ja: '日程', en: 'the calendar' }, schema: calendarSchema },
  sheet: sheetOf(calendarSchema, {
    blocks: [
      { line: [{ at: 'year', as: 'fiscalYear' }, '  ', { at: 'organisation', else: 'profile' }] },
      { line: [{ at: { ja: 'note.ja', en: 'note.en' } }] },
      {
        line: [
          { ja: '計画開始日 ', en: 'Planning day ' },
          { at: 'planningDay' },
          { ja: '、点検開始 ', en: ', inspection begins ' },
          { at: 'inspectionBegins' },
        ],
      },
      {
        rows: 'items',
        table: tableOf(itemSchema, {
          columns: [
            { head: { ja: '期限', en: 'due' }, cell: [{ at: 'date' }] },
            { head: { ja: '事項', en: 'item' }, cell: [words, ' [', { at: 'id' }, ']'] },
            { head: { ja: '根拠', en: 'rests on' }, cell: [{ at: { ja: 'basis.ja', en: 'basis.en' } }] },
            {
              head: { ja: '最初の通知', en: 'first reminder' },
              cell: [{ at: 'reminders.0.at', as: 'minute' }],
              missing: '–',
            },
            { head: { ja: '上申', en: 'escalated' }, cell: [{ at: 'escalations.0.at', as: 'minute' }], missing: '–' },
          ],
          none: { ja: '期限のある事項はありません。', en: 'Nothing falls due.' },
        }),
      },
    ],
  }),
});

export function yearCalendarRoutes(router: Router) {
  return endpoint(router, calendar, async ({ me, params: { year }, query: { profile, organisation } }) => {
    if (!holidaysKnownFor(year)) throw notFound();
    if (profile !== undefined && organisation === undefined) {
      const settings = router.parts.records.calendars.ofProfile[profile];
      return { status: 200, body: { year, profile, ...shown(settings, year) } };
    }
    const body = organisation ?? ownBodies(me)[0];
    if (body === undefined) throw invalid([nobodysOwn]);
    if (!(await maySee(router.parts, me, body))) throw notFound();
    await noteReading(router.parts.records, me, [body], `calendar ${year}`);
    const settings = await router.parts.records.calendars.of(body, me.at);
    const name = await nameOfBody(router.parts.records, body, year, me.at);
    return { status: 200, body: { year, organisation: body, name, ...shown(settings, year) } };
  });
}

/** An administrator, for one, belongs to no body. */
const nobodysOwn = {
  path: 'query.organisation',
  ja: '所属する機関が一つに決まりません。機関（organisation）か機関の種別（profile）を指定してください。',
  en: 'You belong to no body of your own: name a body (organisation) or a kind of body (profile).',
};

async function maySee({ records }: Parts, me: Caller, organisation: string): Promise<boolean> {
  if (ownBodies(me).includes(organisation)) return true;
  const visible = await visibleOnBoard(records, me);
  return visible === 'all' || visible.includes(organisation);
}

function shown(settings: CalendarSettings, year: number) {
  const opened = planningDay(settings, year);
  const calendar = cycleCalendar(settings, year, opened);
  const events = calendarList(settings, year, opened);
  const names = newestOf('cycle')?.dueItems ?? {};
  const items = [...calendar.dueItems].sort((a, b) => a.due - b.due);
  return {
    note: neverLaw,
    planningDay: dateInJapan(opened),
    yearBegins: dateInJapan(calendar.yearBegins),
    inspectionBegins: dateInJapan(calendar.inspectionBegins),
    items: items.map(({ id, due, roles, basis, escalations }) => ({
      id,
      ...textOf(names, id),
      date: dateInJapan(due - 1),
      due,
      roles: [...roles],
      basis: shownBasis(basis, names),
      reminders: events.flatMap((event) => remindersOf(event, id)),
      escalations: escalations.map(({ at, to }) => ({ at, to })),
    })),
  };
}

function remindersOf(event: CalendarEvent, id: string) {
  return event.kind === 'reminder' && event.item === id ? [{ at: event.at, stage: event.stage }] : [];
}

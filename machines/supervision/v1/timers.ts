/**
 * What time brings: reminders of dates; the end of the year, from which it is evaluated; the date of a publication (4-11); once
 * the contact that a ministry has not had (6-5, never overdue); and the end, at once when nothing is left to do – which
 * decision is the last nobody knows before.
 */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, reminders, rungTime, toRoles, ways, withAll, type Times } from '../../kit/v1/index.ts';
import { overFrom } from './due-items.ts';
import { handlers, route } from './kit.ts';
import { currentParts, isComplete, isEvaluated, type Context } from './types.ts';

export const times = {
  rung: rungTime,
  yearEnded: { ja: '年度の終わり（評価の始まり）', en: 'the year is over' },
  publicationDatePassed: { ja: '評価結果の公表の期限', en: 'date of the publication' },
  contactReminder: { ja: '法人との連絡の確認', en: 'reminder of contacts' },
  concluded: { ja: '全て済んだことによる終了', en: 'everything is done' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const { dueItems, lastRung, contactAt, overSince, publicationsPassed = 0, concludedAt, at } = context;
  if (concludedAt !== undefined) return {};
  if (isComplete(context)) return { concluded: at };
  const rung = nextReminder(dueItems, lastRung);
  const publications = dueItems
    .filter(({ id, met, due }) => id.startsWith('publication:') && met === undefined && due > publicationsPassed)
    .map(({ due }) => due);
  return {
    ...(rung !== undefined && { rung }),
    ...(overSince === undefined && { yearEnded: overFrom(context) }),
    ...(publications.length > 0 && { publicationDatePassed: Math.min(...publications) }),
    ...(contactAt !== undefined && { contactReminder: contactAt }),
  };
}

export const routes = {
  stillToEvaluate: route({ reads: ['state'], of: ['yearEnded'], test: ({ context }) => !isEvaluated(context) }),
};

export const on = {
  live: handlers(times, {
    rung: onRung((context: Context) => reminders(context)),
    concluded: { target: '#supervision.ended', change: ({ at }) => ({ concludedAt: at }) },
    contactReminder: {
      change: () => ({ contactAt: undefined }),
      causes: ({ before }) =>
        currentParts(before)
          .filter(({ contacts }) => contacts.length === 0)
          .map(({ ministry }) => toRoles({ organisation: ministry }, ['supervisingStaff'], 'contactMissing')),
    },
  }),
  evaluation: handlers(times, {
    yearEnded: ways({ change: ({ at }) => ({ overSince: at }) }, { when: 'stillToEvaluate', target: '.awaited' }, {}),
  }),
  publication: handlers(times, {
    publicationDatePassed: {
      target: '.overdue',
      change: ({ at, marks }) => ({ publicationsPassed: at, marks: withAll(marks, 'unpublished') }),
    },
  }),
};

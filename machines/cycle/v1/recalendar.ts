/**
 * A changed calendar for a running year (domain.md 7): the CISO takes the one now in force, with the reason, for what is
 * not yet met. The first date of every item stays for ever, and escalation goes on counting from it.
 */
import { z } from 'zod';
import type { DueItem } from '../../core/index.ts';
import {
  calendarFact,
  dateInJapan,
  dateThing,
  documentThing,
  toRoles,
  withAll,
  type CalendarFact,
  type Decisions,
} from '../../kit/v1/index.ts';
import { reason } from './inputs.ts';
import { handlers, ruleTable } from './kit.ts';
import type { Context } from './types.ts';

export const decisions = {
  recalendar: {
    input: z.strictObject({ reason }),
    facts: z.object({ calendar: calendarFact }),
    asks: ({ context }) => ({ calendar: asked(context) }),
    by: ['ciso'],
    clause: '6-2',
    room: 'reserved',
    rules: ['yearStillRuns', 'calendarDiffers'],
    label: { ja: '改められた日程を今年度に適用する', en: 'apply the changed calendar to this year' },
  },
} as const satisfies Decisions;

const contextPart = z.object({
  year: z.number(),
  openedAt: z.number(),
  dueItems: z.array(z.object({ id: z.string(), original: z.number(), met: z.number().optional() })),
});

/** What is open, with its first date, for the calendar to say when it falls due now. */
export function asked(context: unknown): z.output<typeof contextPart> | { dueItems: [] } {
  const { data } = contextPart.safeParse(context);
  if (data === undefined) return { dueItems: [] };
  return { ...data, dueItems: data.dueItems.filter((item) => item.met === undefined) };
}

export const rules = ruleTable({
  yearStillRuns: {
    clause: '6-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この年度は評価済みです。改められた日程は次の年度から用いられます。',
    en: 'This year has been evaluated. The changed calendar applies from the next year on.',
    met: { ja: '年度がまだ評価されていない', en: 'the year is not yet evaluated' },
    test: ({ context }) => context.evaluation === undefined,
    about: ({ context: { evaluation } }) =>
      evaluation === undefined ? [] : [dateThing(dateInJapan(evaluation.at)), documentThing(evaluation.document)],
  },
  calendarDiffers: {
    clause: '6-2',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'facts'],
    ja: '今の日程の設定は、この年度の未了の期限と変わりません。先に日程の設定を改めてください。',
    en: 'The calendar in force gives the same dates as this year has. Change the calendar first.',
    met: { ja: '日程の設定がこの年度の期限と異なる', en: 'the calendar in force gives other dates than this year has' },
    test: ({ context, event }) => {
      const { calendar } = event.facts;
      const inspects = context.inspection.begun === undefined && calendar.inspectionBegins !== context.inspectionBegins;
      return inspects || context.dueItems.some((item) => differs(context, item, calendar));
    },
  },
});

function differs(context: Context, item: DueItem, calendar: CalendarFact): boolean {
  const now = calendar.items.find(({ id }) => id === item.id);
  if (now === undefined || item.met !== undefined) return false;
  const ahead = item.rungs.filter((rung) => rung > context.at);
  return (
    now.due !== item.due ||
    JSON.stringify(now.rungs) !== JSON.stringify(ahead) ||
    JSON.stringify(now.escalations) !== JSON.stringify(item.escalations ?? [])
  );
}

/** An item with the date it has now; what it rests on says where it came from. */
export function redated(item: DueItem, calendar: CalendarFact): DueItem {
  const now = calendar.items.find(({ id }) => id === item.id);
  if (now === undefined || item.met !== undefined) return item;
  const { due, rungs, escalations, date: to } = now;
  const from = dateInJapan(item.due - 1);
  const basis = item.basis ?? { kind: 'fixed', own: dateInJapan(item.original - 1) };
  const moved = from === to ? {} : { moved: [...(basis.moved ?? []), { from, to, reason: 'recalendar' }] };
  return { ...item, due, rungs, escalations, basis: { ...basis, ...moved } };
}

export const on = {
  live: handlers(decisions, {
    recalendar: {
      change: (context, event) => ({
        dueItems: context.dueItems.map((item) => redated(item, event.facts.calendar)),
        inspectionBegins: event.facts.calendar.inspectionBegins,
        marks: withAll(context.marks, 'recalendared'),
      }),
      causes: ({ after }) => [
        toRoles(after, ['promotionOffice', 'headOfOfficers', 'auditOfficer', 'officer'], 'recalendared'),
      ],
    },
  }),
};

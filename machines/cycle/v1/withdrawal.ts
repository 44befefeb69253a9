/**
 * A year opened by mistake 誤って開いた年度: withdrawn while nobody has decided anything in it. It rests – nothing is due,
 * nobody is reminded, what is told is kept – until it is reopened; its id and its journal stay, as an id is never used twice.
 */
import { z } from 'zod';
import { bareThing, calendarFact, figureThing, tell, toRoles, withAll, type Decisions } from '../../kit/v1/index.ts';
import { openAdvice } from './advice.ts';
import { nextCycle, openImprovements } from './improvements.ts';
import { reason } from './inputs.ts';
import { handlers, ruleTable } from './kit.ts';
import { asked, redated } from './recalendar.ts';
import { exceptionThing, findingThing, improvementThing } from './things.ts';
import type { Context, Exception } from './types.ts';

export const decisions = {
  withdrawYear: {
    input: z.strictObject({ reason }),
    by: ['ciso', 'promotionOffice'],
    clause: '3-12',
    rules: ['nothingDecided', 'nothingFoundYet'],
    room: 'always',
    label: { ja: '誤って開いた年度を取り下げる', en: 'withdraw a year opened by mistake' },
  },
  reopenYear: {
    input: z.strictObject({ reason }),
    facts: z.object({ calendar: calendarFact }),
    // Dated as a year that is opened now.
    asks: ({ context }) => ({ calendar: { ...asked(context), openedAt: null } }),
    by: ['ciso', 'promotionOffice'],
    clause: '3-12',
    rules: [],
    room: 'always',
    label: { ja: '取り下げた年度を再開する', en: 'reopen a withdrawn year' },
    why: {
      ja: '取り下げた年度を、必要になった場合に再開します。',
      en: 'The withdrawn year is opened again where it is needed.',
    },
  },
} as const satisfies Decisions;

/** Exceptions that have not come to their end. */
function goingOn({ exceptions }: Context): readonly Exception[] {
  return exceptions.filter(({ status }) => status !== 'settled' && status !== 'refused');
}

export const rules = ruleTable({
  nothingDecided: {
    clause: '3-12',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この年度ではすでに決定が行われているため、取り下げられません。行われた決定は記録に残り、誤りは訂正できます。',
    en: 'A decision has been taken in this year, so it cannot be withdrawn. Decisions stay in the journal; an error in one is corrected there.',
    met: { ja: 'この年度で決定が行われていない', en: 'nothing was decided in this year' },
    test: ({ context }) => context.decisions === 0,
    about: ({ context: { decisions: taken } }) => [
      figureThing(taken, `行われた決定 ${taken}件`, `${taken} decisions taken`),
    ],
  },
  nothingFoundYet: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この年度には監査の指摘、終了していない改善措置、引き継いだ例外措置又は対応の終わっていない助言があるため、取り下げられません。それらはこの年度で扱います。',
    en: 'This year has findings of an audit, open improvements, an exception that goes on or advice that is open, so it cannot be withdrawn: they are dealt with in it.',
    met: {
      ja: '監査の指摘、改善措置、引き継いだ例外措置、助言がない',
      en: 'there are no findings, open improvements, exceptions or advice',
    },
    test: ({ context }) =>
      context.findings.length === 0 &&
      openImprovements(context).length === 0 &&
      goingOn(context).length === 0 &&
      openAdvice(context).length === 0,
    about: ({ context }) => [
      ...context.findings.map(({ ref }) => findingThing(context, ref)),
      ...openImprovements(context).map(({ instance }) => improvementThing(context, instance)),
      ...goingOn(context).map(exceptionThing),
      ...openAdvice(context).map(({ ref }) => bareThing('advice', ref)),
    ],
  },
});

/** Nobody was late while the year rested: what would have gone further up meanwhile does not. */
function dated(context: Context, calendar: z.output<typeof calendarFact>): Context['dueItems'] {
  return context.dueItems.map((item) => {
    const now = redated(item, calendar);
    return { ...now, escalations: (now.escalations ?? []).filter(({ at }) => at > context.at) };
  });
}

export const on = {
  planning: handlers(decisions, {
    withdrawYear: {
      target: '#cycle.withdrawn',
      change: (context) => ({ withdrawn: context.at, marks: withAll(context.marks, 'withdrawnOnce') }),
      causes: ({ after }) => [
        toRoles(after, ['ciso', 'promotionOffice', 'headOfOfficers', 'headOfOrganisation'], 'yearWithdrawn'),
        // Its plan waits for no evaluation of this year.
        tell(nextCycle(after), 'predecessorWithdrawn', { cycle: after.instance }),
      ],
    },
  }),
  withdrawn: handlers(decisions, {
    reopenYear: {
      target: '#cycle.live',
      change: (context, event) => ({
        withdrawn: undefined,
        openedAt: context.at,
        lastRung: context.at,
        dueItems: dated(context, event.facts.calendar),
        inspectionBegins: event.facts.calendar.inspectionBegins,
      }),
      causes: ({ after }) => [
        toRoles(after, ['ciso', 'promotionOffice', 'headOfOfficers'], 'yearReopened'),
        tell(nextCycle(after), 'predecessorReopened', { cycle: after.instance }),
      ],
    },
  }),
};

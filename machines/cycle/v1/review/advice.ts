/**
 * Advice 助言 of headquarters or a minister: the CISO decides its priority and what becomes of it (3-20, 4-14). *Later* is no
 * end: the advice stays with the body's cycle, is asked again at its date, and may be decided again before.
 */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import {
  addDays,
  bareThing,
  dateInJapan,
  datesFor,
  dateThing,
  dueFact,
  fields,
  met,
  tell,
  type Change,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { adviceItem, hasEnd, withAskedAgain } from '../advice.ts';
import type { EventOf } from '../events.ts';
import { isCovered, startEffects, started, type ToStart } from '../improvements.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { derivedTitle } from '../titles.ts';
import type { Advice, Context } from '../types.ts';

const deciding = z.object({ until: z.string().optional() });

export const decisions = {
  disposeAdvice: {
    input: z.strictObject({
      ref: fields.ref('助言 / advice', { choices: 'adviceOpen' }),
      priority: fields.oneOf('優先順位 / priority', { high: '高 / high', middle: '中 / middle', low: '低 / low' }),
      disposition: fields.oneOf('対応の時期・要否 / when, if at all', {
        now: '今年度中に対応する / this year',
        later: '後に対応する / later',
        not: '対応しない / not at all',
      }),
      until: fields
        .date('改めて決める期日 / date on which it is decided again', {
          requiredWhen: { field: 'disposition', is: 'later' },
        })
        .optional(),
      reason,
    }),
    facts: z.object({ due: dueFact }),
    asks: ({ input }) => {
      const { until } = deciding.parse(input);
      return { due: { items: until === undefined ? [] : [{ id: 'advice', date: until }] } };
    },
    by: ['ciso'],
    clause: '3-20',
    room: 'always',
    rules: ['adviceOpen', 'laterNamesDate', 'laterWithinTerm'],
    label: { ja: '助言への対応を決める', en: 'dispose of headquarters’ advice' },
    why: {
      ja: '受けた助言の扱いと優先度を、CISOが決定します。',
      en: 'The CISO decides what becomes of advice received, and how urgent it is.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  adviceOpen: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の助言はないか、対応するか否かが既に決まっています。番号を確認してください。',
    en: 'There is no advice with that reference, or it is decided already whether it is acted on. Check the reference.',
    met: { ja: '対応するか否かが決まっていない助言である', en: 'it is not decided yet whether the advice is acted on' },
    test: ({ context, event }) => context.advice.some((known) => known.ref === event.input.ref && !hasEnd(known)),
    about: ({ event }) => [bareThing('advice', event.input.ref)],
    paths: () => ['ref'],
  },
  laterNamesDate: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '後で対応する場合は、これから来る期日を記入してください。年度が終わっても引き継がれ、対応するか否かをその期日に改めて決めます。',
    en: 'For later name a date that lies ahead. It outlives the year, and on that date it is decided again.',
    met: { ja: '改めて決める期日がこれから来る', en: 'the date on which it is decided again lies ahead' },
    test: ({ context, event }) => {
      const { disposition, until } = event.input;
      return disposition !== 'later' || (until !== undefined && until > dateInJapan(context.at));
    },
    about: ({ context }) => [dateThing(addDays(dateInJapan(context.at), 1), { bound: 'from' })],
    paths: () => ['until'],
  },
  laterWithinTerm: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '期日が、この機関の定める最長の期間を超えています。それより前の日とし、その日に改めて決めてください。',
    en: 'The date lies beyond the longest term of this body. Name an earlier one; on it you may decide again.',
    met: { ja: '期日が定められた期間の内にある', en: 'the date lies within the longest term' },
    test: ({ context, event }) => {
      const { disposition, until } = event.input;
      return disposition !== 'later' || until === undefined || until <= latest(context);
    },
    about: ({ context }) => [dateThing(latest(context), { bound: 'until' })],
    paths: () => ['until'],
  },
});

function latest({ at, longestTermDays }: Context): string {
  return addDays(dateInJapan(at), longestTermDays);
}

function named({ advice }: Context, { input }: EventOf<'disposeAdvice'>): Advice | undefined {
  return advice.find((known) => known.ref === input.ref);
}

/** "Now" opens an improvement that covers the advice, unless one does already. */
function toStart(context: Context, event: EventOf<'disposeAdvice'>): readonly ToStart[] {
  const advice = named(context, event);
  if (event.input.disposition !== 'now' || advice === undefined || isCovered(context, advice.ref)) return [];
  const { ref, clause, by: source } = advice;
  const covers = [{ ref, source, clause }];
  return [{ title: derivedTitle(covers, source), source, openedBy: event.actor.person, covers }];
}

/** How an improvement ended that covered the advice before it was disposed of, where none that covers it goes on. */
function endedAlready({ improvements }: Context, ref: string): readonly string[] {
  const covering = improvements.filter(({ covers }) => covers.includes(ref));
  const ends = covering.flatMap(({ end }) => (end === undefined || end === 'merged' ? [] : [end]));
  return covering.length > 0 && ends.length === covering.length ? ends.slice(-1) : [];
}

/** Whoever gave it is told of each decision, and of nothing else: carrying it over says nothing new. */
function disposalTells(before: Context, event: EventOf<'disposeAdvice'>): readonly Cause[] {
  const advice = named(before, event);
  if (advice === undefined) return [];
  const { ref, source } = advice;
  const { priority, disposition, reason: why, until } = event.input;
  const later = disposition === 'later' ? { until } : {};
  return [
    tell(source, 'adviceDisposed', { cycle: before.instance, ref, priority, disposition, reason: why, ...later }),
    ...(disposition === 'now' ? endedAlready(before, ref) : []).map((end) =>
      tell(source, 'adviceSettled', { cycle: before.instance, ref, end }),
    ),
  ];
}

/** *Later* is asked again at its date; otherwise nothing more is asked. */
function disposed(context: Context, event: EventOf<'disposeAdvice'>): Change<Context> {
  const { ref, priority, disposition: what, until } = event.input;
  const decided = { priority, what, ...(what === 'later' ? { until } : {}), at: context.at };
  const dates = what === 'later' ? datesFor(event.facts.due, 'advice') : undefined;
  return {
    advice: context.advice.map((known) =>
      known.ref === ref && !hasEnd(known) ? { ...known, disposed: decided } : known,
    ),
    improvements: started(context, toStart(context, event)),
    dueItems: dates === undefined ? met(context, adviceItem(ref)) : withAskedAgain(context, ref, dates),
  };
}

export const on = {
  live: handlers(decisions, {
    disposeAdvice: {
      change: disposed,
      causes: ({ before, event }) => [...startEffects(before, toStart(before, event)), ...disposalTells(before, event)],
    },
  }),
};

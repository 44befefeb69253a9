/**
 * Advice 助言 as procedures hand it to each other: who gives it tells the body's cycle, which alone decides what becomes of it
 * and tells that back (3-20, 4-14).
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import type { Instant, InstanceId, LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import { tell } from './causes.ts';
import { fiscalYearAt } from './dates.ts';
import { instance, organisation, ref } from './fields.ts';
import type { Tells } from './tables.ts';

export const advicePriority = z.enum(['high', 'middle', 'low']);

/** Acted on this year, put off until a date, or not acted on. *Later* is no end. */
export const adviceDisposition = z.enum(['now', 'later', 'not']);

/** What a body decided on it. */
export interface AdviceDecided {
  readonly priority: z.output<typeof advicePriority>;
  readonly what: z.output<typeof adviceDisposition>;
  /** For *later*: the date on which it is decided again. */
  readonly until?: LocalDate;
  readonly at: Instant;
}

const cycle = instance('年度サイクル / cycle');
const advice = ref('助言 / advice');

/** What the body's cycle tells back. */
export const adviceTold = {
  adviceDisposed: {
    input: z.object({
      cycle,
      ref: advice,
      priority: advicePriority,
      disposition: adviceDisposition,
      reason: z.string().max(8000),
      until: z.string().max(10).optional(),
    }),
    rules: [],
  },
  /** What was begun for it has ended. */
  adviceSettled: { input: z.object({ cycle, ref: advice, end: z.string().max(64) }), rules: [] },
  /** The body has ended; its successor took over what is open. */
  successorAnswers: {
    input: z.object({ cycle, successor: organisation('承継した機関 / successor') }),
    rules: [],
  },
} as const satisfies Tells;

/** An item of advice as whoever gave it keeps it. */
export interface GivenAdvice {
  readonly ref: string;
  readonly disposition?: AdviceDecided & { readonly cycle: InstanceId; readonly reason: string };
  /** Of *now*: how what was begun for it ended. */
  readonly settled?: { readonly cycle: InstanceId; readonly how: string; readonly at: Instant };
}

/** What the body made of it, as whoever gave it reads that. */
export const dispositionNames: Readonly<Record<AdviceDecided['what'], Text>> = {
  now: { ja: '対応中', en: 'acted on' },
  later: { ja: '後に対応', en: 'put off' },
  not: { ja: '対応しない', en: 'not acted on' },
};

/** True of a reference to one of these: what one that has ended is told may come to another, whose matter it is not. */
export function isAmong(items: readonly GivenAdvice[], named: string): boolean {
  return items.some((item) => item.ref === named);
}

/** The items with what the body decided on one. *Later* decided again takes the place of what was decided before. */
export function withDisposition<I extends GivenAdvice>(
  items: readonly I[],
  {
    ref: named,
    cycle: by,
    priority,
    disposition: what,
    reason,
    until,
  }: z.output<typeof adviceTold.adviceDisposed.input>,
  at: Instant,
): readonly I[] {
  const disposition = { cycle: by, priority, what, reason, ...(until !== undefined && { until }), at };
  return items.map((item) => (item.ref === named ? { ...item, disposition } : item));
}

/** The items with how what was begun for one ended; a settled one stays so. */
export function withSettled<I extends GivenAdvice>(
  items: readonly I[],
  { ref: named, cycle: by, end }: z.output<typeof adviceTold.adviceSettled.input>,
  at: Instant,
): readonly I[] {
  return items.map((item) =>
    item.ref === named && item.settled === undefined ? { ...item, settled: { cycle: by, how: end, at } } : item,
  );
}

/** The body's cycle of this fiscal year is told of advice: its reference alone, whose text is read where it was given. */
export function adviceTell(
  at: Instant,
  body: OrganisationId,
  given: {
    readonly ref: string;
    readonly clause: string;
    readonly by: 'headquarters' | 'minister';
    readonly source?: InstanceId;
  },
): Cause {
  return tell(`cycle/${fiscalYearAt(at)}/${body}`, 'adviceGiven', { ...given });
}

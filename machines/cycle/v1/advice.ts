/** Advice that a cycle knows: what of it waits for the CISO, what is put off until when, and how it goes over to another cycle. */
import type { Cause, DueItem, Json } from '../../core/index.ts';
import type { InstanceId, Instant } from '../../../model/identifiers.ts';
import { dateInJapan, openItem, tell, type Dates } from '../../kit/v1/index.ts';
import type { Advice, Context } from './types.ts';

/** The due item of advice that is put off. */
export function adviceItem(ref: string): string {
  return `advice:${ref}`;
}

export function isOfAdvice({ id }: Pick<DueItem, 'id'>): boolean {
  return id.startsWith(adviceItem(''));
}

/** True once it is decided that it is acted on, or not. *Later* is no end. */
export function hasEnd({ disposed }: Advice): boolean {
  return disposed !== undefined && disposed.what !== 'later';
}

/** What may be decided: nothing was yet, or it is put off. */
export function openAdvice({ advice }: Pick<Context, 'advice'>): readonly Advice[] {
  return advice.filter((known) => !hasEnd(known));
}

/** What is put off. */
export function putOff({ advice }: Pick<Context, 'advice'>): readonly Advice[] {
  return advice.filter(({ disposed }) => disposed?.what === 'later');
}

/** What must be decided: nothing was yet, or it was put off and its date has come. */
export function waitingAdvice({ advice, at }: Pick<Context, 'advice' | 'at'>): readonly Advice[] {
  return advice.filter(({ disposed }) => disposed === undefined || isAskedAgain(disposed, at));
}

function isAskedAgain({ what, until }: NonNullable<Advice['disposed']>, at: Instant): boolean {
  return what === 'later' && (until === undefined || until <= dateInJapan(at));
}

/** The items with one for advice put off, in the place of its earlier one: the first date it ever had stays. */
export function withAskedAgain(
  { dueItems }: Pick<Context, 'dueItems'>,
  ref: string,
  { original, ...dates }: Dates & { readonly original?: Instant | undefined },
): readonly DueItem[] {
  const id = adviceItem(ref);
  const known = dueItems.find((item) => item.id === id);
  const item: DueItem = { id, original: known?.original ?? original ?? dates.due, ...dates, roles: ['ciso'] };
  return known === undefined ? [...dueItems, item] : dueItems.map((one) => (one === known ? item : one));
}

/** The advice, with where some of it went on. */
export function handedTo(
  { advice }: Pick<Context, 'advice'>,
  some: readonly Advice[],
  to: InstanceId,
): readonly Advice[] {
  return advice.map((known) => (some.includes(known) ? { ...known, carriedTo: to } : known));
}

/** Advice that goes over to another cycle as it was decided, with the date it has; nothing is decided by that. */
export function carried(context: Context, advice: readonly Advice[], to: InstanceId): readonly Cause[] {
  return advice.flatMap(({ ref, clause, by, source, disposed }) => {
    if (disposed === undefined || disposed.what === 'not') return [];
    const { priority, what, until } = disposed;
    const plain = { ref, clause, by, source, priority, what, ...(until === undefined ? {} : { until }) };
    return [tell(to, 'adviceCarried', { ...plain, ...datesOf(context, ref) })];
  });
}

function datesOf(context: Context, ref: string): { readonly due?: Json } {
  const item = openItem(context, adviceItem(ref));
  if (item === undefined) return {};
  const { due, original, rungs, escalations = [], basis } = item;
  return { due: JSON.parse(JSON.stringify({ due, original, rungs, escalations, basis })) };
}

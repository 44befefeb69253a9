/** What is owed before the close: amendments and educations, told by others, settled here. */
import type { Cause } from '../../core/index.ts';
import { tell, type CommonFact } from '../../kit/v1/index.ts';
import type { Context, Hash, Debt } from './types.ts';

/** What is still owed, of some subject or of any. */
export function owedNow(context: Pick<Context, 'owed'>, subject?: Debt['subject']): readonly Debt[] {
  return context.owed.filter(
    (item) => item.settled === undefined && (subject === undefined || item.subject === subject),
  );
}

/** Adds what is owed; the same of one source is owed once, again when it was settled before. */
export function owing(
  context: Pick<Context, 'at' | 'owed'>,
  ...items: readonly Omit<Debt, 'since'>[]
): readonly Debt[] {
  const added = items.filter(
    (item) => !owedNow(context, item.subject).some((known) => known.ref === item.ref && known.source === item.source),
  );
  return [...context.owed, ...added.map((item) => ({ ...item, since: context.at }))];
}

/** True for an edition or a directive: it is answered (`planning/asked.ts`), never settled by being named. */
export function isAsked({ source }: Pick<Debt, 'source'>): boolean {
  return source === 'edition' || source === 'directive';
}

/** What may be declared not needed: what last year's evaluation or a transfer owes; asked for and out of its register by now. */
export function isWaivable(
  { editions, directives }: Pick<CommonFact, 'editions' | 'directives'>,
  { ref, source }: Debt,
): boolean {
  if (source === 'edition') return !editions.some(({ id }) => id === ref);
  if (source === 'directive') return !directives.some(({ id }) => id === ref);
  return source === 'evaluation' || source === 'transfer';
}

/** What holds up the close: editions and directives outlive the year. */
export function owedAtClose(context: Pick<Context, 'owed'>): readonly Debt[] {
  return owedNow(context).filter((item) => !isAsked(item));
}

/** The owed items with some settled; amendments that an improvement waits for are told back by `amendmentTells`. */
export function settled(
  context: Context,
  subject: Debt['subject'],
  refs: readonly string[],
  how: NonNullable<Debt['how']>,
): readonly Debt[] {
  return context.owed.map((item) =>
    item.settled === undefined && !isAsked(item) && item.subject === subject && refs.includes(item.ref)
      ? { ...item, settled: context.at, how }
      : item,
  );
}

/**
 * The owed items without what an improvement no longer asks for: settled as dropped, never as done. An improvement of a
 * body that ended may say so before that body's cycle hands over what it asks for: kept, and that is taken for this.
 */
export function dropped(
  context: Context,
  { ref, kind }: { readonly ref: string; readonly kind: 'amendment' | 'education' },
): readonly Debt[] {
  const { at, owed, organisation } = context;
  const isMeant = (item: Debt): boolean =>
    item.source === 'improvement' && item.ref === ref && (item.subject === 'education') === (kind === 'education');
  if (!owed.some(isMeant) && ref.split('/')[2] !== organisation) {
    const subject = kind === 'education' ? 'education' : 'standards';
    return [...owed, { ref, source: 'improvement', subject, what: '', since: at, settled: at, how: 'dropped' }];
  }
  return owed.map((item) =>
    item.settled === undefined && isMeant(item) ? { ...item, settled: at, how: 'dropped' as const } : item,
  );
}

/** True when an improvement of another body said that it no longer asks for this before it was handed over. */
export function isDroppedAlready(
  { owed }: Pick<Context, 'owed'>,
  { ref, kind }: { readonly ref: string; readonly kind: 'amendment' | 'education' },
): boolean {
  return owed.some(
    (item) =>
      item.ref === ref &&
      item.how === 'dropped' &&
      item.what === '' &&
      (item.subject === 'education') === (kind === 'education'),
  );
}

/** True when every ref names something owed of the subject. */
export function settlesOnlyOwed(context: Context, subject: Debt['subject'], refs: readonly string[]): boolean {
  return refs.every((ref) => isOwed(context, subject, ref));
}

/** True when a ref names something owed of the subject that is settled by being named. */
export function isOwed(context: Context, subject: Debt['subject'], ref: string): boolean {
  return owedNow(context, subject).some((item) => !isAsked(item) && item.ref === ref);
}

/** Tells the improvements that wait for an amendment that it is in force. Given what was owed before. */
export function amendmentTells(
  before: Context,
  subject: Debt['subject'],
  submission: { readonly settles: readonly string[]; readonly version: string; readonly document: Hash },
): readonly Cause[] {
  const { version, document } = submission;
  return owedNow(before, subject)
    .filter((item) => item.source === 'improvement' && submission.settles.includes(item.ref))
    .map(({ ref, askedAt }) =>
      tell(ref, 'amendmentInForce', { ref, version, document, ...(askedAt === undefined ? {} : { askedAt }) }),
    );
}

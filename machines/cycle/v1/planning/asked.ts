/**
 * What is decided for all bodies and asked of their standards: a new edition of the common standards (3-4), a measure
 * decided individually for the whole government (3-6). Each is owed, with a due item on its apply-by date, until it is
 * answered; one that outlives its year goes over into the next with its first date.
 */
import { z } from 'zod';
import type { Cause, DueItem, Json } from '../../../core/index.ts';
import {
  askedFact,
  fields,
  met,
  movedBasis,
  openItem,
  tell,
  withAll,
  type AskedFact,
  type Change,
  type Tells,
} from '../../../kit/v1/index.ts';
import type { Text } from '../../../../model/text.ts';
import { nextCycle } from '../improvements.ts';
import { handlers } from '../kit.ts';
import { isAsked, owedNow, owing } from '../owing.ts';
import type { Context, Debt } from '../types.ts';

export type AskedSource = AskedFact[number]['source'];

/** The date of one as the calendar takes it, and the first it had where it was owed before. */
export const askedDates = askedFact.element
  .omit({ source: true, ref: true, what: true, whatEn: true })
  .extend({ original: z.number().optional() });

/** One of them; without its date where whoever tells of it knows none. */
export interface Asked {
  readonly source: AskedSource;
  readonly ref: string;
  readonly what: string;
  readonly whatEn?: string | undefined;
  readonly due?: z.output<typeof askedDates> | undefined;
}

/** Id of the due item of one. */
export function askedItem({ source, ref }: Pick<Debt, 'source' | 'ref'>): string {
  return `${source}:${ref}`;
}

/** What of it is owed now. */
export function askedNow(context: Pick<Context, 'owed'>, source?: AskedSource): readonly Debt[] {
  return owedNow(context).filter((item) => isAsked(item) && (source === undefined || item.source === source));
}

type Owing = Pick<Context, 'at' | 'owed' | 'dueItems'>;

/** Owed from now on; one that is owed already stays, with the earlier of its first dates. */
export function withAsked(context: Owing, ...items: readonly Asked[]): Pick<Context, 'owed' | 'dueItems'> {
  return items.reduce<Owing>(
    ({ at, owed, dueItems }, one) => ({
      at,
      owed: owing({ at, owed }, debtOf(one)),
      dueItems: withDueItem({ owed, dueItems }, one),
    }),
    context,
  );
}

function debtOf({ source, ref, what, whatEn, due }: Asked): Omit<Debt, 'since'> {
  return {
    ref,
    source,
    subject: 'standards',
    what,
    ...(whatEn === undefined ? {} : { whatEn }),
    ...(due === undefined ? {} : { applyBy: due.date }),
  };
}

/** What one is called, as registered. */
export function nameOf({ ref, what, whatEn }: Pick<Debt, 'ref' | 'what' | 'whatEn'>): Text {
  const ja = what === '' ? ref : what;
  return { ja, en: whatEn ?? ja };
}

function withDueItem(context: Pick<Context, 'owed' | 'dueItems'>, { due, ...one }: Asked): readonly DueItem[] {
  const { dueItems } = context;
  if (due === undefined) return dueItems;
  const { due: instant, rungs, escalations, basis } = due;
  const id = askedItem(one);
  const known = dueItems.find((item) => item.id === id);
  const first = Math.min(known?.original ?? Infinity, due.original ?? Infinity, instant);
  if (known?.met === undefined && known !== undefined) {
    return dueItems.map((item) => (item === known ? { ...item, original: first } : item));
  }
  const item: DueItem = {
    id,
    name: nameOf(one),
    due: instant,
    original: first,
    rungs,
    escalations,
    basis,
    roles: ['promotionOffice'],
  };
  return known === undefined ? [...dueItems, item] : dueItems.map((one) => (one === known ? item : one));
}

/**
 * What the register says of one anew – its name, its date –, as far as it is owed here: the new date beside the first one.
 * Whoever decided on the date has moved it, not the body: it is told further up by the new one.
 */
export function changedAsked(
  context: Owing & Pick<Context, 'marks'>,
  { due, ...one }: Asked,
): Pick<Context, 'owed' | 'dueItems' | 'marks'> {
  const { at, owed, dueItems, marks } = context;
  const item = openItem(context, askedItem(one));
  const { source, ref, what } = one;
  const named = { what, ...(one.whatEn !== undefined && { whatEn: one.whatEn }) };
  return {
    owed: owed.map((known) =>
      known.settled !== undefined || known.source !== source || known.ref !== ref
        ? known
        : { ...known, ...named, ...(due !== undefined && { applyBy: due.date }) },
    ),
    dueItems: dueItems.map((known) =>
      known === item ? { ...known, name: nameOf(one), ...(due !== undefined && redated(known, due)) } : known,
    ),
    // That the standards stood on an old edition by the date there was until now stays.
    marks: withAll(
      marks,
      restedOnOldEdition({ at, dueItems: item === undefined ? [] : [item] }) ? 'oldEdition' : undefined,
    ),
  };
}

function redated(item: DueItem, { due, rungs, escalations }: z.output<typeof askedDates>): Partial<DueItem> {
  return item.due === due ? {} : { due, rungs, escalations, basis: movedBasis(item, due, 'redecided') };
}

/** Settles some of what is owed; given what answers one, or nothing. */
export function withAnswers(
  context: Owing,
  answerTo: (item: Debt) => Debt['how'] | undefined,
): Pick<Context, 'owed' | 'dueItems'> {
  const { at } = context;
  const owed = context.owed.map((item) => {
    const how = item.settled === undefined && isAsked(item) ? answerTo(item) : undefined;
    return how === undefined ? item : { ...item, settled: at, how };
  });
  const gone = askedNow(context).filter((item) => !owed.includes(item));
  return { owed, dueItems: met(context, ...gone.map(askedItem)) };
}

/** True when it was answered here before word of it arrives, or came from another year. */
export function isAnswered(context: Context, { source, ref }: Pick<Asked, 'source' | 'ref'>): boolean {
  const { approved } = context.standards;
  const stands =
    source === 'edition'
      ? approved?.edition === ref
      : (approved?.directives ?? []).some(({ directive }) => directive === ref);
  return (
    stands ||
    context.owed.some(
      (item) => item.source === source && item.ref === ref && item.settled !== undefined && item.how !== 'notNeeded',
    )
  );
}

/** True when the standards rested on an edition whose successor was to be applied by then. */
export function restedOnOldEdition({ at, dueItems }: Pick<Context, 'at' | 'dueItems'>): boolean {
  return dueItems.some(({ id, due, met: until }) => id.startsWith('edition:') && due <= (until ?? at));
}

/** One as it is handed on, with the date it has and the first one. */
export function handedOn(
  context: Context,
  { source, ref, what, whatEn, applyBy }: Debt,
): Readonly<Record<string, Json>> {
  const item = openItem(context, askedItem({ source, ref }));
  const plain = { source, ref, subject: 'standards', what, ...(whatEn === undefined ? {} : { whatEn }) };
  if (item === undefined || applyBy === undefined) return plain;
  const { id, due, original, rungs, escalations = [], basis } = item;
  return JSON.parse(JSON.stringify({ ...plain, due: { id, date: applyBy, due, original, rungs, escalations, basis } }));
}

/** What is still owed at the close goes over into the next year. */
export function carriedAsked(context: Context): readonly Cause[] {
  return askedNow(context).map((item) => tell(nextCycle(context), 'amendmentRequired', handedOn(context, item)));
}

export const told = {
  /** Another year of the body has answered what this one may owe too: the standards are one. */
  askedAnswered: {
    input: z.object({
      answers: z.array(
        z.object({
          source: z.enum(['edition', 'directive']),
          ref: fields.ref('版又は個別の決定 / edition or directive'),
          what: z.string().default(''),
          whatEn: z.string().optional(),
          how: z.enum(['amended', 'conforms', 'reflected', 'inOperation', 'notApplicable', 'before']),
        }),
      ),
    }),
    rules: [],
  },
} as const satisfies Tells;

/** Years of which the cycle may still run. */
const running = ['running', 'notEvaluable', 'provisional', 'evaluated'];

/** The other years of the body hear what was answered in this step. */
export function answeredTells(before: Context, after: Pick<Context, 'owed'>): readonly Cause[] {
  const open = new Set(askedNow(before).map(askedItem));
  const answers = after.owed.flatMap((item) => {
    const { source, ref, what, whatEn, settled, how } = item;
    if (settled !== before.at || how === undefined || !open.has(askedItem(item))) return [];
    return [{ source, ref, what, ...(whatEn === undefined ? {} : { whatEn }), how }];
  });
  if (answers.length === 0) return [];
  const { status, cycle } = before.predecessor;
  const others = [...(cycle !== undefined && running.includes(status) ? [cycle] : []), nextCycle(before)];
  return others.map((to) => tell(to, 'askedAnswered', { answers }));
}

function answeredElsewhere(
  context: Context,
  answers: readonly Pick<Debt, 'source' | 'ref' | 'what' | 'whatEn' | 'how'>[],
): Change<Context> {
  const same = (one: Pick<Debt, 'source' | 'ref'>, other: Pick<Debt, 'source' | 'ref'>): boolean =>
    one.source === other.source && one.ref === other.ref;
  const settled = withAnswers(context, (item) => answers.find((one) => same(one, item))?.how);
  // Kept also where it is not owed: word that it is asked for may come later.
  const unknown = answers.filter((one) => !settled.owed.some((item) => same(one, item)));
  const { at } = context;
  return {
    ...settled,
    owed: [...settled.owed, ...unknown.map((one): Debt => ({ ...one, subject: 'standards', since: at, settled: at }))],
  };
}

export const on = {
  /** Kept also while the year rests. */
  live: handlers(told, {
    askedAnswered: { change: (context, { input }) => answeredElsewhere(context, input.answers) },
  }),
};

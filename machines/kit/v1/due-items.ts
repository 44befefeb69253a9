/**
 * Due items: what falls due when, and what time brings to it – reminders on the rungs of a ladder, escalations, and the
 * due instant itself. Over instants alone; the calendar stands behind the facts. The first date an item had stays for ever.
 */
import type { Audience, BaseContext, Cause, DueItem, Escalation, Json, Reminder } from '../../core/index.ts';
import type { DepartmentId, Instant, LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import type { GovernmentDay, GovernmentTerm } from '../../../model/government-dates.ts';
import type { Role } from '../../../model/roles.ts';
import type { CommonContext } from './context.ts';
import { DAY, dateInJapan } from './dates.ts';
import type { DueFact } from './facts.ts';

/** The dates an item gets, as the calendar gave them. */
export type Dates = Pick<DueItem, 'due' | 'rungs' | 'escalations' | 'basis'>;

/** Who must act on an item. */
export interface Post {
  readonly roles: readonly Role[];
  /** The body in which they are held; absent: the instance's own. */
  readonly organisation?: OrganisationId;
  readonly department?: DepartmentId;
}

/**
 * What the look-up `due` is asked for by its name, and answers under that: a term of procedures between bodies, or a day of
 * their year. How long and which day is configuration (`model/government-dates.ts`), as it stands when it is asked.
 */
export type DueAsked =
  | {
      readonly term: GovernmentTerm;
      /** From which day it runs; today, where none is named. */
      readonly from?: LocalDate;
    }
  | { readonly term: 'planOpenedLate' }
  | { readonly day: GovernmentDay; readonly year: number };

/** The parameters of the look-up `due` for these. */
export function dueAsked(...items: readonly DueAsked[]): { readonly due: Json } {
  return { due: { items: items.map((item) => ({ ...item })) } };
}

/** The dates that facts bring for an item; `undefined` when they bring none. */
export function datesFor(due: DueFact | undefined, id: string): Dates | undefined {
  const found = due?.find((fact) => fact.id === id);
  if (found === undefined) return undefined;
  const { due: instant, rungs, escalations, basis } = found;
  return { due: instant, rungs, escalations, basis };
}

/** Its own dates or, past when it begins – so that nothing is overdue at birth –, later ones that say so. */
export function datesOrLater(
  { at }: Pick<CommonContext, 'at'>,
  due: DueFact,
  id: string,
  laterId: string,
): Dates | undefined {
  const [own, later] = [datesFor(due, id), datesFor(due, laterId)];
  if (own === undefined || later === undefined || own.due > at) return own;
  const basis = movedBasis({ id, original: own.due, roles: [], ...own }, later.due, 'openedLate');
  return { ...later, basis };
}

/** The item of an id that is not met. */
export function openItem({ dueItems }: Pick<CommonContext, 'dueItems'>, id: string): DueItem | undefined {
  return dueItems.find((item) => item.id === id && item.met === undefined);
}

/** The items with one opened, in the place of an earlier one of its id. `original`: the first due instant it ever had. */
export function opened(
  { dueItems }: Pick<CommonContext, 'dueItems'>,
  id: string,
  dates: Dates,
  post: Post,
  original: Instant = dueItems.find((item) => item.id === id)?.original ?? dates.due,
): readonly DueItem[] {
  // Dates that another instance told may bear more than they must: the item is called what it is opened as.
  return [...dueItems.filter((item) => item.id !== id), { ...dates, ...post, id, original }];
}

/** The items with one opened for each of several bodies, `<name>:<body>`. */
export function openedForEach(
  { dueItems }: Pick<CommonContext, 'dueItems'>,
  name: string,
  bodies: readonly OrganisationId[],
  dates: Dates,
  roles: Post['roles'],
): readonly DueItem[] {
  return bodies.reduce(
    (items, organisation) => opened({ dueItems: items }, `${name}:${organisation}`, dates, { roles, organisation }),
    dueItems,
  );
}

/** The items with one opened on the date that the facts bring under `of`; as they are where these bring none. */
export function openedOn(
  context: Pick<CommonContext, 'dueItems'>,
  due: DueFact,
  of: string,
  post: Post,
  id: string = of,
): readonly DueItem[] {
  const dates = datesFor(due, of);
  return dates === undefined ? context.dueItems : opened(context, id, dates, post);
}

/** The same of a date that may be revised: the item says that it was moved, and escalation counts from the first one. */
export function reopenedOn(
  context: Pick<CommonContext, 'dueItems'>,
  due: DueFact,
  id: string,
  post: Post,
): readonly DueItem[] {
  const dates = datesFor(due, id);
  const before = context.dueItems.find((item) => item.id === id);
  if (dates === undefined || before === undefined) return openedOn(context, due, id, post);
  const { escalations = dates.escalations } = before;
  const basis = before.due === dates.due ? dates.basis : movedBasis(before, dates.due, 'revised');
  return opened(context, id, { ...dates, escalations, basis }, post);
}

/** Whether the date that the facts bring lies ahead. */
export function fallsAhead({ at }: Pick<CommonContext, 'at'>, due: DueFact, id: string): boolean {
  return due.some((item) => item.id === id && item.due > at);
}

/** The items with some met now; one met earlier keeps its instant. */
export function met(
  { dueItems, at }: Pick<CommonContext, 'dueItems' | 'at'>,
  ...ids: readonly string[]
): readonly DueItem[] {
  return dueItems.map((item) => (ids.includes(item.id) && item.met === undefined ? { ...item, met: at } : item));
}

/** The items without some of them. */
export function without({ dueItems }: Pick<CommonContext, 'dueItems'>, ...ids: readonly string[]): readonly DueItem[] {
  return dueItems.filter(({ id }) => !ids.includes(id));
}

/** What a date rests on after it was moved. `reason` is a key of the calendar's texts. */
export function movedBasis(item: DueItem, due: Instant, reason: string): NonNullable<DueItem['basis']> {
  const from = dateInJapan(item.due - 1);
  const { basis = { kind: 'given' as const, own: dateInJapan(item.original - 1) } } = item;
  return { ...basis, moved: [...(basis.moved ?? []), { from, to: dateInJapan(due - 1), reason }] };
}

/** The post that must act on an item, in its body or this one. */
export function audienceOf(
  { organisation: own }: Pick<CommonContext, 'organisation'>,
  { roles, department, organisation = own }: Post,
): Audience {
  return { roles, organisation, ...(department === undefined ? {} : { department }) };
}

/** What every memory begins with: no dates, marks and documents yet. */
export function nothingYet<B extends BaseContext>(base: B): B & CommonContext {
  return { ...base, dueItems: [], lastRung: base.at, marks: [], documents: [] };
}

/** How many open items are overdue at an instant. */
export function overdueCount(items: readonly DueItem[], at: Instant): number {
  return items.filter((item) => item.met === undefined && item.due <= at).length;
}

/** The next instant at which time does something to an open item; `undefined` when there is none. */
export function nextReminder(items: readonly DueItem[], since: Instant): Instant | undefined {
  let next: Instant | undefined;
  for (const item of items) {
    if (item.met !== undefined) continue;
    for (const at of instantsOf(item)) if (at > since && (next === undefined || at < next)) next = at;
  }
  return next;
}

function instantsOf({ due, rungs, escalations = [] }: DueItem): readonly Instant[] {
  return [due, ...rungs, ...escalations.map(({ at }) => at)];
}

/** How a procedure reminds, where it differs from: each open item's post, of topic `reminder` or `overdue`. */
export interface Reminding {
  /** The items that count now. */
  readonly items?: readonly DueItem[];
  topic?(item: DueItem, stage: Reminder['stage']): string;
  /** Who must act on an item. */
  audiences?(item: DueItem, topic: string): readonly Audience[];
  /** Whether those further up are told who are not among those who must act. */
  escalates?(to: Escalation['to'], audiences: readonly Audience[]): boolean;
}

/** What reminders read of a context. */
type DueContext = Pick<CommonContext, 'at' | 'organisation' | 'dueItems' | 'lastRung'>;

/** Who at the supervising ministries is told of what stays overdue, where the body opened that. */
const supervisors: readonly Role[] = ['manager', 'supervisingStaff'];

/**
 * One notice per open item of which a rung has come since reminders were last looked at, to each who must act, and one
 * further up for an escalation (topic `escalated`). Given the context before its `lastRung` moves on.
 */
export function reminders(context: DueContext, how: Reminding = {}): readonly Cause[] {
  const { at } = context;
  const { items = context.dueItems } = how;
  return comeDue(items, context.lastRung, at).flatMap(({ item, reminder, escalated }) => {
    // What another body owes goes up in that body.
    const { organisation = context.organisation } = item;
    const about = { dueItem: item.id, ...(item.name !== undefined && { dueItemName: item.name }) };
    const stage = stageOf(item, at);
    const topic = how.topic?.(item, stage) ?? (stage === 'overdue' ? 'overdue' : 'reminder');
    const audiences = how.audiences?.(item, topic) ?? [audienceOf(context, item)];
    const reminded =
      reminder === undefined ? [] : audiences.map((to): Cause => ({ kind: 'notify', to, topic, ...about, reminder }));
    const further = escalated
      .filter(({ to }) => how.escalates?.(to, audiences) ?? true)
      .map((one): Cause => ({
        kind: 'notify',
        to: one.to === 'ciso' ? { roles: ['ciso'], organisation } : { supervisorsOf: organisation, roles: supervisors },
        topic: 'escalated',
        ...about,
        reminder: one.reminder,
      }));
    return [...reminded, ...further];
  });
}

/** How `rung` is handled everywhere: the reminders – of each open item's post, unless said otherwise – are read off before their clock moves on. */
export function onRung<C extends CommonContext>(
  remindersOf: (context: C) => readonly Cause[] = reminders,
): {
  change(context: C): { readonly lastRung: Instant };
  causes(step: { readonly before: C }): readonly Cause[];
} {
  return { change: ({ at }) => ({ lastRung: at }), causes: ({ before }) => remindersOf(before) };
}

/** What has come of an item since reminders were last looked at. */
interface ComeDue {
  readonly item: DueItem;
  /** For those who must act; absent when no rung has come (the due instant alone wakes nobody at night). */
  readonly reminder?: Reminder;
  /** Further up; the latest of each kind. */
  readonly escalated: readonly { readonly to: Escalation['to']; readonly reminder: Reminder }[];
}

/** Open items of which a rung or an escalation lies after `since` and not after `at`: each once, however many passed. */
function comeDue(items: readonly DueItem[], since: Instant, at: Instant): readonly ComeDue[] {
  const passed = (instant: Instant): boolean => instant > since && instant <= at;
  return items.flatMap((item): ComeDue[] => {
    if (item.met !== undefined) return [];
    const { due } = item;
    const rungs = item.rungs.filter(passed);
    const rung = rungs.at(-1);
    const missed = rungs.length > 1 ? { missed: rungs.length - 1 } : {};
    const escalated = (['ciso', 'supervisors'] as const).flatMap((to) => {
      const last = (item.escalations ?? []).filter((one) => one.to === to && passed(one.at)).at(-1);
      return last === undefined ? [] : [{ to, reminder: { rung: last.at, stage: 'escalated', due } as const }];
    });
    if (rung === undefined && escalated.length === 0) return [];
    const reminder = rung === undefined ? {} : { reminder: { rung, stage: stageOf(item, at), due, ...missed } };
    return [{ item, ...reminder, escalated }];
  });
}

function stageOf({ due }: DueItem, at: Instant): 'before' | 'today' | 'overdue' {
  if (at >= due) return 'overdue';
  return at >= due - DAY ? 'today' : 'before';
}

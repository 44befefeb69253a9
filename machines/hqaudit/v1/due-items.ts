/** What falls due when: the report, materials, confirmation of facts, the report to ministries, the body's decision on advice. */
import type { DueItem } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import { datesFor, opened, openedOn, without, type DueFact } from '../../kit/v1/index.ts';
import { subjectPosts } from './subject.ts';
import { undisposed, type Context } from './types.ts';

/** The due item of a request for materials. */
export function requestItem(number: number): string {
  return `materials:${number}`;
}

export function materialsDue(context: Context, due: DueFact, number: number): readonly DueItem[] {
  const post = { roles: ['promotionOffice'], organisation: context.addressee } as const;
  return openedOn(context, due, 'materials', post, requestItem(number));
}

/** It ends by itself; nobody is overdue with it. */
export function confirmationDue(context: Context, due: DueFact): readonly DueItem[] {
  const dates = datesFor(due, 'confirmation');
  if (dates === undefined) return context.dueItems;
  const post = { roles: subjectPosts, organisation: context.addressee } as const;
  return opened({ dueItems: without(context, 'confirmation') }, 'confirmation', { ...dates, escalations: [] }, post);
}

/** With the report: materials are awaited no more; the body decides on the advice, an agency reports to its ministries. */
export function dueAfterReport(context: Context, due: DueFact): readonly DueItem[] {
  const { addressee: organisation, profile, at } = context;
  const dueItems = context.dueItems
    .filter((item) => !item.id.startsWith('materials:') || item.met !== undefined)
    .map((item) => (item.id === 'report' && item.met === undefined ? { ...item, met: at } : item));
  const awaiting = undisposed(context).length > 0;
  const withDisposition = awaiting
    ? openedOn({ dueItems }, due, 'disposition', { roles: ['ciso'], organisation })
    : dueItems;
  if (profile === 'ministry') return withDisposition;
  const post = { roles: ['ciso', 'promotionOffice'], organisation } as const;
  return openedOn({ dueItems: withDisposition }, due, 'supervisors', post);
}

/** What the body still owes falls to another. */
export function dueElsewhere(
  { dueItems, addressee }: Pick<Context, 'dueItems' | 'addressee'>,
  organisation: OrganisationId,
): readonly DueItem[] {
  return dueItems.map((item) =>
    item.organisation === addressee && item.met === undefined ? { ...item, organisation } : item,
  );
}

/** What refusals of an improvement name. */
import type { Remedy, Thing } from '../../core/index.ts';
import {
  asTyped,
  cycleThing,
  dateInJapan,
  dateThing,
  instanceThing,
  personThing,
  postThings,
  roleThing,
} from '../../kit/v1/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { ownerOf, type Context } from './types.ts';

/** This improvement, where nothing nearer can be named. */
export function ownThing({ instance, title }: Pick<Context, 'instance' | 'title'>): Thing {
  return instanceThing('improvement', instance, title);
}

/** An improvement of this body and year as somebody named it, where that is not this one. */
export function namedThing(
  { instance }: Pick<Context, 'instance'>,
  { number, title }: { readonly number: number; readonly title: string },
): Thing {
  const label = { ja: `第${number}号（指定されたもの）`, en: `no. ${number} (as named)` };
  return { kind: 'improvement', id: instance.replace(/[^/]*$/, String(number)), label, title: asTyped(title) };
}

/** The post that owns it; who assigns one, while there is none. */
export function ownerThings(context: Pick<Context, 'owners'>): Thing[] {
  const post = ownerOf(context);
  return post === undefined ? [roleThing('headOfOfficers')] : postThings(post);
}

/** Somebody whom the plan in force names; the owner while there is no plan. */
export function namedThings(context: Context, who: 'implementer' | 'verifier'): Thing[] {
  const { approved } = context;
  return approved === undefined ? ownerThings(context) : [personThing(approved[who])];
}

/** Owner, implementer and verifier. */
export function concernedThings(context: Context): Thing[] {
  const { approved } = context;
  const named = approved === undefined ? [] : [personThing(approved.implementer), personThing(approved.verifier)];
  return [...ownerThings(context), ...named];
}

/** People, each once. */
export function peopleThings(...people: readonly (PersonId | undefined)[]): Thing[] {
  return [...new Set(people)].flatMap((person) => (person === undefined ? [] : [personThing(person)]));
}

/** Today, as the earliest day that is allowed, or the latest. */
export function todayThing({ at }: Pick<Context, 'at'>, bound: 'from' | 'until'): Thing {
  return dateThing(dateInJapan(at), { bound });
}

/** What leads to a plan in force from here. */
export function towardsPlan(context: Context): string[] {
  if (ownerOf(context) === undefined) return ['assignOwner'];
  return [context.submitted === undefined ? 'plan' : 'approve'];
}

/** How an amendment or education that a plan asked for is made in the cycle of its year. */
export function reEntryRemedies(context: Context, thisYear: number): Remedy[] {
  const { approved, awaitsAmendment, awaitsEducation, organisation } = context;
  const subject = approved?.actions.find(({ kind }) => kind === 'amendStandards')?.subject ?? 'standards';
  const amendment = awaitsAmendment === undefined ? undefined : amending(subject, awaitsAmendment <= thisYear);
  return [
    ...(awaitsAmendment === undefined || amendment === undefined
      ? []
      : [{ decision: amendment, instance: cycleThing(organisation, awaitsAmendment).id }]),
    ...(awaitsEducation === undefined
      ? []
      : [{ decision: 'recordTraining', instance: cycleThing(organisation, awaitsEducation).id }]),
  ];
}

/** The decision of the cycle with which it is submitted: with the first submission of a year that has not begun. */
function amending(subject: 'standards' | 'policy' | 'plan', hasBegun: boolean): string {
  if (subject === 'policy') return 'submitPolicy';
  if (subject === 'plan') return hasBegun ? 'submitPlanAmendment' : 'submitPlan';
  return hasBegun ? 'submitStandardsAmendment' : 'submitStandards';
}

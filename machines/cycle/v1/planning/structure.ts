/** The structure for promoting measures: required roles, CSIRT, and the agencies' liaison (6-4, 6-23, 4-6, 4-7). */
import { z } from 'zod';
import type { Cause, DueItem, Thing } from '../../../core/index.ts';
import type { OrganisationId, PersonId } from '../../../../model/identifiers.ts';
import type { Role } from '../../../../model/roles.ts';
import {
  dateInJapan,
  datesFor,
  dueFact,
  fields,
  leadingTo,
  met,
  openItem,
  opened,
  personThing,
  roleThing,
  structureFact,
  toRoles,
  withAll,
  type Decisions,
  type StructureFact,
} from '../../../kit/v1/index.ts';
import { ministryPosts } from '../due-items.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import { dutyInWords } from '../texts.ts';
import type { Context } from '../types.ts';

/** Posts that stand under operation and response: what is missing of them is overdue from 1 April and blocks nothing. */
const underOperation: readonly Role[] = ['csirtHead', 'workingLevelLiaison', 'executive'];

/** Their due items: the CSIRT (6-23, 6-24), an agency's liaison of two tiers (4-6, 4-7), a contact at each ministry (4-7). */
const standingItemIds = ['csirt', 'liaison', 'ministryContact'] as const;

const contextPart = z.object({ yearBegins: z.number() });

export const decisions = {
  confirmStructure: {
    input: z.strictObject({
      document: fields.document('体制図等 / structure document').optional(),
      note: fields.ruledText('備考 / note').optional(),
    }),
    facts: z.object({ structure: structureFact, due: dueFact }),
    asks: ({ context }) => {
      const date = dateInJapan(contextPart.parse(context).yearBegins - 1);
      return { due: { items: standingItemIds.map((id) => ({ id, date })) } };
    },
    by: ['ciso'],
    clause: '6-4',
    room: 'reserved',
    rules: ['rolesFilled', 'auditOfficerSeparate'],
    label: { ja: '推進体制を確認する', en: 'confirm the structure' },
    why: {
      ja: '推進体制に必要な役職者がそろっていることを、CISOが年度ごとに確認します。',
      en: 'The CISO confirms each year that the structure has its officers.',
    },
  },
} as const satisfies Decisions;

function holdersOf(structure: StructureFact, role: Role): readonly string[] {
  return structure.holders.filter((holder) => holder.role === role).map((holder) => holder.person);
}

function disjoint(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((person) => b.includes(person));
}

/** The roles that the profile requires for planning and nobody holds (6-4). */
export function vacantRoles(structure: StructureFact): readonly Role[] {
  return structure.requiredRoles.filter(
    (role) => !underOperation.includes(role) && holdersOf(structure, role).length === 0,
  );
}

function holdersOfBoth(structure: StructureFact, one: Role, other: Role): readonly PersonId[] {
  const others = holdersOf(structure, other);
  return [...new Set(holdersOf(structure, one))].filter((person) => others.includes(person));
}

/** Somebody who is audit officer and head of information security officers, with both posts. */
function bothPosts({ holders }: StructureFact, person: PersonId): Thing {
  const posts = holders.filter(
    (held) => held.person === person && (held.role === 'auditOfficer' || held.role === 'headOfOfficers'),
  );
  return {
    ...personThing(person),
    posts: posts.map(({ role, department }) => ({ role, ...(department === undefined ? {} : { department }) })),
  };
}

export const rules = ruleTable({
  rolesFilled: {
    clause: '6-4',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: `必要な役職のうち未発令のものがあります。発令を登録してから確認してください。${dutyInWords.ja}`,
    en: `A required post is vacant. Have its appointment registered, then confirm. ${dutyInWords.en}`,
    met: { ja: '必要な役職が全て発令されている', en: 'every required post is held' },
    test: ({ event }) => vacantRoles(event.facts.structure).length === 0,
    about: ({ event }) => vacantRoles(event.facts.structure).map(roleThing),
  },
  auditOfficerSeparate: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '監査責任者と統括情報セキュリティ責任者が同じ者です。監査の独立のため、別の者を任命し、発令を登録してから確認してください。',
    en: 'The audit officer is also head of information security officers. Appoint two different people, so that the audit is independent, and confirm then.',
    met: {
      ja: '監査責任者と統括情報セキュリティ責任者が別の者である',
      en: 'audit officer and head of information security officers are two people',
    },
    test: ({ event: { facts } }) => holdersOfBoth(facts.structure, 'auditOfficer', 'headOfOfficers').length === 0,
    about: ({ event: { facts } }) =>
      holdersOfBoth(facts.structure, 'auditOfficer', 'headOfOfficers').map((person) =>
        bothPosts(facts.structure, person),
      ),
  },
});

/** Ministries where a tier has no contact: that is the ministry's overdue, noted and told, never blocking (4-7). */
function withoutContact({ supervisors, ministryContacts }: StructureFact): readonly OrganisationId[] {
  return supervisors.filter((ministry) =>
    ['workingLevelLiaison', 'manager'].some(
      (tier) => !ministryContacts.some((contact) => contact.organisation === ministry && contact.role === tier),
    ),
  );
}

/** True when the audit officer is also of the promotion office or CISO: marked; independence is tested per audit (3-15). */
function auditOfficerHoldsOthers(structure: StructureFact): boolean {
  const others = (['promotionOffice', 'ciso', 'deputyCiso'] as const).flatMap((role) => holdersOf(structure, role));
  return !disjoint(holdersOf(structure, 'auditOfficer'), others);
}

/** The mark of a standing item that was not in place. */
export const lackingMark = (item: string): string => `${item}Missing`;

/** Which of the standing items are not in place. */
function lacking(context: Context, structure: StructureFact): readonly (typeof standingItemIds)[number][] {
  const csirt = holdersOf(structure, 'csirtHead').length === 0;
  if (context.profile === 'ministry') return csirt ? ['csirt'] : [];
  const [working, executives] = [holdersOf(structure, 'workingLevelLiaison'), holdersOf(structure, 'executive')];
  // Two tiers are two people; that a third stands on both takes nothing away.
  const liaison = !working.some((person) => executives.some((other) => other !== person));
  return [
    ...(csirt ? (['csirt'] as const) : []),
    ...(liaison ? (['liaison'] as const) : []),
    ...(withoutContact(structure).length > 0 ? (['ministryContact'] as const) : []),
  ];
}

/** The due items with each standing item open where it is lacking, and met where it is in place. */
function standingItems(context: Context, { structure, due }: Facts): readonly DueItem[] {
  const lacks = lacking(context, structure);
  return standingItemIds.reduce<readonly DueItem[]>(
    (dueItems, id) => {
      const now = { ...context, dueItems };
      const dates = datesFor(due, id);
      if (!lacks.includes(id)) return met(now, id);
      if (dates === undefined || openItem(now, id) !== undefined) return dueItems;
      // What is the ministry's is not told further up here.
      if (id === 'ministryContact') return opened(now, id, { ...dates, escalations: [] }, { roles: ministryPosts });
      return opened(now, id, dates, { roles: ['ciso'] });
    },
    met(context, 'structure'),
  );
}

type Facts = EventOf<'confirmStructure'>['facts'];

function confirmCauses(context: Context, event: EventOf<'confirmStructure'>): readonly Cause[] {
  const { structure } = event.facts;
  const missing = lacking(context, structure);
  return [
    {
      kind: 'register',
      register: 'structure',
      value: {
        since: dateInJapan(context.at),
        holders: structure.holders.map(({ role, person, department }) => ({ role, person, department })),
        ...(event.input.document === undefined ? {} : { document: event.input.document }),
      },
    },
    ...(missing.includes('csirt') ? [toRoles(context, ['ciso', 'promotionOffice'], 'csirtMissing')] : []),
    ...(missing.includes('liaison') ? [toRoles(context, ['ciso', 'promotionOffice'], 'liaisonMissing')] : []),
    ...(missing.includes('ministryContact')
      ? [
          ...withoutContact(structure).map((organisation) =>
            toRoles({ organisation }, ministryPosts, 'ministryContactMissing'),
          ),
          toRoles(context, ['promotionOffice'], 'ministryContactMissing'),
        ]
      : []),
  ];
}

const confirmed = handlers(decisions, {
  confirmStructure: {
    change: (context, { actor, input, facts }) => ({
      structure: {
        at: context.at,
        by: actor.person,
        withoutContact: context.profile === 'ministry' ? [] : withoutContact(facts.structure),
      },
      marks: withAll(
        context.marks,
        ...lacking(context, facts.structure).map(lackingMark),
        ...(auditOfficerHoldsOthers(facts.structure) ? ['auditOfficerHoldsOthers'] : []),
      ),
      dueItems: standingItems(context, facts),
      documents: withAll(context.documents, input.document),
    }),
    causes: ({ after, event }) => confirmCauses(after, event),
  },
});

/** Confirmed at any time of the year, again when it changes. */
export const on = { year: confirmed };

/** In planning it shows whether the confirmation is still missing. */
export const track = {
  initial: 'missing',
  states: {
    missing: { on: { confirmStructure: leadingTo('confirmed', confirmed.confirmStructure) } },
    confirmed: { on: confirmed },
  },
} as const;

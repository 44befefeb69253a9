/** The structure for promoting measures: required roles, CSIRT, and the agencies' liaison (6-4, 6-23, 4-6, 4-7). */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import type { Role } from '../../../../model/roles.ts';
import {
  dateInJapan,
  fields,
  leadingTo,
  met,
  structureFact,
  toRoles,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';

export const decisions = {
  confirmStructure: {
    input: z.strictObject({
      document: fields.document('体制図等 / structure document').optional(),
      note: fields.ruledText('備考 / note').optional(),
    }),
    facts: z.object({ structure: structureFact }),
    by: ['ciso'],
    clause: '6-4',
    rules: ['rolesFilled', 'csirtSetUp', 'auditOfficerSeparate', 'liaisonBuilt', 'liaisonTiersDiffer'],
    label: { ja: '推進体制を確認する', en: 'confirm the structure' },
  },
} as const satisfies Decisions;

type Structure = z.output<typeof structureFact>;

function holdersOf(structure: Structure, role: Role): readonly string[] {
  return structure.holders.filter((holder) => holder.role === role).map((holder) => holder.person);
}

function disjoint(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((person) => b.includes(person));
}

/** True when every role the profile requires has a holder (6-4). */
export function rolesAreFilled(structure: Structure): boolean {
  return structure.requiredRoles.every((role) => holdersOf(structure, role).length > 0);
}

const agency = (context: Context): boolean => context.profile !== 'ministry';

export const rules = ruleTable({
  rolesFilled: {
    clause: '6-4',
    basis: 'text',
    about: 'facts',
    reads: ['facts'],
    ja: '必要な役職のうち空席のものがあります。発令を登録してから確認してください。',
    en: 'A required post is vacant. Have its appointment registered, then confirm.',
    test: ({ event }) => rolesAreFilled(event.facts.structure),
  },
  csirtSetUp: {
    clause: '6-23',
    basis: 'text',
    about: 'facts',
    reads: ['facts'],
    ja: 'CSIRTが設置されていません。CSIRT責任者の発令を登録してください。',
    en: 'No CSIRT is set up. Have the appointment of its head registered.',
    test: ({ event }) => holdersOf(event.facts.structure, 'csirtHead').length > 0,
  },
  auditOfficerSeparate: {
    clause: '3-15',
    basis: 'design',
    about: 'facts',
    reads: ['facts'],
    ja: '監査責任者と統括情報セキュリティ責任者が同じ人です。監査の独立のため、別の人を任命してください。',
    en: 'The audit officer is also head of information security officers. Appoint two different people, so that the audit is independent.',
    test: ({ event }) =>
      disjoint(holdersOf(event.facts.structure, 'auditOfficer'), holdersOf(event.facts.structure, 'headOfOfficers')),
  },
  liaisonBuilt: {
    clause: '4-6',
    basis: 'text',
    about: 'facts',
    reads: ['state', 'facts'],
    ja: '所管府省庁との情報連絡体制の担当（実務者・役員の両方）を登録してください。',
    en: 'Register the liaison with the supervising ministry on both tiers: a working-level liaison and an executive.',
    test: ({ context, event }) =>
      !agency(context) ||
      (holdersOf(event.facts.structure, 'workingLevelLiaison').length > 0 &&
        holdersOf(event.facts.structure, 'executive').length > 0),
  },
  liaisonTiersDiffer: {
    clause: '4-7',
    basis: 'text',
    about: 'facts',
    reads: ['state', 'facts'],
    ja: '実務者クラスと役員クラスの連絡担当が同じ人です。並行して周知されるよう別の人にしてください。',
    en: 'The same person stands on both liaison tiers. Name two people, so that both tiers are informed in parallel.',
    test: ({ context, event }) =>
      !agency(context) ||
      disjoint(holdersOf(event.facts.structure, 'workingLevelLiaison'), holdersOf(event.facts.structure, 'executive')),
  },
});

/** A tier without a contact at a supervising ministry is that ministry's overdue: noted and told, never blocking (4-7). */
function contactsMissing(context: Context, structure: Structure): readonly string[] {
  if (!agency(context)) return [];
  return context.supervisors.filter((ministry) =>
    ['workingLevelLiaison', 'manager'].some(
      (tier) =>
        !structure.ministryContacts.some((contact) => contact.organisation === ministry && contact.role === tier),
    ),
  );
}

function confirmation(context: Context, event: EventOf<'confirmStructure'>): readonly Cause[] {
  const { structure } = event.facts;
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
    ...contactsMissing(context, structure).map((ministry): Cause => ({
      kind: 'notify',
      to: { roles: ['manager', 'supervisingStaff'], organisation: ministry },
      topic: 'ministryContactMissing',
    })),
    ...(contactsMissing(context, structure).length > 0
      ? [toRoles(context, ['promotionOffice'], 'ministryContactMissing')]
      : []),
  ];
}

const confirmed = handlers(decisions, {
  confirmStructure: {
    change: (context, { actor, input, facts }) => {
      const missingContacts = contactsMissing(context, facts.structure).length > 0;
      return {
        structure: { at: context.at, by: actor.person, missingContacts },
        marks: missingContacts ? withAll(context.marks, 'ministryContactMissing') : context.marks,
        dueItems: met(context, 'structure'),
        documents: withAll(context.documents, input.document),
      };
    },
    causes: ({ after, event }) => confirmation(after, event),
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

/** The structure for promoting measures: required roles, CSIRT, and the agencies' liaison (6-4, 6-23, 4-6, 4-7). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import type { Role } from '../../../../model/roles.ts';
import { dateInJapan } from '../calendar.ts';
import { structureFact } from '../facts.ts';
import { documentRef, optionalProse } from '../fields.ts';
import { act, cited, marked, met, notify, rule, type Decisions, type EventOf } from '../kit.ts';
import type { CycleContext } from '../types.ts';

export const structureDecisions = {
  confirmStructure: {
    input: z.strictObject({
      document: documentRef('体制図等 / structure document').optional(),
      note: optionalProse('備考 / note').optional(),
    }),
    facts: z.object({ structure: structureFact }),
    by: ['ciso'],
    clause: '6-4',
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

const agency = (context: CycleContext): boolean => context.profile !== 'ministry';

export const structureRules = {
  rolesFilled: rule({
    clause: '6-4',
    basis: 'text',
    about: 'facts',
    reads: ['facts'],
    of: ['confirmStructure'],
    ja: '必要な役職のうち空席のものがあります。発令を登録してから確認してください。',
    en: 'A required post is vacant. Have its appointment registered, then confirm.',
    test: ({ event }) => rolesAreFilled(event.facts.structure),
  }),
  csirtSetUp: rule({
    clause: '6-23',
    basis: 'text',
    about: 'facts',
    reads: ['facts'],
    of: ['confirmStructure'],
    ja: 'CSIRTが設置されていません。CSIRT責任者の発令を登録してください。',
    en: 'No CSIRT is set up. Have the appointment of its head registered.',
    test: ({ event }) => holdersOf(event.facts.structure, 'csirtHead').length > 0,
  }),
  auditOfficerSeparate: rule({
    clause: '3-15',
    basis: 'design',
    about: 'facts',
    reads: ['facts'],
    of: ['confirmStructure'],
    ja: '監査責任者と統括情報セキュリティ責任者が同じ人です。監査の独立のため、別の人を任命してください。',
    en: 'The audit officer is also head of information security officers. Appoint two different people, so that the audit is independent.',
    test: ({ event }) =>
      disjoint(holdersOf(event.facts.structure, 'auditOfficer'), holdersOf(event.facts.structure, 'headOfOfficers')),
  }),
  liaisonBuilt: rule({
    clause: '4-6',
    basis: 'text',
    about: 'facts',
    reads: ['state', 'facts'],
    of: ['confirmStructure'],
    ja: '所管府省庁との情報連絡体制の担当（実務者・役員の両方）を登録してください。',
    en: 'Register the liaison with the supervising ministry on both tiers: a working-level liaison and an executive.',
    test: ({ context, event }) =>
      !agency(context) ||
      (holdersOf(event.facts.structure, 'workingLevelLiaison').length > 0 &&
        holdersOf(event.facts.structure, 'executive').length > 0),
  }),
  liaisonTiersDiffer: rule({
    clause: '4-7',
    basis: 'text',
    about: 'facts',
    reads: ['state', 'facts'],
    of: ['confirmStructure'],
    ja: '実務者クラスと役員クラスの連絡担当が同じ人です。並行して周知されるよう別の人にしてください。',
    en: 'The same person stands on both liaison tiers. Name two people, so that both tiers are informed in parallel.',
    test: ({ context, event }) =>
      !agency(context) ||
      disjoint(holdersOf(event.facts.structure, 'workingLevelLiaison'), holdersOf(event.facts.structure, 'executive')),
  }),
};

/** A tier without a contact at a supervising ministry is that ministry's overdue: noted and told, never blocking (4-7). */
function contactsMissing(context: CycleContext, structure: Structure): readonly string[] {
  if (!agency(context)) return [];
  return context.supervisors.filter((ministry) =>
    ['workingLevelLiaison', 'manager'].some(
      (tier) =>
        !structure.ministryContacts.some((contact) => contact.organisation === ministry && contact.role === tier),
    ),
  );
}

function structureCauses(context: CycleContext, event: EventOf<'confirmStructure'>): readonly Cause[] {
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
      ? [notify(context, 'ministryContactMissing', 'promotionOffice')]
      : []),
  ];
}

const confirmStructure = act(
  'confirmStructure',
  all('rolesFilled', 'csirtSetUp', 'auditOfficerSeparate', 'liaisonBuilt', 'liaisonTiersDiffer'),
  (context, event) => {
    const missingContacts = contactsMissing(context, event.facts.structure).length > 0;
    return {
      structure: { at: context.at, by: event.actor.person, missingContacts },
      marks: missingContacts ? marked(context, 'ministryContactMissing') : context.marks,
      dueItems: met(context, 'structure'),
      documents: cited(context, event.input.document),
    };
  },
  structureCauses,
);

export const structureOn = { confirmStructure };
export const structureTrack = {
  initial: 'missing',
  states: {
    missing: { on: { confirmStructure: { ...confirmStructure, target: 'confirmed' } } },
    confirmed: { on: { confirmStructure } },
  },
} as const;
export const structureStates = {
  '': { ja: '推進体制', en: 'structure' },
  missing: { ja: '推進体制が未確認', en: 'structure not yet confirmed' },
  confirmed: { ja: '推進体制を確認済み', en: 'structure confirmed' },
};

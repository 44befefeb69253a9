/**
 * Who may confirm that an improvement's purpose was achieved (3-18). The guideline asks for the confirmation; who
 * gives it is by design, after the objectivity of 3-15: never a planner or implementer of any round, nobody of an
 * owning department since the finding, and one of the kinds listed in `verifierRoles` or from outside.
 */
import type { Thing } from '../../core/index.ts';
import type { DepartmentId, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { DecidingRole, Role } from '../../../model/roles.ts';
import {
  dateInJapan,
  departmentThing,
  isDeclaredOutsider,
  isHeld,
  isOf,
  personThing,
  postsHeld,
  reaches,
  standsIn,
  type Decider,
  type DepartmentsFact,
  type HeldPost,
  type PersonFact,
} from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import type { StandingFacts } from './facts.ts';
import { ruleTable } from './kit.ts';
import { peopleThings } from './things.ts';
import { ownerOf, ownerRoles, type Context, type FormerOwner } from './types.ts';

/** Roles of the body that may verify: another department's officers, audit officer, statutory auditor, adviser. */
export const verifierRoles = [
  'officer',
  'divisionOfficer',
  'areaOfficer',
  'systemOfficer',
  'auditOfficer',
  'statutoryAuditor',
  'cisoAdviser',
] as const satisfies readonly Role[];

/** Roles of a supervising ministry's staff, who verify at the agency's request. */
export const supervisorRoles = ['supervisingStaff', 'manager'] as const satisfies readonly Role[];

/** Who may try to verify; rules narrow it down (outside verifiers hold no appointment at all). */
export const verifiers = [...verifierRoles, ...supervisorRoles, 'anyone'] as const satisfies readonly DecidingRole[];

/** Departments whose people are not independent: those that owned it, and those where the findings arose. */
export function owningDepartments(context: {
  readonly owners: readonly FormerOwner[];
  readonly formerOwners: readonly FormerOwner[];
  readonly covers: readonly { readonly department?: DepartmentId }[];
  readonly department?: DepartmentId;
}): DepartmentId[] {
  const owned = [...context.owners, ...context.formerOwners].flatMap(({ department }) => department ?? []);
  const found = [context.department, ...context.covers.map(({ department }) => department)].flatMap((d) => d ?? []);
  return [...new Set([...owned, ...found])];
}

/** True when the decider holds the owner's post, also in a department that succeeded the owner's. */
export function holdsOwnersPost(context: Context, event: Decider): boolean {
  const post = ownerOf(context);
  return post !== undefined && postsHeld(context, event).some((held) => isPost(held, post));
}

/** True when the actor acts for the owner: as holder of the post, or in its holder's place. */
export function actsForOwner(context: Context, event: Decider): boolean {
  return holdsOwnersPost(context, event) || standsIn(context, event, ...ownerRoles);
}

function isPost(held: HeldPost, { role, department }: FormerOwner): boolean {
  return held.role === role && (department === undefined || isOf(held, department));
}

/** What the facts do not name: it must be looked up again. */
function unknownTo(context: Context, people: readonly PersonId[], facts: StandingFacts): Thing[] {
  const departments = owningDepartments(context).filter((id) => !facts.departments.some((known) => known.id === id));
  return [...unknownPeople(people, facts), ...departments.map(departmentThing)];
}

function unknownPeople(people: readonly PersonId[], facts: Pick<StandingFacts, 'people'>): Thing[] {
  return peopleThings(...people.filter((person) => !facts.people.some((found) => found.person === person)));
}

/** Whom the rule about look-ups looks for, by the fields that name them; whoever decides is named in none. */
function lookedFor(event: JudgedBy<'lookedUp'>): Readonly<Record<string, PersonId>> {
  switch (event.type) {
    case 'plan':
      return { implementer: event.input.implementer, verifier: event.input.verifier };
    case 'replaceImplementer':
      return { implementer: event.input.implementer };
    case 'replaceVerifier':
      return { verifier: event.input.verifier };
    case 'permitConfirmation':
      return { confirmer: event.input.confirmer };
    default:
      return {};
  }
}

/** What the look-up did not find. */
function notFound(context: Context, event: JudgedBy<'lookedUp'>): Thing[] {
  const named = Object.values(lookedFor(event));
  switch (event.type) {
    case 'plan':
    case 'replaceVerifier':
      return unknownTo(context, named, event.facts);
    case 'replaceImplementer':
    case 'permitConfirmation':
      return unknownPeople(named, event.facts);
    case 'approve':
      return unknownTo(context, context.submitted === undefined ? [] : [context.submitted.verifier], event.facts);
    default:
      return unknownTo(context, [event.actor.person], event.facts);
  }
}

/** True for one of the kinds of people who may verify, at this moment. */
export function isEligible(context: Context, person: PersonId, people: readonly PersonFact[]): boolean {
  const found = people.find((one) => one.person === person);
  if (found === undefined) return false;
  const today = dateInJapan(context.at);
  const holds = (organisation: OrganisationId, roles: readonly string[]): boolean =>
    found.appointments.some(
      (held) => held.organisation === organisation && isHeld(held, today) && roles.includes(held.role),
    );
  const { organisation, supervisorAsked } = context;
  return (
    holds(organisation, verifierRoles) ||
    (supervisorAsked !== undefined && holds(supervisorAsked, supervisorRoles)) ||
    isDeclaredOutsider(found, today)
  );
}

/** The person whose independence is judged, and what is known about them. */
interface PeopleRecord {
  readonly people: readonly { readonly person: PersonId; readonly appointments: readonly HeldPost[] }[];
  readonly departments: DepartmentsFact;
}

/** True when the person has held no appointment in an owning department, nor the owner's post, since the finding. */
export function isIndependent(context: Context, person: PersonId, facts: PeopleRecord): boolean {
  const isKnown = facts.people.some((one) => one.person === person);
  const areKnown = owningDepartments(context).every((id) => facts.departments.some((known) => known.id === id));
  return isKnown && areKnown && postsThere(context, person, facts).length === 0;
}

/** The posts because of which a person is not independent, held since the finding. */
function postsThere(context: Context, person: PersonId, facts: PeopleRecord): readonly HeldPost[] {
  const appointments = facts.people.find((one) => one.person === person)?.appointments ?? [];
  const today = dateInJapan(context.at);
  const isThere = (held: HeldPost, department: DepartmentId): boolean => {
    const same = facts.departments.find(({ id }) => id === department)?.scope ?? [];
    return held.department !== undefined && (same.includes(held.department) || reaches(held, department));
  };
  const posts = [...context.owners, ...context.formerOwners];
  const departments = owningDepartments(context);
  return appointments.filter(
    (held) =>
      held.organisation === context.organisation &&
      isHeld(held, context.since, today) &&
      (departments.some((department) => isThere(held, department)) || posts.some((post) => isPost(held, post))),
  );
}

/** A person whose independence was judged, with the posts that count against it. */
export function standingThings(context: Context, person: PersonId, facts: PeopleRecord): Thing[] {
  return [personThing(person, postsThere(context, person, facts))];
}

/** What stands at each confirmation: of the effect, of a withdrawal, of an object that is gone. */
export const byIndependentPerson = ['neverDoer', 'lookedUp', 'actorEligible', 'actorIndependent'] as const;

/** The effect is confirmed by whom the plan names: somebody else is named. */
function anotherVerifier(type: string): string[] {
  return type === 'verify' ? ['replaceVerifier'] : [];
}

/** The rules about whoever confirms. */
export const rules = ruleTable({
  lookedUp: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '指定された者又は部署の情報を確認できません。名簿を確かめて、もう一度行ってください。',
    en: 'A person or department named could not be looked up. Check the registry and try again.',
    met: { ja: '指定された者と部署の情報が確認できる', en: 'people and departments are known' },
    test: ({ context, event }) => notFound(context, event).length === 0,
    about: ({ context, event }) => notFound(context, event),
    paths: ({ event }) =>
      Object.entries(lookedFor(event)).flatMap(([field, person]) =>
        unknownPeople([person], event.facts).length > 0 ? [field] : [],
      ),
  },
  neverDoer: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この改善措置をいずれかの回で計画又は実施した者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever planned or carried out this improvement in any round does not confirm it. Ask another verifier.',
    met: {
      ja: 'いずれの回も計画又は実施していない者が確認する',
      en: 'somebody who never planned or carried it out confirms',
    },
    test: ({ context, event }) => !context.doers.includes(event.actor.person),
    about: ({ event }) => [personThing(event.actor.person)],
    remedies: ({ event }) => anotherVerifier(event.type),
    bars: ({ doers }) => doers,
  },
  actorIndependent: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '指摘以後に担当部署に属したことのある者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever has belonged to an owning department since the finding does not confirm it. Ask another verifier.',
    met: { ja: '担当部署から独立した者が確認する', en: 'somebody independent of the owning departments confirms' },
    test: ({ context, event }) => isIndependent(context, event.actor.person, event.facts),
    about: ({ context, event }) => standingThings(context, event.actor.person, event.facts),
    remedies: ({ event }) => anotherVerifier(event.type),
  },
  actorEligible: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '確認できるのは、他部署の責任者、監査責任者、監事、アドバイザー、誓約書を提出した外部の者、又は依頼を受けた所管府省庁の職員です。',
    en: 'Confirming is for another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    met: { ja: '確認できる者が確認する', en: 'somebody eligible confirms' },
    test: ({ context, event }) => isEligible(context, event.actor.person, event.facts.people),
    about: ({ event }) => [personThing(event.actor.person)],
    remedies: ({ event }) => anotherVerifier(event.type),
  },
});

/**
 * Who may confirm that an improvement's purpose was achieved (3-18). The guideline asks for the confirmation; who
 * gives it is by design, after the objectivity of 3-15: never a planner or implementer of any round, nobody of an
 * owning department since the finding, and one of the kinds listed in `verifierRoles` or from outside.
 */
import type { DepartmentId, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { DecidingRole, Role } from '../../../model/roles.ts';
import {
  dateInJapan,
  isDeclaredOutsider,
  isHeld,
  isOf,
  postsHeld,
  reaches,
  standsIn,
  type Decider,
  type DepartmentsFact,
  type HeldPost,
  type PersonFact,
} from '../../kit/v1/index.ts';
import type { StandingFacts } from './facts.ts';
import { ruleTable } from './kit.ts';
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

/** True when the facts name every person and every owning department: otherwise they must be looked up again. */
function factsCover(context: Context, people: readonly PersonId[], facts: StandingFacts): boolean {
  return (
    people.every((person) => facts.people.some((found) => found.person === person)) &&
    owningDepartments(context).every((department) => facts.departments.some(({ id }) => id === department))
  );
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
  const found = facts.people.find((one) => one.person === person);
  if (found === undefined) return false;
  const today = dateInJapan(context.at);
  const since = found.appointments.filter(
    (held) => held.organisation === context.organisation && isHeld(held, context.since, today),
  );
  const isThere = (department: DepartmentId): boolean => {
    const same = facts.departments.find(({ id }) => id === department)?.scope;
    if (same === undefined) return true;
    return since.some(
      (held) => held.department !== undefined && (same.includes(held.department) || reaches(held, department)),
    );
  };
  const posts = [...context.owners, ...context.formerOwners];
  return !owningDepartments(context).some(isThere) && !posts.some((post) => since.some((held) => isPost(held, post)));
}

/** What stands at each confirmation: of the effect, of a withdrawal, of an object that is gone. */
export const byIndependentPerson = ['neverDoer', 'lookedUp', 'actorEligible', 'actorIndependent'] as const;

/** The rules about whoever confirms. */
export const rules = ruleTable({
  lookedUp: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '指定された者又は部署の情報を確認できません。名簿を確かめて、もう一度行ってください。',
    en: 'A person or department named could not be looked up. Check the registry and try again.',
    test: ({ context, event }) => {
      switch (event.type) {
        case 'plan':
          return factsCover(context, [event.input.implementer, event.input.verifier], event.facts);
        case 'approve':
          return factsCover(context, context.submitted === undefined ? [] : [context.submitted.verifier], event.facts);
        case 'permitConfirmation':
          return event.facts.people.some(({ person }) => person === event.input.confirmer);
        case 'replaceImplementer':
          return event.facts.people.some(({ person }) => person === event.input.implementer);
        case 'replaceVerifier':
          return factsCover(context, [event.input.verifier], event.facts);
        default:
          return factsCover(context, [event.actor.person], event.facts);
      }
    },
  },
  neverDoer: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この改善措置をいずれかの回で計画又は実施した者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever planned or carried out this improvement in any round does not confirm it. Ask another verifier.',
    test: ({ context, event }) => !context.doers.includes(event.actor.person),
  },
  actorIndependent: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '指摘以後に担当部署に属したことのある者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever has belonged to an owning department since the finding does not confirm it. Ask another verifier.',
    test: ({ context, event }) => isIndependent(context, event.actor.person, event.facts),
  },
  actorEligible: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '確認できるのは、他部署の責任者、監査責任者、監事、アドバイザー、誓約書を提出した外部の者、又は依頼を受けた所管府省庁の職員です。',
    en: 'Confirming is for another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    test: ({ context, event }) => isEligible(context, event.actor.person, event.facts.people),
  },
});

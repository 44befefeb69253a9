/**
 * Who may confirm that an improvement's purpose was achieved (3-18). The guideline asks for the confirmation; who
 * gives it is by design, after the objectivity of 3-15: never a planner or implementer of any round, nobody of an
 * owning department since the finding, and one of the kinds listed in `verifierRoles` or from outside.
 */
import type { DecisionEvent } from '../../core/index.ts';
import type { DepartmentId, Instant, LocalDate, PersonId } from '../../../model/identifiers.ts';
import type { DecidingRole, Role } from '../../../model/roles.ts';
import { dateInJapan } from './dates.ts';
import type { DepartmentsFact, PersonFact } from './facts.ts';
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

interface Held {
  readonly role: string;
  readonly organisation: string;
  readonly department?: string;
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly scope?: readonly string[];
  readonly succeeds?: readonly string[];
}

/** Who decides, and – entered from paper – when: his posts are those of that day. */
type Deciding = Pick<DecisionEvent, 'actor' | 'enteredFor'>;

function dayDecided(context: Context, { enteredFor }: Deciding): LocalDate {
  return enteredFor?.decidedOn ?? dateInJapan(context.at);
}

function isHeld(held: Held, today: LocalDate): boolean {
  return held.from <= today && (held.to === undefined || today <= held.to);
}

/** Departments that owned it since the finding; before an owner is assigned, the departments of the findings. */
export function owningDepartments(context: {
  readonly owners: readonly FormerOwner[];
  readonly formerOwners: readonly FormerOwner[];
  readonly covers: readonly { readonly department?: DepartmentId }[];
  readonly department?: DepartmentId;
}): DepartmentId[] {
  const owned = [...context.owners, ...context.formerOwners].flatMap(({ department }) => department ?? []);
  const found = [context.department, ...context.covers.map(({ department }) => department)].flatMap((d) => d ?? []);
  return [...new Set(context.owners.length > 0 ? owned : [...owned, ...found])];
}

/** True when the person holds the owner's post, also in a department that succeeded the owner's. */
export function holdsOwnersPost(context: Context, event: Deciding): boolean {
  const owner = ownerOf(context);
  const day = dayDecided(context, event);
  return (
    owner !== undefined && event.actor.appointments.some((held) => isHeld(held, day) && isPost(context, held, owner))
  );
}

function isPost(context: Context, held: Held, post: FormerOwner): boolean {
  return (
    held.organisation === context.organisation &&
    held.role === post.role &&
    (post.department === undefined ||
      held.department === post.department ||
      held.succeeds?.includes(post.department) === true)
  );
}

/**
 * True when the actor acts for the owner: as holder of the post, or in its holder's place (then he holds none of the
 * owner's roles, and the core has made sure that nobody else may act).
 */
export function actsForOwner(
  context: Context,
  event: Pick<DecisionEvent, 'actor' | 'standIn' | 'enteredFor'>,
): boolean {
  return holdsOwnersPost(context, event) || (event.standIn !== undefined && !decidesAs(context, event, ownerRoles));
}

/** True when the decider holds one of the roles in the body. */
export function decidesAs(
  context: Context,
  event: Deciding,
  roles: readonly string[],
  organisation: string = context.organisation,
): boolean {
  const day = dayDecided(context, event);
  return event.actor.appointments.some(
    (held) => isHeld(held, day) && held.organisation === organisation && roles.includes(held.role),
  );
}

/** True when one of the roles in the body is among what somebody holds now. */
function holdsNow(
  context: Context,
  appointments: readonly Held[],
  roles: readonly string[],
  organisation: string = context.organisation,
): boolean {
  const today = dateInJapan(context.at);
  return appointments.some(
    (held) => isHeld(held, today) && held.organisation === organisation && roles.includes(held.role),
  );
}

/** True when the facts name every person and every owning department: otherwise they must be looked up again. */
export function factsCover(
  context: Context,
  people: readonly PersonId[],
  facts: { readonly people: readonly PersonFact[]; readonly departments: DepartmentsFact },
): boolean {
  return (
    people.every((person) => facts.people.some((found) => found.person === person)) &&
    owningDepartments(context).every((department) => facts.departments.some(({ id }) => id === department))
  );
}

/** True for one of the kinds of people who may verify, at this moment. */
export function isEligible(context: Context, person: PersonId, people: readonly PersonFact[]): boolean {
  const found = people.find((one) => one.person === person);
  if (found === undefined) return false;
  if (holdsNow(context, found.appointments, verifierRoles)) return true;
  const { supervisorAsked } = context;
  if (supervisorAsked !== undefined && holdsNow(context, found.appointments, supervisorRoles, supervisorAsked)) {
    return true;
  }
  return isDeclaredOutsider(found, context.at);
}

function isDeclaredOutsider({ outside }: PersonFact, at: Instant): boolean {
  const today = dateInJapan(at);
  return outside !== undefined && outside.declaration !== '' && outside.from <= today && today <= outside.to;
}

/** True when the person has held no appointment in an owning department, nor the owner's post, since the finding. */
export function isIndependent(
  context: Context,
  person: PersonId,
  facts: {
    readonly people: readonly { readonly person: PersonId; readonly appointments: readonly Held[] }[];
    readonly departments: DepartmentsFact;
  },
): boolean {
  const found = facts.people.find((one) => one.person === person);
  if (found === undefined) return false;
  const today = dateInJapan(context.at);
  const posts = [...context.owners, ...context.formerOwners];
  const since = found.appointments.filter(
    (held) => held.from <= today && (held.to === undefined || held.to >= context.since),
  );
  const inOwning = owningDepartments(context).some((department) => {
    const same = facts.departments.find(({ id }) => id === department)?.scope;
    if (same === undefined) return true;
    return since.some(
      (held) =>
        held.organisation === context.organisation &&
        held.department !== undefined &&
        (held.department === department || same.includes(held.department) || held.scope?.includes(department) === true),
    );
  });
  return !inOwning && !posts.some((post) => since.some((held) => isPost(context, held, post)));
}

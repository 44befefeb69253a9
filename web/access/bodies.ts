/**
 * Which bodies a caller belongs to, and which others' board lines they may see (domain.md 3 and 8). Deny by default: what
 * is not named here is not read.
 */
import { z } from 'zod';
import type { Appointment } from '../../machines/core/index.ts';
import {
  parseInstanceId,
  type InstanceId,
  type OrganisationId,
  type OrganisationScope,
  type PersonId,
} from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Role } from '../../model/roles.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Caller } from '../caller.ts';
import { isHeldAt } from '../../machines/core/index.ts';

/**
 * The register `visibility` of a body: to which other bodies it opens what. `board`: its board line; `state`: also where
 * its procedures stand – never risk detail, findings, documents.
 */
export const visibilitySchema = z.strictObject({
  opened: z
    .array(
      z.strictObject({
        to: z.string().min(1).max(64).meta({ reference: 'organisation' }),
        sees: z.enum(['board', 'state']),
      }),
    )
    .max(200),
});
export type Visibility = z.output<typeof visibilitySchema>;

/** Posts at a ministry through which it supervises its agencies (4-6, 4-7, 6-5). */
const supervising: readonly Role[] = [
  'headOfOrganisation',
  'ciso',
  'deputyCiso',
  'headOfOfficers',
  'promotionOffice',
  'minister',
  'manager',
  'supervisingStaff',
];

/** Appointments held at this moment. */
export function heldNow(me: Caller): readonly Appointment[] {
  return me.actor.appointments.filter((held) => isHeldAt(held, me.at));
}

/** True when the caller administers some body, or the whole installation. Administrators decide nothing. */
export function isAdministrator(me: Caller): boolean {
  return me.administers === 'all' || me.administers.length > 0;
}

/** True for an administrator of the whole installation: sees every body's board line, and no texts. */
export function isOverallAdministrator(me: Caller): boolean {
  return me.administers === 'all';
}

/** Whether the caller administers a body. */
export function administersBody(me: Caller, organisation: OrganisationId): boolean {
  return me.administers === 'all' || me.administers.includes(organisation);
}

/**
 * Whether the caller administers a person: the body to which the person belongs. Who belongs to none is for administrators
 * of everything.
 */
export async function administersPerson(records: Records, me: Caller, person: PersonId): Promise<boolean> {
  if (me.administers === 'all') return true;
  if (!isAdministrator(me)) return false;
  const bodies = await records.governance.bodiesOf(person, me.at);
  return bodies.length > 0 && bodies.every((body) => administersBody(me, body));
}

/** Whether the caller may cut a person off: besides who administers the person, whoever administers a body where the person holds a post. */
export async function mayRevokeAccess(records: Records, me: Caller, person: PersonId): Promise<boolean> {
  if (await administersPerson(records, me, person)) return true;
  if (!isAdministrator(me)) return false;
  return (await records.governance.postsOf(person, me.at)).some((body) => administersBody(me, body));
}

/** Roles the caller holds in a body now; an administrator's post is none of the body's. */
export function rolesIn(me: Caller, organisation: OrganisationId): readonly Role[] {
  return heldNow(me)
    .filter((held) => held.organisation === organisation && held.role !== 'administrator')
    .map((held) => held.role);
}

/** Whether the caller reads people and posts of a body: who holds a post in it, and administrators. */
export function readsRegistryOf(me: Caller, organisation: OrganisationId): boolean {
  return administersBody(me, organisation) || rolesIn(me, organisation).length > 0;
}

/** The bodies in which the caller holds a post now, sorted. */
export function ownBodies(me: Caller): readonly OrganisationId[] {
  const held = heldNow(me).filter((appointment) => appointment.role !== 'administrator');
  return [...new Set(held.map((appointment) => appointment.organisation))].sort();
}

/** Whether an instance, by its address, is of a body in which the caller holds a post now. */
export function isOfOwnBody(me: Caller, instance: InstanceId): boolean {
  const organisation = parseInstanceId(instance)?.organisation;
  return organisation !== undefined && rolesIn(me, organisation).length > 0;
}

/** Whether the caller is from outside, under a contract that runs today. */
export async function isUnderContract(records: Records, me: Caller): Promise<boolean> {
  const today = dateInJapan(me.at);
  const outside = (await records.registry.person(me.person))?.outside;
  return outside !== undefined && outside.from <= today && today <= outside.to;
}

/** True when reading it is reading another body's data, which is logged and shown to that body. */
export function isForeign(me: Caller, organisation: OrganisationId): boolean {
  return !ownBodies(me).includes(organisation);
}

/** Whether the caller holds one of the roles in the body now. */
export function holds(me: Caller, organisation: OrganisationId, roles: readonly Role[]): boolean {
  return rolesIn(me, organisation).some((role) => roles.includes(role));
}

/** Bodies at which the caller holds a post that supervises. */
function supervisedFrom(me: Caller): readonly OrganisationId[] {
  return ownBodies(me).filter((body) => holds(me, body, supervising));
}

/** Bodies at which the caller holds a post that outside openings are meant for: any but plain staff. */
function openedTo(me: Caller): readonly OrganisationId[] {
  return ownBodies(me).filter((body) => rolesIn(me, body).some((role) => role !== 'staff'));
}

/** What one body opened to the caller's bodies; `undefined` when nothing. */
function openedBy(value: unknown, to: readonly OrganisationId[]): 'board' | 'state' | undefined {
  const visibility = visibilitySchema.safeParse(value);
  if (!visibility.success) return undefined;
  const mine = visibility.data.opened.filter((opening) => to.includes(opening.to));
  if (mine.some((opening) => opening.sees === 'state')) return 'state';
  return mine.length > 0 ? 'board' : undefined;
}

/** As what the caller reads more of a body's line than where it stands: also why it is late, and whom it waits for. */
export type Detail = 'own' | 'supervised' | 'opened';

/** Bodies whose board line the caller may see, those of which they read the details, and those whose procedures they read. */
export async function boardScope(
  records: Records,
  me: Caller,
): Promise<{
  readonly visible: OrganisationScope;
  readonly details: ReadonlyMap<OrganisationId, Detail>;
  readonly readable: ReadonlySet<OrganisationId>;
}> {
  const own = ownBodies(me);
  const details = new Map<OrganisationId, Detail>();
  const readable = new Set<OrganisationId>(own);
  const visible = new Set([...own, ...(me.administers === 'all' ? [] : me.administers)]);
  const to = openedTo(me);
  if (to.length > 0) {
    for (const { organisation, value } of await records.registers.across('visibility', me.at)) {
      const opened = openedBy(value, to);
      if (opened !== undefined) visible.add(organisation);
      if (opened === 'state') {
        details.set(organisation, 'opened');
        readable.add(organisation);
      }
    }
  }
  const ministries = supervisedFrom(me);
  if (ministries.length > 0) {
    for (const body of await records.registry.organisations()) {
      if (!body.supervisors.some((supervisor) => ministries.includes(supervisor))) continue;
      visible.add(body.id);
      details.set(body.id, 'supervised');
    }
  }
  for (const body of own) details.set(body, 'own');
  return { visible: me.administers === 'all' ? 'all' : [...visible].sort(), details, readable };
}

/** Bodies whose board line the caller may see. */
export async function visibleOnBoard(records: Records, me: Caller): Promise<OrganisationScope> {
  return me.administers === 'all' ? 'all' : (await boardScope(records, me)).visible;
}

/** What of another body's procedures is open to the caller: its board line, also its states, or nothing. */
export async function openingOf(
  records: Records,
  me: Caller,
  organisation: OrganisationId,
): Promise<'nothing' | 'board' | 'state'> {
  const to = openedTo(me);
  const opened =
    to.length === 0 ? undefined : openedBy(await records.registers.inForce(organisation, 'visibility', me.at), to);
  if (opened !== undefined) return opened;
  if (administersBody(me, organisation)) return 'board';
  const ministries = supervisedFrom(me);
  if (ministries.length === 0) return 'nothing';
  const body = await records.registry.organisation(organisation);
  return body?.supervisors.some((supervisor) => ministries.includes(supervisor)) === true ? 'board' : 'nothing';
}

/** The bodies of a person who is none of the caller's own: whoever reads of that person reads of them. */
export async function foreignBodiesOf(records: Records, me: Caller, person: PersonId): Promise<readonly string[]> {
  const bodies = await records.governance.bodiesOf(person, me.at);
  return person === me.person || bodies.some((body) => rolesIn(me, body).length > 0) ? [] : bodies;
}

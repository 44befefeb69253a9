/**
 * How much of an instance a caller may read (domain.md 8). `state`: where it stands, what is due, who decided when;
 * `partial`: also contents, but for those parts – risk detail, evidence, findings – that others act on; `full`: all. No right at all is answered like something that does
 * not exist.
 */
import type { OpenDecision, Procedure, State } from '../../machines/core/index.ts';
import { open } from '../../machines/core/index.ts';
import { isObject } from '../../model/json.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Caller } from '../caller.ts';
import { openingOf, ownBodies, rolesIn } from './bodies.ts';
import { all, outlineOf, reachOf, type Reach } from './contents.ts';

export type Reading = 'nothing' | 'board' | Reach['reading'];

/** An instance whose reading is asked about. */
export interface Readable {
  readonly procedure: Procedure;
  readonly organisation: OrganisationId;
  readonly state: State;
}

/** What the caller may read of an instance. */
export async function readingOf(
  records: Records,
  me: Caller,
  instance: Readable,
): Promise<Reach | { readonly reading: 'nothing' | 'board' }> {
  const { procedure, organisation, state } = instance;
  const roles = rolesIn(me, organisation);
  const reach = roles.length > 0 ? reachOf(procedure, state, me, roles) : undefined;
  if (reach?.reading === 'full') return reach;
  if (await isAskedFromElsewhere(records, me, instance)) return all(state);
  if (reach !== undefined) return reach;
  // A decision was entered in the reader's name, who may contradict it from any post.
  if (Object.values(state.entered ?? {}).includes(me.person)) return outlineOf(procedure);
  const reading = await openingOf(records, me, organisation);
  return reading === 'state' ? outlineOf(procedure) : { reading };
}

/**
 * True when the instance itself lets in somebody from another body: it names the person and takes decisions of people of
 * other bodies from that post (an outside auditor, a verifier), or it names the body and such a decision is open now (a
 * successor takes over). Being named as a contact opens nothing, nor having done something once.
 */
async function isAskedFromElsewhere(
  records: Records,
  me: Caller,
  { procedure, organisation, state }: Readable,
): Promise<boolean> {
  const names = stringsOf(state.snapshot.context, new Set());
  if (names.has(me.person) && state.snapshot.status === 'active' && takesFromElsewhere(me, procedure, state)) {
    if (await comesFromElsewhere(records, me, organisation)) return true;
  }
  return ownBodies(me).some(
    (body) => body !== organisation && names.has(body) && openElsewhere(me, body, procedure, state),
  );
}

/**
 * Somebody from outside whose contract runs, or of a ministry that supervises the body. Who was of the body and left it
 * comes from nowhere: a naming ends with the post.
 */
async function comesFromElsewhere(records: Records, me: Caller, organisation: OrganisationId): Promise<boolean> {
  const today = dateInJapan(me.at);
  const outside = (await records.registry.person(me.person))?.outside;
  if (outside !== undefined && outside.from <= today && today <= outside.to) return true;
  const body = await records.registry.organisation(organisation);
  return ownBodies(me).some((own) => own === organisation || body?.supervisors.includes(own) === true);
}

/** Some decision that people of other bodies may take could be the caller's now, as far as rules about who go. */
function takesFromElsewhere(me: Caller, procedure: Procedure, state: State): boolean {
  return elsewhere(procedure, open(procedure, state, me.actor, me.at)).some(
    ({ failing }) => !failing.some(({ rule, about }) => about === 'who' || rule === 'notNow'),
  );
}

/** A decision that the caller's post in another body takes by name – not one that anyone may try – is open now. */
function openElsewhere(me: Caller, body: OrganisationId, procedure: Procedure, state: State): boolean {
  const roles: readonly DecidingRole[] = rolesIn(me, body);
  return elsewhere(procedure, open(procedure, state, me.actor, me.at)).some(
    ({ decision, status }) =>
      status === 'open' && procedure.decisions[decision]?.by.some((role) => roles.includes(role)) === true,
  );
}

function elsewhere(procedure: Procedure, decisions: readonly OpenDecision[]): readonly OpenDecision[] {
  return decisions.filter(
    ({ decision }) => Object.hasOwn(procedure.decisions, decision) && procedure.decisions[decision]?.elsewhere === true,
  );
}

/**
 * Fields of a context that invite nobody: who supervises the body is a standing relation, and the others say who did
 * something – only today's holder of the post reads.
 */
const noInvitation: ReadonlySet<string> = new Set([
  'supervisors',
  'by',
  'openedBy',
  'approvedBy',
  'decidedBy',
  'attestedBy',
  'doers',
]);

function stringsOf(value: unknown, found: Set<string>): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const item of value) stringsOf(item, found);
  else if (isObject(value)) {
    for (const [name, part] of Object.entries(value)) if (!noInvitation.has(name)) stringsOf(part, found);
  }
  return found;
}

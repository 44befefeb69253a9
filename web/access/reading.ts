/**
 * How much of an instance a caller may read (domain.md 8). `state`: where it stands, what is due, who decided when;
 * `partial`: also contents, but for those parts – risk detail, evidence, findings – that others act on; `full`: all. No right at all is answered like something that does
 * not exist.
 */
import { isInCharge, type Procedure, type State } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import { parseInstanceId, type InstanceId, type OrganisationId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Caller } from '../caller.ts';
import { holds, isOfOwnBody, isUnderContract, openingOf, ownBodies, rolesIn } from './bodies.ts';
import { all, outlineOf, reachOf, reachOfParty, type Reach } from './contents.ts';

export type Reading = 'nothing' | 'board' | Reach['reading'];

/** An instance whose reading is asked about. */
export interface Readable {
  readonly procedure: Procedure;
  readonly organisation: OrganisationId;
  readonly state: State;
}

/**
 * Those of the instances of which the caller may read anything at all, judged from their addresses and the index of
 * invitations: before any engine or journal is asked, and with the same questions whether an instance is there or not – so
 * that nobody learns from an answer, nor from how long it took, what stands at an address that is not theirs.
 */
export async function readableAt(
  records: Records,
  me: Caller,
  instances: readonly InstanceId[],
): Promise<readonly InstanceId[]> {
  const foreign = instances.filter((instance) => !isOfOwnBody(me, instance));
  if (foreign.length === 0) return instances;
  const bodies = [...new Set(foreign.flatMap((instance) => parseInstanceId(instance)?.organisation ?? []))];
  const invited = await records.instances.invitedTo(me.person, foreign, me.at);
  const openings = await Promise.all(bodies.map(async (body) => [body, await openingOf(records, me, body)] as const));
  const opened = new Set(openings.filter(([, reading]) => reading === 'state').map(([body]) => body));
  return instances.filter((instance) => {
    const { kind = '', organisation = '' } = parseInstanceId(instance) ?? {};
    if (isOfOwnBody(me, instance) || invited.includes(instance)) return true;
    return opened.has(organisation) && !isForParties(newestOf(kind));
  });
}

/** Whether no other body knows of its instances but those that each names as parties. */
export function isForParties(procedure: Procedure | undefined): boolean {
  return procedure?.contents?.parties !== undefined;
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
  const party = partyOf(me, instance);
  if (party.length > 0) return reachOfParty(procedure, state, me, party);
  // A decision was entered in the reader's name, or on a post of the reader's office, who may contradict it.
  const offices = Object.values(state.enteredIn ?? {}).flat();
  if (Object.values(state.entered ?? {}).includes(me.person) || isInCharge(me.actor, offices, me.at))
    return outlineOf(procedure);
  if (isForParties(procedure)) return { reading: 'nothing' };
  const reading = await openingOf(records, me, organisation);
  return reading === 'state' ? outlineOf(procedure) : { reading };
}

/** The bodies by whose posts the caller reads an instance to which they are parties. */
function partyOf(me: Caller, { procedure, organisation, state }: Readable): readonly OrganisationId[] {
  const parties = procedure.contents?.parties?.(state.snapshot.context) ?? [];
  const mine = parties.filter((one) => one.organisation !== organisation && holds(me, one.organisation, one.roles));
  return [...new Set(mine.map((one) => one.organisation))];
}

/**
 * True when the instance itself lets in somebody from another body, as its definition declares it: it names the person as
 * acting on it (an outside auditor, a verifier), or asks the post held in another body (a successor's CISO). Being named in
 * any other field opens nothing – as a contact, in a text, nor for having done something once.
 */
async function isAskedFromElsewhere(
  records: Records,
  me: Caller,
  { procedure, organisation, state }: Readable,
): Promise<boolean> {
  if (state.snapshot.status !== 'active') return false;
  const { contents } = procedure;
  const { context } = state.snapshot;
  const asked = contents?.asked?.(context) ?? [];
  if (asked.some((body) => body.organisation !== organisation && holds(me, body.organisation, body.roles))) return true;
  const acting = contents?.acting?.(context) ?? [];
  return acting.includes(me.person) && (await comesFromElsewhere(records, me, organisation));
}

/**
 * Somebody from outside whose contract runs, or of a ministry that supervises the body. Who was of the body and left it
 * comes from nowhere: a naming ends with the post.
 */
async function comesFromElsewhere(records: Records, me: Caller, organisation: OrganisationId): Promise<boolean> {
  if (await isUnderContract(records, me)) return true;
  const body = await records.registry.organisation(organisation);
  return ownBodies(me).some((own) => body?.supervisors.includes(own) === true);
}

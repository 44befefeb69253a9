/** What becomes of a told event for which nobody runs (domain.md 3, late tells). */
import type { InboxAnswer, InboxReason } from '../contract/activities.ts';
import type { TellMessage } from '../contract/messages.ts';
import { parseInstanceId, type InstanceId, type OrganisationId } from '../model/identifiers.ts';
import type { Records } from '../contract/records/records.ts';

/** More years than a body can have of one kind. */
const ALL = 500;

/** Concerns the body itself: never passed on to its successor. */
const OWN = 'organisationEnding';

/** Makes the activity. */
export function makePutInInbox({
  instances,
  registry,
}: Pick<Records, 'instances' | 'registry'>): (message: TellMessage, reason: InboxReason) => Promise<InboxAnswer> {
  return async (message, reason): Promise<InboxAnswer> => {
    const why = reason === 'absent' ? await whyAbsent(message.to) : reason;
    if (why === 'ended') {
      const later = await laterOfItsKind(message.to);
      if (later !== undefined) return { result: 'tellInstead', instance: later };
      const heirs = message.type === OWN ? undefined : await heirsCycle(message.to);
      if (heirs?.runs) return { result: 'tellInstead', instance: heirs.cycle };
      // The ended body never begins another cycle: what waited in its own inbox would wait for ever.
      if (heirs !== undefined) {
        const waits = (await instances.get(heirs.cycle)) === undefined ? 'notStarted' : 'ended';
        return { result: await instances.putInInbox({ ...message, to: heirs.cycle }, waits) };
      }
    }
    return { result: await instances.putInInbox(message, why) };
  };

  async function whyAbsent(instance: InstanceId): Promise<'notStarted' | 'ended'> {
    const row = await instances.get(instance);
    return row?.projection.ended === undefined ? 'notStarted' : 'ended';
  }

  /**
   * The running instance of the same kind and body that follows an ended one: it takes what comes too late for that. Of what
   * a body has many in a year none follows another.
   */
  async function laterOfItsKind(ended: InstanceId): Promise<InstanceId | undefined> {
    const key = parseInstanceId(ended);
    if (key === undefined || key.number !== undefined) return undefined;
    return running(key.kind, key.organisation, key.year + 1);
  }

  /**
   * Where the body itself has ended, the running cycle of its first successor – where that has ended too, of the
   * successor's – or, while none runs there, the one that is to take what waits.
   */
  async function heirsCycle(ended: InstanceId): Promise<{ cycle: InstanceId; runs: boolean } | undefined> {
    const key = parseInstanceId(ended);
    if (key?.kind !== 'cycle') return undefined;
    const seen = new Set([key.organisation]);
    let waitsFor: InstanceId | undefined;
    let heir = await heirOf(key.organisation);
    while (heir !== undefined && !seen.has(heir)) {
      seen.add(heir);
      const heirs = await running('cycle', heir, key.year);
      if (heirs !== undefined) return { cycle: heirs, runs: true };
      waitsFor = `cycle/${key.year}/${heir}`;
      heir = await heirOf(heir);
    }
    return waitsFor === undefined ? undefined : { cycle: waitsFor, runs: false };
  }

  /** The first successor of a body that has ended 廃止. */
  async function heirOf(organisation: OrganisationId): Promise<OrganisationId | undefined> {
    const over = (await allOf('cycle', organisation)).some(({ projection }) => projection.ended === 'ended');
    return over ? (await registry.organisation(organisation))?.successors?.[0] : undefined;
  }

  async function allOf(kind: string, organisation: OrganisationId) {
    return instances.list({ procedure: kind, organisation }, undefined, ALL);
  }

  async function running(kind: string, organisation: OrganisationId, from: number): Promise<InstanceId | undefined> {
    const all = await allOf(kind, organisation);
    return all
      .filter((row) => row.year >= from && row.projection.ended === undefined)
      .sort((a, b) => a.year - b.year)[0]?.instance;
  }
}

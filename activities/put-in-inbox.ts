/** What becomes of a told event for which nobody runs (domain.md 3, late tells). */
import type { DurableActivities, InboxAnswer } from '../machines/activity-contract.ts';
import { parseInstanceId, type InstanceId, type OrganisationId } from '../model/identifiers.ts';
import type { Records } from '../records/contract.ts';

/** More cycles than a body can have here. */
const ALL = 500;

/** Concerns the body itself: never passed on to its successor. */
const OWN = 'organisationEnding';

/** Makes the activity. */
export function makePutInInbox({
  instances,
  registry,
}: Pick<Records, 'instances' | 'registry'>): DurableActivities['putInInbox'] {
  return async (message, reason): Promise<InboxAnswer> => {
    const why = reason === 'absent' ? await whyAbsent(message.to) : reason;
    if (why === 'ended') {
      const later = (await laterCycle(message.to)) ?? (message.type === OWN ? undefined : await heirsCycle(message.to));
      if (later !== undefined) return { result: 'tellInstead', instance: later };
    }
    return { result: await instances.putInInbox(message, why) };
  };

  async function whyAbsent(instance: InstanceId): Promise<'notStarted' | 'ended'> {
    const row = await instances.get(instance);
    return row?.projection.ended === undefined ? 'notStarted' : 'ended';
  }

  /** The running cycle of the same body that follows an ended one: it takes what comes too late for that. */
  async function laterCycle(ended: InstanceId): Promise<InstanceId | undefined> {
    const key = parseInstanceId(ended);
    return key?.kind === 'cycle' ? runningCycle(key.organisation, key.year + 1) : undefined;
  }

  /** Where the body itself has ended, the running cycle of its first successor: what is open goes there. */
  async function heirsCycle(ended: InstanceId): Promise<InstanceId | undefined> {
    const key = parseInstanceId(ended);
    if (key?.kind !== 'cycle') return undefined;
    const row = await instances.get(ended);
    if (row?.projection.ended !== 'ended') return undefined;
    const [heir] = (await registry.organisation(key.organisation))?.successors ?? [];
    return heir === undefined ? undefined : runningCycle(heir, key.year);
  }

  async function runningCycle(organisation: OrganisationId, from: number): Promise<InstanceId | undefined> {
    const cycles = await instances.list({ procedure: 'cycle', organisation }, undefined, ALL);
    return cycles
      .filter((row) => row.year >= from && row.projection.ended === undefined)
      .sort((a, b) => a.year - b.year)[0]?.instance;
  }
}

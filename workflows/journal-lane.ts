/** The lane to the journal: entries in order, in batches, for as long as it takes; nobody waits for it. */
import { condition, proxyActivities } from '@temporalio/workflow';
import type { DurableActivities } from '../contract/activities.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import { bytesOf } from './carried.ts';
import { answered } from './sealed.ts';

const BATCH_ENTRIES = 100;
/** Half of what a payload may have. */
const BATCH_BYTES = 1_000_000;

const { appendJournal } = proxyActivities<DurableActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
});

export interface JournalLane {
  add(entry: RecordedEntry): void;
  /** Entries not yet known to be in the journal, oldest first. */
  unsent(): readonly RecordedEntry[];
}

/**
 * Opens the lane. Serial: the next batch leaves when the one before is in the journal, so that entries never overtake
 * each other. A batch in flight stays `unsent`, because continue-as-new may happen meanwhile; appending twice is harmless.
 *
 * @param lost the journal holds other entries than these: it tells of another run
 */
export function openJournalLane(carried: readonly RecordedEntry[], lost: (error: unknown) => void): JournalLane {
  const queue = [...carried];
  send(queue).catch(lost);
  return { add: (entry) => void queue.push(entry), unsent: () => queue };
}

async function send(queue: RecordedEntry[]): Promise<never> {
  for (;;) {
    await condition(() => queue.length > 0);
    const batch = nextBatch(queue);
    const { instance, seq } = batch.at(-1)?.entry ?? {};
    await answered(
      () => appendJournal(batch),
      (there) => there.instance === instance && there.seq === seq,
    );
    queue.splice(0, batch.length);
  }
}

function nextBatch(queue: readonly RecordedEntry[]): readonly RecordedEntry[] {
  let bytes = 0;
  let length = 0;
  for (const entry of queue.slice(0, BATCH_ENTRIES)) {
    bytes += bytesOf(entry);
    if (length > 0 && bytes > BATCH_BYTES) break;
    length += 1;
  }
  return queue.slice(0, length);
}

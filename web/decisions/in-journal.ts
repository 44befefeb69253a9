/** How long a decision waits for its journal line, so that a list read next shows it. */
import type { InstanceId } from '../../model/identifiers.ts';
import type { Parts } from '../parts.ts';

/** Milliseconds. */
const WAIT = 2000;

/** Waits, briefly, until the journal holds an entry. */
export async function inJournal({ records, configuration }: Parts, instance: InstanceId, seq: number): Promise<void> {
  await records.journal.waitFor(instance, seq, configuration.journalWait ?? WAIT);
}

/** What becomes of a decision when the engine no longer runs its instance. */
import { NoSuchInstance, Refused, Unavailable } from '../../contract/engine.ts';
import {
  coreRefusal,
  decisionNamed,
  isAnnotation,
  lastChange,
  refusals,
  step,
  type Step,
} from '../../machines/core/index.ts';
import { messageRefusal } from '../../contract/message-rules.ts';
import type { DecideAnswer, DecideMessage } from '../../contract/messages.ts';
import { JournalConflict } from '../../contract/records/journal.ts';
import { presentOf } from '../instances.ts';
import type { Parts } from '../parts.ts';

/**
 * The instance may have ended by this very decision, whose answer was lost; it may only add to an entry, which the end
 * does not hinder; else it is refused as over. An instance that has not ended but is not there is the engine's loss, not
 * the caller's error.
 */
export async function afterTheEnd(parts: Parts, message: DecideMessage, error: unknown): Promise<DecideAnswer> {
  if (!(error instanceof NoSuchInstance)) throw error;
  const first = await parts.records.journal.byUpdate(message.updateId);
  if (first !== undefined) return first;
  const { procedure, state, ...present } = await presentOf(parts, message.instance);
  if (state.snapshot.status !== 'done') throw new Unavailable('the engine does not run an instance that has not ended');
  // Nothing moves any more, so there is one track: what was added last is what the caller must have seen.
  const { expectedSeq } = message;
  if (expectedSeq !== undefined && (expectedSeq < lastChange(state) || expectedSeq > state.seq)) {
    throw new Refused([messageRefusal('stale')]);
  }
  const event = { ...message.event, at: Math.max(present.at, state.snapshot.context.at) };
  const refused = refusals(procedure, state, event);
  if (refused.length === 0 && isAnnotation(event)) return addToJournal(parts, message, step(procedure, state, event));
  // Refused perhaps because the same decision was taken since, under the same key.
  const meanwhile = await parts.records.journal.byUpdate(message.updateId);
  if (meanwhile !== undefined) return meanwhile;
  const clause = decisionNamed(procedure, event.type)?.clause ?? '6-1';
  throw new Refused(
    refused.length > 0 ? refused : [coreRefusal(procedure, state.snapshot.context, 'over', clause, [])],
  );
}

/**
 * What adds to an entry of a procedure that has ended is written by the journal alone: nobody runs the instance, and
 * records are the durable fact of what has ended. Under one key the journal takes it once, however many come at once; of
 * two with keys of their own it takes one, and the other is asked to come again.
 */
async function addToJournal(parts: Parts, message: DecideMessage, { entry }: Step): Promise<DecideAnswer> {
  const { updateId, bodyHash, tokenIssuedBy } = message;
  const recorded = { entry, updateId, bodyHash, ...(tokenIssuedBy === undefined ? {} : { tokenIssuedBy }) };
  try {
    return await parts.records.journal.appendOnce(recorded);
  } catch (error) {
    if (error instanceof JournalConflict)
      throw new Unavailable('something else was added at the same moment', 1, 'notTaken');
    throw error;
  }
}

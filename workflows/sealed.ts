/**
 * What a message says of itself inside its seal, held against how it came. A sealed message was written by a holder of the
 * key; but whoever reaches Temporal's port can send a copy of one – to another instance, under another id, once more.
 */
import { log, sleep } from '@temporalio/workflow';
import { Refused } from '../contract/engine.ts';
import { messageRefusal } from '../contract/message-rules.ts';
import type { SentDecision, SentTell } from '../contract/messages.ts';
import { isUnsealed } from '../contract/unsealed.ts';
import { isObject } from '../model/json.ts';
import type { Instant, InstanceId } from '../model/identifiers.ts';

/** A decision whose caller has not waited for it any more for a long time is not taken, milliseconds. */
const DECIDED_WITHIN = 15 * 60 * 1000;
/** Pauses before an activity is asked again whose answer was not sealed; the last one repeats. Milliseconds. */
const ASK_AGAIN = [100, 1_000, 10_000, 30_000];

/** How a decision came, and what the instance knows. */
export interface Arrival {
  /** The id of the Update in which it came. */
  readonly updateId: string | undefined;
  readonly now: Instant;
  /** Whether a decision was taken under this id: then the first answer is given again, however late. */
  readonly taken: (updateId: string) => boolean;
  /** Up to when decisions may have been forgotten. */
  readonly forgotten: Instant;
}

/** The decision, when it is what it says it is. Throws `Refused`. */
export function genuineDecision(message: unknown, { updateId, now, taken, forgotten }: Arrival): SentDecision {
  if (isUnsealed(message)) throw new Refused([messageRefusal('unsealed')]);
  if (!isSentDecision(message)) throw new Refused([messageRefusal('malformed')]);
  if (message.updateId !== updateId) throw new Refused([messageRefusal('mismatched')]);
  if (taken(message.updateId)) return message;
  if (message.sentAt < now - DECIDED_WITHIN || message.sentAt <= forgotten) throw new Refused([messageRefusal('late')]);
  return message;
}

/** The told event, when it is what it says it is and not a copy of one that is forgotten; `undefined`: it is dropped. */
export function genuineTell(message: unknown, forgotten: Instant): SentTell | undefined {
  if (isSentTell(message) && message.sentAt > forgotten) return message;
  log.warn('a told event was dropped: it is not sealed with a known key, or a copy', { sealed: !isUnsealed(message) });
  return undefined;
}

/** Whether an instance is asked to continue as new. A copy of what a run before was asked is none. */
export function isRenewal(message: unknown, instance: InstanceId, since: Instant): boolean {
  if (!isObject(message) || message['to'] !== instance) return false;
  const { sentAt } = message;
  return typeof sentAt === 'number' && sentAt >= since;
}

/**
 * Asks an activity until its answer is one. Whoever reaches the port could answer in a worker's place, but not with
 * anything sealed that fits the question.
 */
export async function answered<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask();
    if (!isUnsealed(answer) && doesFit(answer, fits)) return answer;
    log.warn('an activity was answered by something that is not sealed, or answers another question: asked again');
    await sleep(ASK_AGAIN[Math.min(attempt, ASK_AGAIN.length - 1)] ?? 0);
  }
}

/** Nothing at all, or the sealed answer of another activity, fits no question. */
function doesFit<T>(answer: T, fits: (answer: T) => boolean): boolean {
  try {
    return fits(answer);
  } catch {
    return false;
  }
}

/** The message's own parts are looked at where it is judged. */
function isSentDecision(message: unknown): message is SentDecision {
  return isObject(message) && typeof message['updateId'] === 'string' && typeof message['sentAt'] === 'number';
}

function isSentTell(message: unknown): message is SentTell {
  return isObject(message) && typeof message['id'] === 'string' && typeof message['sentAt'] === 'number';
}

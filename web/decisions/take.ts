/**
 * The way of a decision: whose key it comes under, what it asks for (`asked.ts`) – then the engine takes it or says why
 * not.
 */
import { Refused, Unavailable } from '../../contract/engine.ts';
import { digestOf } from '../../model/canonical.ts';
import type { Entry, Json, Refusal } from '../../machines/core/index.ts';
import type { DecideAnswer, DecideMessage } from '../../contract/messages.ts';
import { parseInstanceId, type InstanceId } from '../../model/identifiers.ts';
import { asObject } from '../../model/json.ts';
import { readableAt } from '../access/reading.ts';
import type { Caller } from '../caller.ts';
import { turningTexts } from '../characters.ts';
import { keyReused, updateIdOf } from '../idempotency.ts';
import { presentOf, readPresent, type InstanceReading } from '../instances.ts';
import type { CurrentInstance } from '../known-states.ts';
import type { Parts } from '../parts.ts';
import { notFound, Problem, type FieldError } from '../problems.ts';
import { afterTheEnd } from './after-the-end.ts';
import { askedFor } from './asked.ts';
import { inJournal } from './in-journal.ts';
import { isOpening, openNext } from './open-next.ts';
import { refusal } from './refusing.ts';

/** A decision as it was sent. */
export interface SentDecision {
  readonly instance: InstanceId;
  readonly key: string;
  /** Checked JSON; its shape is not yet. */
  readonly body: Json;
  /** `If-Match`. */
  readonly expectedSeq?: number;
}

/** What an accepted decision answers, now and at every repeat. */
export interface AcceptedDecision {
  readonly instance: InstanceId;
  readonly seq: number;
  readonly at: number;
  readonly to: Json;
  readonly warnings?: readonly FieldError[];
}

/**
 * Throws 404 where the caller could decide nothing, judged from the address: what they send is not read then. Whoever
 * decided under this key and may no longer read is let on: only the body tells whether this repeats it.
 */
export async function checkMayDecide(parts: Parts, me: Caller, instance: InstanceId, key: string): Promise<void> {
  const { records } = parts;
  if ((await readableAt(records, me, [instance])).length > 0) return;
  if ((await records.journal.byUpdate(updateIdOf(me.person, key))) === undefined) throw notFound();
}

/** Takes a decision or throws the problem that says why not. */
export async function take(parts: Parts, me: Caller, sent: SentDecision): Promise<AcceptedDecision> {
  const { records, engine, known } = parts;
  const { instance, key } = sent;
  const updateId = updateIdOf(me.person, key);
  const bodyHash = digestOf({ instance, body: sent.body });
  const readable = (await readableAt(records, me, [instance])).length > 0;
  // Who may no longer read it still gets the answer to what they once did; beyond that nothing is looked at for them.
  const after = readable ? known.seqOf(instance) : undefined;
  const claim = { person: me.person, key, bodyHash };
  const asked = { ...claim, updateId, instance, at: parts.clock(), ...(after !== undefined && { after }) };
  const { answered, claimed, damaged, entries } = await records.journal.beforeDecision(asked);
  if (answered !== undefined) {
    if (answered.bodyHash !== bodyHash) throw keyReused();
    return accepted(sent, answered, answered.instance);
  }
  if (!claimed) throw keyReused();
  let sentOn = false;
  const decide = (message: DecideMessage): Promise<DecideAnswer> => {
    sentOn = true;
    return engine.decide(message).catch((error: unknown) => afterTheEnd(parts, message, error));
  };
  try {
    if (!readable) throw notFound();
    if (isOpening(instance))
      return await opened(parts, me, sent, { updateId, bodyHash, sending: () => (sentOn = true) });
    if (damaged !== undefined) throw damagedRecord(instance, damaged);
    return await takeClaimed(parts, me, sent, { updateId, bodyHash, entries, decide });
  } catch (error) {
    // Refused, or never sent on: the key is not spent. Where nobody knows, it stays this request's and may be repeated.
    const notTaken = error instanceof Unavailable && error.outcome === 'notTaken';
    const refused = !sentOn || notTaken || error instanceof Problem;
    if (refused) await records.answers.releaseDecision(claim).catch(() => undefined);
    throw error;
  }
}

/** Opens an instance under a key that is the request's own. */
async function opened(
  parts: Parts,
  me: Caller,
  sent: SentDecision,
  key: Omit<Parameters<typeof openNext>[2], 'of' | 'body'>,
): Promise<AcceptedDecision> {
  const { instance: of, body, expectedSeq } = sent;
  const answer = await openNext(parts, me, { of, body, expectedSeq, ...key });
  if (answer.bodyHash !== key.bodyHash) throw keyReused();
  const { kind = '' } = parseInstanceId(answer.instance) ?? {};
  parts.metrics.decision(kind, typeOf(sent.body), 'accepted');
  await inJournal(parts, answer.instance, answer.seq);
  return accepted(sent, answer, answer.instance);
}

function typeOf(body: Json): string {
  const { type } = asObject(body);
  return typeof type === 'string' ? type : '';
}

/** A decision whose key is its own. */
interface ClaimedDecision extends Pick<DecideMessage, 'updateId' | 'bodyHash'> {
  /** Entries of the instance since it was last known here. */
  readonly entries: readonly Entry[];
  readonly decide: (message: DecideMessage) => Promise<DecideAnswer>;
}

async function takeClaimed(
  parts: Parts,
  me: Caller,
  sent: SentDecision,
  { updateId, bodyHash, entries, decide }: ClaimedDecision,
): Promise<AcceptedDecision> {
  const { records, known } = parts;
  const { instance } = sent;
  const attempt = async (present: CurrentInstance, more: Pick<DecideMessage, 'factsAfter'>): Promise<Attempt> => {
    const read = await readPresent(parts, me, present, 'decisions');
    const { name, event, refused } = await askedFor(parts, me, read, sent.body, { hold: true });
    if (refused.length > 0) return { read, name, refused };
    const message: DecideMessage = {
      instance,
      updateId,
      bodyHash,
      event,
      ...(me.tokenIssuedBy !== undefined && { tokenIssuedBy: me.tokenIssuedBy }),
      ...(sent.expectedSeq !== undefined && { expectedSeq: sent.expectedSeq }),
      ...more,
    };
    try {
      return { read, name, answer: await decide(message) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { read, name, refused: error.refusals };
    }
  };
  const journaled = known.follow(instance, entries, parts.clock());
  let taken = journaled && (await attempt(journaled, { factsAfter: journaled.state.seq }));
  // Not known here, or something was decided that the journal does not have yet: the engine says where it stands.
  if (taken === undefined || taken.refused?.some(({ rule }) => rule === overtakenRule)) {
    // The journal first: what is added between the two looks must not make the engine look behind.
    const head = await records.journal.head(instance);
    const present = await presentOf(parts, instance);
    checkNotBehind(present, head);
    known.keep(present);
    taken = await attempt(present, {});
  }
  const { read, name, answer, refused } = taken;
  if (answer === undefined) throw await refusal(parts, me, read, name, sent.body, refused ?? []);
  // The engine knows the key although the journal does not yet: it answers with what it took under it.
  if (answer.bodyHash !== bodyHash) throw keyReused();
  parts.metrics.decision(read.procedure.id, name, 'accepted');
  await inJournal(parts, instance, answer.seq);
  return accepted(sent, answer);
}

/**
 * An engine that knows less than the journal carries another run than the one that is recorded: somebody reset or began it
 * anew from outside. Nothing is decided on that; it ends by itself, and is noticed.
 */
function checkNotBehind({ state }: CurrentInstance, head: number): void {
  if (state.seq < head) throw new Unavailable('the engine is behind the journal', 5, 'notTaken');
}

/** How the engine answered. */
interface Attempt {
  readonly read: InstanceReading;
  readonly name: string;
  readonly answer?: DecideAnswer;
  readonly refused?: readonly Refusal[];
}

function accepted(
  sent: SentDecision,
  { seq, at, to }: Pick<DecideAnswer, 'seq' | 'at' | 'to'>,
  instance: InstanceId = sent.instance,
): AcceptedDecision {
  const warnings = turningTexts(sent.body);
  return { instance, seq, at, to, ...(warnings.length > 0 && { warnings }) };
}

/** Name of the interpreter's refusal when the facts are older than its last decision. */
const overtakenRule = 'overtaken';
/** 409: nothing is added to a record that is not what was written. */
export function damagedRecord(instance: InstanceId, seq: number): Problem {
  const ja = `この手続の記録（番号${seq}から）が、書き込まれたときのものと一致しません。復元が終わるまで、この手続では決定できません。全体のシステム管理者には知らせてあります。お急ぎのときは、システム管理者に連絡してください。`;
  const en = `The journal of this procedure is not what was written, from number ${seq} on. It takes no decision until it is restored. The administrators have been told; in a hurry, ask them.`;
  return new Problem('damaged', { ja, en }, { instance, seq });
}

/**
 * The way of a decision: who sends it, what it says, who decides, what is looked up – then the engine takes it or says
 * why not. Nothing on the event that matters for a rule comes from the caller, except the input itself.
 */
import { Refused, Unavailable } from '../../contract/engine.ts';
import { digestOf } from '../../model/canonical.ts';
import { decidedBy, decisionNamed, decisionsOf } from '../../machines/core/index.ts';
import type { Actor, Decision, EnteredFor, Entry, Json, Refusal, StandIn } from '../../machines/core/index.ts';
import { asObject, isObject } from '../../model/json.ts';
import type { DecideAnswer, DecideMessage } from '../../contract/messages.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import { holds } from '../access/bodies.ts';
import { readableAt } from '../access/reading.ts';
import { actorAt, type Caller } from '../caller.ts';
import { turningTexts } from '../characters.ts';
import { mayCite } from '../documents.ts';
import { fieldErrors, forPeople, inWords } from '../field-errors.ts';
import { keyReused, updateIdOf } from '../idempotency.ts';
import { presentOf, readIfAny, readPresent, type InstanceReading } from '../instances.ts';
import type { CurrentInstance } from '../known-states.ts';
import type { Parts } from '../parts.ts';
import { invalid, notFound, Problem, type FieldError } from '../problems.ts';
import { afterTheEnd } from './after-the-end.ts';
import { bodySchemaOf, envelopeSchema, type Envelope } from './definitions.ts';
import { factsFor } from './facts.ts';
import { referencesIn, wrongReferences } from './references.ts';
import { refusedProblem, withheldRefusals } from './refused.ts';

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

/** How long a decision waits for its journal line, so that a list read next shows it. */
const journalWait = 2000;

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
  const { answered, claimed, entries } = await records.journal.beforeDecision(asked);
  if (answered !== undefined) {
    if (answered.bodyHash !== bodyHash) throw keyReused();
    return accepted(sent, answered);
  }
  if (!claimed) throw keyReused();
  let sentOn = false;
  const decide = (message: DecideMessage): Promise<DecideAnswer> => {
    sentOn = true;
    return engine.decide(message).catch((error: unknown) => afterTheEnd(parts, message, error));
  };
  try {
    if (!readable) throw notFound();
    return await takeClaimed(parts, me, sent, { updateId, bodyHash, entries, decide });
  } catch (error) {
    // Refused, or never sent on: the key is not spent. Where nobody knows, it stays this request's and may be repeated.
    const notTaken = error instanceof Unavailable && error.outcome === 'notTaken';
    const refused = !sentOn || notTaken || error instanceof Problem;
    if (refused) await records.answers.releaseDecision(claim).catch(() => undefined);
    throw error;
  }
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
    const { name, event } = await decided(parts, me, read, sent.body);
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
    const present = await presentOf(parts, instance);
    known.keep(present);
    taken = await attempt(present, {});
  }
  const { read, name, answer, refused } = taken;
  if (answer === undefined) throw await refusal(parts, me, read, name, refused ?? []);
  // The engine knows the key although the journal does not yet: it answers with what it took under it.
  if (answer.bodyHash !== bodyHash) throw keyReused();
  parts.metrics.decision(read.procedure.id, name, 'accepted');
  await records.journal.waitFor(instance, answer.seq, parts.configuration.journalWait ?? journalWait);
  return accepted(sent, answer);
}

/** How the engine answered. */
interface Attempt {
  readonly read: InstanceReading;
  readonly name: string;
  readonly answer?: DecideAnswer;
  readonly refused?: readonly Refusal[];
}

/** The event a body asks for: understood, with decider, facts and stand-in as the server knows them. */
async function decided(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  body: Json,
): Promise<{ readonly name: string; readonly event: DecideMessage['event'] }> {
  const { records } = parts;
  const { name, decision, input, envelope } = await understood(parts, me, present, body);
  const { actor, enteredFor } = await deciderOf(parts, me, present, name, decision, envelope);
  const { at, instance, organisation, state, procedure } = present;
  const context = asObject(state.snapshot.context);
  const own = Object.hasOwn(procedure.decisions, name);
  const sought = { name, actor, envelope, at: enteredFor === undefined ? at : dayOf(enteredFor) };
  const forOwn = own ? await standInOf(parts, present, decision, sought) : undefined;
  const occasion = { instance, organisation, context, input, actor, at, holders: forOwn?.holders ?? [] };
  const facts = (await factsFor(records, decision, occasion)) ?? {};
  // A correction is its post's whose entry is corrected: only the facts say whose.
  const standIn = own
    ? forOwn
    : await standInOf(parts, present, decidedBy(procedure, { type: name, actor, input, facts, at }), sought);
  const event = {
    type: name,
    actor,
    input,
    facts,
    ...(standIn && { standIn }),
    ...(enteredFor && { enteredFor }),
    issuers: me.tokenIssuers,
  };
  return { name, event };
}

function accepted(sent: SentDecision, { seq, at, to }: Pick<DecideAnswer, 'seq' | 'at' | 'to'>): AcceptedDecision {
  const warnings = turningTexts(sent.body);
  return { instance: sent.instance, seq, at, to, ...(warnings.length > 0 && { warnings }) };
}

interface ParsedDecision {
  readonly name: string;
  readonly decision: Decision;
  readonly input: Json;
  readonly envelope: Envelope;
}

/** Parses the body once, by the decision's own schema; every error at once, references included. Throws 400. */
async function understood(parts: Parts, me: Caller, present: InstanceReading, body: Json): Promise<ParsedDecision> {
  if (!isObject(body)) {
    throw invalid([{ path: '', ja: '項目の組（オブジェクト）を送ってください。', en: 'Send an object.' }]);
  }
  const { type, standIn, enteredFor, ...given } = body;
  const name = typeof type === 'string' ? type : '';
  const decision = decisionNamed(present.procedure, name);
  if (decision === undefined) throw invalid([unknownDecision(present)]);
  const schema = bodySchemaOf(name, decision);
  const errors: FieldError[] = [];
  const envelope = envelopeSchema.safeParse({ standIn, enteredFor }, forPeople);
  if (!envelope.success) errors.push(...fieldErrors(envelope.error, '', schema));
  const input = decision.input.safeParse(given, forPeople);
  if (!input.success) errors.push(...fieldErrors(input.error, '', schema));
  if (!envelope.success || !input.success) throw invalid(errors);
  // As it will be read back from the journal: what JSON does not keep is gone before any rule sees it.
  const clean: Json = JSON.parse(JSON.stringify(input.data));
  const references = [
    ...referencesIn(decision.input, clean),
    ...referencesIn(envelopeSchema, JSON.parse(JSON.stringify(envelope.data))),
  ];
  // First, so that none of them is removed between this look and the entry that cites it.
  const cited = references.filter(({ kind }) => kind === 'document').map(({ value }) => value);
  await parts.records.documents.hold(cited, parts.clock());
  const wrong = await wrongReferences(references, {
    records: parts.records,
    organisation: present.organisation,
    mayCite: (hash) => mayCite(parts, me, hash, present),
    mayKnow: async (id) => (await readIfAny(parts, me, id)).reach.reading !== 'nothing',
  });
  if (wrong.length > 0) throw invalid(wrong.map((error) => inWords(error, schema)));
  return { name, decision, input: clean, envelope: envelope.data };
}

function unknownDecision({ procedure }: InstanceReading): FieldError {
  const names = decisionsOf(procedure).map(([name]) => name);
  return {
    path: 'type',
    ja: `この手続にその決定はありません。次のいずれかを指定してください：${names.join('、')}`,
    en: `This procedure has no such decision. Give one of: ${names.join(', ')}`,
  };
}

/** Who decides: the caller, or – entered from paper by the promotion office – the decider named on it. */
async function deciderOf(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  name: string,
  decision: Decision,
  { enteredFor }: Envelope,
): Promise<{ actor: Actor; enteredFor?: EnteredFor }> {
  const { records } = parts;
  if (enteredFor === undefined) {
    // Appointments change with the day: those looked up for the caller a moment ago are the decider's.
    const same = dateInJapan(me.at) === dateInJapan(present.at);
    return { actor: same ? me.actor : await actorAt(parts, me, present.at) };
  }
  if (!holds(me, present.organisation, ['promotionOffice'])) {
    throw await refusal(parts, me, present, name, [
      {
        rule: 'paperEntryByOffice',
        clause: decision.clause,
        basis: 'design',
        concerns: 'who',
        ja: '決裁文書からの転記は、情報セキュリティ対策推進体制（事務局）の者が行います。',
        en: 'Decisions taken on paper are entered by the promotion office.',
        whoCould: ['promotionOffice'],
      },
    ]);
  }
  const register = await records.registers.inForce(present.organisation, 'enteredFor', present.at);
  const { decider, decidedOn, number, document } = enteredFor;
  return {
    // Rules about who test the decider by the posts held on the day of the decision.
    actor: await records.lookUps.actor(decider, dayOf(enteredFor)),
    enteredFor: { by: me.person, decidedOn, number, document, allowed: isAllowed(register) },
  };
}

/** Noon of the day a paper bears. */
function dayOf({ decidedOn }: Pick<EnteredFor, 'decidedOn'>): Instant {
  return startOfDate(decidedOn) + 12 * 60 * 60 * 1000;
}

function isAllowed(register: Json | undefined): boolean {
  return register === true || asObject(register)['allowed'] === true;
}

/** A stand-in with what the server knows: who holds the post, and whether the head nominated the person in writing. */
async function standInOf(
  { records }: Parts,
  { instance, organisation }: InstanceReading,
  decision: Decision | undefined,
  { name, actor, envelope: { standIn }, at }: { name: string; actor: Actor; envelope: Envelope; at: Instant },
): Promise<StandIn | undefined> {
  if (standIn === undefined || decision === undefined) return undefined;
  const deciding = decision.by.includes('ciso') ? [...decision.by, 'deputyCiso' as const] : decision.by;
  const [holders, nomination] = await Promise.all([
    records.lookUps.holders(organisation, deciding, at),
    records.lookUps.nomination(actor.person, instance, name, at),
  ]);
  return { reason: standIn.reason, holders, ...(nomination && { nomination }) };
}

/** Name of the interpreter's refusal when the facts are older than its last decision. */
const overtakenRule = 'overtaken';
/** Name of the interpreter's refusal when `If-Match` no longer holds. */
const staleRule = 'stale';

/** Notes the refusal for the CISO of the body, and says it as a problem. */
async function refusal(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  decision: string,
  refused: readonly Refusal[],
): Promise<Problem> {
  if (refused.some(({ rule }) => rule === staleRule)) {
    return new Problem('stale', {
      ja: 'ご覧になった後に、この手続に新しい決定がありました。もう一度表示して、確かめてから送ってください。',
      en: 'The procedure has moved on since you looked. Read it again, check, and send anew.',
    });
  }
  const { instance, organisation, procedure, at } = present;
  parts.metrics.decision(procedure.id, decision, 'refused');
  for (const { rule } of refused) parts.metrics.refusal(procedure.id, rule);
  await parts.records.refusals.record({ at, instance, organisation, person: me.person, decision, refused });
  return refusedProblem([...withheldRefusals(me, refused), ...refused]);
}

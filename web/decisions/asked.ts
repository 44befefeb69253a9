/**
 * What a body asks for, as the event that the procedure judges: understood, with decider, facts and stand-in as the server
 * knows them. Nothing on it that matters for a rule comes from the caller, except the input itself.
 */
import { decidedBy, decisionNamed, decisionsOf, decidingBodies, officesInCharge } from '../../machines/core/index.ts';
import type {
  Actor,
  Decision,
  DecisionEvent,
  EnteredFor,
  Json,
  Procedure,
  Refusal,
  StandIn,
} from '../../machines/core/index.ts';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import { asObject, isObject } from '../../model/json.ts';
import { isEntryFromPaperAllowed } from '../../records/registers/paper.ts';
import { holds } from '../access/bodies.ts';
import { actorAt, type Caller } from '../caller.ts';
import { mayCite } from '../documents.ts';
import { fieldErrors, forPeople, inWords } from '../field-errors.ts';
import { readIfAny, type InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { invalid, type FieldError, type Problem } from '../problems.ts';
import { bodySchemaOf, envelopeSchema, type Envelope } from './definitions.ts';
import { factsFor } from './facts.ts';
import type { Making } from './listed.ts';
import { listsNamed } from './lists.ts';
import { referencesIn, wrongReferences, type Reference } from './references.ts';

/** A decision that is asked for. */
export interface AskedDecision {
  readonly name: string;
  readonly event: Omit<DecisionEvent, 'at'>;
  /** What is against it before the procedure is asked. */
  readonly refused: readonly Refusal[];
}

/** How it is looked at. */
interface Asking {
  /** The documents it cites are kept, for it is about to be taken. */
  readonly hold: boolean;
  /** Documents that would be sent with it. */
  readonly brings?: readonly string[];
}

/** The event a body asks for. Throws 400. */
export async function askedFor(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  body: Json,
  { hold, brings = [] }: Asking,
): Promise<AskedDecision> {
  const { records } = parts;
  const parsed = understood(present, body);
  if ('errors' in parsed) throw await wrongFields({ parts, me, read: present }, parsed.errors);
  const { name, decision, input, envelope, references } = parsed;
  // First, so that none of them is removed between this look and the entry that cites it.
  const cited = references.filter(({ kind }) => kind === 'document').map(({ value }) => value);
  if (hold) await records.documents.hold(cited, parts.clock());
  const others = references.filter(({ kind, value }) => kind !== 'document' || !brings.includes(value));
  await checkReferences(parts, me, present, { ...parsed, references: others });
  const { actor, enteredFor, refused = [] } = await deciderOf(parts, me, present, decision, envelope);
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
  return { name, event, refused };
}

interface ParsedDecision {
  readonly name: string;
  readonly decision: Decision;
  readonly input: Json;
  readonly envelope: Envelope;
  readonly references: readonly Reference[];
}

/** 400 with the lists from which the wrong fields are chosen, as the form has them. */
async function wrongFields(making: Making, errors: readonly FieldError[]): Promise<Problem> {
  const lists = await listsNamed(
    making,
    errors.flatMap(({ choices }) => choices ?? []),
  );
  const told: Json = JSON.parse(JSON.stringify(lists));
  return invalid(errors, 0, Object.keys(lists).length === 0 ? {} : { choices: told });
}

/** Parses the body once, by the decision's own schema; every error at once. */
function understood(
  { procedure }: InstanceReading,
  body: Json,
): ParsedDecision | { readonly errors: readonly FieldError[] } {
  if (!isObject(body)) {
    return { errors: [{ path: '', ja: '項目の組（オブジェクト）を送ってください。', en: 'Send an object.' }] };
  }
  const { type, standIn, enteredFor, ...given } = body;
  const name = typeof type === 'string' ? type : '';
  const decision = decisionNamed(procedure, name);
  if (decision === undefined) return { errors: [unknownDecision(procedure)] };
  const schema = bodySchemaOf(name, decision);
  const errors: FieldError[] = [];
  const envelope = envelopeSchema.safeParse({ standIn, enteredFor }, forPeople);
  if (!envelope.success) errors.push(...fieldErrors(envelope.error, '', schema));
  const input = decision.input.safeParse(given, forPeople);
  if (!input.success) errors.push(...fieldErrors(input.error, '', schema));
  if (!envelope.success || !input.success) return { errors };
  // As it will be read back from the journal: what JSON does not keep is gone before any rule sees it.
  const clean: Json = JSON.parse(JSON.stringify(input.data));
  const references = [
    ...referencesIn(decision.input, clean),
    ...referencesIn(envelopeSchema, JSON.parse(JSON.stringify(envelope.data))),
  ];
  return { name, decision, input: clean, envelope: envelope.data, references };
}

/** Throws 400 for every reference to what does not exist, or what the caller may not know of. */
async function checkReferences(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  { name, decision, references }: ParsedDecision,
): Promise<void> {
  const wrong = await wrongReferences(references, {
    records: parts.records,
    organisation: present.organisation,
    mayCite: (hash) => mayCite(parts, me, hash, present),
    mayKnow: async (id) => (await readIfAny(parts, me, id)).reach.reading !== 'nothing',
  });
  const schema = bodySchemaOf(name, decision);
  if (wrong.length === 0) return;
  throw await wrongFields(
    { parts, me, read: present },
    wrong.map((error) => inWords(error, schema)),
  );
}

function unknownDecision(procedure: Procedure): FieldError {
  const names = decisionsOf(procedure).map(([name]) => name);
  return {
    path: 'type',
    ja: `この手続にその決定はありません。次のいずれかを指定してください：${names.join('、')}`,
    en: `This procedure has no such decision. Give one of: ${names.join(', ')}`,
  };
}

/** Who decides: the caller, or – entered from paper by an office that may – the decider named on it. */
async function deciderOf(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  decision: Decision,
  { enteredFor }: Envelope,
): Promise<{ actor: Actor; enteredFor?: EnteredFor; refused?: readonly Refusal[] }> {
  const { records } = parts;
  if (enteredFor === undefined) {
    // Appointments change with the day: those looked up for the caller a moment ago are the decider's.
    const same = dateInJapan(me.at) === dateInJapan(present.at);
    return { actor: same ? me.actor : await actorAt(parts, me, present.at) };
  }
  const bodies = decidingBodies(decision, present.state.snapshot.context);
  if (!mayEnterPaper(me, present.organisation, bodies)) {
    const notTheOffice: Refusal = {
      rule: 'paperEntryByOffice',
      clause: decision.clause,
      basis: 'design',
      concerns: 'who',
      ja: '別途決裁済みの内容の登録は、情報セキュリティ対策推進体制（事務局）の者が行います。',
      en: 'Decisions taken on paper are entered by the promotion office.',
      whoCould: ['promotionOffice'],
    };
    return { actor: me.actor, refused: [notTheOffice] };
  }
  const { decider, decidedOn, number, document } = enteredFor;
  // Rules about who test the decider by the posts held on the day of the decision.
  const actor = await records.lookUps.actor(decider, dayOf(enteredFor));
  const allowed = await isPaperAllowed(parts, present.at, decision, bodies, actor);
  return { actor, enteredFor: { by: me.person, decidedOn, number, document, allowed } };
}

/** Whether what a decider took on paper is entered: as the body says in which the post is held. */
async function isPaperAllowed(
  { records }: Parts,
  at: Instant,
  { by }: Decision,
  bodies: readonly OrganisationId[],
  { appointments }: Actor,
): Promise<boolean> {
  const posts = appointments.filter(({ role, organisation }) => bodies.includes(organisation) && by.includes(role));
  const body = posts[0]?.organisation ?? bodies[0] ?? '';
  const roles = posts.flatMap(({ role, organisation }) => (organisation === body ? role : []));
  const [register, organisation] = await Promise.all([
    records.registers.inForce(body, 'enteredFor', at),
    records.registry.organisation(body),
  ]);
  return isEntryFromPaperAllowed(register, { kind: organisation?.kind, roles });
}

/**
 * Whether somebody enters what was decided on paper: the promotion office of the procedure's body; of a decision that another
 * body's post takes also the office in charge there, and the staff of the centre in its own procedures.
 */
export function mayEnterPaper(me: Caller, own: OrganisationId, bodies: readonly OrganisationId[]): boolean {
  const elsewhere = bodies.filter((body) => body !== own);
  return (
    holds(me, own, elsewhere.length > 0 ? ['promotionOffice', 'centreStaff'] : ['promotionOffice']) ||
    elsewhere.some((body) => holds(me, body, officesInCharge))
  );
}

/** Noon of the day a paper bears. */
function dayOf({ decidedOn }: Pick<EnteredFor, 'decidedOn'>): Instant {
  return startOfDate(decidedOn) + 12 * 60 * 60 * 1000;
}

/** A stand-in with what the server knows: who holds the post, and whether the head nominated the person in writing. */
async function standInOf(
  { records }: Parts,
  read: InstanceReading,
  decision: Decision | undefined,
  { name, actor, envelope: { standIn }, at }: { name: string; actor: Actor; envelope: Envelope; at: Instant },
): Promise<StandIn | undefined> {
  if (standIn === undefined || decision === undefined) return undefined;
  const deciding = decision.by.includes('ciso') ? [...decision.by, 'deputyCiso' as const] : decision.by;
  const bodies = decidingBodies(decision, read.state.snapshot.context);
  const [holders, nomination] = await Promise.all([
    Promise.all(bodies.map((body) => records.lookUps.holders(body, deciding, at))),
    records.lookUps.nomination(actor.person, { instance: read.instance, decision: name, bodies }, at),
  ]);
  // Who holds posts in several of them is one holder.
  const byPerson = new Map(holders.flat().map((holder) => [holder.person, holder]));
  return { reason: standIn.reason, holders: [...byPerson.values()], ...(nomination && { nomination }) };
}

/**
 * Who may read a document, and what they are told of it. It is read by whoever sent it, while they are of that body, and by
 * whoever reads the part of a procedure that cites it; knowing its hash, or writing it into a text, opens nothing.
 */
import { decisionNamed, shown } from '../machines/core/index.ts';
import type { Json, Procedure } from '../machines/core/index.ts';
import { asObject, isObject } from '../model/json.ts';
import { parseInstanceId, type InstanceId, type Instant, type OrganisationId } from '../model/identifiers.ts';
import type { AboutDocument } from '../contract/records/documents.ts';
import { isOfOwnBody, isUnderContract, ownBodies, rolesIn } from './access/bodies.ts';
import { annotatedBy, annotatedIn } from './annotations.ts';
import type { Caller } from './caller.ts';
import { referencesIn } from './decisions/references.ts';
import { envelopeSchema } from './decisions/definitions.ts';
import { readIfAny, type InstanceReading } from './instances.ts';
import type { Parts } from './parts.ts';

/** Instances that are looked into for one document: most are cited by one, and who reads none of fifty reads none. */
const LOOKED_INTO = 50;

/** A document as its reader sees it. */
export interface ReadableDocument {
  readonly size: number;
  /** Whose words are shown; absent where nobody spoke whose words are for this reader. */
  readonly said?: AboutDocument;
  /** The procedure through which it is read; absent for its sender. */
  readonly through?: InstanceId;
}

/**
 * The document as the caller may read it; `undefined` when not allowed. What is asked of the records is the same for a
 * document that is not there and one that is not the caller's.
 */
export async function readableDocument(parts: Parts, me: Caller, hash: string): Promise<ReadableDocument | undefined> {
  const { documents, instances } = parts.records;
  const { size = 0, sent = [], citedBy = [] } = (await documents.find(hash)) ?? {};
  const invited = await instances.invitedTo(me.person, citedBy, me.at);
  const own = await ownSending(parts, me, sent);
  if (own !== undefined) return { size, said: own };
  const mine = citedBy.filter((instance) => isOfOwnBody(me, instance));
  let through: InstanceId | undefined;
  // One's own body first: what is said there is said to its people.
  for (const instance of [...new Set([...mine, ...invited])].slice(0, LOOKED_INTO)) {
    const read = await readIfAny(parts, me, instance);
    const cited = 'state' in read ? await citationFor(parts, me, read, hash) : undefined;
    if (cited === undefined) continue;
    through ??= instance;
    const said = wordsOf(cited.by, sent, parseInstanceId(instance)?.organisation);
    if (said !== undefined) return { size, said, through: instance };
  }
  if (through === undefined) return undefined;
  const bodies = ownBodies(me);
  const said = sent.find(({ organisation }) => bodies.includes(organisation));
  return { size, through, ...(said !== undefined && { said }) };
}

/** Whether the caller may read a document, asked by its hash. */
export function readsDocuments(parts: Parts, me: Caller): (hash: string) => Promise<boolean> {
  return async (hash) => (await readableDocument(parts, me, hash)) !== undefined;
}

/** What the caller said of it, for a body in which they hold a post now, or while their contract runs. */
async function ownSending(
  { records }: Parts,
  me: Caller,
  sent: readonly AboutDocument[],
): Promise<AboutDocument | undefined> {
  const mine = sent.filter(({ by }) => by === me.person);
  const inPost = mine.find(({ organisation }) => rolesIn(me, organisation).length > 0);
  if (inPost !== undefined || mine.length === 0) return inPost;
  return (await isUnderContract(records, me)) ? mine[0] : undefined;
}

/** Somebody who cited a document in a decision, with the bodies in which they held posts then. */
interface Citer {
  readonly person: string;
  readonly bodies: readonly string[];
}

/**
 * What the first of those who cited it said of it: for the body whose procedure it is. Only who holds no post in that body
 * (an outside verifier, staff of the supervising ministry) speaks with what they sent for another.
 */
function wordsOf(
  citers: readonly Citer[],
  sent: readonly AboutDocument[],
  organisation: OrganisationId | undefined,
): AboutDocument | undefined {
  for (const { person, bodies } of citers) {
    const theirs = sent.filter(({ by }) => by === person);
    const here = theirs.find((one) => one.organisation === organisation);
    if (here !== undefined) return here;
    if (!bodies.some((body) => body === organisation) && theirs[0] !== undefined) return theirs[0];
  }
  return undefined;
}

/**
 * Who cited the document in a part of the instance that the caller reads; `undefined` when no such part cites it – neither
 * what stands now nor what an entry says.
 */
async function citationFor(
  parts: Parts,
  me: Caller,
  { instance, procedure, state, reach }: InstanceReading,
  hash: string,
): Promise<{ readonly by: readonly Citer[]; readonly entries: readonly CitingEntry[] } | undefined> {
  const standing = standsFor({ procedure, state, reach }, hash);
  if (standing === undefined) return undefined;
  const lines = await parts.records.journal.citing(instance, hash);
  const bySeq = await annotatedIn(parts.records, instance, lines);
  const citing = lines
    .map(({ entry }) => entry)
    .filter(({ seq, event }) => {
      if (!documentsIn(procedure, event).includes(hash)) return false;
      // What was entered in the caller's name stays readable from any post.
      if (state.entered?.[String(seq)] === me.person) return true;
      const of = annotatedBy(event);
      return reach.reads(event, of === undefined ? undefined : bySeq.get(of));
    });
  if (citing.length === 0 && !standing) return undefined;
  return {
    by: citing.flatMap(({ event }) => citersOf(event)),
    entries: citing.map(({ seq, at, event }) => ({ seq, at, decision: typeOf(event) })),
  };
}

/** An entry that cites a document. */
export interface CitingEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly decision: string;
}

/** Where the document is cited in what the caller reads, and by which entries. */
export async function citationsOf(
  parts: Parts,
  me: Caller,
  hash: string,
): Promise<{ readonly read: InstanceReading; readonly entries: readonly CitingEntry[] }[]> {
  const { documents, instances } = parts.records;
  const { citedBy = [] } = (await documents.find(hash)) ?? {};
  const invited = await instances.invitedTo(me.person, citedBy, me.at);
  const mine = citedBy.filter((instance) => isOfOwnBody(me, instance));
  const found: { readonly read: InstanceReading; readonly entries: readonly CitingEntry[] }[] = [];
  for (const instance of [...new Set([...mine, ...invited])].slice(0, LOOKED_INTO)) {
    const read = await readIfAny(parts, me, instance);
    const cited = 'state' in read ? await citationFor(parts, me, read, hash) : undefined;
    if ('state' in read && cited !== undefined) found.push({ read, entries: cited.entries });
  }
  return found;
}

/** Whether what the reader sees of the instance as it stands cites the document; `undefined` when it never cited it. */
function standsFor(
  { procedure, state, reach }: Pick<InstanceReading, 'procedure' | 'state' | 'reach'>,
  hash: string,
): boolean | undefined {
  if (!shown(procedure, state).documents.includes(hash)) return undefined;
  return reach.reading === 'full' || stands(reach.context, hash, new Set(procedure.contents?.documents));
}

/** The documents an event cites, by the fields that its schema declares for documents. */
function documentsIn(procedure: Procedure, event: Json): readonly string[] {
  const { type, input, enteredFor, standIn } = asObject(event);
  const name = typeof type === 'string' ? type : '';
  const told = Object.hasOwn(procedure.told, name) ? procedure.told[name]?.input : undefined;
  const schema = decisionNamed(procedure, name)?.input ?? told ?? (name === 'begin' ? procedure.input : undefined);
  const cited = [
    ...(schema === undefined || input === undefined ? [] : referencesIn(schema, input)),
    ...(enteredFor === undefined ? [] : referencesIn(envelopeSchema, { enteredFor })),
  ];
  const nomination = asObject(asObject(standIn)['nomination'])['document'];
  const documents = cited.filter(({ kind }) => kind === 'document').map(({ value }) => value);
  return typeof nomination === 'string' ? [...documents, nomination] : documents;
}

/** Whether a field for documents holds the hash. */
function stands(value: Json | undefined, hash: string, fields: ReadonlySet<string>, isField = false): boolean {
  if (typeof value === 'string') return isField && value === hash;
  if (Array.isArray(value)) return value.some((item: Json) => stands(item, hash, fields, isField));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, part]) => stands(part, hash, fields, fields.has(name)));
}

function typeOf(event: Json): string {
  const { type } = asObject(event);
  return typeof type === 'string' ? type : '';
}

/** A document of a procedure as its reader sees it listed. */
export interface ListedDocument extends Partial<AboutDocument> {
  readonly hash: string;
  /** Absent when the bytes are no longer kept. */
  readonly size?: number;
  /** The entries that cite it and that the reader reads. */
  readonly cited: readonly { readonly seq: number; readonly decision: string }[];
}

/** The documents that the procedure cites where the caller reads it, each in the words of `readableDocument`. */
export async function documentsOf(parts: Parts, me: Caller, present: InstanceReading): Promise<ListedDocument[]> {
  const { instance, organisation, procedure, state, reach } = present;
  const hashes = shown(procedure, state).documents;
  if (hashes.length === 0) return [];
  const entries = await parts.records.journal.citations(instance);
  const bySeq = await annotatedIn(
    parts.records,
    instance,
    entries.map((entry) => ({ entry })),
  );
  const citing = new Map<string, typeof entries>();
  for (const entry of entries) {
    const of = annotatedBy(entry.event);
    const isRead =
      state.entered?.[String(entry.seq)] === me.person ||
      reach.reads(entry.event, of === undefined ? undefined : bySeq.get(of));
    if (!isRead) continue;
    for (const hash of new Set(documentsIn(procedure, entry.event)))
      citing.set(hash, [...(citing.get(hash) ?? []), entry]);
  }
  const readable = hashes.filter((hash) => citing.has(hash) || standsFor(present, hash) === true);
  const kept = await parts.records.documents.about(readable);
  const bodies = ownBodies(me);
  const listed: ListedDocument[] = [];
  for (const hash of readable) {
    const { size, sent = [] } = kept.get(hash) ?? {};
    const cited = citing.get(hash) ?? [];
    const said =
      (await ownSending(parts, me, sent)) ??
      wordsOf(
        cited.flatMap(({ event }) => citersOf(event)),
        sent,
        organisation,
      ) ??
      sent.find((one) => bodies.includes(one.organisation));
    const at = cited.map(({ seq, event }) => ({ seq, decision: typeOf(event) }));
    listed.push({ hash, ...(size !== undefined && { size }), ...said, cited: at });
  }
  return listed;
}

/** Who cited: the person at the keyboard first, who sent it – of a decision entered from paper that is not the decider. */
function citersOf(event: Json): readonly Citer[] {
  const { actor, enteredFor } = asObject(event);
  const { person, appointments } = asObject(actor);
  const { by } = asObject(enteredFor);
  const held = Array.isArray(appointments) ? appointments : [];
  const bodies = held.map((one: Json) => asObject(one)['organisation']).filter((id) => typeof id === 'string');
  return [by, person].filter((id) => typeof id === 'string').map((id) => ({ person: id, bodies }));
}

/**
 * Whether the caller may cite the document in an instance: when it is readable, also through that instance itself (an
 * approval cites what was submitted). Otherwise citing a hash would be a way to read what it names.
 */
export async function mayCite(parts: Parts, me: Caller, hash: string, present: InstanceReading): Promise<boolean> {
  if (standsFor(present, hash) === true) return true;
  if ((await citationFor(parts, me, present, hash)) !== undefined) return true;
  return (await readableDocument(parts, me, hash)) !== undefined;
}

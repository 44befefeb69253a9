/** Who may read a document: its uploader, and whoever reads the part of a procedure that cites it. */
import { shown } from '../machines/core/index.ts';
import type { Json } from '../machines/core/index.ts';
import { asObject } from '../model/json.ts';
import { parseInstanceId, type InstanceId } from '../model/identifiers.ts';
import { isForeign } from './access/bodies.ts';
import { annotatedBy } from './annotations.ts';
import type { Caller } from './caller.ts';
import { readIfAny, type InstanceReading } from './instances.ts';
import type { Parts } from './parts.ts';

/** By what the caller reads a document. */
export type ReadableBy = { readonly uploader: true } | { readonly through: InstanceId };

/** By what the caller may read the document; `undefined` when not allowed – knowing its hash is not enough. */
export async function readableBy(parts: Parts, me: Caller, hash: string): Promise<ReadableBy | undefined> {
  const about = await parts.records.documents.about(hash);
  if (about === undefined) return undefined;
  if (about.by === me.person || (await parts.records.documents.sentBy(hash, me.person))) return { uploader: true };
  for (const instance of await parts.records.documents.citedBy(hash)) {
    const read = await readIfAny(parts, me, instance);
    if ('state' in read && (await isCitedFor(parts, me, read, hash))) return { through: instance };
  }
  return undefined;
}

/** Whether a part of the instance that the caller reads cites the document: what stands now, or what an entry says. */
async function isCitedFor(
  parts: Parts,
  me: Caller,
  { instance, procedure, state, reach }: InstanceReading,
  hash: string,
): Promise<boolean> {
  if (!shown(procedure, state).documents.includes(hash)) return false;
  if (reach.reading === 'full' || names(reach.context, hash)) return true;
  const entries = await parts.records.journal.all(instance);
  const bySeq = new Map(entries.map(({ seq, event }) => [seq, event]));
  return entries.some(({ seq, event }) => {
    if (!said(event).some((part) => names(part, hash))) return false;
    // What was entered in the caller's name stays readable from any post.
    if (state.entered?.[String(seq)] === me.person) return true;
    const of = annotatedBy(event);
    return reach.reads(event, of === undefined ? undefined : bySeq.get(of));
  });
}

/** What somebody said in an event, without what was looked up for it. */
function said(event: Json): readonly (Json | undefined)[] {
  const { input, enteredFor, standIn } = asObject(event);
  return [input, enteredFor, standIn];
}

function names(value: Json | undefined, hash: string): boolean {
  if (typeof value === 'string') return value === hash;
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((part) => names(part, hash));
}

/**
 * Whether the caller may cite the document in an instance: when it is readable, also through that instance itself (an
 * approval cites what was submitted). Otherwise citing a hash would be a way to read what it names.
 */
export async function mayCite(parts: Parts, me: Caller, hash: string, present: InstanceReading): Promise<boolean> {
  return (await isCitedFor(parts, me, present, hash)) || (await readableBy(parts, me, hash)) !== undefined;
}

/** Notes that another body's document is read through an instance of that body. */
export async function noteReading(parts: Parts, me: Caller, by: ReadableBy, hash: string): Promise<void> {
  if (!('through' in by)) return;
  const organisation = parseInstanceId(by.through)?.organisation;
  if (organisation === undefined || !isForeign(me, organisation)) return;
  const { at, person } = me;
  await parts.records.readLog.record({
    at,
    person,
    organisation,
    what: `documents ${hash.slice(0, 12)} ${by.through}`,
  });
}

/** Who may read a document: its uploader, and whoever reads the contents of a procedure that cites it. */
import { shown } from '../machines/annotations.ts';
import { parseInstanceId, type InstanceId } from '../model/identifiers.ts';
import { isForeign } from './access/bodies.ts';
import type { Caller } from './caller.ts';
import { readsContents, type Present } from './instances.ts';
import type { Parts } from './parts.ts';

/** By what the caller reads a document. */
export type ReadableBy = { readonly uploader: true } | { readonly through: InstanceId };

/** By what the caller may read the document; `undefined` when he may not – knowing its hash is not enough. */
export async function readableBy(parts: Parts, me: Caller, hash: string): Promise<ReadableBy | undefined> {
  const about = await parts.records.documents.about(hash);
  if (about === undefined) return undefined;
  if (about.by === me.person || (await parts.records.documents.sentBy(hash, me.person))) return { uploader: true };
  for (const instance of await parts.records.documents.citedBy(hash)) {
    if (await readsContents(parts, me, instance)) return { through: instance };
  }
  return undefined;
}

/**
 * Whether the caller may cite the document in an instance: when he may read it, or when the instance itself names its
 * hash already (an approval cites what was submitted). Otherwise citing a hash would be a way to read what it names.
 */
export async function mayCite(parts: Parts, me: Caller, hash: string, present: Present): Promise<boolean> {
  const cited = shown(present.procedure, present.state).documents.includes(hash);
  return cited || (await readableBy(parts, me, hash)) !== undefined;
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

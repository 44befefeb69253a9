/** What was submitted for a decision: the documents that its form holds already, as the reader may know them. */
import type { Decision, Json } from '../../machines/core/index.ts';
import { readableDocument } from '../documents.ts';
import type { ListedDocument } from '../document-list.ts';
import type { Making } from './listed.ts';
import { madeFor } from './lists.ts';
import { referencesIn } from './references.ts';

/** The documents that a draft cites; `listed` are those of the procedure. */
export async function documentsOfDraft(
  { parts, me }: Making,
  { input }: Decision,
  draft: Json,
  listed: readonly ListedDocument[],
): Promise<ListedDocument[]> {
  const hashes = new Set(citedIn(input, draft));
  const found = await Promise.all(
    [...hashes].map(async (hash): Promise<ListedDocument[]> => {
      const here = listed.find((one) => one.hash === hash);
      if (here !== undefined) return [here];
      // Of another procedure: last year's evaluation, for a plan.
      const readable = await readableDocument(parts, me, hash);
      if (readable === undefined) return [];
      const { name, mediaType, confidentiality, at } = readable.said ?? {};
      return [{ hash, size: readable.size, name, mediaType, confidentiality, at, cited: [] }];
    }),
  );
  return found.flat();
}

/** The same for a reading of the procedure: of what its drafts cite without asking for facts. */
export async function documentsOfDecision(
  making: Making,
  name: string,
  decision: Decision,
  listed: readonly ListedDocument[],
): Promise<ListedDocument[]> {
  const made = making.read.procedure.drafts?.[name];
  if (made === undefined || made.facts !== undefined) return [];
  const draft = await madeFor(making, made, async () => ({}));
  const hashes = draft === undefined ? [] : citedIn(decision.input, draft);
  return listed.filter(({ hash }) => hashes.includes(hash));
}

function citedIn(input: Decision['input'], draft: Json): string[] {
  return referencesIn(input, draft).flatMap(({ kind, value }) => (kind === 'document' ? [value] : []));
}

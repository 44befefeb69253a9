/** The documents a caller may know of, page by page; and what is to be said of one. */
import { DocumentDamaged } from '../contract/records/documents.ts';
import { parseInstanceId, type InstanceId } from '../model/identifiers.ts';
import { isFoundIn } from '../model/search-key.ts';
import { ownBodies } from './access/bodies.ts';
import type { Caller } from './caller.ts';
import { readableDocument, type ReadableDocument } from './documents.ts';
import type { Parts } from './parts.ts';
import { noteReading } from './reads.ts';

/** Documents looked at for one page: a search that finds few goes on behind the cursor. */
const LOOKED_AT = 500;
/** Of them, those of which it is asked whether the caller reads them. */
const ASKED = 100;
const AT_ONCE = 100;

/** A document the caller reads. */
export interface KnownDocument extends ReadableDocument {
  readonly hash: string;
}

/** The last sent first. A page may be short although others follow. */
export async function knownDocuments(
  parts: Parts,
  me: Caller,
  {
    cursor,
    limit,
    search,
  }: { readonly cursor?: number | undefined; readonly limit: number; readonly search?: string | undefined },
): Promise<{ readonly items: readonly KnownDocument[]; readonly next?: number }> {
  const bodies = ownBodies(me);
  const items: KnownDocument[] = [];
  let place = cursor;
  let asked = 0;
  for (let looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
    const some = await parts.records.documents.concerning(me.person, bodies, me.at, place, AT_ONCE);
    for (const { hash, position, names } of some) {
      if (items.length === limit || asked === ASKED) return told(parts, me, items, place);
      place = position;
      if (search !== undefined && !isFoundIn(search, names)) continue;
      asked += 1;
      const document = await readableDocument(parts, me, hash);
      // By the words that are for this reader, and no others.
      const isFound = search === undefined || isFoundIn(search, [document?.said?.name]);
      if (document !== undefined && isFound) items.push({ hash, ...document });
    }
    if (some.length < AT_ONCE) return told(parts, me, items, undefined);
  }
  return told(parts, me, items, place);
}

/** What is read through other bodies' procedures leaves its trace there. */
async function told({ records }: Parts, me: Caller, items: readonly KnownDocument[], next: number | undefined) {
  const through = items.flatMap(({ through: instance }) => bodyOf(instance) ?? []);
  await noteReading(records, me, through, 'documents');
  return { items, ...(next !== undefined && { next }) };
}

function bodyOf(instance: InstanceId | undefined) {
  return instance === undefined ? undefined : parseInstanceId(instance)?.organisation;
}

/** Whether the bytes that are kept are those of the hash: read from the first to the last. */
export async function isIntact({ records, logger }: Parts, hash: string): Promise<boolean> {
  try {
    for await (const _ of records.documents.read(hash));
    return true;
  } catch (error) {
    if (!(error instanceof DocumentDamaged)) throw error;
    logger.error({ document: hash }, 'a document is not what its hash says');
    return false;
  }
}

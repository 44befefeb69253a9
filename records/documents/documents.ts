import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../model/identifiers.ts';
import {
  DocumentDamaged,
  DocumentHashDiffers,
  type Documents,
  type KeptBytes,
  DocumentTooLarge,
} from '../../contract/records/documents.ts';
import type { Database } from '../database.ts';
import { documentLimit } from './limit.ts';

/** Bytes per row: small enough that reading and writing never hold a whole document in memory. */
const CHUNK = 256 * 1024;
/** What an upload left behind is removed after a day: no upload takes that long. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

type About = Parameters<Documents['put']>[1];

/** Documents by the SHA-256 of their bytes, in chunks in the database, hashed on the way in and on the way out. */
export function makeDocuments(db: Database): Documents {
  return {
    put: (content, about) => put(db, content, about),
    read: (hash) => read(db, hash),
    about: (hash) => describe(db, hash),
    async sentBy(hash, person) {
      const row = await db
        .selectFrom('document_senders')
        .select('hash')
        .where('hash', '=', hash)
        .where('person', '=', person)
        .executeTakeFirst();
      return row !== undefined;
    },
    async citedBy(hash) {
      const rows = await db
        .selectFrom('document_citations')
        .select('instance')
        .where('hash', '=', hash)
        .orderBy('instance')
        .execute();
      return rows.map((row) => row.instance);
    },
  };
}

/**
 * Chunks are written as they come, each by itself, under an upload of their own – no transaction stays open for a slow
 * sender. Only at the end, when the hash is known, do they become a document.
 */
async function put(db: Database, content: AsyncIterable<Uint8Array>, about: About): Promise<KeptBytes> {
  const upload = randomUUID();
  await db.insertInto('document_uploads').values({ upload, begun: about.at }).execute();
  try {
    const { hash, size } = await writeChunks(db, upload, content);
    if (about.claimed !== undefined && about.claimed !== hash) throw new DocumentHashDiffers(about.claimed, hash);
    const kept = await keep(db, upload, hash, size, about);
    if (!kept) await removeUpload(db, upload);
    return { hash, size };
  } catch (error) {
    // When the database itself is away this fails too; then `removeAbandoned` does it later.
    await removeUpload(db, upload).catch(() => {});
    throw error;
  }
}

async function writeChunks(db: Database, upload: string, content: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  let position = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    await db.insertInto('document_chunks').values({ upload, position, bytes }).execute();
    position += 1;
  };
  let pending: Uint8Array[] = [];
  let pendingSize = 0;
  for await (const part of content) {
    size += part.length;
    if (size > documentLimit) throw new DocumentTooLarge(documentLimit);
    hash.update(part);
    pending.push(part);
    pendingSize += part.length;
    if (pendingSize < CHUNK) continue;
    const bytes = Buffer.concat(pending);
    let from = 0;
    for (; bytes.length - from >= CHUNK; from += CHUNK) await write(bytes.subarray(from, from + CHUNK));
    pending = [bytes.subarray(from)];
    pendingSize = bytes.length - from;
  }
  if (pendingSize > 0) await write(Buffer.concat(pending));
  return { hash: hash.digest('hex'), size };
}

/**
 * Makes an upload a document; false when the same bytes are there already. The higher of two confidentiality classes
 * holds: whoever sends it again must not lower it.
 */
function keep(db: Database, upload: string, hash: string, size: number, about: About): Promise<boolean> {
  const { name, mediaType, confidentiality, by, organisation, at } = about;
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('documents')
      .values({ hash, upload, size, name, media_type: mediaType, confidentiality, put_by: by, organisation, at })
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({
          confidentiality: sql`greatest(documents.confidentiality, excluded.confidentiality)`,
        }),
      )
      .returning('upload')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('document_senders')
      .values({ hash, person: by })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (row.upload !== upload) return false;
    await trx.deleteFrom('document_uploads').where('upload', '=', upload).execute();
    return true;
  });
}

async function removeUpload(db: Database, upload: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('document_chunks').where('upload', '=', upload).execute();
    await trx.deleteFrom('document_uploads').where('upload', '=', upload).execute();
  });
}

/** Removes what uploads left behind that never came to their end, e.g. because the process was killed. */
export async function removeAbandoned(db: Database, now: Instant): Promise<void> {
  const abandoned = await db
    .selectFrom('document_uploads')
    .select('upload')
    .where('begun', '<', now - ABANDONED_AFTER)
    .execute();
  for (const { upload } of abandoned) await removeUpload(db, upload);
}

async function describe(db: Database, hash: string): ReturnType<Documents['about']> {
  const row = await db.selectFrom('documents').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    hash: row.hash,
    size: row.size,
    name: row.name,
    mediaType: row.media_type,
    confidentiality: row.confidentiality,
    by: row.put_by,
    organisation: row.organisation,
    at: row.at,
  };
}

/** The stream ends with an error, not with its last bytes, when they are not what their hash says. */
async function* read(db: Database, hash: string): AsyncIterable<Uint8Array> {
  const document = await db.selectFrom('documents').select('upload').where('hash', '=', hash).executeTakeFirst();
  if (document === undefined) throw new DocumentDamaged(hash);
  const found = createHash('sha256');
  let held: Uint8Array | undefined;
  for (let position = 0; ; position += 1) {
    const chunk = await db
      .selectFrom('document_chunks')
      .select('bytes')
      .where('upload', '=', document.upload)
      .where('position', '=', position)
      .executeTakeFirst();
    if (chunk === undefined) break;
    if (held !== undefined) yield held;
    found.update(chunk.bytes);
    held = chunk.bytes;
  }
  // The last chunk is held back until the hash is known, so that nobody takes a damaged document for a whole one.
  if (found.digest('hex') !== hash) throw new DocumentDamaged(hash);
  if (held !== undefined) yield held;
}

import { createHash, randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import {
  type AboutDocument,
  DocumentDamaged,
  DocumentHashDiffers,
  type Documents,
  type KeptBytes,
  type KeptDocument,
  DocumentTooLarge,
  type Uncited,
} from '../../contract/records/documents.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { invitationsOf } from '../read-model/invitations.ts';
import { documentLimit } from './limit.ts';

/** Bytes per row: small enough that reading and writing never hold a whole document in memory. */
const CHUNK = 256 * 1024;
/** What an upload left behind is removed after a day: no upload takes that long. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/** Who is about to cite a document does so within days: what nobody cites is removed after that. */
const UNCITED_KEPT = 7 * 24 * 60 * 60 * 1000;
/** Documents removed in one go. */
const REMOVED_AT_ONCE = 200;

type About = Parameters<Documents['put']>[1];
type Kept = Awaited<ReturnType<Documents['put']>>;

/** Documents by the SHA-256 of their bytes, in chunks in the database, hashed on the way in and on the way out. */
export function makeDocuments(db: Database): Documents {
  return {
    put: (content, about) => put(db, content, about),
    find: (hash) => find(db, hash),
    about: (hashes) => about(db, hashes),
    uncited: (by) => uncited(db, by),
    uncitedOf: (by, organisation, limit) => uncitedOf(db, by, organisation, limit),
    concerning: (person, bodies, at, below, limit) => concerning(db, person, bodies, at, below, limit),
    hold: (hashes, at) => holdDocuments(db, hashes, at),
    read: (hash) => read(db, hash),
  };
}

/**
 * Chunks are written as they come, each by itself, under an upload of their own – no transaction stays open for a slow
 * sender. Only at the end, when the hash is known, do they become a document.
 */
async function put(db: Database, content: AsyncIterable<Uint8Array>, about: About): Promise<Kept> {
  const upload = randomUUID();
  await db.insertInto('document_uploads').values({ upload, begun: about.at }).execute();
  try {
    const { hash, size } = await writeChunks(db, upload, content);
    if (about.claimed !== undefined && about.claimed !== hash) throw new DocumentHashDiffers(about.claimed, hash);
    const { isNew, kept } = await keep(db, upload, { hash, size }, about);
    if (!isNew) await removeUpload(db, upload);
    return kept;
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
 * Makes an upload a document – not when the same bytes are there already – and keeps what the sender says of it. Of what
 * the same sender says twice for the same body the first stands, because decisions may have cited it by that name, and the
 * higher class: whoever sends it again must not lower it.
 */
function keep(
  db: Database,
  upload: string,
  { hash, size }: KeptBytes,
  about: About,
): Promise<{ readonly isNew: boolean; readonly kept: Kept }> {
  const { name, mediaType, confidentiality, by, organisation, at } = about;
  return db.transaction().execute(async (trx) => {
    const { upload: first } = await trx
      .insertInto('documents')
      .values({ hash, upload, size, wanted: at })
      // Sent again, so that the row comes back, and stays while this sender is added.
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({ wanted: sql`greatest(documents.wanted, excluded.wanted)` }),
      )
      .returning('upload')
      .executeTakeFirstOrThrow();
    const row = await trx
      .insertInto('document_senders')
      .values({ hash, person: by, organisation, name, media_type: mediaType, confidentiality, at })
      .onConflict((conflict) =>
        conflict.columns(['hash', 'person', 'organisation']).doUpdateSet({
          confidentiality: sql`greatest(document_senders.confidentiality, excluded.confidentiality)`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    if (first === upload) await trx.deleteFrom('document_uploads').where('upload', '=', upload).execute();
    return { isNew: first === upload, kept: { hash, size, ...aboutOf(row) } };
  });
}

type SenderRow = Omit<Selectable<Tables['document_senders']>, 'position'>;

function aboutOf(row: SenderRow): AboutDocument {
  return {
    name: row.name,
    mediaType: row.media_type,
    confidentiality: row.confidentiality,
    by: row.person,
    organisation: row.organisation,
    at: row.at,
  };
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

async function uncited(db: Database, by: PersonId): Promise<Uncited> {
  const { rows } = await sql<{ count: number; bytes: number; oldest: number | null }>`
    select count(*)::integer as count, coalesce(sum(size), 0)::bigint as bytes, min(at) as oldest from (
      select hash, min(at) as at from document_senders where person = ${by}
        and not exists (select from document_citations as cited where cited.hash = document_senders.hash)
      group by hash) as sent
    join documents using (hash)`.execute(db);
  const { count = 0, bytes = 0, oldest = null } = rows[0] ?? {};
  return { count, bytes, ...(oldest !== null && { oldestGoes: oldest + UNCITED_KEPT }) };
}

async function uncitedOf(db: Database, by: PersonId, organisation: OrganisationId, limit: number) {
  const { rows } = await sql<SenderRow & { size: number }>`
    select sender.*, documents.size from document_senders as sender join documents using (hash)
    where person = ${by} and organisation = ${organisation}
      and not exists (select from document_citations as cited where cited.hash = sender.hash)
    order by at desc, position desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ hash: row.hash, size: row.size, ...aboutOf(row) }));
}

async function concerning(
  db: Database,
  person: PersonId,
  bodies: readonly OrganisationId[],
  at: Instant,
  below: number | undefined,
  limit: number,
) {
  const { rows } = await sql<{ hash: string; position: number; names: string[] }>`
    with invited as materialized (${invitationsOf(person, at)})
    select hash, max(position)::bigint as position, array_agg(name) as names from document_senders as sender
    where person = ${person} or exists (
      select from document_citations as cited where cited.hash = sender.hash
        and (split_part(cited.instance, '/', 3) = any (${[...bodies]}::text[])
          or cited.instance in (select instance from invited)))
    group by hash ${below === undefined ? sql`` : sql`having max(position) < ${below}::bigint`}
    order by max(position) desc limit ${limit}`.execute(db);
  return rows;
}

/** Whoever is about to cite these wants them: they stay for another seven days. */
export async function holdDocuments(db: Database, hashes: readonly string[], at: Instant): Promise<void> {
  if (hashes.length === 0) return;
  await sql`
    update documents set wanted = ${at} where hash = any(${[...hashes]}::text[])
      and not exists (select from document_citations as cited where cited.hash = documents.hash)`.execute(db);
}

/**
 * Removes documents that were sent, and last wanted, more than seven days ago and that nothing rests on: no procedure, no
 * nomination, no register, no change of the registry that waits. Each row is locked while it is judged, as sending it again
 * locks it.
 */
export async function removeUncited(db: Database, now: Instant): Promise<void> {
  const before = now - UNCITED_KEPT;
  await sql`
    with gone as (
      delete from documents where hash in (
        select hash from documents where wanted < ${before}
          and not exists (select from document_citations as cited where cited.hash = documents.hash)
          and not exists (select from nominations where nominations.document = documents.hash)
          and not exists (select from registers where position(documents.hash in registers.value) > 0)
          and not exists (select from registry_changes as change
            where change.status = 'pending' and position(documents.hash in change.rows || coalesce(change.given, '')) > 0)
        order by wanted limit ${REMOVED_AT_ONCE} for update skip locked)
      returning hash, upload),
    senders as (delete from document_senders where hash in (select hash from gone))
    delete from document_chunks where upload in (select upload from gone)`.execute(db);
}

async function find(db: Database, hash: string): Promise<KeptDocument | undefined> {
  const { rows } = await sql<{ size: number | null; sent: SenderRow[]; cited_by: InstanceId[] }>`
    select
      (select size from documents where hash = ${hash}) as size,
      (select coalesce(json_agg(sender order by position), '[]') from document_senders as sender
        where sender.hash = ${hash}) as sent,
      (select coalesce(json_agg(instance order by instance), '[]') from document_citations where hash = ${hash})
        as cited_by`.execute(db);
  const { size = null, sent = [], cited_by: citedBy = [] } = rows[0] ?? {};
  return size === null ? undefined : { size, sent: sent.map(aboutOf), citedBy };
}

async function about(db: Database, hashes: readonly string[]): ReturnType<Documents['about']> {
  if (hashes.length === 0) return new Map();
  const { rows } = await sql<{ hash: string; size: number; sent: SenderRow[] }>`
    select hash, size,
      (select coalesce(json_agg(sender order by position), '[]') from document_senders as sender
        where sender.hash = documents.hash) as sent
    from documents where hash = any (${[...hashes]}::text[])`.execute(db);
  return new Map(rows.map(({ hash, size, sent }) => [hash, { size, sent: sent.map(aboutOf) }]));
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

/** Documents: sent as a stream, kept by the SHA-256 of their bytes, read only through a procedure that cites them. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { defaultQuotas } from '../../contract/quotas.ts';
import { DocumentHashDiffers, DocumentTooLarge } from '../../contract/records/documents.ts';
import { isUnderContract, rolesIn, ownBodies } from '../access/bodies.ts';
import { charsetOf, chunksOf, maximumDocument, mediaTypeOf, tooLarge, wrongMediaType } from '../body.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { Caller } from '../caller.ts';
import { isCleanText, turnsDirection } from '../characters.ts';
import { checkDisk } from '../disk.ts';
import { readableDocument } from '../documents.ts';
import { attachmentNamed } from '../attachment.ts';
import { listedDocuments, listedSchema } from '../document-list.ts';
import { endpoint, noBody, none, type Call, type Router } from '../endpoint.ts';
import { readBy } from '../instances.ts';
import { digestOf } from '../../model/canonical.ts';
import { checkNoDecision, repeated, type Reply } from '../idempotency.ts';
import type { Parts } from '../parts.ts';
import { invalid, notAllowed, notFound, type FieldError } from '../problems.ts';
import { tooMany, uncitedBytes } from '../quotas.ts';
import { noteReading } from '../reads.ts';
import { instant, organisationId, sha256 } from '../schemas.ts';

const uploadQuery = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('文書の名称 / name of the document'),
  organisation: organisationId
    .optional()
    .describe('文書の機関（省略時は自機関）/ the body it belongs to; your own when omitted'),
  confidentiality: z.enum(['1', '2', '3']).default('2').describe('機密性1〜3 / confidentiality class'),
  sha256: sha256.optional().describe('手元で計算したハッシュ（照合します）/ hash you computed, to be checked'),
});
type Upload = z.output<typeof uploadQuery>;

const documentSchema = z
  .object({
    hash: sha256,
    size: z.int(),
    name: z.string(),
    mediaType: z.string(),
    confidentiality: z.int(),
    organisation: z.string(),
    at: instant,
  })
  .openapi('Document');

export function documentRoutes(router: Router) {
  const { parts } = router;
  const store = endpoint(
    router,
    {
      method: 'post',
      path: '/documents',
      tag: 'documents',
      summary: { ja: '文書を登録する', en: 'register a document' },
      description: {
        ja: '本文は文書そのもの（20 MB まで）、Content-Type は文書の形式（テキストは charset も）です。登録した者（その機関に在職中）と、文書を引用する手続の内容を閲覧できる者だけが読めます。答えは保存された内容です。同じ者が同じ文書を再び登録しても、名称と形式は最初のままで、機密性は高い方になります。',
        en: 'The body is the document itself (up to 20 MB), Content-Type its format (of a text with its charset). Only the sender, while of that body, and those who may read the contents of a procedure that cites it can read it. The answer says what is kept: of what one sender says twice of the same bytes, the first name and format stand, and the higher class.',
      },
      params: none,
      query: uploadQuery,
      body: noBody,
      takes: { 'application/octet-stream': z.string().openapi({ format: 'binary' }) },
      repeat: 'own',
      quota: 'upload',
      success: { status: 201, text: { ja: '登録済み', en: 'registered' }, schema: documentSchema },
      problems: ['notAllowed', 'diskFull'],
    },
    (call) => upload(parts, call),
    async ({ me, query }) => void (await bodyOf(parts, me, query)),
  );
  endpoint(
    router,
    {
      method: 'get',
      path: '/documents',
      tag: 'documents',
      summary: { ja: '手続の文書', en: 'the documents of a procedure' },
      description: {
        ja: '手続が引用する文書のうち、閲覧できるものの名称・大きさ・機密性・登録者・登録時刻と、引用した決定です。内容は /documents/{hash} で読みます。',
        en: 'Of the documents that a procedure cites those you may read: name, size, class, who sent them when, and what cites them. The bytes are at /documents/{hash}.',
      },
      params: none,
      query: z.strictObject({
        procedure: z.string().min(1).max(200).describe('手続（例：cycle/2026/demo-ministry）/ procedure'),
      }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '引用された順', en: 'in the order in which they were cited' },
        schema: z.object({ items: z.array(listedSchema) }),
      },
      problems: ['notFound'],
    },
    async ({ me, query }) => {
      if (parseInstanceId(query.procedure) === undefined) throw notFound();
      const read = await readBy(parts, me, query.procedure, 'documents');
      return { status: 200, body: { items: await listedDocuments(parts, me, read) } };
    },
  );
  const one = endpoint(
    router,
    {
      method: 'get',
      path: '/documents/{hash}',
      tag: 'documents',
      summary: { ja: '文書を読む', en: 'read a document' },
      description: {
        ja: '名称・形式・機密性（X-Confidentiality）は、自分が登録した文書では自分の、ほかは決定で引用した者の、それがなければ自機関で最初に登録した者の記したものです。いずれもないときは示しません。',
        en: 'Name, format and class (X-Confidentiality) are your own words for what you sent; else those of who cited it in a decision, else of the first sender of your own body. Where there are none, none are shown.',
      },
      params: z.strictObject({ hash: sha256 }),
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '文書', en: 'the document' },
        mediaType: 'application/octet-stream',
        schema: z.string().openapi({ format: 'binary' }),
      },
    },
    (call) => download(parts, call),
  );
  return { store, one };
}

async function upload(parts: Parts, { request, me, query, key }: Call<unknown, Upload, unknown>): Promise<Reply> {
  const mediaType = formatOf(request);
  const organisation = await bodyOf(parts, me, query);
  checkName(query.name);
  const content = counted(chunksOf(request, maximumDocument));
  const about = { ...query, mediaType, organisation };
  await checkNoDecision(parts.records, me.person, key);
  const first = await parts.records.answers.get(me.person, key);
  if (first !== undefined) {
    // A repeat: nothing is kept anew, the bytes are only compared.
    const hash = createHash('sha256');
    for await (const chunk of content) hash.update(chunk);
    return repeated(first, digestOf({ ...about, hash: hash.digest('hex') }));
  }
  checkDisk(parts.configuration.disk, Number(request.headers.get('content-length') ?? maximumDocument));
  await checkUncited(parts, me);
  const { by: _, ...kept } = await keep(parts, me, query, organisation, mediaType, content);
  const { hash } = kept;
  const reply = { status: 201, body: kept } as const;
  const bodyHash = digestOf({ ...about, hash });
  // Not reserved: the same bytes sent twice are one document, so two processes may both be at it.
  const other = await parts.records.answers.put(me.person, key, { bodyHash, status: 201, body: reply.body, at: me.at });
  if (other !== undefined) return repeated(other, bodyHash);
  return { ...reply, headers: { location: `/api/v1/documents/${hash}` } };
}

/** Throws 429 when the caller has sent as much as may wait to be cited. */
async function checkUncited({ records, configuration }: Parts, me: Caller): Promise<void> {
  const { uncitedDocuments: most } = configuration.quotas ?? defaultQuotas;
  if (most === 0) return;
  const { count, bytes, oldestGoes = me.at } = await records.documents.uncited(me.person);
  if (count < most && bytes < uncitedBytes) return;
  throw tooMany(
    {
      ja: `登録された文書のうち、まだ決定で引用されていないものが上限（${most}件、又は合計${uncitedBytes / 2 ** 30} GiB）に達しています。決定で引用するか、登録から7日で自動的に削除されるのをお待ちください。`,
      en: `You have as many documents that no decision cites yet as one may have (${most}, or ${uncitedBytes / 2 ** 30} GiB together). Cite them in a decision, or wait until they are removed seven days after they were sent.`,
    },
    Math.max(1, Math.ceil((oldestGoes - me.at) / 1000)),
  );
}

/** The media type of what is sent; of a text with its character set, without which it may not be readable. */
function formatOf(request: Request): string {
  const mediaType = mediaTypeOf(request);
  if (!/^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(mediaType)) throw wrongMediaType(['type/subtype']);
  const charset = charsetOf(request);
  return mediaType.startsWith('text/') && charset !== undefined ? `${mediaType}; charset=${charset}` : mediaType;
}

async function keep(
  { records }: Parts,
  me: Caller,
  { name, confidentiality, sha256: claimed }: Upload,
  organisation: string,
  mediaType: string,
  content: AsyncIterable<Uint8Array>,
): ReturnType<Parts['records']['documents']['put']> {
  const classes = { '1': 1, '2': 2, '3': 3 } as const;
  const about = { name, mediaType, organisation, confidentiality: classes[confidentiality], by: me.person, at: me.at };
  try {
    return await records.documents.put(content, { ...about, ...(claimed && { claimed }) });
  } catch (error) {
    if (error instanceof DocumentTooLarge) throw tooLarge(error.limit);
    if (!(error instanceof DocumentHashDiffers)) throw error;
    throw invalid([
      {
        path: 'query.sha256',
        ja: `届いた内容のハッシュ（${error.found}）と異なります。途中で壊れた可能性があります。もう一度送ってください。`,
        en: `What arrived has another hash (${error.found}); it may have been damaged on the way. Send it again.`,
      },
    ]);
  }
}

/** The stream, refused when it turns out empty: an empty file is evidence of nothing. */
async function* counted(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    yield chunk;
  }
  if (size === 0)
    throw invalid([{ path: '', ja: '文書が空です（0バイト）。', en: 'The document is empty (0 bytes).' }]);
}

/**
 * The body a document belongs to: one in which the caller holds a post; or, for people from outside (an auditor or a
 * verifier under contract), the body they name, if it contracted them or names them in a procedure: their evidence has to
 * be kept somewhere, and nobody reads it before a procedure cites it.
 */
async function bodyOf({ records }: Parts, me: Caller, { organisation }: Upload): Promise<string> {
  const body = organisation ?? ownBodies(me)[0];
  if (body !== undefined && rolesIn(me, body).length > 0) return body;
  if (organisation !== undefined && (await worksFor(records, me, organisation))) return organisation;
  throw notAllowed({
    ja: '文書は、役職に就いている機関のものとして登録します。契約による外部の方は、契約した機関か、手続で指名された機関を organisation で指定してください。',
    en: 'A document is kept for a body in which you hold a post. People from outside under contract name with organisation the body that contracted them, or one whose procedure names them.',
  });
}

/** From outside, under contract: with that body, or named in a procedure of it. */
async function worksFor(records: Parts['records'], me: Caller, organisation: string): Promise<boolean> {
  if (!(await isUnderContract(records, me))) return false;
  const home = (await records.registry.person(me.person))?.home;
  return home === organisation || records.instances.isNamedIn(me.person, organisation);
}

function checkName(name: string): void {
  const errors: FieldError[] = [];
  if (!isCleanText(name) || hasControls(name)) {
    errors.push({
      path: 'query.name',
      ja: '使えない文字が含まれています。',
      en: 'It contains a character that is not allowed.',
    });
  }
  if (turnsDirection(name)) {
    errors.push({
      path: 'query.name',
      ja: '名称には、文字の並ぶ向きを変える制御文字を使えません。',
      en: 'A name must not contain characters that turn the direction of writing.',
    });
  }
  if (errors.length > 0) throw invalid(errors);
}

function hasControls(name: string): boolean {
  return /\p{Cc}/u.test(name);
}

async function download(parts: Parts, { me, params: { hash } }: Call<{ hash: string }, unknown, unknown>) {
  const document = await readableDocument(parts, me, hash);
  if (document === undefined) throw notFound();
  const { size, said, through } = document;
  const body = through === undefined ? undefined : parseInstanceId(through)?.organisation;
  if (body !== undefined) await noteReading(parts.records, me, [body], `documents ${hash.slice(0, 12)} ${through}`);
  const chunks = parts.records.documents.read(hash)[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': said?.mediaType ?? 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': attachmentNamed(said?.name),
      // Whatever it is, a browser must neither run nor show it as part of this site.
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      etag: `"${hash}"`,
      ...(said !== undefined && { 'x-confidentiality': String(said.confidentiality) }),
    },
  });
}

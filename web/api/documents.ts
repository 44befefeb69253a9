/** Documents: sent as a stream, kept by the SHA-256 of their bytes, read only through a procedure that cites them. */
import { z } from '@hono/zod-openapi';
import { parseInstanceId } from '../../model/identifiers.ts';
import { bodyOf, upload, uploadQuery } from '../document-upload.ts';
import { citationsOf, readableDocument } from '../documents.ts';
import { attachmentNamed } from '../attachment.ts';
import { labelOfEntry, listedDocuments, listedSchema } from '../document-list.ts';
import { endpoint, noBody, none, type Call, type Router } from '../endpoint.ts';
import { readBy } from '../instances.ts';
import { isIntact, knownDocuments, type KnownDocument } from '../known-documents.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { matching } from '../../model/pattern.ts';
import { instant, nextCursor, sha256, textSchema } from '../schemas.ts';
import { procedureShown } from '../texts.ts';

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

const aboutSchema = listedSchema
  .omit({ cited: true })
  .extend({
    citations: z
      .array(
        textSchema.extend({
          instance: z.string(),
          entries: z.array(textSchema.extend({ seq: z.int(), at: instant, decision: z.string() })),
        }),
      )
      .describe('引用した手続と決定（閲覧できるもの） / what cites it, as far as one reads it'),
    intact: z.boolean().optional().describe('保管された内容がハッシュと一致する / the bytes are those of the hash'),
  })
  .openapi('AboutDocument');

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
  const list = endpoint(
    router,
    {
      method: 'get',
      path: '/documents',
      tag: 'documents',
      summary: { ja: '閲覧できる文書', en: 'the documents I may read' },
      description: {
        ja: '名称・大きさ・機密性・登録者・登録時刻です。procedure を指定すると、その手続が引用する文書と、引用した決定を示します。内容は /documents/{hash} で読みます。',
        en: 'Name, size, class, who sent them when. With procedure: those that the procedure cites, and what cites them. The bytes are at /documents/{hash}.',
      },
      params: none,
      query: z.strictObject({
        procedure: z
          .string()
          .min(1)
          .max(200)
          .optional()
          .describe('手続（例：cycle/2026/demo-ministry）/ procedure; without cursor, limit and search'),
        search: z.string().trim().min(1).max(200).optional().describe('名称に含まれる語句 / what the name contains'),
        cursor: matching(/^\d{1,15}$/, {
          ja: '前の頁の next を指定してください。',
          en: 'Give the `next` of the page before.',
        }).optional(),
        limit: z.coerce.number().int().min(1).max(50).default(25),
      }),
      body: noBody,
      success: {
        status: 200,
        text: {
          ja: '新しく登録された順（手続の文書は引用された順）',
          en: 'the last sent first; those of a procedure as they were cited',
        },
        schema: z.object({ items: z.array(listedSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { procedure, search, cursor, limit } }) => {
      if (procedure !== undefined) {
        if (parseInstanceId(procedure) === undefined) throw notFound();
        const read = await readBy(parts, me, procedure, 'documents');
        return { status: 200, body: { items: await listedDocuments(parts, me, read), next: undefined } };
      }
      const place = cursor === undefined ? undefined : Number(cursor);
      const { items, next } = await knownDocuments(parts, me, { cursor: place, limit, search });
      return {
        status: 200,
        body: { items: await named(parts, items), next: next === undefined ? next : String(next) },
      };
    },
  );
  const about = endpoint(
    router,
    {
      method: 'get',
      path: '/documents/{hash}/about',
      tag: 'documents',
      summary: { ja: '文書の名称・登録者・引用した決定', en: 'what is known of a document, without its bytes' },
      params: z.strictObject({ hash: sha256 }),
      query: z.strictObject({
        verify: z
          .enum(['true', 'false'])
          .optional()
          .describe('保管された内容をハッシュと照合する / compare the bytes that are kept with the hash'),
      }),
      body: noBody,
      success: { status: 200, text: { ja: '文書', en: 'the document' }, schema: aboutSchema },
    },
    async ({ me, params: { hash }, query: { verify } }) => {
      const document = await readableDocument(parts, me, hash);
      if (document === undefined) throw notFound();
      const citations = await citationsOf(parts, me, hash);
      const bodies = citations.map(({ read }) => read.organisation);
      await noteReading(parts.records, me, bodies, `documents ${hash.slice(0, 12)} about`);
      const [said] = await named(parts, [{ hash, ...document }]);
      if (said === undefined) throw notFound();
      const { cited: _, ...known } = said;
      return {
        status: 200,
        body: {
          ...known,
          citations: citations.map(({ read, entries }) => ({
            instance: read.instance,
            ...procedureShown(read.instance),
            entries: entries.map((entry) => ({ ...entry, ...labelOfEntry(read.procedure, entry.decision) })),
          })),
          ...(verify === 'true' && { intact: await isIntact(parts, hash) }),
        },
      };
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
  return { store, list, about, one };
}

/** As they are listed, with the names of those who sent them. */
async function named({ records }: Parts, documents: readonly KnownDocument[]) {
  const names = await records.registry.namesOfPeople([...new Set(documents.flatMap(({ said }) => said?.by ?? []))]);
  return documents.map(({ hash, size, said }) => ({
    hash,
    size,
    ...(said !== undefined && {
      name: said.name,
      mediaType: said.mediaType,
      confidentiality: said.confidentiality,
      at: said.at,
      by: { id: said.by, ...(names.get(said.by) ?? { ja: said.by, en: said.by }) },
    }),
    cited: [],
  }));
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

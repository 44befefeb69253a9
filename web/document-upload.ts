/** Sending a document: for which body, under which name, whole and within bounds. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { defaultQuotas } from '../contract/quotas.ts';
import { DocumentHashDiffers, DocumentTooLarge } from '../contract/records/documents.ts';
import { digestOf } from '../model/canonical.ts';
import { isUnderContract, ownBodies, rolesIn } from './access/bodies.ts';
import { charsetOf, chunksOf, maximumDocument, mediaTypeOf, tooLarge, wrongMediaType } from './body.ts';
import type { Caller } from './caller.ts';
import { isCleanText, turnsDirection } from './characters.ts';
import { checkDisk } from './disk.ts';
import type { Call } from './endpoint.ts';
import { checkNoDecision, repeated, type Reply } from './idempotency.ts';
import type { Parts } from './parts.ts';
import { invalid, notAllowed, type FieldError } from './problems.ts';
import { tooMany, uncitedBytes } from './quotas.ts';
import { organisationId, sha256 } from './schemas.ts';

export const uploadQuery = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('文書の名称 / name of the document'),
  organisation: organisationId
    .optional()
    .describe('文書の機関（省略時は自機関）/ the body it belongs to; your own when omitted'),
  confidentiality: z.enum(['1', '2', '3']).default('2').describe('機密性1〜3 / confidentiality class'),
  sha256: sha256.optional().describe('手元で計算したハッシュ（照合します）/ hash you computed, to be checked'),
});
export type Upload = z.output<typeof uploadQuery>;

export async function upload(
  parts: Parts,
  { request, me, query, key }: Call<unknown, Upload, unknown>,
): Promise<Reply> {
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
export async function bodyOf({ records }: Parts, me: Caller, { organisation }: Upload): Promise<string> {
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

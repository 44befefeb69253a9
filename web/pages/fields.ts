/** The fields of a form as it was sent. */
import { bytesOf, maximumBody, maximumDocument, mediaTypeOf, wrongMediaType } from '../body.ts';
import type { WebContext } from '../endpoint.ts';
import { Problem } from '../problems.ts';

/** A form with one document, and the fields beside it. */
const maximumForm = maximumDocument + maximumBody;

/** A field as text; empty where there is none. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

const taken = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** What was read of a request: a body is read once. */
const readOf = new WeakMap<Request, Promise<FormData>>();

/** The fields of a form: as large as one document and what stands beside it. Throws 413 and 415. */
export function fieldsOf(c: WebContext): Promise<FormData> {
  const read = readOf.get(c.req.raw) ?? fieldsRead(c);
  readOf.set(c.req.raw, read);
  return read;
}

async function fieldsRead(c: WebContext): Promise<FormData> {
  const type = mediaTypeOf(c.req.raw);
  if (!taken.includes(type)) throw wrongMediaType(taken);
  const bytes = await bytesOf(c.req.raw, type === 'multipart/form-data' ? maximumForm : maximumBody);
  try {
    const headers = { 'content-type': c.req.header('content-type') ?? '' };
    return await new Response(new Uint8Array(bytes), { headers }).formData();
  } catch {
    throw new Problem('invalid', { ja: '送られた内容を読み取れません。', en: 'What was sent cannot be read.' });
  }
}

/** Reading request bodies: size, media type, encoding and nesting are checked before anything is parsed. */
import type { Json } from '../machines/core/index.ts';
import { placesIn } from '../model/json-places.ts';
import type { Text } from '../model/text.ts';
import { isTooDeep, maximumDepth, uncleanParts } from './characters.ts';
import { invalid, Problem } from './problems.ts';

/** Largest JSON body, in bytes; longer lists are documents. */
export const maximumBody = 256 * 1024;
/** Largest registry file, in bytes. */
export const maximumImport = 16 * 1024 * 1024;
/** Largest document, in bytes. */
export const maximumDocument = 20 * 1024 * 1024;

/** The media type of a request without its parameters, in lower case; empty when there is none. */
export function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The character set a request declares, lower case; `undefined` when it declares none that could be one. */
export function charsetOf(request: Request): string | undefined {
  const parameters = (request.headers.get('content-type') ?? '').split(';').slice(1);
  return parameters
    .map((parameter) =>
      /^\s*charset\s*=\s*"?([a-z0-9!#$%&'*+.^_`|~-]{1,40})"?\s*$/i.exec(parameter)?.[1]?.toLowerCase(),
    )
    .find((charset) => charset !== undefined);
}

/** The character set a request declares, whatever it is; `undefined` only where it says nothing of one. */
export function declaredCharsetOf(request: Request): string | undefined {
  const said = /;\s*charset\s*=([^;]*)/i.exec(request.headers.get('content-type') ?? '')?.[1];
  return said === undefined ? undefined : (charsetOf(request) ?? said.trim().slice(0, 40));
}

/** 413 naming the limit. */
export function tooLarge(limit: number): Problem {
  return new Problem(
    'tooLarge',
    {
      ja: `上限は${limit}バイトです。長い一覧は文書として登録し、そのハッシュを記してください。`,
      en: `The limit is ${limit} bytes. Keep long lists as documents and give their hash.`,
    },
    { limit },
    // What was not read cannot be told from a next request: the connection ends here.
    { connection: 'close' },
  );
}

/** 415 naming what is taken. */
export function wrongMediaType(taken: readonly string[]): Problem {
  return new Problem(
    'wrongMediaType',
    { ja: `受け取れる形式：${taken.join('、')}`, en: `Accepted here: ${taken.join(', ')}` },
    { accepted: [...taken] },
    { accept: taken.join(', '), connection: 'close' },
  );
}

/** Throws 413 when the request announces more than the limit. */
export function checkAnnounced(request: Request, limit: number): void {
  const announced = Number(request.headers.get('content-length') ?? '0');
  if (Number.isFinite(announced) && announced > limit) throw tooLarge(limit);
}

/** The chunks of a body; throws 413 as soon as they exceed the limit. */
export async function* chunksOf(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  checkAnnounced(request, limit);
  if (request.body === null) return;
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** A whole body in memory. Throws 413 beyond the limit. */
export async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A JSON body: UTF-8, ≤ 256 KiB, nested at most 32 deep, well-formed Unicode without control characters but the line feed. Throws 400, 413 or 415. */
export async function jsonOf(request: Request): Promise<Json> {
  const type = mediaTypeOf(request);
  if (type !== 'application/json' && !/^application\/[a-z0-9.-]+\+json$/.test(type)) {
    throw wrongMediaType(['application/json']);
  }
  const bytes = await bytesOf(request, maximumBody);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid([{ path: '', ja: '本文が UTF-8 ではありません。', en: 'The body is not UTF-8.' }]);
  }
  return parseJson(text);
}

/** Throws 400 for JSON nested deeper than is taken; reads the text only, so that no parser is exhausted by it. */
export function checkDepth(text: string): void {
  if (isTooDeep(text)) {
    throw invalid([
      {
        path: '',
        ja: `入れ子が深すぎます（${maximumDepth}段まで）。`,
        en: `It is nested too deep (at most ${maximumDepth} levels).`,
      },
    ]);
  }
}

function givenTwice(line: number): Text {
  return {
    ja: `同じ名前の項目が二度あります（${line}行目）。一つにしてください。`,
    en: `There are two fields of this name (line ${line}). Keep one.`,
  };
}

/** Parses checked JSON text; see `jsonOf`. Throws 400. */
export function parseJson(text: string): Json {
  checkDepth(text);
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid([
      {
        path: '',
        ja: '本文が JSON として読めません。',
        en: 'The body cannot be read as JSON.',
      },
    ]);
  }
  // `JSON.parse` keeps the last of two values without a word: what was meant is not known.
  const twice = placesIn(text).duplicates.map(({ path, line }) => ({ path: path.slice(0, 200), ...givenTwice(line) }));
  const wrong = [...twice, ...uncleanParts(value)];
  if (wrong.length > 0) throw invalid(wrong);
  return value;
}

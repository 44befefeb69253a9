import { randomUUID } from 'node:crypto';
import { isObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { UserError } from '../user-error.ts';
import type { Connection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { send, type Response } from './http.ts';

/** The API said no, or did not understand: the problem, told in both languages. */
export class ApiError extends UserError {
  override readonly name = 'ApiError';
  override readonly exitCode: number;
  constructor(status: number, text: Text) {
    super(text);
    this.exitCode = status === 401 ? exitCodes.authentication : exitCodes.failure;
  }
}

/** An answer: status, the body as JSON, and the entity tag. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The same as it came: what is no JSON has no body. */
  readonly text: string;
  readonly etag: string | undefined;
}

/** The HTTP API as the commands use it. */
export class Api {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws ApiError when refused; UserError when the server cannot be reached */
  async get(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
    return this.#send('GET', search.size === 0 ? path : `${path}?${search.toString()}`);
  }

  /** Every page of a list, one item after another. */
  async *pages(
    path: string,
    query: Readonly<Record<string, string | undefined>> = {},
  ): AsyncGenerator<unknown, unknown> {
    let cursor: string | undefined;
    for (;;) {
      const { body } = await this.get(path, { ...query, ...(cursor === undefined ? {} : { cursor }) });
      const { items, next } = pageOf(body);
      yield* items;
      if (next === undefined) return body;
      cursor = next;
    }
  }

  /** Sends a change. The key makes a repeat harmless; it is made anew unless given. */
  async change(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    options: { key?: string; ifMatch?: string; contentType?: string } = {},
  ): Promise<Answer> {
    return this.#send(method, path, body, {
      'Idempotency-Key': options.key ?? randomUUID(),
      ...(options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch }),
      ...(options.contentType === undefined ? {} : { 'Content-Type': options.contentType }),
    });
  }

  async #send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const url = `${this.#connection.server}/api/v1${path}`;
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    let response: Response;
    try {
      response = await send(url, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${this.#connection.token}`,
          ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      });
    } catch {
      throw new UserError({
        ja: `${this.#connection.server} に接続できません。junkan が動いているか確認してください（npm start）。`,
        en: `${this.#connection.server} cannot be reached. See whether junkan is running (npm start).`,
      });
    }
    const { status, headers: answered, text } = response;
    if (status >= 300 && status < 400) {
      const { location = '' } = answered;
      throw new UserError({
        ja: `${this.#connection.server} は ${location} に移りました。トークンを知らない先に送らないため、従いません。正しいアドレスを JUNKAN_SERVER に指定してください。`,
        en: `${this.#connection.server} sends us on to ${location}. A token goes only where it was sent: name the right address in JUNKAN_SERVER.`,
      });
    }
    const parsed = json(text);
    if (status < 200 || status > 299) {
      const { problemText } = await import('./problem.ts');
      throw new ApiError(status, problemText(status, parsed, text));
    }
    return { status, body: parsed, text, etag: answered.etag };
  }
}

/** A page of a list, and where the next begins. Throws when the answer is no list. */
function pageOf(body: unknown): { items: readonly unknown[]; next: string | undefined } {
  if (!isObject(body) || !Array.isArray(body['items']))
    throw new Error('the server answered with something else than a list');
  return { items: body['items'], next: typeof body['next'] === 'string' ? body['next'] : undefined };
}

function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

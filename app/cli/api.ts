import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Text } from '../../model/text.ts';
import { UserError } from '../user-error.ts';
import type { Connection } from './connection.ts';

/** A failed rule as the API tells it. */
const FailedRule = z.looseObject({
  id: z.string(),
  clause: z.string(),
  basis: z.enum(['text', 'design']),
  ja: z.string(),
  en: z.string(),
  whoCould: z.array(z.looseObject({ ja: z.string(), en: z.string() })).optional(),
});

/** Title and detail in one language. */
const Words = z.looseObject({ title: z.string(), detail: z.string() });

/** An RFC 9457 problem as the API tells it. */
const Problem = z.looseObject({
  status: z.number(),
  title: z.string().optional(),
  detail: z.string().optional(),
  ja: Words.optional(),
  en: Words.optional(),
  errors: z
    .array(z.looseObject({ path: z.string().optional(), ja: z.string().optional(), en: z.string().optional() }))
    .optional(),
  refusals: z.array(FailedRule).optional(),
});
export type Problem = z.output<typeof Problem>;

/** The API said no, or did not understand: the problem, told in both languages. */
export class ApiError extends UserError {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super({ ja: told(problem, 'ja'), en: told(problem, 'en') });
    this.status = status;
    this.problem = problem;
  }
}

/** An answer: status, the body as JSON, and the entity tag. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
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
      const page = Page.parse(body);
      yield* page.items;
      if (page.next === undefined || page.next === null) return body;
      cursor = page.next;
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
      response = await fetch(url, {
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
    const text = await response.text();
    const parsed = json(text);
    if (!response.ok) throw new ApiError(response.status, problemOf(response.status, parsed, text));
    return { status: response.status, body: parsed, etag: response.headers.get('ETag') ?? undefined };
  }
}

/** A page of a list. */
const Page = z.looseObject({ items: z.array(z.unknown()), next: z.string().nullish() });

function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(status: number, body: unknown, text: string): Problem {
  const problem = Problem.safeParse(body);
  return problem.success ? problem.data : { status, title: `HTTP ${status}`, detail: text.slice(0, 300) };
}

function told(problem: Problem, language: 'ja' | 'en'): string {
  const lines: string[] = [];
  const words = problem[language];
  lines.push(words === undefined ? (problem.detail ?? problem.title ?? '') : `${words.title}: ${words.detail}`);
  for (const error of problem.errors ?? []) lines.push(`  ${error.path ?? ''}: ${error[language] ?? error.en ?? ''}`);
  for (const rule of problem.refusals ?? []) {
    lines.push(`  ${rule[language]}`);
    const who = (rule.whoCould ?? []).map((role) => role[language]).join(language === 'ja' ? '、' : ', ');
    const basis: Text =
      rule.basis === 'text'
        ? { ja: '指針の明文', en: "the guideline's words" }
        : { ja: '本システムの設計', en: "junkan's design" };
    const could: Text = { ja: who === '' ? '' : `／行える者：${who}`, en: who === '' ? '' : `; who could: ${who}` };
    lines.push(`    [${rule.id} · ${rule.clause} · ${basis[language]}${could[language]}]`);
  }
  return lines.join('\n');
}

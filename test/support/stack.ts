/**
 * The whole of junkan for tests: records, the tests' Temporal server, a worker and a web on free ports, filled with the
 * demonstration. Nothing is replaced by a stand-in; people act over HTTP with tokens of their own.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administratorOfDemonstration, seedDemonstration } from '../../demonstration/index.ts';
import { createEngine, type TemporalEngine } from '../../client/engine.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import { openRecords } from '../../records/open.ts';
import { makeApp } from '../../web/app.ts';
import type { WebConfiguration } from '../../web/parts.ts';
import { startWeb } from '../../web/server.ts';
import { startWorker, type RunningWorker } from '../../worker/worker.ts';
import { eventually } from './eventually.ts';
import { emptyDatabase } from './postgres.ts';
import { ownNamespace, type TestTemporal } from './temporal.ts';
import { testKeys } from './keys.ts';

export { cast } from '../../demonstration/index.ts';

/** What a request may carry beside its address. */
export interface RequestOptions {
  /** `Idempotency-Key`; a new one when absent, none when empty. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of many shapes
  readonly body: any;
}

/** A person at the API, with a token of their own. */
export interface Caller {
  readonly person: PersonId;
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, sending?: RequestOptions): Promise<Reply>;
  put(path: string, body: unknown, sending?: RequestOptions): Promise<Reply>;
  delete(path: string, sending?: RequestOptions): Promise<Reply>;
  /** Anything else: a body of whatever type. */
  send(method: string, path: string, body?: BodyOf, sending?: RequestOptions): Promise<Reply>;
  /** Takes a decision in an instance: `decide('cycle/2026/demo-ministry', 'approvePlan', {…})`. */
  decide(instance: string, type: string, input?: object, sending?: RequestOptions): Promise<Reply>;
  /** The instance as the API shows it to this person. */
  show(instance: string): Promise<Reply>;
  /** Sends a document and answers its hash; the same text is the same document. */
  document(text: string): Promise<string>;
}

export interface Stack {
  readonly address: string;
  readonly records: Records;
  /** Where the database is, for what only someone at the database could do; absent on PGlite. */
  readonly databaseUrl: string | undefined;
  readonly engine: TemporalEngine;
  readonly temporal: TestTemporal;
  /** Logged by the web. */
  readonly log: object[];
  /** Every page, as `GET /board`: what is served besides the API, the files of pages, and operation. */
  readonly pages: readonly string[];
  /** A person's caller; the same one every time. */
  as(person: PersonId): Promise<Caller>;
  administrator(): Promise<Caller>;
  /** A person at the API with a token that is at hand. */
  with(person: PersonId, secret: string): Caller;
  /** Opens a fiscal year for bodies and waits until each has its first entry. */
  openYear(year: number, organisations: readonly string[]): Promise<void>;
  /** Stops and starts the worker: what it carried goes on. */
  restartWorker(): Promise<void>;
  close(): Promise<void>;
}

/** How to make it. */
export interface StackOptions {
  /** The tests' PostgreSQL (default: it costs a third of the processor time), or PGlite. */
  readonly database?: 'PGlite' | 'PostgreSQL';
  /** The clock of records and web; the engine's is the server's own. */
  readonly clock?: () => Instant;
  /** The clock by which decisions are sent, where it is another than that of records and web. */
  readonly engineClock?: () => Instant;
  /** Told of what the worker and the engine met that was not sealed. */
  readonly onUnsealed?: TestTemporal['onUnsealed'];
  /** Private hosts that webhooks may be registered for. */
  readonly privateDestinations?: WebConfiguration['privateDestinations'];
}

/** Makes a stack with the demonstration in it. Call `close` in `afterAll`. A few seconds. */
export async function startStack({
  database = 'PostgreSQL',
  clock = Date.now,
  engineClock = clock,
  privateDestinations = 'none',
  onUnsealed,
}: StackOptions = {}): Promise<Stack> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'junkan-stack-'));
  const [own, server] = await Promise.all([ownNamespace(), database === 'PostgreSQL' ? emptyDatabase() : undefined]);
  const temporal = { ...own, ...(onUnsealed && { onUnsealed }) };
  const records = await openRecords({
    keys: testKeys,
    dataDirectory,
    ...(server && { databaseUrl: server.url }),
    create: { kind: 'demonstration' },
    clock,
  });
  await seedDemonstration(records, clock());
  const engine = createEngine({ ...temporal, clock: engineClock });
  const work = (): Promise<RunningWorker> =>
    startWorker({ ...temporal, records, log: (level, message, about) => console.warn(level, message, about) });
  let worker = await work();
  const log: object[] = [];
  const note = (level: string) => (fields: object, message: string) => void log.push({ level, message, ...fields });
  const logger = { info: note('info'), warn: note('warn'), error: note('error') };
  const configuration = { version: '0.0.0-test', dataDirectory, privateDestinations, webhookPorts: 'any' as const };
  const app = makeApp({ records, engine, clock, configuration, logger });
  const web = await startWeb({ app, host: '127.0.0.1', port: 0 });
  const callers = new Map<PersonId, Promise<Caller>>();
  const as = (person: PersonId): Promise<Caller> => {
    const known = callers.get(person) ?? makeCaller(web.address, records, person, clock);
    callers.set(person, known);
    return known;
  };
  const administrator = (): Promise<Caller> => as(administratorOfDemonstration);
  return {
    address: web.address,
    records,
    databaseUrl: server?.url,
    engine,
    temporal,
    log,
    pages: pagesOf(app),
    as,
    administrator,
    with: (person, secret) => callerWith(web.address, person, secret),
    async openYear(year, organisations) {
      // Not over HTTP: tests run years whose planning day has not come.
      const id = await engine.openYear({ year, organisations });
      await records.openings.record({
        id,
        year,
        everyone: false,
        organisations,
        by: administratorOfDemonstration,
        at: clock(),
      });
      await eventually(async () => {
        const { failed, errors, finished } = await engine.opening(id);
        if (failed > 0) throw new Error(JSON.stringify(errors));
        return finished;
      });
      for (const organisation of organisations) {
        const instance = `cycle/${year}/${organisation}`;
        if (!(await records.journal.waitFor(instance, 1, 20_000))) throw new Error(`${instance} did not begin`);
      }
    },
    async restartWorker() {
      await worker.shutdown();
      worker = await work();
    },
    async close() {
      await web.close();
      await worker.shutdown();
      await engine.close();
      await records.close();
      await server?.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function pagesOf(app: ReturnType<typeof makeApp>): readonly string[] {
  const elsewhere = /^\/(\*|api\/|assets\/|(about|health|ready|metrics)$)/;
  const served = app.routes.filter(({ path }) => !elsewhere.test(path));
  return [...new Set(served.map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '')}`))];
}

/** Lifetime of a test's tokens: longer than any fiscal year a test's clock may run through. */
const TOKEN_LIFE = 5 * 366 * 24 * 60 * 60 * 1000;

async function makeCaller(address: string, records: Records, person: PersonId, clock: () => Instant): Promise<Caller> {
  const at = clock();
  const { secret } = await records.tokens.issue({
    person,
    issuedBy: person,
    at,
    expires: at + TOKEN_LIFE,
    purpose: 'test',
  });
  return callerWith(address, person, secret);
}

function callerWith(address: string, person: PersonId, secret: string): Caller {
  const send = async (
    method: string,
    path: string,
    body?: BodyOf,
    { key = method === 'GET' ? '' : randomUUID(), headers = {} }: RequestOptions = {},
  ): Promise<Reply> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': body.type }),
        ...(key === '' ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body.content }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  const json = (value: unknown): BodyOf | undefined =>
    value === undefined ? undefined : { type: 'application/json', content: JSON.stringify(value) };
  return {
    person,
    send,
    get: (path) => send('GET', path),
    post: (path, body, sending) => send('POST', path, json(body), sending),
    put: (path, body, sending) => send('PUT', path, json(body), sending),
    delete: (path, sending) => send('DELETE', path, undefined, sending),
    decide: (instance, type, input = {}, sending) =>
      send('POST', `/procedures/${instance}/decisions`, json({ type, ...input }), sending),
    show: (instance) => send('GET', `/procedures/${instance}`),
    async document(text) {
      const { status, text: answer } = await send('POST', '/documents?name=test.txt', {
        type: 'text/plain',
        content: text,
      });
      if (status !== 201) throw new Error(`the document was not kept: ${answer}`);
      return createHash('sha256').update(text).digest('hex');
    },
  };
}

/** A body and its media type. */
export interface BodyOf {
  readonly type: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

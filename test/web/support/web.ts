/** A web on real records (PGlite, or a PostgreSQL that is named) with invented bodies, and a caller's way to ask it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../client/engine.ts';
import { firstCommands } from '../../../model/first-commands.ts';
import type { Instant, PersonId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import type { Records } from '../../../contract/records/records.ts';
import { openRecords } from '../../../records/open.ts';
import { makeApp } from '../../../web/app.ts';
import type { WebConfiguration } from '../../../web/parts.ts';
import { emptyDatabase } from '../../support/postgres.ts';
import { testKeys } from '../../support/keys.ts';

export type App = ReturnType<typeof makeApp>;

/** A body as it is sent. */
export type Raw = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** What a test asks. */
export interface Ask {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string | undefined;
  readonly headers?: Record<string, string>;
  /** Sent as it is instead of `body`. */
  readonly raw?: Raw;
}

/** What was answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of many shapes
  readonly body: any;
}

/** Asks an app as a client would; changes get a key of their own unless one is given (`''`: none). */
export async function ask(
  app: { fetch(request: Request): Response | Promise<Response> },
  method: string,
  path: string,
  { token, body, key, headers = {}, raw }: Ask = {},
): Promise<Reply> {
  const used = key ?? (method === 'GET' ? '' : randomUUID());
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await app.fetch(
    new Request(`http://junkan.example${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(used === '' ? {} : { 'idempotency-key': used }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent, duplex: 'half' }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: json(text) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Everyone in the invented bodies: person → post. `unrelated` is a ministry that has nothing to do with the others. */
const posts: readonly (readonly [PersonId, string, Role])[] = [
  ['p-head', 'demo-ministry', 'headOfOrganisation'],
  ['p-ciso', 'demo-ministry', 'ciso'],
  ['p-office', 'demo-ministry', 'promotionOffice'],
  ['p-audit', 'demo-ministry', 'auditOfficer'],
  ['p-officer', 'demo-ministry', 'officer'],
  ['p-staff', 'demo-ministry', 'staff'],
  ['p-manager', 'demo-ministry', 'manager'],
  ['p-agency-ciso', 'demo-agency', 'ciso'],
  ['p-agency-staff', 'demo-agency', 'staff'],
  ['p-unrelated', 'demo-unrelated', 'ciso'],
  ['p-centre', 'demo-centre', 'centreStaff'],
  ['p-admin', 'demo-centre', 'administrator'],
];

/** Registers the invented bodies and their people. */
export async function seed(records: Records, at: Instant): Promise<void> {
  const body = (
    id: string,
    kind: 'ministry' | 'incorporated-administrative-agency' | 'centre',
    supervisors: string[],
  ) => ({
    id,
    kind,
    nameJa: `${id}（架空）`,
    nameEn: `${id} (fictional)`,
    supervisors,
    fictional: true,
    ...(kind === 'incorporated-administrative-agency' && { class: 'medium-term-objectives' as const }),
  });
  await records.registry.change(
    {
      organisations: [
        body('demo-ministry', 'ministry', []),
        body('demo-unrelated', 'ministry', []),
        body('demo-centre', 'centre', []),
        body('demo-agency', 'incorporated-administrative-agency', ['demo-ministry']),
      ],
      departments: ['d-policy', 'd-systems'].map((id) => ({
        id,
        organisation: 'demo-ministry',
        nameJa: `${id}（架空）`,
        nameEn: `${id} (fictional)`,
        bureau: true,
      })),
      people: posts.map(([id, home]) => ({
        id,
        home,
        nameJa: `${id}（架空）`,
        nameEn: `${id} (fictional)`,
        mail: `${id}@demo.example`,
      })),
      appointments: posts.map(([person, organisation, role]) => ({
        id: `a-${person}`,
        person,
        role,
        organisation,
        from: '2026-04-01',
        kind: 'regular' as const,
        ...(role === 'officer' && { department: 'd-policy' }),
      })),
    },
    'p-admin',
    at,
  );
}

/** A web whose engine does not answer. */
export interface TestWeb {
  readonly app: App;
  readonly records: Records;
  /** Lines of the log. */
  readonly log: object[];
  /** The web's clock; tests may turn it. */
  now: Instant;
  token(person: PersonId): Promise<string>;
  /** Another web on the same records, as a second process is. */
  another(): App;
  close(): Promise<void>;
}

/** 2026-11-23 10:00 JST. */
export const morning = Date.parse('2026-11-23T01:00:00Z');

interface Where {
  readonly databaseUrl?: string;
  readonly objectionDays?: number;
  readonly kind?: 'demonstration' | 'real';
}

/** Makes it, on a database of its own in the tests' PostgreSQL unless one is given; `close` it at the end. */
export async function makeWeb(
  configured: Partial<WebConfiguration> = {},
  { kind = 'demonstration', ...where }: Where = {},
): Promise<TestWeb> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'junkan-web-'));
  const database = where.databaseUrl === undefined ? await emptyDatabase() : undefined;
  const records = await openRecords({
    keys: testKeys,
    ...(database && { databaseUrl: database.url }),
    ...where,
    dataDirectory,
    create: { kind },
    clock: () => morning,
  });
  await seed(records, morning);
  // Nothing listens on port 9 (discard): the engine is away.
  const engine = createEngine({ address: '127.0.0.1:9', namespace: 'default', keys: testKeys });
  const log: object[] = [];
  const note = (level: string) => (fields: object, message: string) => void log.push({ level, message, ...fields });
  const secrets = new Map<PersonId, string>();
  const another = (): App =>
    makeApp({
      records,
      engine,
      clock: () => web.now,
      configuration: {
        version: '0.0.0-test',
        dataDirectory: '/somewhere/.junkan',
        temporalUi: 'http://127.0.0.1:8233',
        commands: firstCommands('p-ciso'),
        ...configured,
      },
      logger: { info: note('info'), warn: note('warn'), error: note('error') },
    });
  const web: TestWeb = {
    records,
    log,
    now: morning,
    app: another(),
    another,
    async token(person) {
      const known = secrets.get(person);
      if (known !== undefined) return known;
      const expires = morning + 30 * 86_400_000;
      const { secret } = await records.tokens.issue({
        person,
        issuedBy: person,
        at: morning,
        expires,
        purpose: 'test',
      });
      secrets.set(person, secret);
      return secret;
    },
    async close() {
      await engine.close();
      await records.close();
      await database?.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
  return web;
}

/**
 * Opens payloads for whoever owns the keys: Temporal's web page asks such an endpoint for what it shows. On loopback only,
 * for as long as its command runs, at an address with a secret of its own. It opens and never seals: with it nobody forges.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Keyring } from '../../client/sealing/keyring.ts';
import { open } from '../../client/sealing/sealed.ts';
import { isLoopback } from '../loopback.ts';

/** Some times what one page of a history may hold. */
const BODY_AT_MOST = 64 * 1024 * 1024;

const Payload = z.looseObject({ metadata: z.record(z.string(), z.string()).optional(), data: z.string().optional() });
const Body = z.looseObject({ payloads: z.array(Payload).max(10_000) });
type Shown = z.output<typeof Payload>;

export interface PayloadEndpoint {
  /** What is entered in Temporal's web page; the secret is in it. */
  readonly address: string;
  close(): Promise<void>;
}

/** Starts it; port 0 takes a free one. */
export async function startPayloadEndpoint(keys: Keyring, secret: string, port: number): Promise<PayloadEndpoint> {
  const server = createServer((request, response) => {
    answer(request, response, { keys, secret }).catch(() => end(response, 400));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the endpoint has no port');
  return {
    address: `http://127.0.0.1:${bound.port}/${secret}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { keys, secret }: { keys: Keyring; secret: string },
): Promise<void> {
  const origin = request.headers.origin ?? '';
  // The page of a Temporal server on this machine, and no other that the operator may have open.
  if (URL.canParse(origin) && isLoopback(new URL(origin).hostname)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-headers', 'content-type, x-namespace, authorization');
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('vary', 'origin');
  }
  response.setHeader('cache-control', 'no-store');
  const [, given = '', action] = (request.url ?? '').split('/');
  if (!isSame(given, secret) || action !== 'decode') return end(response, 404);
  if (request.method === 'OPTIONS') return end(response, 204);
  if (request.method !== 'POST') return end(response, 405);
  const { payloads } = Body.parse(JSON.parse(await textOf(request)));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ payloads: payloads.map((payload) => opened(payload, keys)) }));
}

/** What cannot be opened is shown as it is. */
function opened(payload: Shown, keys: Keyring): Shown {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
  const text = (value: Uint8Array): string => Buffer.from(value).toString('base64');
  const each = <A, B>(of: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));
  const found = open({ metadata: each(payload.metadata ?? {}, bytes), data: bytes(payload.data ?? '') }, keys);
  if (typeof found === 'string') return payload;
  return { metadata: each(found.metadata ?? {}, text), data: text(Buffer.from(found.data ?? [])) };
}

function isSame(given: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > BODY_AT_MOST) throw new RangeError('too large');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

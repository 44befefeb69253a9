/** Somebody else's endpoint: a real HTTPS server on this machine that notes what it is sent. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';

const here = (name: string): string => fileURLToPath(new URL(`https/${name}`, import.meta.url));

/** PEM file of the authority that signed the receiver's certificate. */
export const authorityFile = here('authority.pem');
/** The authority itself. */
export const authority = readFileSync(authorityFile, 'utf8');

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly at: number;
}

/** Answers a request; the default says 204. */
type Answering = (response: ServerResponse, received: Received) => void;

export interface Receiver {
  /** Its address, `https://localhost:…/hook`. */
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  answer: Answering;
  close(): Promise<void>;
}

/** Starts one; close it. */
export async function startReceiver(
  answer: Answering = (response) => response.writeHead(204).end(),
): Promise<Receiver> {
  const sockets = new Set<Socket>();
  const received: Received[] = [];
  const server = createServer({ cert: readFileSync(here('server.pem')), key: readFileSync(here('server.key')) });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the receiver has no port');
  const receiver: Receiver = {
    url: `https://localhost:${bound.port}/hook`,
    port: bound.port,
    received,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const one: Received = {
        path: request.url ?? '',
        method: request.method ?? '',
        headers,
        body: Buffer.concat(chunks).toString(),
        at: Date.now(),
      };
      received.push(one);
      receiver.answer(response, one);
    });
  });
  return receiver;
}

/** What was sent, checked with the library's own verifier. Throws when the signature is not that secret's. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of several shapes
export function verified({ body, headers }: Received, secret: string): any {
  return new Webhook(secret).verify(body, headers);
}

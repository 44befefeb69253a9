/** The HTTP server around the app: listens, and closes without dropping what it accepted. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** Where and with what the web is served. */
export interface WebServerOptions {
  /** Is given the connection with each request. */
  readonly app: { fetch(request: Request, connection: object): Response | Promise<Response> };
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM files for HTTPS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** A listening web server. */
export interface WebServer {
  /** Its address, e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Takes no more, finishes what was accepted within 10 s, then cuts what is left. Harmless when called twice. */
  close(): Promise<void>;
}

/** How long requests that were accepted may still take after `close`, milliseconds. */
const FINISH_WITHIN = 10_000;

/** Starts serving. Rejects with the system's error when the port is taken or the host is not this machine's. */
export async function startWeb({ app, host, port, tls }: WebServerOptions): Promise<WebServer> {
  const listener = getRequestListener((request, connection) => app.fetch(request, connection), {
    overrideGlobalObjects: false,
  });
  const handle = (...[incoming, outgoing]: Parameters<typeof listener>): void => {
    void listener(incoming, outgoing);
  };
  const server =
    tls === undefined
      ? createHttpServer(handle)
      : createHttpsServer({ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) }, handle);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the web server has no port');
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      const late = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, FINISH_WITHIN);
      // Kept-alive connections would stay open after their answer: each is closed as soon as it is idle.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      server.close(() => {
        clearTimeout(late);
        clearInterval(idle);
        resolve();
      });
      server.closeIdleConnections();
    });
  return {
    address: `${tls === undefined ? 'http' : 'https'}://${hostIn(address, host)}:${address.port}`,
    close: () => (closing ??= close()),
  };
}

/** The host as it stands in an address. */
function hostIn({ address, family }: AddressInfo, asked: string): string {
  if (asked === 'localhost') return asked;
  return family === 'IPv6' ? `[${address}]` : address;
}

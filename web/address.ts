/** Who asked from where, and where junkan is: never what a request's Host header says, which anybody writes. */
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { isObject } from '../model/json.ts';
import type { WebContext } from './endpoint.ts';
import type { WebConfiguration } from './parts.ts';

/**
 * The address of junkan as it stands in links for people: `JUNKAN_URL`, else the one this process listens on. Empty when
 * neither is known: then a link is what follows it.
 */
export function addressOf(c: WebContext, { url, tls }: WebConfiguration): string {
  if (url !== undefined) return url;
  const { localAddress, localPort } = socketOf(c) ?? {};
  if (localAddress === undefined || localPort === undefined) return '';
  return `${tls === true ? 'https' : 'http'}://${written(plain(localAddress))}:${localPort}`;
}

/**
 * Where a request came from. A declared proxy says for whom it asks: the last address of its `X-Forwarded-For` that is no
 * declared proxy; what a client wrote before that counts for nothing.
 */
export function clientOf(c: WebContext, proxies: readonly string[] = []): string {
  const peer = plain(socketOf(c)?.remoteAddress ?? '');
  if (!proxies.includes(peer)) return peer;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => plain(address.trim()));
  return forwarded.findLast((address) => !proxies.includes(address) && isIP(address) !== 0) ?? peer;
}

/** True when a request came from this machine and says of no proxy, declared or not, that it stands between. */
export function isFromThisMachine(c: WebContext, { proxies = [] }: WebConfiguration): boolean {
  if (proxies.length > 0 || ['x-forwarded-for', 'forwarded', 'via'].some((name) => c.req.header(name) !== undefined))
    return false;
  const peer = clientOf(c);
  return peer === '' || peer === '::1' || peer.startsWith('127.');
}

/** The connection; undefined when a request is handed over within this process. */
function socketOf(c: WebContext): HttpBindings['incoming']['socket'] | undefined {
  const env: unknown = c.env;
  return isBindings(env) ? env.incoming.socket : undefined;
}

function isBindings(env: unknown): env is HttpBindings {
  return isObject(env) && isObject(env['incoming']);
}

/** An IPv4 address as such where the socket writes it as IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function written(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

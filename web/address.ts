import type { WebContext } from './endpoint.ts';

/** The address by which junkan was reached; behind a declared proxy that ends TLS, the one it was asked under. */
export function addressOf(c: WebContext, proxies: readonly string[]): string {
  const url = new URL(c.req.url);
  if (proxies.length > 0 && c.req.header('x-forwarded-proto') === 'https') url.protocol = 'https:';
  return url.origin;
}

/** What the provider itself tells, with no browser in between: somebody signed out there, and so here. */
import { clientOf } from '../../address.ts';
import { type Provider, ProviderFailed, returns } from '../../provider.ts';
import { textOf } from '../fields.ts';
import { openForm, type Site } from '../page.tsx';

export function backChannel(site: Site, provider: Provider): void {
  openForm(site, returns.told, async ({ c, parts }, fields) => {
    c.header('cache-control', 'no-store');
    const { request } = c.var;
    try {
      const { subject, sid, at } = await provider.loggedOut(textOf(fields, 'logout_token'), parts.clock());
      const account = { issuer: provider.issuer, ...(subject !== undefined && { subject }) };
      const told = { ...account, ...(sid !== undefined && { sid }) };
      const ended = await parts.records.identities.loggedOut(told, at, parts.clock());
      parts.logger.info({ request, ended }, 'the provider told of a sign-out');
      return c.body(null, 200);
    } catch (error) {
      if (!(error instanceof ProviderFailed)) throw error;
      parts.logger.warn({ request, why: error.why, reason: error.message }, 'a sign-out that was told is not taken');
      if (error.why === 'away') return c.json({ error: 'temporarily_unavailable' }, 503);
      const over = parts.strangers.failed(clientOf(c, parts.configuration.proxies));
      if (over !== undefined) throw over;
      return c.json({ error: 'invalid_request' }, 400);
    }
  });
}

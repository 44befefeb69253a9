/** Where passkeys are used: at the configured address alone, which browsers hold them to. */
import { addressOf } from '../address.ts';
import type { WebContext } from '../endpoint.ts';
import type { Parts } from '../parts.ts';

/** What browsers and authenticators are told who asks. */
export interface PasskeySite {
  /** The one page address that may ask, scheme and port with it. */
  readonly origin: string;
  /** The host to which a passkey belongs. */
  readonly host: string;
}

/** The site of an address; undefined where browsers let no page use passkeys: not over TLS, or at a number. */
export function passkeySite(address: string): PasskeySite | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, origin } = new URL(address);
  if (protocol === 'http:' && isThisMachine(hostname)) {
    // Numbers have no passkeys; the same port of this machine has a name that does.
    return { origin: `http://localhost${port === '' ? '' : `:${port}`}`, host: 'localhost' };
  }
  return protocol === 'https:' && /[a-z]$/i.test(hostname) ? { origin, host: hostname } : undefined;
}

/** Where passkeys are used here; undefined where people sign in by a provider, and in a demonstration, where one chooses whom to be. */
export function siteOf(c: WebContext, { configuration, provider, records }: Parts): PasskeySite | undefined {
  if (provider !== undefined || records.installation.kind === 'demonstration') return undefined;
  return passkeySite(addressOf(c, configuration));
}

/** Where a page that uses passkeys stands when it was asked for by this machine's number; undefined where it stands right. */
export function rightPlace(c: WebContext, { origin, host }: PasskeySite): string | undefined {
  const asked = new URL(c.req.url);
  const isElsewhere = host === 'localhost' && asked.hostname !== host && isThisMachine(asked.hostname);
  return isElsewhere ? origin + asked.pathname.replace(/^\/+/, '/') + asked.search : undefined;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

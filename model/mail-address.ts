/**
 * Mail addresses, judged once for the registry, the configuration and the mailer: what one of them takes, the others do.
 * In front of the @ the usual ASCII characters – no mail server on the way need know more –, behind it a domain, also one
 * in Japanese (IDNA). Old addresses of mobile carriers have dots where none may stand; they go in quotation marks.
 */

/** A mail address as it goes over the wire, in envelope and header alike. */
export interface MailAddress {
  readonly address: string;
  /** Its domain exists for documentation and tests only. */
  readonly reserved: boolean;
}

/**
 * Why a text is no mail address. `form`: not one name, one @ and one domain; `wide`: full-width characters; `name`: the
 * part before the @; `dots`: its dots, which go in quotation marks; `domain`; `length`.
 */
export type AddressFault = 'form' | 'wide' | 'name' | 'dots' | 'domain' | 'length';

/** The usual characters of the part before the @ (RFC 5322, atext). */
const usual = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const usualWithDots = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;

/** Domains that exist for documentation and tests only (RFC 2606, 6761, 6762; JPRS): nothing is ever sent there. */
const reserved =
  /(^|\.)(test|example|invalid|localhost|local|onion|alt|internal|example\.(com|net|org)|example\.(?:[a-z]+\.)?jp)$/;

export function readMailAddress(text: string): MailAddress | { readonly fault: AddressFault } {
  if (text.length > 1_000) return { fault: 'length' };
  if (/[\uff01-\uff5e]/.test(text.slice(0, Math.max(0, text.lastIndexOf('@')))) || !text.includes('@'))
    return { fault: /[\uff01-\uff5e]/.test(text) ? 'wide' : 'form' };
  const [, written = '', domain = ''] = /^([^@\s<>]+)@([^@\s<>]+)$/.exec(text) ?? [];
  if (written === '') return { fault: 'form' };
  const quoted = /^"(.*)"$/.exec(written)?.[1];
  const name = quoted ?? written;
  if (!usualWithDots.test(name)) return { fault: 'name' };
  if (quoted === undefined && !usual.test(name)) return { fault: 'dots' };
  const ascii = asciiDomain(domain);
  if (ascii === undefined) return { fault: 'domain' };
  // In quotation marks or not, it is the same name.
  const address = `${usual.test(name) ? name : `"${name}"`}@${ascii}`;
  if (address.lastIndexOf('@') > 64 || address.length > 254) return { fault: 'length' };
  return { address, reserved: reserved.test(ascii) };
}

/** A domain in ASCII (IDNA, as browsers do it), lower case; undefined where it is none that mail could go to. */
function asciiDomain(domain: string): string | undefined {
  // What an address of the web would read as something else than a host.
  if (!/^[a-z0-9.\u0080-\u{10ffff}-]+$/iu.test(domain)) return undefined;
  const url = `http://${domain}/`;
  if (!URL.canParse(url)) return undefined;
  const ascii = new URL(url).hostname;
  const labels = ascii.split('.');
  const isDomain = labels.length > 1 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return isDomain && /[a-z]/.test(labels.at(-1) ?? '') ? ascii : undefined;
}

import ipaddr from 'ipaddr.js';

/**
 * Where webhooks may go. Public addresses always; others – private, loopback, reserved – only where the operator says so:
 * everywhere (`JUNKAN_WEBHOOK_PRIVATE=1`), or for hosts named one by one. Link-local addresses, where clouds keep what
 * only their machines may ask, never.
 */
export type PrivateDestinations = 'none' | 'all' | readonly string[];

/** At which ports: `JUNKAN_WEBHOOK_PORTS`. */
export type DestinationPorts = 'any' | readonly number[];

/** The ports at which https is offered to others; at any other something else may listen that was never meant to be reached. */
export const usualPorts: DestinationPorts = [443, 8443];

/**
 * Addresses at which clouds hand out credentials or command their machines, besides the link-local ones: never a
 * destination, not even where private ones are allowed. AWS, Google, Alibaba, Azure, Oracle, Scaleway, Linode.
 */
const metadataAddresses: readonly string[] = [
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd00:ec2::253',
  'fd20:ce::254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:42::42',
  'fd00:a9fe:a9fe::1',
];
const metadata: ReadonlySet<string> = new Set(metadataAddresses.map((address) => bytesIn(ipaddr.parse(address))));

/**
 * Why an address is no destination. `text`: not an address of the web; `scheme`: not https; `parts`: user, password or
 * fragment; `port`: one that is not open to webhooks.
 */
export type WrongAddress = 'text' | 'scheme' | 'parts' | 'port';

/** An endpoint's address as it is kept, or why it is none. Only https, without user, password and fragment. */
export function readDestination(
  text: string,
  ports: DestinationPorts = usualPorts,
): { url: URL } | { wrong: WrongAddress } {
  if (!URL.canParse(text)) return { wrong: 'text' };
  const url = new URL(text);
  if (url.protocol !== 'https:') return { wrong: 'scheme' };
  if (url.username !== '' || url.password !== '' || url.hash !== '') return { wrong: 'parts' };
  if (url.hostname === '') return { wrong: 'text' };
  const port = url.port === '' ? 443 : Number(url.port);
  return ports === 'any' || ports.includes(port) ? { url } : { wrong: 'port' };
}

/** The host of an address without the brackets of IPv6 and without a final full stop, in lower case. */
export function hostOfDestination(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Whether private addresses are allowed for a host. */
export function allowsPrivate(allowed: PrivateDestinations, host: string): boolean {
  if (allowed === 'none') return false;
  return allowed === 'all' || allowed.some((name) => name.toLowerCase() === host);
}

/**
 * Whether a webhook may be sent to an IP address that a host stands for. An IPv4 address within an IPv6 one is where a
 * gateway would hand the connection on to: both are judged.
 */
export function mayReach(allowed: PrivateDestinations, host: string, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const inside = parsed instanceof ipaddr.IPv6 ? embeddedIn(parsed.toByteArray()) : [];
  const all = [parsed, ...inside];
  if (all.some((one) => metadata.has(bytesIn(one)) || neverRanges.has(one.range()))) return false;
  // Its own range says that it carries another: unless private ones are allowed, that is never taken.
  return allowsPrivate(allowed, host) || all.every((one) => one.range() === 'unicast');
}

const neverRanges: ReadonlySet<string> = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal']);

/** The address alone, without the interface it may name. */
function bytesIn(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address.toByteArray().join('.');
}

/** The IPv4 addresses that the sixteen bytes of an IPv6 address may stand for. */
function embeddedIn(bytes: readonly number[]): readonly ipaddr.IPv4[] {
  const begins = (...start: readonly number[]): boolean => start.every((byte, i) => bytes[i] === byte);
  const at = (...places: readonly number[]): ipaddr.IPv4 => new ipaddr.IPv4(places.map((place) => bytes[place] ?? 0));
  const last = at(12, 13, 14, 15);
  const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);
  // Mapped ::ffff:a.b.c.d, and translated ::ffff:0:a.b.c.d (RFC 6145).
  if (begins(...zeros(10), 255, 255) || begins(...zeros(8), 255, 255, 0, 0)) return [last];
  // Compatible ::a.b.c.d, but for the unspecified address and loopback, which are their own.
  if (begins(...zeros(12))) return bytesOf(last) <= 1 ? [] : [last];
  // NAT64: the well-known prefix (RFC 6052); the local one (RFC 8215) at each of the lengths it may be divided at.
  if (begins(0, 0x64, 0xff, 0x9b, ...zeros(8))) return [last];
  if (begins(0, 0x64, 0xff, 0x9b, 0, 1)) {
    return [at(6, 7, 9, 10), at(7, 9, 10, 11), at(9, 10, 11, 12), last].filter((one) => bytesOf(one) > 255);
  }
  // 6to4 (RFC 3056).
  if (begins(0x20, 0x02)) return [at(2, 3, 4, 5)];
  // Teredo (RFC 4380): its server, and the client behind it, written inverted.
  if (begins(0x20, 0x01, 0, 0)) {
    return [at(4, 5, 6, 7), new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))];
  }
  // ISATAP (RFC 5214), below any prefix.
  const isatap = (bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
  return isatap ? [last] : [];
}

/** An IPv4 address as a number. */
function bytesOf(address: ipaddr.IPv4): number {
  return address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
}

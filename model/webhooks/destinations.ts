import ipaddr from 'ipaddr.js';

/**
 * Where webhooks may go. Public addresses always; others – private, loopback, link-local, reserved – only where the
 * operator says so: everywhere (`JUNKAN_WEBHOOK_PRIVATE=1`), or for hosts named one by one.
 */
export type PrivateDestinations = 'none' | 'all' | readonly string[];

/**
 * Addresses at which clouds hand out credentials, in every form they can be written: never a destination, not even where
 * private ones are allowed.
 */
export const metadataAddresses: readonly string[] = [
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
  '::ffff:169.254.169.254',
  '::ffff:169.254.170.2',
  '::ffff:100.100.100.200',
];

/** Why an address is no destination. `text`: not an address of the web; `scheme`: not https; `parts`: user, password or fragment. */
export type WrongAddress = 'text' | 'scheme' | 'parts';

/** An endpoint's address as it is kept, or why it is none. Only https, without user, password and fragment. */
export function readDestination(text: string): { url: URL } | { wrong: WrongAddress } {
  if (!URL.canParse(text)) return { wrong: 'text' };
  const url = new URL(text);
  if (url.protocol !== 'https:') return { wrong: 'scheme' };
  if (url.username !== '' || url.password !== '' || url.hash !== '') return { wrong: 'parts' };
  return url.hostname === '' ? { wrong: 'text' } : { url };
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

/** Whether a webhook may be sent to an IP address that a host stands for. */
export function mayReach(allowed: PrivateDestinations, host: string, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const text = parsed.toNormalizedString();
  if (metadataAddresses.some((metadata) => ipaddr.process(metadata).toNormalizedString() === text)) return false;
  const range = parsed.range();
  // An IPv4 address in the clothes of IPv6 is judged as what it is when allowed, and never taken when not.
  if (allowsPrivate(allowed, host)) return range !== 'unspecified' && range !== 'broadcast' && range !== 'multicast';
  return ipaddr.parse(address).range() === 'unicast';
}

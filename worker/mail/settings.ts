import { readMailAddress } from '../../model/mail-address.ts';

/** How mail goes: read from the environment by the app, used here. The password is in no log and no error. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: required before anything else; `none`: on this machine only, or accepted. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
  /** Address mails come from. */
  readonly from: string;
  /** Address of junkan for people, without a slash at the end. */
  readonly url?: string;
  /** The server is one for tests: mail to reserved domains goes there too. */
  readonly test: boolean;
}

/** Where mail to an address goes over the wire, in envelope and header; else why it goes nowhere, as a code. */
export function destinationOf(
  address: string | undefined,
  { test }: Pick<MailSettings, 'test'>,
): { readonly to: string } | { readonly problem: 'none' | 'malformed' | 'reserved' } {
  if (address === undefined) return { problem: 'none' };
  const read = readMailAddress(address);
  if ('fault' in read) return { problem: 'malformed' };
  return read.reserved && !test ? { problem: 'reserved' } : { to: read.address };
}

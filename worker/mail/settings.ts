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

/** Domains that exist for documentation and tests only (RFC 2606, 6761, 6762; JPRS): nothing is ever sent there. */
const reserved =
  /(^|\.)(test|example|invalid|localhost|local|onion|alt|internal|example\.(com|net|org)|example\.(?:[a-z]+\.)?jp)\.?$/i;

/** Whether mail to an address goes out; else why not, as a code. */
export function addressProblem(address: string | undefined, { test }: Pick<MailSettings, 'test'>): string | undefined {
  if (address === undefined) return 'none';
  if (!/^[^\s@<>",;:()[\]\\]{1,64}@[^\s@<>",;:()[\]\\]{1,255}$/.test(address)) return 'malformed';
  const domain = address.slice(address.indexOf('@') + 1);
  return reserved.test(domain) && !test ? 'reserved' : undefined;
}

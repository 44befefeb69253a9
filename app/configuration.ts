import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Text } from '../model/text.ts';
import { type DestinationPorts, type PrivateDestinations, usualPorts } from '../model/webhooks/destinations.ts';
import { cacheDirectory } from '../records/empty-database.ts';
import { readTemporalAddress, type TemporalAddress } from '../worker/temporal-server/address.ts';
import { dataDirectoryOf } from './data-directory.ts';
import { limitAllowed, limitKeys, readLimits, type Limits } from './limits-configuration.ts';
import { isLoopback } from './loopback.ts';
import { mailAllowed, type MailConfiguration, mailContradictions, mailKeys, readMail } from './mail-configuration.ts';
import { oidcAllowed, type OidcConfiguration, oidcContradictions, oidcKeys, readOidc } from './oidc-configuration.ts';
import { findRepository, type Repository } from './repository.ts';
import type { Problem } from './configuration-problem.ts';
import { UserError } from './user-error.ts';

/** All that the environment decides. Paths are absolute. */
export interface Configuration extends Repository, Limits {
  /** `JUNKAN_DATA`: everything that is kept. */
  dataDirectory: string;
  /** Rotating logs, below the data directory. */
  logDirectory: string;
  /** `JUNKAN_CACHE`: programs that can be fetched again. */
  cache: string;
  /** `JUNKAN_HOST` and `JUNKAN_PORT`: where HTTP is served; port 0 takes a free one. */
  host: string;
  port: number;
  /** `JUNKAN_TLS_CERTIFICATE` and `JUNKAN_TLS_KEY`: PEM files for HTTPS. */
  tls?: { certificate: string; key: string };
  /** `JUNKAN_PROXY`: addresses of the reverse proxies that end TLS in front of junkan; their forwarding headers count. */
  proxies: string[];
  /** `DATABASE_URL`: PostgreSQL; without it records are kept in the data directory (PGlite). */
  databaseUrl?: string;
  /** `TEMPORAL_ADDRESS` and its company; without it an embedded server is started. */
  temporal?: TemporalAddress;
  /** `JUNKAN_TEMPORAL_SERVER`: program for the embedded server. */
  temporalServer?: string;
  /** `JUNKAN_TEMPORAL_UI`: whether the embedded server's own web page is served when a person starts junkan. */
  temporalUi: boolean;
  /** `JUNKAN_KEY_FILE`: the keys by which everything is sealed that Temporal holds; absent: in the data directory. */
  keyFile?: string;
  /** `JUNKAN_CALENDAR`: a calendar file in place of the shipped `data/calendar.json`. */
  calendarFile?: string;
  /** `JUNKAN_WEBHOOK_PRIVATE`: private addresses that webhooks may be sent to. */
  privateDestinations: PrivateDestinations;
  /** `JUNKAN_WEBHOOK_PORTS`: ports that webhooks may be sent to. */
  webhookPorts: DestinationPorts;
  /** `JUNKAN_URL`: address of junkan for people, in links and mails. */
  url?: string;
  /** `JUNKAN_WEBHOOK_CA`: PEM file of authorities trusted for webhooks beside the well-known ones. */
  webhookAuthorities?: string;
  /** `JUNKAN_SMTP_URL` and its company; absent: mail is off. */
  mail?: MailConfiguration;
  /** `JUNKAN_OIDC_ISSUER` and its company; absent: nobody signs in by a provider. */
  oidc?: OidcConfiguration;
  /** `JUNKAN_MAIL_HOLD`: milliseconds a reminder's mail waits for the others of the same morning. */
  mailHold?: number;
  /** `JUNKAN_OBJECTION_DAYS`: days within which the end of the only other administrator's post may be objected to. */
  objectionDays?: number;
  /** `JUNKAN_CHECKPOINTS`: a second directory for signed checkpoints, on another machine or medium. */
  checkpoints?: string;
  /** `PATH`, where `temporal` is looked for. */
  path: string;
}

/** The environment does not make a configuration; `problems` has one entry per key, `text` says them all. */
export class ConfigurationError extends UserError {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super({
      ja: problems.map(({ key, text: { ja } }) => `${key}：${ja}`).join('\n'),
      en: problems.map(({ key, text: { en } }) => `${key}: ${en}`).join('\n'),
    });
    this.problems = problems;
  }
}

const text = z.string().min(1);
const yesOrNo = z.enum(['0', '1']).transform((value) => value === '1');
const yesOrNoInWords: Text = { ja: '1（はい）または 0（いいえ）', en: '1 (yes) or 0 (no)' };
const anyPath: Text = { ja: 'ファイルやディレクトリのパス', en: 'a path' };

const hostAndPort = z.string().refine((value) => hostOf(value) !== undefined);

function hostOf(address: string): string | undefined {
  const url = URL.canParse(`tcp://${address}`) ? new URL(`tcp://${address}`) : undefined;
  return url !== undefined && url.hostname !== '' && url.port !== '' && url.host === address.toLowerCase()
    ? url.hostname
    : undefined;
}

const port = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(65_535));

/** What each key may be, in code; what it may be in words stands in `allowed`. */
const Keys = z.object({
  JUNKAN_DATA: text.optional(),
  JUNKAN_CACHE: text.optional(),
  JUNKAN_HOST: text.regex(/^[A-Za-z0-9.:[\]-]+$/).optional(),
  JUNKAN_PORT: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(65_535)).optional(),
  JUNKAN_TLS_CERTIFICATE: text.optional(),
  JUNKAN_TLS_KEY: text.optional(),
  JUNKAN_PROXY: text
    .transform((value) => value.split(',').map((address) => address.trim()))
    .pipe(z.array(z.string().refine((address) => isIP(address) !== 0)))
    .optional(),
  JUNKAN_TEMPORAL_SERVER: text.optional(),
  JUNKAN_TEMPORAL_UI: yesOrNo.optional(),
  JUNKAN_KEY_FILE: text.optional(),
  JUNKAN_CALENDAR: text.optional(),
  JUNKAN_ALLOW_PLAINTEXT: yesOrNo.optional(),
  JUNKAN_WEBHOOK_PRIVATE: text
    .transform((value) => value.split(',').map((host) => host.trim()))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9.:-]+$/)))
    .optional(),
  JUNKAN_WEBHOOK_PORTS: text
    .transform((value) => (value === 'any' ? ('any' as const) : value.split(',').map((port) => port.trim())))
    .pipe(z.union([z.literal('any'), z.array(port)]))
    .optional(),
  JUNKAN_WEBHOOK_CA: text.optional(),
  JUNKAN_CHECKPOINTS: text.optional(),
  JUNKAN_OBJECTION_DAYS: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(90))
    .optional(),
  ...mailKeys,
  ...oidcKeys,
  ...limitKeys,
  DATABASE_URL: z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value))
    .optional(),
  TEMPORAL_ADDRESS: hostAndPort.optional(),
  TEMPORAL_NAMESPACE: text.optional(),
});

type Values = z.output<typeof Keys>;

const allowed: Record<keyof Values, Text> = {
  JUNKAN_DATA: anyPath,
  JUNKAN_CACHE: anyPath,
  JUNKAN_HOST: { ja: 'ホスト名または IP アドレス', en: 'a host name or an IP address' },
  JUNKAN_PORT: {
    ja: '0 から 65535 までの整数（0 は空いているポート）',
    en: 'a whole number from 0 to 65535 (0: a free port)',
  },
  JUNKAN_TLS_CERTIFICATE: anyPath,
  JUNKAN_TLS_KEY: anyPath,
  JUNKAN_PROXY: {
    ja: 'プロキシの IP アドレス（複数はコンマ区切り）',
    en: 'IP addresses of proxies, separated by commas',
  },
  JUNKAN_TEMPORAL_SERVER: anyPath,
  JUNKAN_TEMPORAL_UI: yesOrNoInWords,
  JUNKAN_KEY_FILE: anyPath,
  JUNKAN_CALENDAR: anyPath,
  JUNKAN_ALLOW_PLAINTEXT: yesOrNoInWords,
  JUNKAN_WEBHOOK_PRIVATE: {
    ja: '1（すべて許可）、0（禁止）、または許可するホスト名（複数はコンマ区切り）',
    en: '1 (all), 0 (none), or host names that are allowed, separated by commas',
  },
  JUNKAN_WEBHOOK_PORTS: {
    ja: 'ポート番号（複数はコンマ区切り）、または any（すべて）',
    en: 'port numbers separated by commas, or any',
  },
  JUNKAN_WEBHOOK_CA: anyPath,
  JUNKAN_CHECKPOINTS: anyPath,
  JUNKAN_OBJECTION_DAYS: { ja: '日数（1 から 90）', en: 'a number of days from 1 to 90' },
  ...mailAllowed,
  ...oidcAllowed,
  ...limitAllowed,
  DATABASE_URL: {
    ja: 'postgres://利用者:パスワード@ホスト:ポート/データベース',
    en: 'postgres://user:password@host:port/database',
  },
  TEMPORAL_ADDRESS: { ja: 'ホスト:ポート（例：127.0.0.1:7233）', en: 'host:port (for example 127.0.0.1:7233)' },
  TEMPORAL_NAMESPACE: { ja: '名前空間の名前', en: 'name of a namespace' },
};

/** Keys whose values hold passwords and are never repeated in an error. */
const secret: ReadonlySet<string> = new Set(['DATABASE_URL', 'JUNKAN_SMTP_URL']);

/**
 * Reads the configuration from the environment; a key that is set to nothing counts as not set. Nothing is created and
 * nothing is connected to.
 *
 * @throws ConfigurationError naming every key that is wrong, what was found and what is allowed
 */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): Configuration {
  const repository = findRepository();
  const { values, problems } = parse(environment);
  problems.push(...contradictions(values), ...mailContradictions(values), ...oidcContradictions(values));
  if (problems.length > 0) throw new ConfigurationError(problems);

  const within = (path: string): string => resolve(repository.root, path);
  const dataDirectory = dataDirectoryOf(environment);
  const mail = readMail(values, within);
  const oidc = readOidc(values, within);
  const { JUNKAN_TLS_CERTIFICATE: certificate, JUNKAN_TLS_KEY: key, JUNKAN_TEMPORAL_SERVER: server } = values;
  return {
    ...repository,
    dataDirectory,
    logDirectory: join(dataDirectory, 'logs'),
    cache: within(cacheDirectory(environment)),
    host: values.JUNKAN_HOST ?? '127.0.0.1',
    port: values.JUNKAN_PORT ?? 8080,
    proxies: values.JUNKAN_PROXY ?? [],
    privateDestinations: privateDestinations(values.JUNKAN_WEBHOOK_PRIVATE ?? []),
    webhookPorts: values.JUNKAN_WEBHOOK_PORTS ?? usualPorts,
    ...(values.JUNKAN_URL === undefined ? {} : { url: values.JUNKAN_URL }),
    temporalUi: values.JUNKAN_TEMPORAL_UI ?? true,
    ...readLimits(values),
    path: environment['PATH'] ?? '',
    ...(mail === undefined ? {} : { mail }),
    ...(oidc === undefined ? {} : { oidc }),
    ...(values.JUNKAN_MAIL_HOLD === undefined ? {} : { mailHold: values.JUNKAN_MAIL_HOLD * 1_000 }),
    ...(values.JUNKAN_OBJECTION_DAYS === undefined ? {} : { objectionDays: values.JUNKAN_OBJECTION_DAYS }),
    ...(certificate && key ? { tls: { certificate: within(certificate), key: within(key) } } : {}),
    ...(values.JUNKAN_CHECKPOINTS ? { checkpoints: within(values.JUNKAN_CHECKPOINTS) } : {}),
    ...(values.JUNKAN_WEBHOOK_CA ? { webhookAuthorities: within(values.JUNKAN_WEBHOOK_CA) } : {}),
    ...(values.DATABASE_URL ? { databaseUrl: values.DATABASE_URL } : {}),
    ...(values.TEMPORAL_ADDRESS ? { temporal: temporalAddress(values.TEMPORAL_ADDRESS, environment) } : {}),
    ...(values.JUNKAN_KEY_FILE ? { keyFile: within(values.JUNKAN_KEY_FILE) } : {}),
    ...(server ? { temporalServer: within(server) } : {}),
    ...(values.JUNKAN_CALENDAR ? { calendarFile: within(values.JUNKAN_CALENDAR) } : {}),
  };
}

/**
 * A worker or a web server of its own shares the database, the Temporal server and the keys with others, so embedded ones
 * and keys of its own would be of no use to it.
 *
 * @throws ConfigurationError naming each that is missing
 */
export function requireShared(configuration: Configuration): void {
  const missing: Problem[] = [];
  const because: Text = {
    ja: '未設定です。junkan worker と junkan web には DATABASE_URL、TEMPORAL_ADDRESS、JUNKAN_KEY_FILE が必要です。',
    en: 'not set. junkan worker and junkan web need DATABASE_URL, TEMPORAL_ADDRESS and JUNKAN_KEY_FILE.',
  };
  if (configuration.databaseUrl === undefined) missing.push({ key: 'DATABASE_URL', text: because });
  if (configuration.temporal === undefined) missing.push({ key: 'TEMPORAL_ADDRESS', text: because });
  if (configuration.keyFile === undefined) missing.push({ key: 'JUNKAN_KEY_FILE', text: because });
  if (missing.length > 0) throw new ConfigurationError(missing);
}

function parse(environment: NodeJS.ProcessEnv): { values: Values; problems: Problem[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Keys.safeParse(given);
  if (result.success) return { values: result.data, problems: [] };
  const wrong = new Set(result.error.issues.map((issue) => issue.path[0]));
  const problems = Keys.keyof()
    .options.filter((key) => wrong.has(key))
    .map((key) => refusal(key, given[key] ?? ''));
  return { values: {}, problems };
}

function refusal(key: keyof Values, found: string): Problem {
  const shown = secret.has(key)
    ? { ja: '設定値（表示しません）', en: 'its value (not shown)' }
    : { ja: `「${withoutPassword(found)}」`, en: `"${withoutPassword(found)}"` };
  return {
    key,
    text: {
      ja: `${shown.ja}は使えません。使えるのは${allowed[key].ja}です。`,
      en: `${shown.en} cannot be used. Allowed: ${allowed[key].en}.`,
    },
  };
}

/** A value as it may be shown: an address that was given with a password loses it, whatever key it stands in. */
function withoutPassword(value: string): string {
  return value.replaceAll(/\/\/[^/@\s]*@/g, '//…@');
}

/** What is wrong with keys that are right each for itself. */
function contradictions(values: Values): Problem[] {
  const problems: Problem[] = [];
  const { JUNKAN_HOST: host, JUNKAN_TLS_CERTIFICATE: certificate, JUNKAN_TLS_KEY: key } = values;
  if ((certificate === undefined) !== (key === undefined))
    problems.push({
      key: certificate === undefined ? 'JUNKAN_TLS_CERTIFICATE' : 'JUNKAN_TLS_KEY',
      text: {
        ja: '未設定です。証明書と鍵は両方必要です。',
        en: 'not set. Certificate and key are needed together.',
      },
    });
  if (host !== undefined && !isLoopback(host) && certificate === undefined && values.JUNKAN_PROXY === undefined)
    problems.push({
      key: 'JUNKAN_HOST',
      text: {
        ja: `「${host}」は他の機械からも届くため、JUNKAN_TLS_CERTIFICATE と JUNKAN_TLS_KEY、または TLS を終端するプロキシ（JUNKAN_PROXY）が必要です。`,
        en: `"${host}" can be reached from other machines: set JUNKAN_TLS_CERTIFICATE and JUNKAN_TLS_KEY, or name the proxy that ends TLS in JUNKAN_PROXY.`,
      },
    });
  const address = values.TEMPORAL_ADDRESS;
  if (address !== undefined && !isLoopback(hostOf(address) ?? '') && values.JUNKAN_ALLOW_PLAINTEXT !== true)
    problems.push({
      key: 'TEMPORAL_ADDRESS',
      text: {
        ja: `「${address}」はこの機械の外にあります。内容は暗号化されますが、そこに届く人は、手続を止めることができ、機関と時刻も分かります。TLS を設定し（TEMPORAL_TLS…）、承知の上なら JUNKAN_ALLOW_PLAINTEXT=1 を設定してください。`,
        en: `"${address}" is not on this machine. What it holds is encrypted, but who reaches it can stop procedures and sees bodies and times. Set up TLS (TEMPORAL_TLS…), and if you accept that, set JUNKAN_ALLOW_PLAINTEXT=1.`,
      },
    });
  return problems;
}

function privateDestinations(given: readonly string[]): PrivateDestinations {
  if (given.length === 1 && given[0] === '1') return 'all';
  const hosts = given.filter((host) => host !== '0');
  return hosts.length === 0 ? 'none' : hosts;
}

/** Address with namespace, TLS and API key. */
function temporalAddress(address: string, environment: NodeJS.ProcessEnv): TemporalAddress {
  try {
    return readTemporalAddress(address, environment);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([
      { key: 'TEMPORAL_TLS…, TEMPORAL_API_KEY', text: { ja: `読み込めません：${why}`, en: `cannot be read: ${why}` } },
    ]);
  }
}

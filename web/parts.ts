import type { Quotas } from '../contract/quotas.ts';
import type { Engine, Schedules, YearOpener } from '../contract/engine.ts';
import type { FirstCommand } from '../model/first-commands.ts';
import type { Instant } from '../model/identifiers.ts';
import type { DestinationPorts, PrivateDestinations } from '../model/webhooks/destinations.ts';
import type { Records } from '../contract/records/records.ts';
import type { Disk } from './disk.ts';
import type { KnownStates } from './known-states.ts';
import type { Metrics } from './metrics.ts';
import type { OidcSettings, Provider } from './provider.ts';
import type { Problem } from './problems.ts';

/** Where the web writes its log; a pino logger fits. Never given names, texts or addresses with search words. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the web shows about the installation; the rest of the configuration is not its business. */
export interface WebConfiguration {
  readonly version: string;
  /** Shown on `/`, as `npm start` prints it. */
  readonly dataDirectory?: string;
  readonly logFile?: string;
  /** Address of the embedded Temporal server's own web page, on this machine only. */
  readonly temporalUi?: string;
  /** What a newcomer types first, shown on `/`. */
  readonly commands?: readonly FirstCommand[];
  /** Addresses of proxies that end TLS in front of junkan; their forwarding headers count. */
  readonly proxies?: readonly string[];
  /** True when a mail server is configured: what is queued will go. */
  readonly mail?: boolean;
  /** Milliseconds a decision waits for its journal line before it is answered; default 2000. */
  readonly journalWait?: number;
  /** Which private addresses webhooks may be registered for; default none. */
  readonly privateDestinations?: PrivateDestinations;
  /** Ports webhooks may be registered for; default 443 and 8443. */
  readonly webhookPorts?: DestinationPorts;
  /** `JUNKAN_URL`: the address of junkan for people. */
  readonly url?: string;
  /** How much one person may send. @default `defaultQuotas` */
  readonly quotas?: Quotas;
  /** Where documents are kept; absent: nothing watches it. */
  readonly disk?: Disk;
  /** The provider by which people sign in; absent: there is none. `url` is set then. */
  readonly oidc?: OidcSettings;
  /** True when this process itself ends TLS: browsers are told to come by https alone. */
  readonly tls?: boolean;
}

/** What `makeApp` is given. */
export interface WebParts {
  readonly records: Records;
  readonly engine: Engine & YearOpener & Schedules;
  /** Now, in epoch milliseconds. */
  readonly clock: () => Instant;
  readonly configuration: WebConfiguration;
  readonly logger: Log;
}

/** Who is not let in, counted by where they ask from. */
export interface Strangers {
  /** The problem to answer a request with. */
  counted(source: string, problem: Problem | undefined): Problem | undefined;
  /** A sign-in that came to nothing; the problem to answer with in place of its page, once there are too many. */
  failed(source: string): Problem | undefined;
}

/** What every handler has. */
export interface Parts extends WebParts {
  readonly metrics: Metrics;
  /** Counts who is not let in. */
  readonly strangers: Strangers;
  readonly known: KnownStates;
  readonly provider?: Provider;
}

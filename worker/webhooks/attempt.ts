/** One attempt to hand an event over: signed, bounded in time, to no forbidden address, without following redirects. */
import { lookup } from 'node:dns';
import { request, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import {
  allowsPrivate,
  hostOfDestination,
  mayReach,
  readDestination,
  type DestinationPorts,
  type PrivateDestinations,
} from '../../model/webhooks/destinations.ts';
import type { TakenDelivery } from '../../contract/records/webhooks.ts';

/** How the other side answered; `failure` when it did not. The body is not read. */
export type Answer = { readonly status: number; readonly retryAfter?: string } | { readonly failure: Failure };

/** Why there was no answer. `forbidden`: the host stands for an address that webhooks may not reach. */
export type Failure = 'forbidden' | 'timeout' | 'connection' | 'certificate' | 'name';

/** How attempts are made. */
export interface AttemptOptions {
  readonly privateDestinations: PrivateDestinations;
  /** @default `usualPorts` */
  readonly ports?: DestinationPorts;
  /** PEM certificates that are trusted for webhooks; absent: those of the system. */
  readonly certificates?: readonly string[];
  /** Milliseconds from the name's look-up to the answer's head. */
  readonly timeout: number;
  readonly userAgent: string;
  /** Cuts what is on its way when the process must end. */
  readonly cut: AbortSignal;
  readonly now: () => number;
}

/** Thrown by the look-up at connect time: what a name stood for at registration it may not stand for now. */
class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Tries once. Never throws and never takes longer than the timeout. */
export async function attempt(taken: TakenDelivery, options: AttemptOptions): Promise<Answer> {
  const destination = readDestination(taken.url, options.ports);
  if ('wrong' in destination) return { failure: 'forbidden' };
  const { url } = destination;
  const host = hostOfDestination(url);
  // A literal address is not looked up, so it is judged here.
  if (isIP(host) !== 0 && !mayReach(options.privateDestinations, host, host)) return { failure: 'forbidden' };
  const timestamp = new Date(options.now());
  // Held by hand: Node 20 may collect `AbortSignal.any([AbortSignal.timeout(…)])` as garbage, and then it never fires.
  const bounded = new AbortController();
  const cut = (): void => bounded.abort();
  const timer = setTimeout(cut, options.timeout);
  options.cut.addEventListener('abort', cut);
  if (options.cut.aborted) cut();
  const agent = new RequestFilteringHttpsAgent({
    keepAlive: false,
    allowPrivateIPAddress: allowsPrivate(options.privateDestinations, host),
    ...(options.certificates === undefined ? {} : { ca: [...options.certificates] }),
  });
  const sending: RequestOptions = {
    method: 'POST',
    agent,
    lookup: guarded(options.privateDestinations, host),
    signal: bounded.signal,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(taken.body),
      'user-agent': options.userAgent,
      'webhook-id': taken.event,
      'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
      'webhook-signature': taken.secrets
        .map((secret) => new Webhook(secret).sign(taken.event, timestamp, taken.body))
        .join(' '),
    },
  };
  try {
    return await send(url, sending, taken.body);
  } catch (error) {
    return { failure: failureOf(error) };
  } finally {
    clearTimeout(timer);
    options.cut.removeEventListener('abort', cut);
    agent.destroy();
  }
}

function send(url: URL, sending: RequestOptions, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, sending, (response) => {
      const retryAfter = response.headers['retry-after'];
      resolve({ status: response.statusCode ?? 0, ...(retryAfter === undefined ? {} : { retryAfter }) });
      // What else it says is not read; that the connection ends in the middle of it is meant so.
      response.on('error', () => {});
      response.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Resolves a name and refuses addresses that webhooks may not reach, whatever the name stood for before. */
function guarded(allowed: PrivateDestinations, host: string): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const refused = error ?? refusal(allowed, host, addresses);
      const [first] = addresses ?? [];
      if (refused !== undefined || first === undefined) {
        done(refused ?? new Error('no address'), []);
      } else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function refusal(
  allowed: PrivateDestinations,
  host: string,
  addresses: readonly { address: string }[],
): Forbidden | undefined {
  return addresses.every(({ address }) => mayReach(allowed, host, address))
    ? undefined
    : new Forbidden('the name stands for an address that webhooks may not reach');
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'connection';
  if (error instanceof Forbidden || /is not allowed\. Because/.test(error.message)) return 'forbidden';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  if (code === 'ETIMEDOUT') return 'timeout';
  return /CERT|SIGN|VERIFY|ISSUER|TLS|SSL|EPROTO/.test(code) ? 'certificate' : 'connection';
}

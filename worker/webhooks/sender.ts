/** Sends webhooks: takes what is due under a lease, tries it, says how it went. Any number of senders may run at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { RecordsUnavailable } from '../../contract/records/unavailable.ts';
import type { TakenDelivery, Webhooks } from '../../contract/records/webhooks.ts';
import type { WorkerLog } from '../runtime.ts';
import { attempt, type AttemptOptions } from './attempt.ts';
import { outcomeOf, standardSchedule, type RetryOptions } from './outcome.ts';

/** What a sender needs; times are milliseconds. */
export interface SenderOptions extends Pick<AttemptOptions, 'privateDestinations' | 'ports' | 'certificates'> {
  readonly webhooks: Webhooks;
  readonly version: string;
  /** @default nothing is written */
  readonly log?: WorkerLog;
  /** From the name's look-up to the answer's head. @default 15 s */
  readonly timeout?: number;
  /** How long a taken delivery is left alone by others; must be longer than the timeout. @default 60 s */
  readonly lease?: number;
  /** Between looks at what is due. @default 1 s */
  readonly every?: number;
  /** Attempts at once to one endpoint. @default 8 */
  readonly perEndpoint?: number;
  /** @default `standardSchedule` */
  readonly schedule?: readonly number[];
  /** @default Math.random */
  readonly random?: () => number;
  /** @default Date.now */
  readonly now?: () => number;
}

/** A running sender. */
export interface WebhookSender {
  /** Takes nothing more, finishes what is on its way within 5 s and leaves the rest to the next sender. */
  stop(): Promise<void>;
}

/** Between sweeps of what is old or belongs to nobody. */
const SWEEP_EVERY = 60_000;
/** How long attempts may still take after `stop`. */
const FINISH_WITHIN = 5_000;
/** After a look that failed. */
const PAUSE_AFTER_FAILURE = 5_000;

/** Starts sending. What is taken while this process dies is sent by whoever comes next, when the lease is over. */
export function startWebhookSender(options: SenderOptions): WebhookSender {
  const { webhooks, log = () => {}, every = 1_000, perEndpoint = 8, lease = 60_000, now = Date.now } = options;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const attempts: AttemptOptions = {
    privateDestinations: options.privateDestinations,
    ...(options.ports === undefined ? {} : { ports: options.ports }),
    ...(options.certificates === undefined ? {} : { certificates: options.certificates }),
    timeout: options.timeout ?? 15_000,
    userAgent: `junkan/${options.version}`,
    cut: cutting.signal,
    now,
  };
  const retries: RetryOptions = {
    schedule: options.schedule ?? standardSchedule,
    random: options.random ?? Math.random,
  };
  if (lease <= attempts.timeout) throw new RangeError('the lease must be longer than the timeout');
  /** Endpoints that are being served: each has a lane of its own, so that a slow one holds up only itself. */
  const lanes = new Map<string, Promise<void>>();
  let swept = -Infinity;

  const serve = async (endpoint: string, batch: readonly TakenDelivery[]): Promise<void> => {
    try {
      await Promise.all(batch.map(one));
    } finally {
      lanes.delete(endpoint);
    }
  };

  const one = async (taken: TakenDelivery): Promise<void> => {
    try {
      const answer = await attempt(taken, attempts);
      if (cutting.signal.aborted) return;
      await webhooks.settle(taken, outcomeOf(answer, taken.attempts, now(), retries), now());
    } catch (error) {
      // Not settled: when the lease is over it is sent again, under the same id.
      tell('a webhook could not be settled', error, { event: taken.event, endpoint: taken.endpoint });
    }
  };

  const tell = (message: string, error: unknown, about: Record<string, unknown> = {}): void => {
    const away = error instanceof RecordsUnavailable;
    log(away ? 'WARN' : 'ERROR', message, { ...about, error: error instanceof Error ? error.message : String(error) });
  };

  /** How many were taken. */
  const look = async (): Promise<number> => {
    if (now() - swept >= SWEEP_EVERY) {
      await webhooks.sweep(now());
      swept = now();
    }
    const taken = await webhooks.take({ at: now(), lease, perEndpoint, except: [...lanes.keys()] });
    const byEndpoint = new Map<string, TakenDelivery[]>();
    for (const one of taken) byEndpoint.set(one.endpoint, [...(byEndpoint.get(one.endpoint) ?? []), one]);
    for (const [endpoint, batch] of byEndpoint) lanes.set(endpoint, serve(endpoint, batch));
    return taken.length;
  };

  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let wait = every;
      try {
        // After a full look there may be more of those whose lane is free by then.
        if ((await look()) > 0) {
          await Promise.race([...lanes.values(), pause(every)]);
          wait = 0;
        }
      } catch (error) {
        tell('webhooks could not be looked for', error);
        wait = PAUSE_AFTER_FAILURE;
      }
      if (wait > 0) await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await Promise.all(lanes.values());
  };
  const running = live();

  return {
    async stop() {
      stopping.abort();
      const late = setTimeout(() => cutting.abort(), FINISH_WITHIN);
      await running;
      clearTimeout(late);
    },
  };
}

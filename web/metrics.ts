import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Quota } from '../contract/quotas.ts';
import type { Watched } from '../contract/records/engine-watch.ts';
import { isLow, type Disk } from './disk.ts';

/**
 * Counters for `/metrics`. Labels are routes, procedures, decisions and rules – never an organisation or a person.
 */
export interface Metrics {
  readonly registry: Registry;
  request(method: string, route: string, status: number, seconds: number): void;
  decision(procedure: string, decision: string, result: 'accepted' | 'refused'): void;
  refusal(procedure: string, rule: string): void;
  /** Somebody was not let in. */
  stranger(): void;
  /** Somebody was told to wait. */
  throttled(quota: Quota): void;
}

/** Metrics of one web server. */
export function makeMetrics({
  disk,
  watched,
}: { readonly disk?: Disk; readonly watched?: () => Promise<Watched> } = {}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'junkan_' });
  const requests = new Histogram({
    name: 'junkan_http_request_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  const decisions = new Counter({
    name: 'junkan_decisions_total',
    help: 'Decisions by procedure, decision and result',
    labelNames: ['procedure', 'decision', 'result'],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'junkan_refusals_total',
    help: 'Failed rules of refused decisions',
    labelNames: ['procedure', 'rule'],
    registers: [registry],
  });
  const strangers = new Counter({
    name: 'junkan_unauthenticated_total',
    help: 'Requests without a valid token',
    registers: [registry],
  });
  const throttled = new Counter({
    name: 'junkan_throttled_total',
    help: 'Requests of people who sent too much in a short time',
    labelNames: ['quota'],
    registers: [registry],
  });
  if (disk !== undefined) {
    const gauge = (name: string, help: string, look: () => number): void => {
      void new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(look());
        },
      });
    };
    gauge('junkan_disk_free_bytes', 'Bytes free where data are kept', () => disk.free() ?? Number.NaN);
    gauge('junkan_disk_low', '1 when documents are refused because the disk is nearly full', () => Number(isLow(disk)));
  }
  if (watched !== undefined) {
    // Of records that are away nothing is known.
    const now = (): Promise<Watched | undefined> => watched().catch(() => undefined);
    void new Gauge({
      name: 'junkan_instances_amiss',
      help: 'Open instances that Temporal does not carry as it should',
      registers: [registry],
      async collect() {
        this.set((await now())?.amiss ?? Number.NaN);
      },
    });
    void new Gauge({
      name: 'junkan_unsealed_payloads',
      help: 'What came to Temporal that junkan did not send: payloads not sealed with a known key, planning days before their time',
      labelNames: ['reason'],
      registers: [registry],
      async collect() {
        for (const { reason, count } of (await now())?.unsealed ?? []) this.set({ reason }, count);
      },
    });
  }
  return {
    registry,
    throttled: (quota) => throttled.inc({ quota }),
    stranger: () => strangers.inc(),
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    decision: (procedure, decision, result) => decisions.inc({ procedure, decision, result }),
    refusal: (procedure, rule) => refusals.inc({ procedure, rule }),
  };
}

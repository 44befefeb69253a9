/**
 * How much one person may send. Counted in this process alone: several web processes take as many times more, which still
 * bounds it (docs/security.md).
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Quota, Quotas } from '../contract/quotas.ts';
import type { PersonId } from '../model/identifiers.ts';
import type { Metrics } from './metrics.ts';
import { Problem } from './problems.ts';

/** Bytes of one person's documents that nothing cites yet. */
export const uncitedBytes = 1024 * 1024 * 1024;

/** Seconds over which changes are counted: a handful at once is no flood. */
const OVER = 10;

/** Counts what people send; answers a function that throws 429 once it is too much. */
export function makeQuotas({ changesPerSecond, uploadsPerMinute }: Quotas, metrics: Metrics) {
  const limits: Readonly<Record<Quota, RateLimiterMemory | undefined>> = {
    change: limiter(changesPerSecond * OVER, OVER),
    upload: limiter(uploadsPerMinute, 60),
  };
  const words: Readonly<Record<Quota, { ja: string; en: string }>> = {
    change: {
      ja: `変更が短い時間に続いています（お一人につき毎秒${changesPerSecond}件まで）。`,
      en: `Too many changes in a short time (one person may send ${changesPerSecond} a second).`,
    },
    upload: {
      ja: `文書の登録が短い時間に続いています（お一人につき毎分${uploadsPerMinute}件まで）。`,
      en: `Too many documents in a short time (one person may send ${uploadsPerMinute} a minute).`,
    },
  };
  return async (quota: Quota, person: PersonId): Promise<void> => {
    try {
      await limits[quota]?.consume(person);
    } catch (over) {
      if (!(over instanceof RateLimiterRes)) throw over;
      metrics.throttled(quota);
      throw tooMany(words[quota], Math.max(1, Math.ceil(over.msBeforeNext / 1000)));
    }
  };
}

/** 429 that says when to come back; nothing was done, so the same key may be used again. */
export function tooMany({ ja, en }: { readonly ja: string; readonly en: string }, seconds: number): Problem {
  return new Problem(
    'tooMany',
    {
      ja: `${ja}${seconds}秒待ってから、同じ値の Idempotency-Key でもう一度送ってください。何も変更していません。`,
      en: `${en} Wait ${seconds} seconds and send it again with the same Idempotency-Key. Nothing was changed.`,
    },
    {},
    // What was not read cannot be told from a next request: the connection ends here.
    { 'retry-after': String(seconds), connection: 'close' },
  );
}

function limiter(points: number, duration: number): RateLimiterMemory | undefined {
  return points === 0 ? undefined : new RateLimiterMemory({ points, duration });
}

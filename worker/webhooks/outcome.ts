import type { Instant } from '../../model/identifiers.ts';
import type { WebhookOutcome } from '../../contract/records/webhooks.ts';
import type { Answer } from './attempt.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the second and every later attempt, milliseconds: eight attempts over nearly 28 hours (Standard Webhooks). */
export const standardSchedule: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

/** A server may ask for a longer pause, but not for ever. */
const LONGEST_WAIT = 24 * HOUR;

/** What decides when an attempt is made again. */
export interface RetryOptions {
  readonly schedule: readonly number[];
  /** 0 to 1: pauses are spread over up to a fifth more, so that what failed together does not come back together. */
  readonly random: () => number;
}

/**
 * What follows from an answer. 2xx is delivered; 410 wants no more at all; everything else – a redirect too – is tried
 * again until the schedule ends. `attempts`: how many had failed before this one.
 */
export function outcomeOf(
  answer: Answer,
  attempts: number,
  at: Instant,
  { schedule, random }: RetryOptions,
): WebhookOutcome {
  const result = 'failure' in answer ? answer.failure : `http ${answer.status}`;
  const status = 'failure' in answer ? 0 : answer.status;
  if (status >= 200 && status < 300) return { kind: 'delivered', result };
  if (status === 410) return { kind: 'gone', result };
  const pause = schedule[attempts];
  if (pause === undefined) return { kind: 'dead', result };
  const spread = pause * (1 + random() / 5);
  const asked = 'failure' in answer ? 0 : waitAsked(answer.retryAfter, at);
  return { kind: 'again', result, next: at + Math.round(Math.max(spread, asked)) };
}

/** Milliseconds a `Retry-After` asks for: seconds or an HTTP date; 0 for what is neither. */
function waitAsked(header: string | undefined, at: Instant): number {
  if (header === undefined) return 0;
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * SECOND : Date.parse(header) - at;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT) : 0;
}

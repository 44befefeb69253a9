/** Counts who is not let in, by where they ask from. */
import type { Text } from '../model/text.ts';
import type { Parts, Strangers } from './parts.ts';
import { Problem } from './problems.ts';

/** How often a minute one source is told that it is not signed in, before it is told to wait. */
const ATTEMPTS = 300;
const MINUTE = 60_000;
/** Sources counted at once: more than that is one flood, whoever sends it. */
const SOURCES = 10_000;

/**
 * Nobody guesses 256 bits; but who tries is seen in the log and the metrics, and told to wait (429) instead of getting an
 * answer each time. Whoever has a valid token is let in also from a source that floods.
 */
export function makeStrangers({ clock, logger, metrics }: Pick<Parts, 'clock' | 'logger' | 'metrics'>): Strangers {
  let since = 0;
  const counts = new Map<string, number>();
  /** Whether it is once too often. */
  const count = (source: string): boolean => {
    metrics.stranger();
    const now = clock();
    if (Math.abs(now - since) >= MINUTE) {
      since = now;
      counts.clear();
    }
    const known = counts.has(source) || counts.size < SOURCES ? source : '';
    const times = (counts.get(known) ?? 0) + 1;
    counts.set(known, times);
    if (times === ATTEMPTS)
      logger.warn({ client: known, count: times }, 'many requests of one source are not signed in');
    return times > ATTEMPTS;
  };
  return {
    counted: (source, problem) =>
      problem?.kind === 'unauthenticated' && count(source) ? tooMany(withoutToken) : problem,
    failed: (source) => (count(source) ? tooMany(notSignedIn) : undefined),
  };
}

const withoutToken = {
  ja: 'この接続元から、無効なトークンでの要求が続いています。1分ほど待ってから、正しいトークンで送ってください。',
  en: 'Too many requests without a valid token came from here. Wait a minute, and send a valid one.',
};
const notSignedIn = {
  ja: 'この接続元から、サインインの失敗が続いています。1分ほど待ってから、やり直してください。',
  en: 'Too many sign-ins that came to nothing were sent from here. Wait a minute and begin again.',
};

function tooMany(detail: Text): Problem {
  return new Problem('tooMany', detail, {}, { 'retry-after': '60' });
}

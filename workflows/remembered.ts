/**
 * De-duplication: what an instance remembers of the messages it has taken. Kept for 30 days or the last 1,000,
 * whichever is more, and in any case not more than continue-as-new can carry; the journal knows the rest.
 */
import type { Json } from '../machines/core/index.ts';
import { canonicalText } from '../model/canonical.ts';
import type { DecideAnswer } from '../contract/messages.ts';
import type { Instant } from '../model/identifiers.ts';

const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
export const KEPT_AT_LEAST = 1_000;
/** About 170 bytes each: together well below the 2 MB a payload may have. */
const KEPT_AT_MOST = 4_000;

/** Answers by update id, as continue-as-new carries them: the states they name are written once each. */
export interface CarriedAnswers {
  readonly to: readonly Json[];
  /** Update id, seq, instant, body hash, index into `to`. */
  readonly rows: readonly (readonly [string, number, Instant, string, number])[];
}

/** Ids of told events with the instant they were taken. */
export type CarriedIds = readonly (readonly [string, Instant])[];

/** What may be forgotten: all but the newest 1,000, once older than 30 days. Both maps are in order of time. */
function kept<T>(all: readonly T[], instantOf: (item: T) => Instant, now: Instant, atMost: number): readonly T[] {
  const newest = all.slice(-atMost);
  const surely = Math.max(newest.length - KEPT_AT_LEAST, 0);
  const young = newest.findIndex((item) => instantOf(item) >= now - KEPT_FOR);
  return newest.slice(Math.min(surely, young === -1 ? surely : young));
}

/**
 * The instant up to which messages may have been forgotten: whatever was sent before it and is not remembered is taken for
 * a copy.
 *
 * @param before the same of the run before
 */
export function forgottenUntil(
  before: Instant,
  all: ReadonlyMap<string, Instant>,
  carried: readonly (readonly [string, ...unknown[]])[],
): Instant {
  const remembered = new Set(carried.map(([id]) => id));
  let until = before;
  for (const [id, at] of all) if (!remembered.has(id)) until = Math.max(until, at);
  return until;
}

/** The first answers given, newest last, without those that may be forgotten. */
export function carryAnswers(
  answers: ReadonlyMap<string, DecideAnswer>,
  now: Instant,
  atMost: number = KEPT_AT_MOST,
): CarriedAnswers {
  const index = new Map<string, number>();
  const to: Json[] = [];
  const rows = kept([...answers], ([, answer]) => answer.at, now, atMost).map(
    ([updateId, answer]): CarriedAnswers['rows'][number] => {
      const key = canonicalText(answer.to);
      const at = index.get(key) ?? to.push(answer.to) - 1;
      index.set(key, at);
      return [updateId, answer.seq, answer.at, answer.bodyHash, at];
    },
  );
  return { to, rows };
}

/** Takes back what `carryAnswers` gave. */
export function recallAnswers(carried: CarriedAnswers): Map<string, DecideAnswer> {
  return new Map(
    carried.rows.map(([updateId, seq, at, bodyHash, to]) => [
      updateId,
      { seq, at, bodyHash, to: carried.to[to] ?? null },
    ]),
  );
}

/** The ids of told events taken, newest last, without those that may be forgotten. */
export function carryIds(ids: ReadonlyMap<string, Instant>, now: Instant, atMost: number = KEPT_AT_MOST): CarriedIds {
  return kept([...ids], ([, at]) => at, now, atMost);
}

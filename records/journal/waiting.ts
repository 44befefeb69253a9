import type { InstanceId } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';

/** Between two looks at a database others write to, in milliseconds. */
const LOOK_EVERY = 25;

/** Instances whose head is remembered. */
const HEADS_KEPT = 2_000;

interface Waiter {
  readonly instance: InstanceId;
  readonly seq: number;
  done(found: boolean): void;
}

/**
 * Those who wait for an entry to reach the journal. What this process writes wakes them at once; where others write too,
 * one look every 25 ms serves all of them, and none is taken while nobody waits.
 */
export class Waiters {
  readonly #db: Database;
  readonly #shared: boolean;
  readonly #waiters = new Set<Waiter>();
  /** Heads that were seen, the newest last: an entry that is there needs no waiting. */
  readonly #heads = new Map<InstanceId, number>();
  #looking: NodeJS.Timeout | undefined;

  constructor(db: Database, shared: boolean) {
    this.#db = db;
    this.#shared = shared;
  }

  /** Resolves true when `reached` is told that seq (or it is seen), false after the time. */
  wait(instance: InstanceId, seq: number, milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        instance,
        seq,
        done: (found) => {
          clearTimeout(timeout);
          this.#waiters.delete(waiter);
          resolve(found);
        },
      };
      const timeout = setTimeout(() => waiter.done(false), milliseconds);
      this.#waiters.add(waiter);
      if (this.#shared) this.#lookLater();
    });
  }

  /** True when the journal is known to hold that seq. */
  isReached(instance: InstanceId, seq: number): boolean {
    return (this.#heads.get(instance) ?? 0) >= seq;
  }

  /** The journal of an instance now holds that seq. */
  reached(instance: InstanceId, seq: number): void {
    this.#heads.set(instance, Math.max(seq, this.#heads.get(instance) ?? 0));
    if (this.#heads.size > HEADS_KEPT) this.#forgetOldest();
    for (const waiter of this.#waiters) if (waiter.instance === instance && waiter.seq <= seq) waiter.done(true);
  }

  #forgetOldest(): void {
    for (const instance of this.#heads.keys()) {
      this.#heads.delete(instance);
      return;
    }
  }

  /** Nobody waits any longer. */
  close(): void {
    clearTimeout(this.#looking);
    for (const waiter of this.#waiters) waiter.done(false);
  }

  #lookLater(): void {
    if (this.#looking !== undefined || this.#waiters.size === 0) return;
    this.#looking = setTimeout(() => {
      void this.#look().finally(() => {
        this.#looking = undefined;
        this.#lookLater();
      });
    }, LOOK_EVERY);
  }

  async #look(): Promise<void> {
    const instances = [...new Set([...this.#waiters].map((waiter) => waiter.instance))];
    if (instances.length === 0) return;
    try {
      const rows = await this.#db
        .selectFrom('instances')
        .select(['instance', 'seq'])
        .where('instance', 'in', instances)
        .execute();
      for (const row of rows) this.reached(row.instance, row.seq);
    } catch {
      // The database is away: those who wait go on waiting until their time is over.
    }
  }
}

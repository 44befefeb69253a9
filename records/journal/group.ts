import { setTimeout as pause } from 'node:timers/promises';
import { RecordsUnavailable } from '../../contract/records/unavailable.ts';

/** One caller's work on its way. */
interface WaitingCall<T> {
  readonly items: readonly T[];
  resolve(): void;
  reject(error: unknown): void;
}

/** When a group waits for more to join it: only when the last one ended less than `within` ago. Milliseconds. */
export interface GatheringTimes {
  readonly wait: number;
  readonly within: number;
}

/**
 * Group commit: what comes while a transaction runs – and, where many come, a moment longer – goes together into the next
 * one, so that many callers cost few transactions. A group that fails is done again call by call, so that nobody fails for
 * another's fault.
 */
export class GroupCommit<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #atMost: number;
  readonly #gathering: GatheringTimes | undefined;
  #waiting: WaitingCall<T>[] = [];
  #running = false;
  #ended = Number.NEGATIVE_INFINITY;

  constructor(write: (items: readonly T[]) => Promise<void>, atMost: number, gathering?: GatheringTimes) {
    this.#write = write;
    this.#atMost = atMost;
    this.#gathering = gathering;
  }

  /** Resolves when the items are written; rejects with why they were not. */
  add(items: readonly T[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      const group = this.#next();
      try {
        await this.#write(group.flatMap((waiting) => waiting.items));
        for (const waiting of group) waiting.resolve();
      } catch (error) {
        // A database that is away is away for all of them: nobody waits for the others' attempts to fail too.
        if (group.length > 1 && !(error instanceof RecordsUnavailable)) await this.#oneByOne(group);
        else for (const waiting of group) waiting.reject(error);
      }
      this.#ended = performance.now();
    }
    this.#running = false;
  }

  /** A lone caller is never kept waiting: only where one transaction follows the other do the next gather. */
  async #gather(): Promise<void> {
    if (this.#gathering === undefined || performance.now() - this.#ended > this.#gathering.within) return;
    await pause(this.#gathering.wait);
  }

  async #oneByOne(group: readonly WaitingCall<T>[]): Promise<void> {
    for (const waiting of group) {
      await this.#write(waiting.items).then(
        () => waiting.resolve(),
        (error: unknown) => waiting.reject(error),
      );
    }
  }

  /** As many calls as fit, at least one. */
  #next(): WaitingCall<T>[] {
    let size = 0;
    const calls = this.#waiting.findIndex((waiting, i) => {
      size += waiting.items.length;
      return i > 0 && size > this.#atMost;
    });
    return this.#waiting.splice(0, calls === -1 ? this.#waiting.length : calls);
  }
}

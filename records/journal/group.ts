import { RecordsUnavailable } from '../../contract/records/unavailable.ts';

/** One caller's work on its way. */
interface Waiting<T> {
  readonly items: readonly T[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Group commit: what comes while a transaction runs goes together into the next one, so that many callers cost few
 * transactions. A group that fails is done again call by call, so that nobody fails for another's fault.
 */
export class Grouped<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #atMost: number;
  #waiting: Waiting<T>[] = [];
  #running = false;

  constructor(write: (items: readonly T[]) => Promise<void>, atMost: number) {
    this.#write = write;
    this.#atMost = atMost;
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
      const group = this.#next();
      try {
        await this.#write(group.flatMap((waiting) => waiting.items));
        for (const waiting of group) waiting.resolve();
      } catch (error) {
        // A database that is away is away for all of them: nobody waits for the others' attempts to fail too.
        if (group.length > 1 && !(error instanceof RecordsUnavailable)) await this.#oneByOne(group);
        else for (const waiting of group) waiting.reject(error);
      }
    }
    this.#running = false;
  }

  async #oneByOne(group: readonly Waiting<T>[]): Promise<void> {
    for (const waiting of group) {
      await this.#write(waiting.items).then(
        () => waiting.resolve(),
        (error: unknown) => waiting.reject(error),
      );
    }
  }

  /** As many calls as fit, at least one. */
  #next(): Waiting<T>[] {
    let size = 0;
    const calls = this.#waiting.findIndex((waiting, i) => {
      size += waiting.items.length;
      return i > 0 && size > this.#atMost;
    });
    return this.#waiting.splice(0, calls === -1 ? this.#waiting.length : calls);
  }
}

import { sql } from 'kysely';
import type { Instant } from '../model/identifiers.ts';
import type { Retention } from '../contract/records/retention.ts';
import { forgetClaims } from './answers.ts';
import type { Database, OpenedDatabase } from './database.ts';
import { removeAbandoned, removeUncited } from './documents/documents.ts';
import { forgetForms } from './kept-forms.ts';
import { removeByAge } from './retention.ts';

/** New entries after which the tables that change with them are looked after. */
const EVERY = 2_000;

/** The longest time without a look, milliseconds. */
const HOUR = 60 * 60 * 1000;

/**
 * Claims of decisions to their keys go when nobody can ask for them any more, uncited documents after seven days, and what
 * is kept by age after its age: at the start, every hour, and after many entries.
 *
 * PGlite has no autovacuum: without statistics its planner reads the board three times as slowly, and old row versions
 * stay. So the owner does both – at the start and after many entries, never while nothing happens.
 */
export class Tidier {
  readonly #db: Database;
  readonly #shared: boolean;
  readonly #clock: () => Instant;
  readonly #keep: Retention;
  readonly #hourly: NodeJS.Timeout;
  #since = 0;

  constructor({ db, shared }: OpenedDatabase, clock: () => Instant, keep: Retention) {
    this.#keep = keep;
    this.#hourly = setInterval(() => void this.#remove().catch(() => {}), HOUR).unref();
    this.#clock = clock;
    this.#db = db;
    this.#shared = shared;
  }

  /** Looks after the tables now. */
  async now(): Promise<void> {
    this.#since = 0;
    await this.#remove();
    if (this.#shared) return;
    await sql`vacuum (analyze) answers, instances, tasks, board_lines, board_bodies, organisations, appointments`.execute(
      this.#db,
    );
  }

  async #remove(): Promise<void> {
    const now = this.#clock();
    await forgetClaims(this.#db, now);
    await forgetForms(this.#db, now);
    await removeAbandoned(this.#db, now);
    await removeUncited(this.#db, now);
    await removeByAge(this.#db, this.#keep, now);
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.#hourly);
  }

  /** So many entries were written. A failure here is nobody's loss: the next time does it again. */
  async wrote(entries: number): Promise<void> {
    this.#since += entries;
    if (this.#since >= EVERY) await this.now().catch(() => {});
  }
}

import { sql } from 'kysely';
import type { Instant } from '../model/identifiers.ts';
import { forgetClaims } from './answers.ts';
import type { Database, OpenedDatabase } from './database.ts';

/** New entries after which the tables that change with them are looked after. */
const EVERY = 2_000;

/**
 * Claims of decisions to their keys go when nobody can ask for them any more.
 *
 * PGlite has no autovacuum: without statistics its planner reads the board three times as slowly, and old row versions
 * stay. So the owner does both – at the start and after many entries, never while nothing happens.
 */
export class Tidier {
  readonly #db: Database;
  readonly #shared: boolean;
  readonly #clock: () => Instant;
  #since = 0;

  constructor({ db, shared }: OpenedDatabase, clock: () => Instant) {
    this.#clock = clock;
    this.#db = db;
    this.#shared = shared;
  }

  /** Looks after the tables now. */
  async now(): Promise<void> {
    this.#since = 0;
    await forgetClaims(this.#db, this.#clock());
    if (this.#shared) return;
    await sql`vacuum (analyze) answers, instances, tasks, board_lines, board_bodies, organisations, appointments`.execute(
      this.#db,
    );
  }

  /** So many entries were written. A failure here is nobody's loss: the next time does it again. */
  async wrote(entries: number): Promise<void> {
    this.#since += entries;
    if (this.#since >= EVERY) await this.now().catch(() => {});
  }
}

/** The walkthrough's voice where time is stepped on: every decision is taken on its day of the year. */
import type { Records } from '../../contract/records/records.ts';
import type { Instant, LocalDate, PersonId } from '../../model/identifiers.ts';
import { startOfDate } from '../../model/japan-time.ts';
import { type Player, Teller } from './teller.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** An improvement's effect is looked at this long before it is verified, with a day to spare. */
const OBSERVED = 31 * DAY;

/** By decision: the day before which it is not taken, and the day to which one turns after it. */
export interface Days {
  readonly before: Readonly<Record<string, LocalDate>>;
  readonly after: Readonly<Record<string, LocalDate>>;
}

/** The server, its time, and how long the tokens live that people act with. */
export interface SteppedStage {
  readonly address: string;
  readonly records: Pick<Records, 'tokens'>;
  readonly clock: () => Instant;
  /** Steps all running instances, and the clock, on by some milliseconds. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Until when the tokens live that people act with; longer than the year. */
  readonly tokensUntil: Instant;
  /** What the tokens are said to be for. */
  readonly purpose: string;
}

export class CalendarTeller extends Teller {
  readonly #stage: SteppedStage;
  readonly #days: Days;
  readonly #players = new Map<PersonId, Player>();
  #observed = '';

  constructor(stage: SteppedStage, days: Days) {
    super({ address: stage.address, administrator: '', language: 'en', write: () => {} });
    this.#stage = stage;
    this.#days = days;
  }

  override async does(person: PersonId, instance: string, type: string, input?: object): Promise<number> {
    await this.#wait(type);
    const seq = await super.does(person, instance, type, input);
    if (type === 'reportDone') this.#observed = instance;
    await this.#reach(this.#days.after[type]);
    return seq;
  }

  override async isRefused(
    person: PersonId,
    instance: string,
    type: string,
    input: object,
    rule: string,
  ): Promise<void> {
    await this.#wait(type);
    await super.isRefused(person, instance, type, input, rule);
  }

  /** Tokens that outlive the year, and came through nobody's hands; one claimed by a link would not live so long. */
  override async player(person: PersonId): Promise<Player> {
    const known = this.#players.get(person);
    if (known !== undefined) return known;
    const { records, clock, tokensUntil: expires, purpose } = this.#stage;
    const { secret } = await records.tokens.issue({ person, issuedBy: person, at: clock(), expires, purpose });
    const player = { person, token: secret };
    this.#players.set(person, player);
    return player;
  }

  async #wait(type: string): Promise<void> {
    if (type === 'verify' && this.#observed !== '') {
      this.#observed = '';
      await this.#stage.pass(OBSERVED);
      return;
    }
    await this.#reach(this.#days.before[type]);
  }

  async #reach(day: LocalDate | undefined): Promise<void> {
    const milliseconds = day === undefined ? 0 : startOfDate(day) + 10 * HOUR - this.#stage.clock();
    if (milliseconds > 0) await this.#stage.pass(milliseconds);
  }
}

/** The walkthrough's voice on a stack whose time is stepped on: every decision is taken on its day of the year. */
import { type Player, Teller } from '../../demonstration/index.ts';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { startOfDate } from '../../model/japan-time.ts';
import type { Stack } from '../support/stack.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** An improvement's effect is looked at this long before it is verified, with a day to spare. */
const OBSERVED = 31 * DAY;
const YEARS = 5 * 366 * DAY;

/** By decision: the day before which it is not taken, and the day to which one turns after it. */
export interface Days {
  readonly before: Readonly<Record<string, LocalDate>>;
  readonly after: Readonly<Record<string, LocalDate>>;
}

export class CalendarTeller extends Teller {
  readonly #stack: Stack;
  readonly #days: Days;
  readonly #clock: () => number;
  readonly #pass: (milliseconds: number) => Promise<void>;
  readonly #players = new Map<PersonId, Player>();
  #observed = '';

  /** `pass` steps all running instances, and the clock, on by some milliseconds. */
  constructor(stack: Stack, days: Days, clock: () => number, pass: (milliseconds: number) => Promise<void>) {
    super({
      address: stack.address,
      administrator: '',
      language: 'en',
      write: () => {},
    });
    this.#stack = stack;
    this.#days = days;
    this.#clock = clock;
    this.#pass = pass;
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

  /** Tokens that outlive the year. */
  override async player(person: PersonId): Promise<Player> {
    const known = this.#players.get(person);
    if (known !== undefined) return known;
    const at = this.#clock();
    const { secret } = await this.#stack.records.tokens.issue({
      person,
      issuedBy: person,
      at,
      expires: at + YEARS,
      purpose: 'test',
    });
    const player = { person, token: secret };
    this.#players.set(person, player);
    return player;
  }

  async #wait(type: string): Promise<void> {
    if (type === 'verify' && this.#observed !== '') {
      this.#observed = '';
      await this.#pass(OBSERVED);
      return;
    }
    await this.#reach(this.#days.before[type]);
  }

  async #reach(day: LocalDate | undefined): Promise<void> {
    const milliseconds = day === undefined ? 0 : startOfDate(day) + 10 * HOUR - this.#clock();
    if (milliseconds > 0) await this.#pass(milliseconds);
  }
}

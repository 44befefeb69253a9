/** The time in which several stories are told side by side: it never goes back, and one story at a time acts in it. */
import type { Instant } from '../../model/identifiers.ts';

/** How long somebody takes over one act, milliseconds. */
const ACT = 7 * 60 * 1000;

/** Several stories' time. */
export interface StoryTime {
  readonly now: () => Instant;
  /** The story that acts lets the others go first until an instant, and goes on then. */
  readonly until: (instant: Instant) => Promise<void>;
  /** An act has taken its minutes. */
  readonly acted: () => void;
  /**
   * Has the stories told, from their beginnings to their ends. Rejects with the first that breaks.
   *
   * @param pass lets happen what time itself does up to an instant, setting the clock on the way
   */
  readonly tell: (stories: readonly (() => Promise<void>)[], pass: Pass) => Promise<void>;
}

type Pass = (until: Instant, at: (instant: Instant) => void) => Promise<void>;

interface Waiting {
  readonly at: Instant;
  readonly goOn: () => void;
}

/** Makes the time, standing at its beginning. */
export function makeStoryTime(begin: Instant): StoryTime {
  let now = begin;
  let acting = 0;
  let pass: Pass = async () => {};
  const waiting: Waiting[] = [];
  const at = (instant: Instant): void => void (now = Math.max(now, instant));

  /** Whose turn it is when nobody acts: who waits for the earliest instant. */
  async function next(): Promise<void> {
    const [first] = waiting.toSorted((a, b) => a.at - b.at);
    if (acting > 0 || first === undefined) return;
    waiting.splice(waiting.indexOf(first), 1);
    acting += 1;
    await pass(first.at, at);
    at(first.at);
    first.goOn();
  }

  return {
    now: () => now,
    acted: () => at(now + ACT),
    until: (instant) =>
      new Promise((resolve, reject) => {
        acting -= 1;
        waiting.push({ at: instant, goOn: resolve });
        next().catch(reject);
      }),
    async tell(stories, passing) {
      pass = passing;
      acting = stories.length;
      await Promise.all(
        stories.map(async (story) => {
          await story();
          acting -= 1;
          await next();
        }),
      );
    },
  };
}

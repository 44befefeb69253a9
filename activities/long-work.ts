/** Long activities: many bodies, a few at a time, with a sign of life, and given up at once when the worker ends. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/** How often a long activity says that it is still being worked on, milliseconds. */
const HEARTBEAT_EVERY = 2_000;

/**
 * Does something for each item, `atOnce` at the same time. When the worker ends it does not wait for what is under way:
 * the next worker does it again, and doing it again is harmless. Throws the first failure.
 */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const ending = cancellationSignal();
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !ending.aborted; item = waiting.shift()) await act(item);
  };
  const beat = setInterval(() => heartbeat(), HEARTBEAT_EVERY);
  let end = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(workerEnds());
    ending.addEventListener('abort', end);
    if (ending.aborted) end();
  });
  try {
    await Promise.race([Promise.all(Array.from({ length: atOnce }, work)), ended]);
  } finally {
    ending.removeEventListener('abort', end);
    clearInterval(beat);
    waiting.length = 0;
  }
}

function workerEnds(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'WorkerEnds',
    message: 'the worker ends; the next one goes on',
    category: ApplicationFailureCategory.BENIGN,
  });
}

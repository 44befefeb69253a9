/** The rule that what is recorded has happened: its day is not still to come (D). */
import type { BaseContext, Rule } from '../../core/index.ts';
import type { ClauseId } from '../../../model/clauses.ts';
import type { LocalDate } from '../../../model/identifiers.ts';
import { dateInJapan, isPastOrToday } from './dates.ts';
import { dateThing } from './things.ts';

/** Of the field that says the day, as it is read of an event. */
export function happenedByToday<E>(
  clause: ClauseId,
  [field, dayOf]: readonly [field: string, dayOf: (event: E) => LocalDate],
  said: Pick<Rule, 'ja' | 'en' | 'met'>,
): Rule<BaseContext, E> {
  return {
    clause,
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ...said,
    test: ({ context, event }) => isPastOrToday(dayOf(event), context.at),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'until' })],
    paths: () => [field],
  };
}

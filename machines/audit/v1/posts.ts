/** Which posts a decider holds in this body on the day of the decision: today, or the day a paper bears. */
import type { Appointment, DecisionEvent } from '../../core/index.ts';
import { dateInJapan } from './dates.ts';
import type { Context } from './types.ts';

/** Who decides, when, and in whose place. */
export type Deciding = Pick<DecisionEvent, 'actor' | 'enteredFor' | 'standIn'>;

/** The appointments in this body in force on the day of the decision. */
export function postsHeld(context: Context, { actor, enteredFor }: Deciding): readonly Appointment[] {
  const day = enteredFor?.decidedOn ?? dateInJapan(context.at);
  return actor.appointments.filter(
    (held) =>
      held.organisation === context.organisation && held.from <= day && (held.to === undefined || day <= held.to),
  );
}

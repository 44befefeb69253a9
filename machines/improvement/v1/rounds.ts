/** A plan is over and another is wanted: everything about it moves to the attempts, which stay for ever. */
import type { Instant, PersonId } from '../../../model/identifiers.ts';
import { DAY, datesFor, withAll, without, type Change, type DueFact } from '../../kit/v1/index.ts';
import { postOf } from './audiences.ts';
import { DAYS_FOR_NEXT_PLAN, scheduled } from './due-items.ts';
import { ownerOf, type Attempt, type Context, type Criterion } from './types.ts';

/** The mark each outcome leaves. */
const markOf: Readonly<Record<Attempt['outcome'], string | undefined>> = {
  returned: undefined,
  takenBack: undefined,
  replanned: 'replanned',
  notAchieved: 'failedVerification',
  recurred: 'recurred',
  findingsTaken: 'findingsTaken',
};

/** What is asked of the calendar wherever another plan may come to be wanted. */
export const nextPlan = { id: 'plan', inDays: DAYS_FOR_NEXT_PLAN } as const;

/** Why it goes back to planning, and until when the next plan is wanted. */
interface ReturnToPlanning {
  readonly outcome: Attempt['outcome'];
  readonly reason: string;
  readonly by?: PersonId;
  readonly due?: DueFact | undefined;
}

/**
 * Back to planning. A failed verification and a recurrence begin another round, which needs a new cause analysis;
 * a plan returned, taken back or given up does not.
 */
export function backToPlanning(
  context: Context,
  { outcome, reason, by, due }: ReturnToPlanning,
  round: number = context.round + (outcome === 'notAchieved' || outcome === 'recurred' ? 1 : 0),
): Change<Context> {
  const plan = context.submitted ?? context.approved;
  const attempt: Attempt = {
    round: context.round,
    outcome,
    at: context.at,
    reason,
    ...(by === undefined ? {} : { by }),
    ...(plan === undefined ? {} : { plan }),
    ...(context.done === undefined ? {} : { done: context.done }),
    measurements: context.measurements,
  };
  const dueItems = without(context, 'done', 'verification');
  const wanted = scheduled({ ...context, dueItems }, 'plan', datesFor(due, 'plan'), postOf(ownerOf(context)));
  return {
    round,
    attempts: [...context.attempts, attempt],
    submitted: undefined,
    approved: undefined,
    done: undefined,
    observed: false,
    measurements: [],
    awaitsAmendment: undefined,
    awaitsEducation: undefined,
    extension: undefined,
    proposal: undefined,
    permission: undefined,
    keptCriterion: criterionKept(context, outcome),
    marks: withAll(context.marks, markOf[outcome]),
    ...wanted,
  };
}

/** By what the next plan is to be judged: measured or recurred, nobody moves the goal; after a verifier's no it is free. */
function criterionKept(context: Context, outcome: Attempt['outcome']): Criterion | undefined {
  const { approved, keptCriterion, measurements } = context;
  if (outcome === 'notAchieved') return undefined;
  const isShown =
    outcome === 'recurred' || (outcome !== 'returned' && outcome !== 'takenBack' && measurements.length > 0);
  if (!isShown || approved === undefined) return keptCriterion;
  const { criterion, method, observationDays } = approved;
  return { criterion, method, observationDays };
}

/** When the observation ends; `undefined` before the action is done. */
export function observationEnds({ done, approved }: Pick<Context, 'done' | 'approved'>): Instant | undefined {
  return done === undefined || approved === undefined
    ? undefined
    : done.observationFrom + approved.observationDays * DAY;
}

/** A plan is over and another is wanted: everything about it moves to the attempts, which stay for ever. */
import type { PersonId } from '../../../model/identifiers.ts';
import { DAYS_FOR_NEXT_PLAN, datesFor, opened, without } from './due-items.ts';
import type { DueFact } from './facts.ts';
import { ownerOf, withAll, type Attempt, type Context } from './types.ts';

/** The mark each outcome leaves. */
const markOf: Readonly<Record<Attempt['outcome'], string | undefined>> = {
  returned: undefined,
  replanned: 'replanned',
  notAchieved: 'failedVerification',
  recurred: 'recurred',
  findingsTaken: 'findingsTaken',
};

/** What is asked of the calendar wherever another plan may come to be wanted. */
export const nextPlan = { id: 'plan', inDays: DAYS_FOR_NEXT_PLAN } as const;

/** Why it goes back to planning, and until when the next plan is wanted. */
interface Back {
  readonly outcome: Attempt['outcome'];
  readonly reason: string;
  readonly by?: PersonId;
  readonly due?: DueFact | undefined;
}

/**
 * Back to planning. A failed verification and a recurrence begin another round, which needs a new cause analysis;
 * a plan returned or given up does not.
 */
export function backToPlanning(
  context: Context,
  { outcome, reason, by, due }: Back,
  round: number = context.round + (outcome === 'notAchieved' || outcome === 'recurred' ? 1 : 0),
): Partial<Context> {
  const plan = context.submitted ?? context.approved;
  const mark = markOf[outcome];
  const post = ownerOf(context);
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
  const dueItems = without(context.dueItems, ['done', 'verification']);
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
    ...(mark === undefined ? {} : { marks: withAll(context.marks, mark) }),
    ...(outcome === 'returned'
      ? { dueItems }
      : opened({ ...context, dueItems }, 'plan', datesFor(due, 'plan'), {
          roles: post === undefined ? [] : [post.role],
          ...(post?.department === undefined ? {} : { department: post.department }),
        })),
  };
}

/** When the observation ends; `undefined` before the action is done. */
export function observationEnds(context: Pick<Context, 'done' | 'approved'>): number | undefined {
  const { done, approved } = context;
  if (done === undefined || approved === undefined) return undefined;
  return done.observationFrom + approved.observationDays * 24 * 60 * 60 * 1000;
}

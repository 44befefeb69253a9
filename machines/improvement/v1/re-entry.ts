/** Re-entry into the cycle (3-17): amendments and educations of a plan are done there, in the year it names. */
import type { Cause } from '../../core/index.ts';
import { fiscalYearAt, tell } from '../../kit/v1/index.ts';
import type { ApprovedPlan, Context } from './types.ts';

/**
 * What the plan asked for and no longer does – planned anew, failed, ended otherwise –: what is owed ends with what owed
 * it, and the cycle says so. What has come meanwhile is awaited no more, and stays.
 */
export function droppedReEntries({
  instance: ref,
  organisation,
  awaitsAmendment,
  awaitsEducation,
}: Context): readonly Cause[] {
  const dropped = (kind: 'amendment' | 'education', year: number | undefined): readonly Cause[] =>
    year === undefined ? [] : [tell(`cycle/${year}/${organisation}`, 'noLongerRequired', { ref, kind })];
  return [...dropped('amendment', awaitsAmendment), ...dropped('education', awaitsEducation)];
}

/**
 * The amendments and educations of a plan, told to the cycle of the year in which each will be done; with the instant of
 * the approval, by which what comes of them is told from what an earlier plan asked for.
 */
export function reEntries(context: Context, plan: Pick<ApprovedPlan, 'actions'>): readonly Cause[] {
  const { instance: ref, organisation, at: askedAt } = context;
  return plan.actions.flatMap(({ kind, what, subject = 'standards', year }): Cause[] => {
    const to = `cycle/${year ?? fiscalYearAt(context.at)}/${organisation}`;
    if (kind === 'amendStandards') {
      return [tell(to, 'amendmentRequired', { source: 'improvement', ref, subject, what, askedAt })];
    }
    return kind === 'education' ? [tell(to, 'educationRequired', { ref, what, askedAt })] : [];
  });
}

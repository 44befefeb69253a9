/** Re-entry into the cycle (3-17): amendments and educations of a plan are done there, in the year it names. */
import type { Cause } from '../../core/index.ts';
import { fiscalYearAt, tell } from '../../kit/v1/index.ts';
import type { ApprovedPlan, Context } from './types.ts';

/** The amendments and educations of a plan, told to the cycle of the year in which each will be done. */
export function reEntries(context: Context, plan: Pick<ApprovedPlan, 'actions'>): readonly Cause[] {
  const { instance: ref, organisation } = context;
  return plan.actions.flatMap(({ kind, what, subject = 'standards', year }): Cause[] => {
    const to = `cycle/${year ?? fiscalYearAt(context.at)}/${organisation}`;
    if (kind === 'amendStandards') {
      return [tell(to, 'amendmentRequired', { source: 'improvement', ref, subject, what })];
    }
    return kind === 'education' ? [tell(to, 'educationRequired', { ref, what })] : [];
  });
}

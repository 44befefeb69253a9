/** What of a decision's input the year knows already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts } from '../../core/index.ts';
import { addDays, headquartersIntervalFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import type { Context } from './types.ts';

/** The last day of February of the year: reports issued later count next year (D). */
export function cutOffOf({ year }: Pick<Context, 'year'>): string {
  return addDays(`${year + 1}-03-01`, -1);
}

export const drafts: Drafts<Context> = {
  proposePlan: made(
    z.object({ headquartersInterval: headquartersIntervalFact }),
    ({ plan }, { headquartersInterval: { unaudited } }) => ({
      audits: (plan?.audits ?? []).map(({ subject, kinds }) => ({ subject, kinds: [...kinds] })),
      leftOut: unaudited.map((organisation) => ({ organisation, reason: '' })),
    }),
  ),
  compileIssues: { from: (context) => ({ cutOff: cutOffOf(context) }) },
  decideDirection: {
    from: ({ compilation }) => (compilation === undefined ? {} : { issues: compilation.document }),
  },
};

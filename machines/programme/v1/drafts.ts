/** What of a decision's input the year knows already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts } from '../../core/index.ts';
import { dueFact, headquartersIntervalFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import type { Context } from './types.ts';

export const drafts: Drafts<Context> = {
  proposePlan: made(
    z.object({ headquartersInterval: headquartersIntervalFact }),
    ({ plan }, { headquartersInterval: { unaudited } }) => ({
      audits: (plan?.audits ?? []).map(({ subject, kinds }) => ({ subject, kinds: [...kinds] })),
      leftOut: unaudited.map((organisation) => ({ organisation, reason: '' })),
    }),
  ),
  // The day that is configured, also where it is a closed one.
  compileIssues: made(z.object({ due: dueFact }), (_, { due }) => {
    const cutOff = due.find(({ id }) => id === 'cutOff')?.basis.own;
    return cutOff === undefined ? {} : { cutOff };
  }),
  decideDirection: {
    from: ({ compilation }) => (compilation === undefined ? {} : { issues: compilation.document }),
  },
};

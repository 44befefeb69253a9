/** Who reads headquarters' year: the centre, and headquarters. The outline is public where it was published. */
import type { Contents } from '../../core/index.ts';
import type { Context } from './types.ts';

export const contents: Contents<Context> = {
  documents: ['document', 'original', 'agreement'],
  parts: [],
  rest: {
    roles: ['centreStaff', 'centreHead', 'hqAuditLeader', 'hqAuditor'],
    party: ({ context, organisation }) => context.headquarters.includes(organisation),
  },
  parties: ({ headquarters }) => headquarters.map((organisation) => ({ organisation, roles: ['headquarters'] })),
};

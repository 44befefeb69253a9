/**
 * Who reads a year's supervision: the agency all, each ministry its part and the joint one, the centre once a minister has
 * evaluated. Nobody else knows of it.
 */
import { z } from 'zod';
import type { Contents } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import { slotsOf } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

/** What each ministry alone reads its own of. */
const slots = slotsOf<Context>('parts');

const named = z.object({ input: z.object({ ministries: z.array(z.string()) }) });

/** The ministries an entry is of. */
function ministriesOf(event: unknown): readonly OrganisationId[] {
  return named.safeParse(event).data?.input.ministries ?? [];
}

/** Once any minister has evaluated, the centre reads. */
function isCentre({ centre, parts }: Context, organisation: OrganisationId): boolean {
  return centre.includes(organisation) && parts.some(({ evaluation }) => evaluation !== undefined);
}

const agency = ['promotionOffice', 'headOfOfficers', 'auditOfficer', 'executive', 'statutoryAuditor'] as const;

export const contents: Contents<Context> = {
  documents: ['document'],
  parts: [
    {
      entries: [
        'recordObjective',
        'confirmObjective',
        'objectiveLacks',
        'recordGuidance',
        'needNoGuidance',
        'recordContact',
        'evaluate',
        'publish',
      ],
      slots,
      items: slots,
      roles: agency,
      party: ({ context, organisation, event }) => {
        if (isCentre(context, organisation)) return true;
        if (event !== undefined) return ministriesOf(event).includes(organisation);
        return context.parts.every(({ ministry }) => ministry === organisation);
      },
      readsItem: ({ actor, item }) => {
        const { ministry } = z.object({ ministry: z.string() }).parse(item);
        return actor.appointments.some(({ organisation }) => organisation === ministry);
      },
      there: ({ parts }) => parts.length > 0,
    },
  ],
  rest: {
    roles: agency,
    party: ({ context, organisation }) =>
      isCentre(context, organisation) || context.parts.some(({ ministry }) => ministry === organisation),
  },
  parties: (context) => [
    ...context.parts.map(({ ministry: organisation }) => ({
      organisation,
      roles: ['minister', 'manager', 'supervisingStaff', 'promotionOffice'] as const,
    })),
    ...context.centre
      .filter((organisation) => isCentre(context, organisation))
      .map((organisation) => ({ organisation, roles: ['centreStaff', 'centreHead'] as const })),
  ],
};

/**
 * Who reads a year's supervision: the agency all, each ministry its part and the joint one – and what it took over from one
 * that is no longer competent –, the centre once a minister has evaluated. Nobody else knows of it.
 */
import { z } from 'zod';
import type { Contents } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import { slotsOf, withAll } from '../../kit/v1/index.ts';
import { holderOf, holdersOf, type Context } from './types.ts';

/** What each ministry alone reads its own of. */
const slots = slotsOf<Context>('parts');

const named = z.object({ input: z.object({ ministries: z.array(z.string()) }) });

/** The ministries that read an entry: those it is of, and who took over from them. */
function readersOf(context: Context, event: unknown): readonly OrganisationId[] {
  return holdersOf(context, named.safeParse(event).data?.input.ministries ?? []);
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
        if (event !== undefined) return readersOf(context, event).includes(organisation);
        return context.parts.every((part) => holderOf(part) === organisation);
      },
      readsItem: ({ actor, item }) => {
        const holder = holderOf(z.object({ ministry: z.string(), takenOverBy: z.string().optional() }).parse(item));
        return actor.appointments.some(({ organisation }) => organisation === holder);
      },
      there: ({ parts }) => parts.length > 0,
    },
  ],
  rest: {
    roles: agency,
    party: ({ context, organisation }) =>
      isCentre(context, organisation) || context.parts.some((part) => holderOf(part) === organisation),
  },
  parties: (context) => [
    ...withAll([], ...context.parts.map(holderOf)).map((organisation) => ({
      organisation,
      roles: ['minister', 'manager', 'supervisingStaff', 'promotionOffice'] as const,
    })),
    ...context.centre
      .filter((organisation) => isCentre(context, organisation))
      .map((organisation) => ({ organisation, roles: ['centreStaff', 'centreHead'] as const })),
  ],
};

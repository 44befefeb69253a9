/** What the opening of a year gives a cycle to begin with (see the contract of `year open`). */
import { z } from 'zod';
import { basis, escalation } from './facts.ts';
import { roleName } from './fields.ts';

const dueItem = z.object({
  id: z.string(),
  due: z.number(),
  original: z.number(),
  rungs: z.array(z.number()),
  roles: z.array(roleName),
  department: z.string().optional(),
  escalations: z.array(escalation).optional(),
  basis: basis.optional(),
  met: z.number().optional(),
});

export const input = z.object({
  profile: z.enum(['ministry', 'incorporated-administrative-agency', 'designated-corporation']),
  supervisors: z.array(z.string()),
  dueItems: z.array(dueItem),
  yearBegins: z.number(),
  inspectionBegins: z.number(),
  openedLate: z.boolean(),
  firstCycle: z.boolean(),
  minimumObservationDays: z.number(),
  coolingOffDays: z.number(),
  committeeRule: z.boolean(),
  predecessor: z.object({
    status: z.enum(['none', 'running', 'provisional', 'evaluated', 'closed', 'ended']),
    cycle: z.string().optional(),
    result: z.string().optional(),
    document: z.string().optional(),
    evaluatedOn: z.string().optional(),
    openImprovements: z.array(z.string()).optional(),
  }),
});

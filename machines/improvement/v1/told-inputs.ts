/** What other instances tell an improvement. */
import { z } from 'zod';
import { dueFact } from './facts.ts';
import { coverSchema, ownerRoles } from './types.ts';

export const told = {
  /** The cycle: the amendment this improvement asked for is in force (3-17). */
  amendmentInForce: {
    input: z.object({
      ref: z.string(),
      version: z.union([z.string(), z.number()]).optional(),
      document: z.string().optional(),
    }),
  },
  /** The cycle: the education this improvement asked for was held (3-17). */
  educationHeld: { input: z.object({ ref: z.string(), heldOn: z.string(), measure: z.string().optional() }) },
  /** Another improvement hands over its findings. */
  findingsMerged: {
    input: z.object({
      from: z.string(),
      covers: z.array(coverSchema).min(1),
      round: z.number().int().positive(),
      firstDue: z.number().optional(),
      /** Who planned or carried out anything there: none of them verifies here. */
      doers: z.array(z.string()).optional(),
      /** Posts that owned it there, and the JST date since when independence is reckoned. */
      owners: z.array(z.object({ role: z.enum(ownerRoles), department: z.string().optional() })).optional(),
      since: z.string().optional(),
      /** Only a reported independent audit verifies them. */
      needsAudit: z.boolean().optional(),
      /** Until when a plan for all of them is wanted, as the calendar takes it. */
      due: dueFact.optional(),
    }),
  },
  /** The other improvement took the findings. */
  findingsTaken: { input: z.object({ by: z.string() }) },
  /** The cycle: the body has ended 廃止; its first successor takes the improvement over by law. */
  organisationEnding: { input: z.object({ successors: z.array(z.string()), legalBasis: z.string() }) },
};

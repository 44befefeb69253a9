/** Facts the server looks up for this version's decisions. Unknown keys are dropped: what a rule reads stands here. */
import { z } from 'zod';
import { roleName } from './fields.ts';

/** Who holds which post now, and which posts the body's profile requires. */
export const structureFact = z.object({
  requiredRoles: z.array(roleName),
  holders: z.array(
    z.object({ role: roleName, person: z.string(), department: z.string().optional(), kind: z.string() }),
  ),
  ministryContacts: z.array(z.object({ role: z.string(), organisation: z.string(), person: z.string() })),
});

const versionFact = z.object({
  version: z.string(),
  document: z.string(),
  /** JST date from which it is in force. */
  since: z.string(),
  edition: z.string().optional(),
  directives: z.array(z.string()).optional(),
  /** Versions before it, newest first: what was current on a past day (3-10). */
  previous: z.array(z.object({ version: z.string(), since: z.string() })).optional(),
});
export type VersionFact = z.output<typeof versionFact>;

/** What is in force in the body now. */
export const registersFact = z.object({
  policy: versionFact.optional(),
  standards: versionFact.optional(),
  plan: z
    .object({
      year: z.number(),
      version: z.string(),
      document: z.string(),
      measures: z.array(
        z.object({ id: z.string(), owner: z.object({ role: roleName, department: z.string().optional() }) }),
      ),
    })
    .optional(),
  criteriaSet: z.string().optional(),
  committeeRule: z.boolean(),
  exceptionDecider: roleName,
});

/** The registers kept for all bodies. */
export const commonFact = z.object({
  editions: z.array(
    z.object({
      id: z.string(),
      decidedOn: z.string(),
      applyBy: z.string(),
      predecessor: z.string().optional(),
      requirements: z.array(z.string()),
    }),
  ),
  directives: z.array(z.object({ id: z.string(), decidedOn: z.string() })),
  guidelines: z.array(z.object({ id: z.string() })),
  criteriaSets: z.array(z.object({ id: z.string(), criteria: z.array(z.string()) })),
});
export type CommonFact = z.output<typeof commonFact>;

/** An instant at which what is not met is told further up. */
export const escalation = z.object({ at: z.number(), to: z.enum(['ciso', 'supervisors']) });
/** What a date rests on. */
export const basis = z.object({
  kind: z.enum(['fixed', 'after', 'given']),
  own: z.string(),
  follows: z.object({ item: z.string(), businessDays: z.number() }).optional(),
  moved: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })).optional(),
});

/** Dates as the calendar takes them: due instants, reminders, escalations, and what each rests on. */
export const dueFact = z.array(
  z.object({
    id: z.string(),
    date: z.string(),
    due: z.number(),
    rungs: z.array(z.number()),
    escalations: z.array(escalation),
    basis,
  }),
);

/** The calendar now in force for a running year: new dates of what is not yet met, and when the inspection begins. */
export const calendarFact = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      due: z.number(),
      rungs: z.array(z.number()),
      escalations: z.array(escalation),
    }),
  ),
  inspectionBegins: z.number(),
});
export type CalendarFact = z.output<typeof calendarFact>;

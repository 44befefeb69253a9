/** The facts this version reads, as the server looks them up; unknown keys are stripped. */
import { z } from 'zod';

const appointment = z.object({
  role: z.string(),
  organisation: z.string(),
  department: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  scope: z.array(z.string()).optional(),
});

/** People with every appointment since the finding, and their contract and declaration when from outside. */
export const peopleFact = z.array(
  z.object({
    person: z.string(),
    appointments: z.array(appointment),
    outside: z.object({ from: z.string(), to: z.string(), declaration: z.string() }).optional(),
  }),
);

/** Departments with those that count as the same department (domain.md 2). */
export const departmentsFact = z.array(z.object({ id: z.string(), exists: z.boolean(), scope: z.array(z.string()) }));

/** Who holds which post of the body, and whom the supervising ministry named. */
export const structureFact = z.object({
  profile: z.string(),
  holders: z.array(z.object({ role: z.string(), department: z.string().optional() })),
  ministryContacts: z.array(z.object({ organisation: z.string() })),
});

/** Dates as the calendar takes them: due instants, reminders, escalations, and what each rests on. */
export const dueFact = z.array(
  z.object({
    id: z.string(),
    date: z.string(),
    due: z.number(),
    rungs: z.array(z.number()),
    escalations: z.array(z.object({ at: z.number(), to: z.enum(['ciso', 'supervisors']) })),
    basis: z.object({
      kind: z.enum(['fixed', 'after', 'given']),
      own: z.string(),
      follows: z.object({ item: z.string(), businessDays: z.number() }).optional(),
      moved: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })).optional(),
    }),
  }),
);

/** Instances cited, from the read model. */
export const citedFact = z.array(
  z.object({ instance: z.string(), procedure: z.string(), ended: z.string().optional() }),
);

/** What eligibility and independence are computed from. */
export const standingFacts = z.object({ people: peopleFact, departments: departmentsFact });

export type PersonFact = z.output<typeof peopleFact>[number];
export type DepartmentsFact = z.output<typeof departmentsFact>;
export type DueFact = z.output<typeof dueFact>;

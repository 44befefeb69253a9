/** The facts this version reads, as the server looks them up; unknown keys are stripped. */
import { z } from 'zod';

const appointment = z.object({
  id: z.string(),
  person: z.string(),
  role: z.string(),
  organisation: z.string(),
  department: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  scope: z.array(z.string()).optional(),
});

/** People with their appointments around the period examined and of today, and their contract when from outside. */
export const peopleFact = z.array(
  z.object({
    person: z.string(),
    appointments: z.array(appointment),
    outside: z
      .object({ firm: z.string(), contract: z.string(), from: z.string(), to: z.string(), declaration: z.string() })
      .optional(),
  }),
);

/** Departments with those that count as the same department (domain.md 2). */
export const departmentsFact = z.array(z.object({ id: z.string(), exists: z.boolean(), scope: z.array(z.string()) }));

/** What is in force in the body: the plan's measures with their owners' posts, and its criteria set. */
export const registersFact = z.object({
  plan: z
    .object({
      measures: z.array(
        z.object({
          id: z.string(),
          kind: z.string().optional(),
          owner: z.object({ role: z.string(), department: z.string().optional() }),
        }),
      ),
    })
    .optional(),
  criteriaSet: z.string().optional(),
});

/** The common criteria sets (5-1). */
export const commonFact = z.object({ criteriaSets: z.array(z.object({ id: z.string() })) });

/** Who holds which post of the body. */
export const structureFact = z.object({
  holders: z.array(z.object({ role: z.string(), person: z.string() })),
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

/** What independence is computed from. */
export const independenceFacts = z.object({
  people: peopleFact,
  departments: departmentsFact,
  registers: registersFact,
});

export type IndependenceFacts = z.output<typeof independenceFacts>;
export type PersonFact = z.output<typeof peopleFact>[number];
export type DueFact = z.output<typeof dueFact>;

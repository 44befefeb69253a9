/** What independence is computed from, as the server looks it up. */
import { z } from 'zod';
import { departmentsFact, peopleFact, registersFact } from '../../kit/v1/index.ts';

/** People around the period examined and today, the departments audited, and what is in force in the body. */
export const independenceFacts = z.object({
  people: peopleFact,
  departments: departmentsFact,
  registers: registersFact.pick({ plan: true, criteriaSet: true }),
});

export type IndependenceFacts = z.output<typeof independenceFacts>;

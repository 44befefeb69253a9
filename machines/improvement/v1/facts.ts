/** What independence is computed from, as the server looks it up. */
import { z } from 'zod';
import { departmentsFact, peopleFact } from '../../kit/v1/index.ts';

/** People with every appointment since the finding, and the owning departments. */
export const standingFacts = z.object({ people: peopleFact, departments: departmentsFact });

export type StandingFacts = z.output<typeof standingFacts>;

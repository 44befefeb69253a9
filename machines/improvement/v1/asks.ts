/** Parameters of the look-ups: who and which departments the rules will judge. */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { FAR_FUTURE } from '../../kit/v1/index.ts';
import { coverSchema } from './covers.ts';
import { DAYS_FOR_VERIFICATION } from './due-items.ts';
import { owningDepartments } from './independence.ts';
import { ownerRoles } from './types.ts';

/** What `asks` is given. */
export interface Asked {
  readonly context: Json;
  readonly input: Json;
  readonly actor: PersonId;
  readonly holders?: readonly PersonId[];
}

const post = z.object({ role: z.enum(ownerRoles), department: z.string().optional() });

const known = z.object({
  since: z.string(),
  department: z.string().optional(),
  covers: z.array(coverSchema),
  owners: z.array(post),
  formerOwners: z.array(post),
  submitted: z.object({ verifier: z.string() }).optional(),
});

/** People with their appointments since the finding, and the owning departments. */
export function standingOf({ context }: Asked, people: readonly PersonId[]): Readonly<Record<string, Json>> {
  const state = known.parse(context);
  return {
    people: { people: [...new Set(people)], from: state.since, to: FAR_FUTURE },
    departments: { departments: owningDepartments(state) },
  };
}

/** The same for whoever decides, and for the holders somebody decides in place of. */
export function standingOfActor(asked: Asked): Readonly<Record<string, Json>> {
  return standingOf(asked, [asked.actor, ...(asked.holders ?? [])]);
}

/** The verifier of the plan that waits for approval. */
export function submittedVerifier({ context }: Asked): PersonId[] {
  const verifier = known.parse(context).submitted?.verifier;
  return verifier === undefined ? [] : [verifier];
}

const observing = z.object({ observationDays: z.number() });
const observed = z.object({ approved: observing.optional(), proposal: observing.optional() });

/** Until when the effect is to be verified when the observation begins today: by the plan, or the criterion proposed. */
export function verificationFromToday({ context }: Pick<Asked, 'context'>, by: 'approved' | 'proposal') {
  const days = observed.safeParse(context).data?.[by]?.observationDays;
  const items = days === undefined ? [] : [{ id: 'verification', inDays: days + DAYS_FOR_VERIFICATION }];
  return { due: { items } };
}

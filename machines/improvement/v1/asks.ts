/** Parameters of the look-ups: who and which departments the rules will judge. */
import { z } from 'zod';
import type { Json, LookUpRequest } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { cover, FAR_FUTURE } from '../../kit/v1/index.ts';
import { DAYS_FOR_VERIFICATION } from './due-items.ts';
import { owningDepartments } from './independence.ts';
import { ownerRoles } from './types.ts';

const postShape = z.object({ role: z.enum(ownerRoles), department: z.string().optional() });

const contextPart = z.object({
  since: z.string(),
  department: z.string().optional(),
  covers: z.array(cover),
  owners: z.array(postShape),
  formerOwners: z.array(postShape),
  submitted: z.object({ verifier: z.string() }).optional(),
});

/** People with their appointments since the finding, and the owning departments. */
export function standingOf({ context }: LookUpRequest, people: readonly PersonId[]): Readonly<Record<string, Json>> {
  const state = contextPart.parse(context);
  return {
    people: { people: [...new Set(people)], from: state.since, to: FAR_FUTURE },
    departments: { departments: owningDepartments(state) },
  };
}

/** The same for whoever decides, and for the holders somebody decides in place of. */
export function standingOfActor(asked: LookUpRequest): Readonly<Record<string, Json>> {
  return standingOf(asked, [asked.actor, ...(asked.holders ?? [])]);
}

/** The verifier of the plan that waits for approval. */
export function submittedVerifier({ context }: LookUpRequest): PersonId[] {
  const verifier = contextPart.parse(context).submitted?.verifier;
  return verifier === undefined ? [] : [verifier];
}

const observing = z.object({ observationDays: z.number() });
const observed = z.object({ approved: observing.optional(), proposal: observing.optional() });

/** Until when the effect is to be verified when the observation begins today: by the plan, or the criterion proposed. */
export function verificationFromToday({ context }: Pick<LookUpRequest, 'context'>, by: 'approved' | 'proposal') {
  const days = observed.safeParse(context).data?.[by]?.observationDays;
  const items = days === undefined ? [] : [{ id: 'verification', inDays: days + DAYS_FOR_VERIFICATION }];
  return { due: { items } };
}

/** Parameters of the look-ups: whose posts are looked at, and over which time. */
import { z } from 'zod';
import type { Json, LookUpRequest } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { dateInJapan } from '../../kit/v1/index.ts';

const contextPart = z.object({
  at: z.number(),
  addressee: z.string(),
  plan: z.object({ period: z.object({ from: z.string(), to: z.string() }) }).optional(),
});

/** Appointments of people over the period audited and today. */
export function peopleAsked({ context }: LookUpRequest, people: readonly PersonId[]): Record<string, Json> {
  const { at, plan } = contextPart.parse(context);
  const today = dateInJapan(at);
  return { people: { people: [...new Set(people)], from: plan?.period.from ?? today, to: plan?.period.to ?? today } };
}

/** Which ministries are competent for the body that answers. */
export function competenceAsked({ context }: LookUpRequest): Record<string, Json> {
  return { competent: { organisation: contextPart.parse(context).addressee } };
}

/** How what the registry and the common registers tell procedures is called: stable ids, so that each is told once. */
import type { OrganisationId } from './identifiers.ts';

/** Who tells: not an instance, and no id of one. */
export const registrySender = 'registry';

/** Id of word that a body has ended. */
export function endingTold(organisation: OrganisationId): string {
  return `registry#ending/${organisation}`;
}

/** Id of word of a new edition of the common standards, or of a measure decided individually. */
export function amendmentTold(source: 'edition' | 'directive', id: string): string {
  return `registry#${source}/${id}`;
}

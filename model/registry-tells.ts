/** How what the registry and the common registers tell procedures is called: stable ids, so that each is told once. */
import type { Instant, OrganisationId } from './identifiers.ts';

/** Who tells: not an instance, and no id of one. */
export const registrySender = 'registry';

/** Id of word that a body has ended. */
export function endingTold(organisation: OrganisationId): string {
  return `registry#ending/${organisation}`;
}

/**
 * Id of word of a new edition of the common standards, or of a measure decided individually; of a change of what the
 * register says of it, with the instant of that.
 */
export function amendmentTold(source: 'edition' | 'directive', id: string, changed?: Instant): string {
  return `registry#${source}/${id}${changed === undefined ? '' : `/${changed}`}`;
}

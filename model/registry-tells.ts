/** How what the registry and the common registers tell procedures is called: stable ids, so that each is told once. */
import type { Instant, OrganisationId } from './identifiers.ts';

/** Who tells: not an instance, and no id of one. */
export const registrySender = 'registry';

/** Id of word that a body has ended. */
export function endingTold(organisation: OrganisationId): string {
  return `registry#ending/${organisation}`;
}

/** What ids of word of a change in who is competent for a body, and under which law, begin with. */
export const competenceTold = 'registry#competence/';

/** Id of word of what the registry says of that – by its digest – from an instant on: what it said before may hold again. */
export function competenceToldAs(digest: string, at: Instant): string {
  return `${competenceTold}${digest}/${at}`;
}

/**
 * Id of word of a new edition of the common standards, or of a measure decided individually; of a change of what the
 * register says of it, with the instant of that.
 */
export function amendmentTold(source: 'edition' | 'directive', id: string, changed?: Instant): string {
  return `registry#${source}/${id}${changed === undefined ? '' : `/${changed}`}`;
}

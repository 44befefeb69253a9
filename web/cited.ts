/** A clause as a body reads it: an agency its own, and beside it the one of ministries in whose place it stands. */
import { citedFor } from '../model/agency-clauses.ts';
import { sectionOf, type ClauseId } from '../model/clauses.ts';
import type { Profile } from '../model/organisations.ts';

/** A clause of a definition, for a body. */
export function citedAs(profile: Profile | undefined, clause: ClauseId) {
  return cited(citedFor(profile, clause, 'design'));
}

/** A clause that was cited for a body, with sections. */
export function cited({
  clause,
  ministries,
}: {
  readonly clause: ClauseId;
  readonly ministries?: ClauseId | undefined;
}) {
  return { ...withSection(clause), ...(ministries !== undefined && { ministries: withSection(ministries) }) };
}

function withSection(clause: ClauseId) {
  return { clause, section: sectionOf(clause) };
}

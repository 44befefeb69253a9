import { clauseIds, type Basis, type ClauseId } from './clauses.ts';
import type { Profile } from './organisations.ts';

/** What an agency reads in the place of a clause that addresses ministries. */
interface Reading {
  readonly clause: ClauseId;
  /** On which basis a rule that rests on the first clause's own words rests on this one. */
  readonly basis: Basis;
}

/**
 * Agencies 独立行政法人等 – incorporated administrative agencies and designated corporations – follow section 3 through 4-2,
 * 4-5 and 4-9, which ask them to take it into account 「…を踏まえ」: what is text for a ministry is junkan's design for them.
 * 5-1 and 5-2 address ministries; what they serve is for agencies part of their inspection. 4-14 and 6-24 ask of them in
 * their own words what 3-20 and 6-23 ask of ministries.
 */
const readings: Readonly<Partial<Record<ClauseId, Reading>>> = {
  ...through('4-2', ['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8']),
  ...through('4-5', ['3-9', '3-10', '3-11']),
  ...through('4-9', ['3-12', '3-13', '3-14', '3-15', '3-16', '3-17', '3-18', '3-19', '5-1', '5-2']),
  '3-20': { clause: '4-14', basis: 'text' },
  '6-23': { clause: '6-24', basis: 'text' },
};

function through(clause: ClauseId, read: readonly ClauseId[]): Partial<Record<ClauseId, Reading>> {
  return Object.fromEntries(read.map((each) => [each, { clause, basis: 'design' }]));
}

/**
 * The clause and basis that a body of the profile is shown for a rule – beside it the one of ministries in whose place an
 * agency reads it; a ministry, or nobody in particular, its own.
 */
export function citedFor(
  profile: Profile | undefined,
  clause: ClauseId,
  basis: Basis,
): { readonly clause: ClauseId; readonly basis: Basis; readonly ministries?: ClauseId } {
  const reading = profile === undefined || profile === 'ministry' ? undefined : readings[clause];
  if (reading === undefined) return { clause, basis };
  return { clause: reading.clause, basis: basis === 'text' ? reading.basis : basis, ministries: clause };
}

/** The clauses of section 3, 5 and 6 that an agency reads as this one of its own; none where it has none. */
export function ministryClausesOf(clause: ClauseId): readonly ClauseId[] {
  return clauseIds.filter((each) => readings[each]?.clause === clause);
}

/** The clause that agencies read in the place of this one; undefined where they read this one itself. */
export function agencyClauseOf(clause: ClauseId): ClauseId | undefined {
  return readings[clause]?.clause;
}

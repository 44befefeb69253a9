/** What the rows of a change mean together. */
import type { OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { ChangeFacts, TouchedRow } from './facts.ts';
import { approvedBySecond } from './second-administrator.ts';

/** What a change means, and the rows for which a second administrator is needed. */
export interface WeighedChange extends ChangeFacts {
  readonly guarded: readonly TouchedRow[];
}

export function weigh(rows: readonly TouchedRow[]): WeighedChange {
  const appointed = new Map<PersonId, string[]>();
  for (const row of rows) {
    if (row.kind !== 'appointment' && row.kind !== 'nomination' && row.kind !== 'claim' && row.kind !== 'identity')
      continue;
    const own = appointed.get(row.person);
    if (own === undefined) appointed.set(row.person, [row.id]);
    else own.push(row.id);
  }
  return {
    bodies: [...new Set(rows.flatMap(bodiesOf))].sort(),
    guarded: rows.filter((row) => !approvedBySecond.test(row)),
    appointed,
    homes: [...new Set(rows.flatMap(homesOf))].sort(),
    overall: rows.filter(isOverall).map(({ id }) => id),
    onlyNominations: rows.every(({ kind }) => kind === 'nomination'),
  };
}

function bodiesOf(row: TouchedRow): readonly OrganisationId[] {
  if (row.kind === 'organisation') return [row.id];
  if (row.kind === 'register') return [];
  return row.kind === 'person' || row.kind === 'claim' || row.kind === 'identity' ? row.bodies : [row.organisation];
}

/** Bodies to which those belong whom a row puts on a post elsewhere, or nominates. */
function homesOf(row: TouchedRow): readonly OrganisationId[] {
  if (
    (row.kind !== 'appointment' && row.kind !== 'nomination') ||
    !row.appoints ||
    row.home === null ||
    row.home === row.organisation
  )
    return [];
  return [row.home];
}

/** Bodies themselves, common registers, posts of administrators, and people who belong to no body. */
function isOverall(row: TouchedRow): boolean {
  if (row.kind === 'organisation' || row.kind === 'register') return true;
  if (row.kind === 'person') return row.homeless;
  if (row.kind === 'nomination') return row.appoints && row.home === null;
  return row.kind === 'appointment' && (row.role === 'administrator' || (row.appoints && row.home === null));
}

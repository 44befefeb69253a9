import { sql } from 'kysely';
import type { Appointment } from '../../machines/core/index.ts';
import type { LocalDate, OrganisationId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import { type DepartmentTree, departmentTree } from './scope.ts';

/** The department trees of some bodies, as recorded; a body without departments has an empty one. */
export async function treesOf(
  db: Connection,
  organisations: readonly OrganisationId[],
): Promise<ReadonlyMap<OrganisationId, DepartmentTree>> {
  const wanted = [...new Set(organisations)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('departments')
    .select(['organisation', 'id', 'parent', 'bureau', 'separate', 'successors', 'to_date'])
    .where('organisation', '=', sql<string>`any(${wanted}::text[])`)
    .execute();
  const byBody = new Map<OrganisationId, typeof rows>(wanted.map((id) => [id, []]));
  for (const row of rows) byBody.get(row.organisation)?.push(row);
  return new Map(
    [...byBody].map(([id, departments]) => [
      id,
      departmentTree(
        departments.map((row) => ({
          ...row,
          parent: row.parent ?? undefined,
          to: row.to_date ?? undefined,
        })),
      ),
    ]),
  );
}

/**
 * Puts on an appointment the departments that count as the same as its own, and – where a date is given – those that ended
 * before it and whose work came to it: every one handed out carries them.
 */
export async function scopesOf(
  db: Connection,
  organisations: readonly OrganisationId[],
  on?: LocalDate,
): Promise<(appointment: Appointment) => Appointment> {
  const trees = await treesOf(db, organisations);
  return (appointment) => {
    const { organisation, department } = appointment;
    if (department === undefined) return appointment;
    const tree = trees.get(organisation);
    const succeeds = on === undefined ? [] : (tree?.succeeds(department, on) ?? []);
    return { ...appointment, scope: tree?.scope(department) ?? [], ...(succeeds.length > 0 && { succeeds }) };
  };
}

/** What people and departments are called, and who holds a post: for sentences, never for judging anything. */
import type { DepartmentId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { isRole, type Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { NamedHolder } from '../../contract/records/registry.ts';
import type { Database } from '../database.ts';
import { heldOn } from './held.ts';

/** Holders read for one sentence: more are never shown. */
const HOLDERS_READ = 200;

/** Names of the people who are known, in one look. */
export async function namesOfPeople(db: Database, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Text>> {
  if (people.length === 0) return new Map();
  const rows = await db.selectFrom('people').select(['id', 'name_ja', 'name_en']).where('id', 'in', people).execute();
  return new Map(rows.map(({ id, name_ja: ja, name_en: en }) => [id, { ja, en }]));
}

/** Names of the departments of a body that are known, in one look. */
export async function namesOfDepartments(
  db: Database,
  organisation: OrganisationId,
  departments: readonly DepartmentId[],
): Promise<ReadonlyMap<DepartmentId, Text>> {
  if (departments.length === 0) return new Map();
  const rows = await db
    .selectFrom('departments')
    .select(['id', 'name_ja', 'name_en'])
    .where('organisation', '=', organisation)
    .where('id', 'in', departments)
    .execute();
  return new Map(rows.map(({ id, name_ja: ja, name_en: en }) => [id, { ja, en }]));
}

/** Who holds one of the posts in a body at that moment, by name: at most `HOLDERS_READ`, the longest in post first. */
export async function holdersOf(
  db: Database,
  organisation: OrganisationId,
  posts: readonly Role[],
  at: Instant,
): Promise<NamedHolder[]> {
  if (posts.length === 0) return [];
  const rows = await db
    .selectFrom('appointments')
    .innerJoin('people', 'people.id', 'appointments.person')
    .select(['person', 'role', 'department', 'kind', 'name_ja', 'name_en'])
    .where('organisation', '=', organisation)
    .where('role', 'in', posts)
    .where(heldOn(dateInJapan(at)))
    .orderBy('from_date')
    .orderBy('appointments.id')
    .limit(HOLDERS_READ)
    .execute();
  return rows.flatMap(({ person, role, department, kind, name_ja: nameJa, name_en: nameEn }) =>
    isRole(role)
      ? [{ person, role, acting: kind === 'acting', nameJa, nameEn, ...(department !== null && { department }) }]
      : [],
  );
}

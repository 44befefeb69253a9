/** Posts and who holds them: read once for a whole batch, judged in memory for each day asked about. */
import { type RawBuilder, sql } from 'kysely';
import { administerAll } from '../../machines/registry/facts.ts';
import type { DepartmentId, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';

/** Roles in a body, and in a department of it; without one, of the whole body. */
export interface Post {
  readonly organisation: OrganisationId;
  readonly roles: readonly string[];
  readonly department?: DepartmentId;
}

/** Somebody on a post from–to. */
export interface Holder {
  readonly person: PersonId;
  readonly role: string;
  readonly organisation: OrganisationId;
  readonly department: DepartmentId | null;
  readonly from_date: LocalDate;
  readonly to_date: LocalDate | null;
  /** True in a body whose administrators administer the whole installation. */
  readonly operator: boolean;
}

interface Department {
  readonly organisation: OrganisationId;
  readonly id: DepartmentId;
  readonly parent: DepartmentId | null;
  readonly bureau: boolean;
  readonly to_date: LocalDate | null;
  readonly successors: readonly DepartmentId[];
}

/** What is known of the posts asked about. */
export interface PostHolders {
  readonly holders: readonly Holder[];
  /** By `organisation/id`. */
  readonly departments: ReadonlyMap<string, Department>;
}

/** `PostHolders` as the database gives it. */
export interface PostHoldersJson {
  readonly holders: readonly Holder[];
  readonly departments: readonly Department[];
}

/**
 * All appointments to some posts, past ones too, and – where asked for – of the installation's administrators; with the
 * departments of the bodies in which a post is one department's. An expression that any statement may hold.
 */
export function registeredJson(
  posts: readonly Post[],
  { operators }: { operators: boolean },
): RawBuilder<PostHoldersJson> {
  const bodies = [...new Set(posts.map((post) => post.organisation))];
  const roles = [...new Set(posts.flatMap((post) => serving(post.roles)))];
  const divided = new Set(posts.filter((post) => post.department !== undefined).map((post) => post.organisation));
  return sql`json_build_object(
    'holders', (
      select coalesce(json_agg(json_build_object('person', held.person, 'role', held.role,
        'organisation', held.organisation, 'department', held.department, 'from_date', held.from_date,
        'to_date', held.to_date, 'operator', body.kind = any (${[...administerAll]}::text[])) order by held.id), '[]')
      from appointments as held join organisations as body on body.id = held.organisation
      where (held.organisation = any (${bodies}::text[]) and held.role = any (${roles}::text[]))
        or (${operators} and held.role = 'administrator' and body.kind = any (${[...administerAll]}::text[]))),
    'departments', (
      select coalesce(json_agg(json_build_object('organisation', organisation, 'id', id, 'parent', parent,
        'bureau', bureau, 'to_date', to_date, 'successors', successors)), '[]')
      from departments where organisation = any (${[...divided]}::text[])))`;
}

/** What the database gave, to be judged. */
export function registeredOf({ holders, departments }: PostHoldersJson): PostHolders {
  return { holders, departments: new Map(departments.map((row) => [`${row.organisation}/${row.id}`, row])) };
}

/** The same, asked for by itself. */
export async function registeredFor(
  db: Connection,
  posts: readonly Post[],
  { operators }: { operators: boolean },
): Promise<PostHolders> {
  if (posts.length === 0 && !operators) return { holders: [], departments: new Map() };
  const { rows } = await sql<{ registered: PostHoldersJson }>`
    select ${registeredJson(posts, { operators })} as registered`.execute(db);
  return registeredOf(rows[0]?.registered ?? { holders: [], departments: [] });
}

/** Roles whose holder serves a post: a deputy CISO is told what the CISO is told. */
function serving(roles: readonly string[]): readonly string[] {
  return roles.includes('ciso') && !roles.includes('deputyCiso') ? [...roles, 'deputyCiso'] : roles;
}

/** The days asked about, both included. */
export interface Days {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/**
 * Who holds a post on some day of these: regular, concurrent and acting holders and deputies. A department's post is held
 * in the department – after it has ended, in those that succeeded it –, where nobody holds it there by the nearest
 * department above up to the bureau, and else by whoever holds the role for the whole body.
 */
export function holdersOn(post: Post, { first, last }: Days, { holders, departments }: PostHolders): readonly Holder[] {
  const roles = serving(post.roles);
  const there = holders.filter(
    (held) =>
      held.organisation === post.organisation &&
      roles.includes(held.role) &&
      held.from_date <= last &&
      (held.to_date === null || first <= held.to_date),
  );
  if (post.department === undefined) return there;
  const department = (id: DepartmentId): Department | undefined => departments.get(`${post.organisation}/${id}`);
  for (const level of levels(post.department, last, department)) {
    const found = there.filter((held) => held.department !== null && level.has(held.department));
    if (found.length > 0) return found;
  }
  return there.filter((held) => held.department === null);
}

/** The department with its heirs, then what lies above them, nearest first. */
function levels(
  id: DepartmentId,
  day: LocalDate,
  department: (id: DepartmentId) => Department | undefined,
): ReadonlySet<DepartmentId>[] {
  const found = [heirs(id, day, department)];
  const seen = new Set(found[0]);
  for (;;) {
    const above = new Set<DepartmentId>();
    for (const lower of found.at(-1) ?? []) {
      const { bureau = true, parent = null } = department(lower) ?? {};
      if (!bureau && parent !== null) for (const heir of heirs(parent, day, department)) above.add(heir);
    }
    const fresh = new Set([...above].filter((one) => !seen.has(one)));
    if (fresh.size === 0) return found;
    for (const one of fresh) seen.add(one);
    found.push(fresh);
  }
}

/** A department and, where it had ended by that day, those that succeeded it, and theirs. */
function heirs(
  id: DepartmentId,
  day: LocalDate,
  department: (id: DepartmentId) => Department | undefined,
): Set<DepartmentId> {
  const found = new Set([id]);
  // A set grows while it is walked: each heir's own heirs come after it.
  for (const one of found) {
    const { to_date: ended = null, successors = [] } = department(one) ?? {};
    if (ended !== null && ended < day) for (const successor of successors) found.add(successor);
  }
  return found;
}

/** Who gets a notice: whoever holds the post on that day, at the instant of what causes it (domain.md 2). */
import { sql } from 'kysely';
import type { Audience } from '../../machines/core.ts';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';

/** Whom a notice is for; beside the audiences of procedures, whoever administers. */
export type Recipients =
  | Audience
  /** The body's administrators, or the installation's where it has none. */
  | { readonly administratorsOf: OrganisationId }
  /** Those of the body that operates the installation. */
  | { readonly administrators: 'installation' };

/** A question: who are they at that instant. */
export interface Asked {
  readonly to: Recipients;
  readonly at: Instant;
}

/** A post that was addressed. */
export interface Post {
  readonly organisation: OrganisationId;
  readonly roles: readonly string[];
  readonly department?: string;
}

/** Who gets it, each person once. */
export interface Addressed {
  readonly people: readonly PersonId[];
  /** The post, when nobody holds it. */
  readonly vacant?: Post;
}

interface Holder {
  readonly person: string;
  readonly role: string;
  readonly organisation: string;
  readonly department: string | null;
  readonly from_date: string;
  readonly to_date: string | null;
  /** True in the body that operates the installation. */
  readonly operator: boolean;
}

/** Answers all questions of a batch, in their order. */
export async function recipientsOf(trx: Connection, asked: readonly Asked[]): Promise<Addressed[]> {
  const holders = await holdersOf(trx, asked);
  return asked.map((one) => addressed(one, holders));
}

/** Roles whose holder serves a post: a deputy CISO is told what the CISO is told. */
export function serving(roles: readonly string[]): readonly string[] {
  return roles.includes('ciso') && !roles.includes('deputyCiso') ? [...roles, 'deputyCiso'] : roles;
}

/** All appointments to the posts named, past ones too, and of administrators; in one query. */
async function holdersOf(trx: Connection, asked: readonly Asked[]): Promise<Holder[]> {
  const posts = asked.flatMap(({ to }) => postOf(to) ?? []);
  const administered = asked.some(({ to }) => 'administrators' in to || 'administratorsOf' in to);
  if (posts.length === 0 && !administered) return [];
  const bodies = [...new Set(posts.map((post) => post.organisation))];
  const roles = [...new Set(posts.flatMap((post) => serving(post.roles)))];
  const { rows } = await sql<Holder>`
    select held.person, held.role, held.organisation, held.department, held.from_date, held.to_date,
      body.kind = 'operator' as operator
    from appointments as held join organisations as body on body.id = held.organisation
    where (held.organisation = any (${bodies}::text[]) and held.role = any (${roles}::text[]))
      or (${administered} and held.role = 'administrator' and body.kind = 'operator')
    order by held.id`.execute(trx);
  return rows;
}

function postOf(to: Recipients): Post | undefined {
  if ('administratorsOf' in to) return { organisation: to.administratorsOf, roles: ['administrator'] };
  if (!('organisation' in to)) return undefined;
  return {
    organisation: to.organisation,
    roles: to.roles,
    ...(to.department === undefined ? {} : { department: to.department }),
  };
}

function addressed({ to, at }: Asked, holders: readonly Holder[]): Addressed {
  if ('person' in to) return { people: [to.person] };
  const today = dateInJapan(at);
  const now = holders.filter((held) => held.from_date <= today && (held.to_date === null || today <= held.to_date));
  const ofInstallation = now.filter((held) => held.operator && held.role === 'administrator');
  if ('administrators' in to) return { people: distinct(ofInstallation) };
  const post = postOf(to);
  // Escalation to supervising ministries: nobody is told until the register that opens it is read here.
  if (post === undefined) return { people: [] };
  const roles = serving(post.roles);
  const onPost = now.filter((held) => held.organisation === post.organisation && roles.includes(held.role));
  if ('administratorsOf' in to) return { people: distinct(onPost.length > 0 ? onPost : ofInstallation) };
  const there = onPost.filter((held) => held.department === (post.department ?? held.department));
  // A post of one department that nobody holds there is served by whoever holds it for the whole body.
  const found = there.length > 0 ? there : onPost.filter((held) => held.department === null);
  return found.length > 0 ? { people: distinct(found) } : { people: [], vacant: post };
}

function distinct(holders: readonly Holder[]): PersonId[] {
  return [...new Set(holders.map((held) => held.person))];
}

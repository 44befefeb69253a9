import type { Transaction } from 'kysely';
import type { Audience, Effect, Entry } from '../machines/core.ts';
import { type Instant, parseInstanceId, type PersonId } from '../model/identifiers.ts';
import { dateInJapan } from '../model/japan-time.ts';
import type { NoticeRow, ReadModel } from './contract.ts';
import { numberIn } from './cursors.ts';
import type { Connection, Database } from './database.ts';
import type { Tables } from './tables.ts';

type Notify = Extract<Effect, { kind: 'notify' }>;
type Posts = Extract<Audience, { organisation: unknown }>;

/** Who gets one notice: each person once. */
interface Addressed {
  readonly people: readonly PersonId[];
  /** Nobody held the post at that instant; the body's administrators get it, or nobody. */
  readonly vacant: boolean;
}

/**
 * Writes the notices of new entries to the outbox, in the journal's transaction. Who holds a post is judged at the
 * entry's own instant, from the appointments recorded by now. A notice for a vacant post goes to the body's
 * administrators with the topic unchanged and marked vacant – to one row without a person when there are none either,
 * so that it is not lost from sight.
 */
export async function writeNotices(trx: Transaction<Tables>, entries: readonly Entry[]): Promise<void> {
  const notices = entries.flatMap((entry) =>
    entry.effects.filter((effect) => effect.kind === 'notify').map((effect) => ({ entry, effect })),
  );
  if (notices.length === 0) return;
  const holders = await holdersOf(trx, notices);
  const rows = notices.flatMap(({ entry, effect }) => {
    const { people, vacant } = addressed(effect.to, entry.at, holders);
    return (people.length === 0 ? [''] : people).map((person) => row(entry, effect, person, vacant));
  });
  await trx.insertInto('notices').values(rows).execute();
}

function row(entry: Entry, effect: Notify, person: PersonId, vacant: boolean) {
  const own = parseInstanceId(entry.instance)?.organisation ?? '';
  return {
    instance: entry.instance,
    effect: effect.id,
    person,
    organisation: 'organisation' in effect.to ? effect.to.organisation : own,
    procedure: entry.procedure,
    version: entry.version,
    topic: effect.topic,
    due_item: effect.dueItem ?? null,
    at: entry.at,
    vacant,
  };
}

interface Holder {
  person: string;
  role: string;
  organisation: string;
  department: string | null;
  from_date: string;
  to_date: string | null;
}

/** All appointments to the posts named, and to administrator, in one query. */
async function holdersOf(trx: Connection, notices: readonly { effect: Notify }[]): Promise<Holder[]> {
  const posts = notices.map(({ effect }) => effect.to).filter((to): to is Posts => 'organisation' in to);
  if (posts.length === 0) return [];
  const organisations = [...new Set(posts.map((post) => post.organisation))];
  const roles = [...new Set(posts.flatMap((post) => post.roles)), 'administrator'];
  return trx
    .selectFrom('appointments')
    .select(['person', 'role', 'organisation', 'department', 'from_date', 'to_date'])
    .where('organisation', 'in', organisations)
    .where('role', 'in', roles)
    .orderBy('id')
    .execute();
}

function addressed(to: Audience, at: Instant, holders: readonly Holder[]): Addressed {
  if ('person' in to) return { people: [to.person], vacant: false };
  // Escalation to supervising ministries: nobody is told until the register that opens it is read here.
  if (!('organisation' in to)) return { people: [], vacant: false };
  const roles: readonly string[] = to.roles;
  const today = dateInJapan(at);
  const now = holders.filter(
    (held) =>
      held.organisation === to.organisation &&
      held.from_date <= today &&
      (held.to_date === null || today <= held.to_date),
  );
  const onPost = now.filter((held) => roles.includes(held.role));
  const there = onPost.filter((held) => held.department === (to.department ?? held.department));
  // A post of one department that nobody holds there is served by whoever holds it for the whole body.
  const found = there.length > 0 ? there : onPost.filter((held) => held.department === null);
  if (found.length > 0) return { people: distinct(found), vacant: false };
  return { people: distinct(now.filter((held) => held.role === 'administrator')), vacant: true };
}

function distinct(holders: readonly Holder[]): PersonId[] {
  return [...new Set(holders.map((held) => held.person))];
}

/** A person's notices, the newest first; `after` is the id of the last one of the page before. */
export async function noticesOf(
  db: Database,
  person: PersonId,
  after: string | undefined,
  limit: number,
): Promise<NoticeRow[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('person', '=', person)
    .$if(after !== undefined, (query) => query.where('id', '<', numberIn(after ?? '')))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((found) => ({
    id: String(found.id),
    person: found.person,
    instance: found.instance,
    procedure: found.procedure,
    version: found.version,
    topic: found.topic,
    ...(found.due_item === null ? {} : { dueItem: found.due_item }),
    at: found.at,
    status: found.status,
    ...(found.read_at === null ? {} : { readAt: found.read_at }),
    ...(found.vacant ? { vacant: true } : {}),
  }));
}

/** Marks a notice read; false when it is not that person's. The first instant stays. */
export async function markNoticeRead(
  db: Database,
  person: PersonId,
  notice: string,
  at: Instant,
): ReturnType<ReadModel['markRead']> {
  const result = await db
    .updateTable('notices')
    .set((eb) => ({ read_at: eb.fn.coalesce('read_at', eb.val(at)) }))
    .where('id', '=', numberIn(notice))
    .where('person', '=', person)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

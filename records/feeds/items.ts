import { sql } from 'kysely';
import type { DueItem, Projection } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Role } from '../../model/roles.ts';
import type { Database } from '../database.ts';
import { tasksOf } from '../read-model/tasks.ts';
import type { FeedItem } from '../../contract/records/feeds.ts';
import { heldOn } from '../registry/held.ts';

interface Post {
  readonly role: string;
  readonly organisation: string;
  readonly department: string | null;
}

/**
 * What is due and not met of the posts a person holds at that moment: items meant for a role held in that body (in
 * the item's department, or in the whole body where the appointment names none; a deputy CISO has the CISO's), and items
 * that a task addressed to the person belongs to; but for posts that the link does not carry. Without a post there is nothing to see. The earliest first.
 */
export async function itemsOf(
  db: Database,
  person: PersonId,
  at: Instant,
  without: readonly Role[] = [],
): Promise<FeedItem[]> {
  const posts = (await postsOf(db, person, at)).filter(({ role }) => !without.some((one) => one === role));
  if (posts.length === 0) return [];
  const tasks = await tasksOf(db, person, at, without);
  const ofTasks = new Set(tasks.flatMap(({ instance, due }) => (due === undefined ? [] : [keyOf(instance, due.id)])));
  const organisations = [...new Set(posts.map(({ organisation }) => organisation))];
  const rows = await db
    .selectFrom('instances')
    .select(['instance', 'procedure', 'version', 'organisation', 'projection', 'at'])
    .where((eb) =>
      eb.or([
        eb('organisation', 'in', organisations),
        ...(tasks.length === 0 ? [] : [eb('instance', 'in', [...new Set(tasks.map(({ instance }) => instance))])]),
      ]),
    )
    .where('ended', 'is', null)
    .where(sql<boolean>`cardinality(open_due) > 0`)
    .orderBy('instance')
    .execute();
  return rows
    .flatMap(({ projection, at: last, ...row }): FeedItem[] => {
      if (projection === null || last === null) return [];
      const { due }: Projection = JSON.parse(projection);
      return due
        .filter((item) => item.met === undefined)
        .filter(
          (item) =>
            ofTasks.has(keyOf(row.instance, item.id)) ||
            posts.some((post) => isMeantFor(item, item.organisation ?? row.organisation, post)),
        )
        .map((item) => ({ ...row, item, at: last }));
    })
    .sort((a, b) => a.item.due - b.item.due);
}

async function postsOf(db: Database, person: PersonId, at: Instant): Promise<Post[]> {
  const today = dateInJapan(at);
  return db
    .selectFrom('appointments')
    .select(['role', 'organisation', 'department'])
    .where('person', '=', person)
    .where(heldOn(today))
    .execute();
}

function isMeantFor(item: DueItem, organisation: string, post: Post): boolean {
  return (
    post.organisation === organisation &&
    (item.department === undefined || post.department === null || post.department === item.department) &&
    item.roles.some((role) => role === post.role || (role === 'ciso' && post.role === 'deputyCiso'))
  );
}

function keyOf(instance: string, dueItem: string): string {
  return `${instance} ${dueItem}`;
}

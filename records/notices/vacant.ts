/**
 * Vacant posts: a post that a procedure wanted to tell something and nobody held. One line while it is vacant, whatever
 * the number of steps that would have told it, and one notice to the administrators when it opens. A line is judged when
 * it is read: gone as soon as somebody has held the post since it was last found vacant.
 */
import { sql, type Transaction } from 'kysely';
import type { Instant, InstanceId, OrganisationScope } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { VacantPost } from '../../contract/records/notices.ts';
import type { Connection } from '../database.ts';
import type { Tables } from '../tables.ts';
import { holdersOn, type Post, type PostHolders, registeredFor } from './posts.ts';
import { putNotices } from './put.ts';
import type { VacantPostTable } from './tables.ts';

/** A notice that reached nobody. */
export interface UndeliveredNotice {
  readonly post: Post;
  readonly at: Instant;
  /** The entry that asked for it. */
  readonly instance: InstanceId;
  readonly seq: number;
  readonly topic: string;
}

/**
 * Notes vacant posts. Bodies in which nobody at all is appointed on that day are left out: they are not taken up
 * (未着手), which is a count of its own. A line whose post somebody has held meanwhile opens afresh, with a new notice.
 * Each entry counts in its turn: a batch leaves what its entries, one by one, would leave.
 */
export async function noteVacantPosts(trx: Transaction<Tables>, unheld: readonly UndeliveredNotice[]): Promise<void> {
  const found = await ofBodiesTakenUp(trx, linesOf(unheld));
  if (found.length === 0) return;
  const lines = new Map((await lockLines(trx, found)).map((line) => [keyOf(line), line]));
  const registered = await registeredFor(trx, foundAgain(found, lines).map(postOf), { operators: false });
  const opened: VacantPostTable[] = [];
  for (const line of found) {
    const earlier = lines.get(keyOf(line));
    const again = earlier !== undefined && isVacantUntil(line.last_day, earlier, registered) ? earlier : undefined;
    if (again === undefined) opened.push(line);
    const last = again !== undefined && again.last_at > line.last_at ? again : line;
    lines.set(keyOf(line), { ...last, opened: again?.opened ?? line.opened, times: (again?.times ?? 0) + 1 });
  }
  const touched = new Set(found.map(keyOf));
  const rows = [...lines].flatMap(([key, line]) => (touched.has(key) ? [line] : []));
  await sql`
    insert into vacant_posts (organisation, roles, department, opened, last_at, last_day, times, instance, topic)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g (
      organisation text, roles text, department text, opened bigint, last_at bigint, last_day text, times integer,
      instance text, topic text)
    order by organisation, roles, department
    on conflict (organisation, roles, department) do update set
      opened = excluded.opened, last_at = excluded.last_at, last_day = excluded.last_day, times = excluded.times,
      instance = excluded.instance, topic = excluded.topic`.execute(trx);
  await putNotices(
    trx,
    opened.map((line) => ({
      source: `vacant#${keyOf(line)}@${line.last_day}`,
      topic: 'postVacant',
      to: { administratorsOf: line.organisation },
      organisation: line.organisation,
      at: line.opened,
      about: `${line.roles.replaceAll(' ', ',')}${line.department === '' ? '' : `@${line.department}`}`,
      ...(line.instance === null ? {} : { instance: line.instance }),
    })),
  );
}

/** Those that have a line, or come more than once: of them has to be known who held the post in between. */
function foundAgain(
  found: readonly VacantPostTable[],
  lines: ReadonlyMap<string, VacantPostTable>,
): readonly VacantPostTable[] {
  const seen = new Set(lines.keys());
  return found.filter((line) => {
    const again = seen.has(keyOf(line));
    seen.add(keyOf(line));
    return again;
  });
}

/** Posts vacant now, of some bodies or all, the longest vacant first. */
export async function vacantPosts(db: Connection, of: OrganisationScope, now: Instant): Promise<VacantPost[]> {
  const bodies = of === 'all' ? undefined : [...of];
  if (bodies?.length === 0) return [];
  const lines = await db
    .selectFrom('vacant_posts')
    .selectAll()
    .$if(bodies !== undefined, (query) => query.where('organisation', '=', sql<string>`any(${bodies}::text[])`))
    .orderBy('opened')
    .orderBy('organisation')
    .orderBy('roles')
    .execute();
  return (await stillVacant(db, lines, dateInJapan(now))).map((line) => ({
    organisation: line.organisation,
    roles: line.roles.split(' '),
    ...(line.department === '' ? {} : { department: line.department }),
    since: line.opened,
    last: line.last_at,
    times: line.times,
    ...(line.instance === null ? {} : { instance: line.instance }),
  }));
}

/** Lines whose post nobody has held between the day it was last found vacant and this one. */
async function stillVacant<L extends VacantPostTable>(
  db: Connection,
  lines: readonly L[],
  today: string,
): Promise<L[]> {
  const registered = await registeredFor(db, lines.map(postOf), { operators: false });
  return lines.filter((line) => isVacantUntil(today, line, registered));
}

function isVacantUntil(day: string, line: VacantPostTable, registered: PostHolders): boolean {
  const last = day > line.last_day ? day : line.last_day;
  return holdersOn(postOf(line), { first: line.last_day, last }, registered).length === 0;
}

function postOf({ organisation, roles, department }: VacantPostTable): Post {
  return { organisation, roles: roles.split(' '), ...(department === '' ? {} : { department }) };
}

function keyOf({ organisation, roles, department }: VacantPostTable): string {
  return `${organisation}/${roles.replaceAll(' ', '+')}/${department}`;
}

/** Each entry's finding a post vacant, as the line of a post found so for the first time. */
function linesOf(unheld: readonly UndeliveredNotice[]): VacantPostTable[] {
  const found = new Map<string, VacantPostTable>();
  for (const { post, at, instance, seq, topic } of unheld) {
    const line: VacantPostTable = {
      organisation: post.organisation,
      roles: [...post.roles].sort().join(' '),
      department: post.department ?? '',
      opened: at,
      last_at: at,
      last_day: dateInJapan(at),
      times: 1,
      instance,
      topic,
    };
    const once = `${keyOf(line)} ${instance}#${seq}`;
    if (!found.has(once)) found.set(once, line);
  }
  return [...found.values()];
}

async function ofBodiesTakenUp(db: Connection, lines: readonly VacantPostTable[]): Promise<VacantPostTable[]> {
  if (lines.length === 0) return [];
  const { rows } = await sql<{ organisation: string; last_day: string }>`
    select organisation, last_day
    from (select distinct organisation, last_day from json_to_recordset(${JSON.stringify(lines)}::json) as g (
      organisation text, last_day text)) as asked
    where exists (
      select from appointments as held
      where held.organisation = asked.organisation and held.from_date <= asked.last_day
        and (held.to_date is null or held.to_date >= asked.last_day))`.execute(db);
  const takenUp = new Set(rows.map((row) => `${row.organisation} ${row.last_day}`));
  return lines.filter((line) => takenUp.has(`${line.organisation} ${line.last_day}`));
}

/** The lines there are of these posts, held until the transaction ends, always in one order. */
async function lockLines(trx: Transaction<Tables>, lines: readonly VacantPostTable[]): Promise<VacantPostTable[]> {
  const bodies = [...new Set(lines.map((line) => line.organisation))];
  return trx
    .selectFrom('vacant_posts')
    .selectAll()
    .where('organisation', '=', sql<string>`any(${bodies}::text[])`)
    .orderBy('organisation')
    .orderBy('roles')
    .orderBy('department')
    .forUpdate()
    .execute();
}

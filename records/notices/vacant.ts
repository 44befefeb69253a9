/**
 * Vacant posts: a post that a procedure wanted to tell something and nobody held. One line while it is vacant, whatever
 * the number of steps that would have told it, and one notice to the administrators when it opens.
 */
import { sql, type Transaction } from 'kysely';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Tables } from '../tables.ts';
import { putNotices } from './put.ts';
import type { Post } from './recipients.ts';
import { serving } from './recipients.ts';

/** A notice that reached nobody. */
export interface Unheld {
  readonly post: Post;
  readonly at: Instant;
  readonly instance: InstanceId;
  readonly topic: string;
}

/**
 * Notes vacant posts. Bodies in which nobody at all is appointed on that day are left out: they are not taken up
 * (未着手), which is a count of its own. A line whose post somebody has held meanwhile opens afresh, with a new notice.
 */
export async function noteVacantPosts(trx: Transaction<Tables>, unheld: readonly Unheld[]): Promise<void> {
  const posts = await ofBodiesTakenUp(trx, latestOfEach(unheld));
  if (posts.length === 0) return;
  const { rows } = await sql<{
    organisation: string;
    roles: string;
    department: string;
    instance: string;
    opened: number;
  }>`
    with given as (
      select * from json_to_recordset(${JSON.stringify(posts)}::json) as g (
        organisation text, roles text, department text, holders text[], departments text[], at bigint, day text,
        instance text, topic text)
    )
    insert into vacant_posts as line
      (organisation, roles, department, holders, departments, opened, last_at, last_day, times, instance, topic)
    select organisation, roles, department, holders, departments, at, at, day, 1, instance, topic
    from given order by organisation, roles, department
    on conflict (organisation, roles, department) do update set
      opened = case when ${heldMeanwhile} then excluded.opened else line.opened end,
      times = case when ${heldMeanwhile} then 1 else line.times + 1 end,
      holders = excluded.holders, departments = excluded.departments,
      last_at = greatest(line.last_at, excluded.last_at), last_day = greatest(line.last_day, excluded.last_day),
      instance = excluded.instance, topic = excluded.topic
    returning organisation, roles, department, instance, opened`.execute(trx);
  const opened = rows.filter((row) => posts.some((post) => post.at === row.opened && isSame(post, row)));
  await putNotices(
    trx,
    opened.map(({ organisation, roles, department, instance, opened: at }) => ({
      source: `vacant#${organisation}/${roles}/${department}@${at}`,
      topic: 'postVacant',
      to: { administratorsOf: organisation },
      organisation,
      at,
      about: `${roles.replaceAll(' ', ',')}${department === '' ? '' : `@${department}`}`,
      instance,
    })),
  );
}

/** Whether somebody has held the line's post since it was last found vacant; the row itself is `line`. */
const heldMeanwhile = sql`exists (
  select from appointments as held
  where held.organisation = line.organisation and held.role = any (line.holders)
    and held.from_date <= excluded.last_day and (held.to_date is null or held.to_date >= line.last_day)
    and (line.departments = '{}' or held.department is null or held.department = any (line.departments)))`;

interface Line {
  organisation: string;
  roles: string;
  department: string;
  holders: readonly string[];
  departments: readonly string[];
  at: Instant;
  day: string;
  instance: InstanceId;
  topic: string;
}

/** One line per post: several notices of a batch that reached nobody are one. */
function latestOfEach(unheld: readonly Unheld[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { post, at, instance, topic } of unheld) {
    const { organisation, department = '' } = post;
    const roles = [...post.roles].sort().join(' ');
    const departments = department === '' ? [] : [department];
    const holders = serving(post.roles);
    lines.set([organisation, roles, department].join('/'), {
      organisation,
      roles,
      department,
      holders,
      departments,
      at,
      day: dateInJapan(at),
      instance,
      topic,
    });
  }
  return [...lines.values()];
}

async function ofBodiesTakenUp(trx: Transaction<Tables>, lines: readonly Line[]): Promise<Line[]> {
  if (lines.length === 0) return [];
  const { rows } = await sql<{ organisation: string; day: string }>`
    select organisation, day
    from (select distinct organisation, day from json_to_recordset(${JSON.stringify(lines)}::json) as g (
      organisation text, day text)) as asked
    where exists (
      select from appointments as held
      where held.organisation = asked.organisation and held.from_date <= asked.day
        and (held.to_date is null or held.to_date >= asked.day))`.execute(trx);
  return lines.filter((line) => rows.some((row) => row.organisation === line.organisation && row.day === line.day));
}

function isSame(a: Omit<Line, 'at'>, b: { organisation: string; roles: string; department: string }): boolean {
  return a.organisation === b.organisation && a.roles === b.roles && a.department === b.department;
}

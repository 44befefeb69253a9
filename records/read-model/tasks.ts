import { sql } from 'kysely';
import type { DueItem, Projection, ShownTask, Wait } from '../../machines/core/index.ts';
import { canonicalText } from '../../model/canonical.ts';
import type { Role } from '../../model/roles.ts';
import { isDecidingRole } from '../../model/roles.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import {
  parseInstanceId,
  type InstanceId,
  type Instant,
  type OrganisationId,
  type PersonId,
} from '../../model/identifiers.ts';
import type { PostHeld, ReadModel } from '../../contract/records/read-model.ts';
import type { Connection } from '../database.ts';
import { type InstanceChange, tasksShown } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';
import { mineOf } from './mine.ts';

/**
 * Replaces the tasks of the instances whose tasks have changed. What is written over and what is deleted are different
 * rows, because within one statement neither sees the other.
 */
export function taskParts(moved: readonly InstanceChange[]): Part[] {
  const changed = moved
    .map((one) => ({ ...one, shown: one.before === undefined ? [] : tasksShown(one.before), came: cameWith(one) }))
    .filter(
      ({ before, shown, after, came }) =>
        before === undefined || came.size > 0 || canonicalText(shown) !== canonicalText(after.tasks),
    );
  const shrunk = changed
    .filter(({ shown, after }) => shown.length > after.tasks.length)
    .map(({ entry, after }) => ({ instance: entry.instance, count: after.tasks.length }));
  const rows = changed.flatMap(({ entry, after, came }) =>
    after.tasks.map((task, position) => ({
      instance: entry.instance,
      position,
      organisation: task.organisation ?? bodyOf(entry.instance),
      procedure: entry.procedure,
      version: entry.version,
      decision: task.decision,
      roles: task.roles,
      department: task.department,
      person: task.person,
      due_item: task.dueItem,
      entry: task.entry,
      waits_for: task.waitsFor === undefined ? undefined : JSON.stringify(task.waitsFor),
      barred: task.barred ?? [],
      came: came.get(sameTask(task)),
      at: entry.at,
    })),
  );
  const parts: Part[] = [];
  if (shrunk.length > 0) {
    parts.push(sql`tasks_gone as (
      delete from tasks using json_to_recordset(${rowsOf(shrunk)}) as left_over (instance text, count integer)
      where tasks.instance = left_over.instance and tasks.position >= left_over.count)`);
  }
  if (rows.length > 0) {
    parts.push(sql`tasks_written as (
      insert into tasks
        (instance, position, organisation, procedure, version, decision, roles, department, person, due_item, entry,
         waits_for, barred, since)
      select instance, position, organisation, procedure, version, decision, roles, department, person, due_item, entry,
        waits_for, barred,
        -- The same task at another place is still the one that was there before.
        coalesce(task.came, (select min(t.since) from tasks t where t.instance = task.instance
          and t.decision = task.decision and t.organisation = task.organisation
          and t.department is not distinct from task.department
          and t.person is not distinct from task.person and t.due_item is not distinct from task.due_item
          and t.entry is not distinct from task.entry), task.at)
      from json_to_recordset(${rowsOf(rows)}) as task (
        instance text, position integer, organisation text, procedure text, version integer, decision text,
        roles text[], department text, person text, due_item text, entry integer, waits_for text, barred text[],
        came bigint, at bigint)
      on conflict (instance, position) do update set
        organisation = excluded.organisation, procedure = excluded.procedure, version = excluded.version,
        decision = excluded.decision, roles = excluded.roles, department = excluded.department,
        person = excluded.person, due_item = excluded.due_item, entry = excluded.entry,
        waits_for = excluded.waits_for, barred = excluded.barred, since = excluded.since)`);
  }
  return parts;
}

/**
 * Tasks that came with one of the new entries and have stayed since, with that entry's instant: what was gone in between
 * came again. The others have been there before, as far as they are there.
 */
function cameWith({ before, entries }: InstanceChange): ReadonlyMap<string, Instant> {
  const first: [string, Instant | undefined][] =
    before === undefined ? [] : keysOf(before).map((key) => [key, undefined]);
  const since = entries.reduce(
    (stood, { at, projection }) =>
      new Map(keysOf(projection).map((key) => [key, stood.has(key) ? stood.get(key) : at])),
    new Map(first),
  );
  return new Map([...since].flatMap(([key, at]) => (at === undefined ? [] : [[key, at]])));
}

const keysOf = (projection: Projection): string[] => tasksShown(projection).map(sameTask);

/** What makes a task the same one, whatever it waits for and wherever it stands. */
function sameTask({ decision, organisation, department, person, dueItem, entry }: ShownTask): string {
  return JSON.stringify([decision, organisation, department, person, dueItem, entry]);
}

/**
 * Tasks a person is expected to do now: those that name the person, and those of a role held in that body – in the task's
 * department, or in the whole body where the appointment names none; the tasks of a department that has ended are those
 * of the departments its work came to, and where nobody holds such a post in a department, those of the nearest one above
 * up to the bureau: whoever is reminded of it (`holdersOn`). Tasks by name end when the person has left the body and is not from outside. A deputy
 * CISO sees the CISO's (domain.md 2). Posts named in `without` count for nothing; who cannot do it is not asked. The most
 * pressing first.
 */
export async function tasksOf(
  db: Connection,
  person: PersonId,
  now: Instant,
  without: readonly Role[] = [],
): ReturnType<ReadModel['tasks']> {
  return tasksAmong(db, mineOf({ person }, dateInJapan(now), without));
}

/** Tasks expected of a post, by the same rules. */
export async function tasksOfPost(db: Connection, held: PostHeld, now: Instant): ReturnType<ReadModel['tasksOfPost']> {
  return tasksAmong(db, mineOf(held, dateInJapan(now)));
}

async function tasksAmong(db: Connection, mine: ReturnType<typeof mineOf>): ReturnType<ReadModel['tasks']> {
  const { rows } = await sql<TaskRow>`${mine}
    select t.*, i.projection
    from mine join tasks t on t.instance = mine.instance and t.position = mine.position
      join instances i on i.instance = t.instance
    order by t.instance, t.position`.execute(db);
  return rows.map(expected).sort((a, b) => (a.due?.due ?? Infinity) - (b.due?.due ?? Infinity));
}

/** How many tasks of a person can be done now, and how many notices are unread: what stands at the top of every page. */
export async function countsOf(
  db: Connection,
  person: PersonId,
  now: Instant,
  without: readonly Role[] = [],
): ReturnType<ReadModel['counts']> {
  const { rows } = await sql<{ ready: number; unread: number }>`${mineOf({ person }, dateInJapan(now), without)}
    select
      (select count(*)::int from mine join tasks t on t.instance = mine.instance and t.position = mine.position
        where t.waits_for is null) as ready,
      (select count(*)::int from notices where notices.person = ${person} and read_at is null) as unread`.execute(db);
  return rows[0] ?? { ready: 0, unread: 0 };
}

/** Others' tasks that a person can be asked about. */
const WAITING_READ = 500;

/**
 * Tasks of others that wait for a decision which is this person's to take, the longest waiting first. What one waits for
 * oneself is among one's own tasks.
 */
export async function waitingFor(
  db: Connection,
  person: PersonId,
  now: Instant,
  without: readonly Role[] = [],
): ReturnType<ReadModel['waitingFor']> {
  const { rows } = await sql<TaskRow & { mine: string[] }>`${mineOf({ person }, dateInJapan(now), without)},
    asked as (
      select waiting.instance, waiting.position, array_agg(distinct t.decision order by t.decision) as mine
      from mine join tasks t on t.instance = mine.instance and t.position = mine.position and t.waits_for is null
        join tasks waiting on waiting.instance = t.instance and waiting.waits_for is not null
        cross join json_array_elements(waiting.waits_for::json) as wait
        cross join json_array_elements(wait->'remedies') as remedy
      where remedy->>'decision' = t.decision and remedy->>'instance' is null
        and (waiting.instance, waiting.position) not in (select instance, position from mine)
      group by waiting.instance, waiting.position
    )
    select t.*, i.projection, asked.mine
    from asked join tasks t on t.instance = asked.instance and t.position = asked.position
      join instances i on i.instance = t.instance
    order by t.since, t.instance, t.position limit ${WAITING_READ}`.execute(db);
  return rows.map((row) => ({ ...expected(row), mine: row.mine }));
}

interface TaskRow {
  instance: string;
  organisation: string;
  procedure: string;
  version: number;
  decision: string;
  roles: string[];
  department: string | null;
  person: string | null;
  due_item: string | null;
  entry: number | null;
  waits_for: string | null;
  barred: string[];
  since: number;
  projection: string | null;
}

function expected(row: TaskRow): Awaited<ReturnType<ReadModel['tasks']>>[number] {
  const projection: Projection | undefined = row.projection === null ? undefined : JSON.parse(row.projection);
  const due = dueItemOf(row, projection);
  const title = row.entry === null ? projection?.title : undefined;
  return {
    instance: row.instance,
    procedure: row.procedure,
    version: row.version,
    task: taskOf(row),
    since: row.since,
    ...(due === undefined ? {} : { due }),
    ...(title === undefined ? {} : { title }),
  };
}

function bodyOf(instance: InstanceId): OrganisationId {
  return parseInstanceId(instance)?.organisation ?? '';
}

function taskOf(row: TaskRow): ShownTask {
  const waitsFor: readonly Wait[] | undefined = row.waits_for === null ? undefined : JSON.parse(row.waits_for);
  return {
    decision: row.decision,
    roles: row.roles.filter(isDecidingRole),
    ...(row.organisation === bodyOf(row.instance) ? {} : { organisation: row.organisation }),
    ...(row.department === null ? {} : { department: row.department }),
    ...(row.person === null ? {} : { person: row.person }),
    ...(row.due_item === null ? {} : { dueItem: row.due_item }),
    ...(row.entry === null ? {} : { entry: row.entry }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(row.barred.length === 0 ? {} : { barred: row.barred }),
  };
}

function dueItemOf(row: TaskRow, projection: Projection | undefined): DueItem | undefined {
  if (row.due_item === null) return undefined;
  return projection?.due.find((item) => item.id === row.due_item);
}

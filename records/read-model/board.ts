import { type RawBuilder, sql } from 'kysely';
import { boardCountsOf, boardLine, resultOf, type BoardLine } from '../../model/board.ts';
import { fiscalYearDates } from '../../model/japan-time.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { nameInYear } from '../../model/organisation-names.ts';
import { searchKey } from '../../model/search-key.ts';
import type { Text } from '../../model/text.ts';
import type { BoardFilter } from '../../contract/records/board.ts';
import type { ReadModel } from '../../contract/records/read-model.ts';
import type { Database } from '../database.ts';
import { type BoardCursor, type BoardOrder, cursorIn, cursorText, orderOf } from './board-order.ts';
import { vacantPosts } from '../notices/vacant.ts';
import { formerNamesOf } from '../registry/rows.ts';

const DAY = 24 * 3_600_000;

/** Phase of a body in which nobody is appointed: 未着手（担当者未登録）. */
export const NOT_TAKEN_UP = 'notTakenUp';
/** Phase of a body whose year is not opened though somebody is appointed. */
export const NOT_OPENED = 'notOpened';

/**
 * The board of a year in one query: the lines after a cursor in the order asked for, and totals over all lines of the filter. (Not materialised:
 * the page is found along the index and never needs the rest.) A body that existed on any day of the year is on it. What
 * is overdue is counted at the reader's instant from ascending due instants (`width_bucket` is a binary search in them);
 * a body nobody has taken up is never overdue. Of a year in which nothing has begun, all bodies are shown as such.
 * The page's vacant posts are asked for in another.
 */
export async function board(
  db: Database,
  filter: BoardFilter,
  after: string | undefined,
  limit: number,
): ReturnType<ReadModel['board']> {
  const { year } = filter;
  const cursor = cursorIn(after, filter);
  const now = cursor?.now ?? filter.now;
  const as = { ...filter, now };
  const order = orderOf(as, cursor);
  const begun = sql`select * from board_lines where year = ${year} and place is not null`;
  const asked = await ask(db, as, begun, order, limit);
  const { totals, lines } = asked.begun ? asked : await ask(db, as, notBegun(year), order, limit);
  const page = lines.slice(0, limit);
  const following = lines.length > limit ? page.at(-1) : undefined;
  const vacant = await vacantByBody(db, page, now);
  const rested = await restedBodies(db, year);
  const notCarried = await notCarriedBodies(db, year);
  return {
    lines: page.map((line) =>
      toBoardLine(line, { year, now }, vacant.get(line.organisation) ?? 0, {
        rested: rested.has(line.organisation),
        notCarried: notCarried.has(line.organisation),
      }),
    ),
    ...(following === undefined ? {} : { next: cursorText(cursorAt(following, as)) }),
    totals: {
      bodies: sum(totals, 'bodies'),
      byPhase: Object.fromEntries(totals.map((total) => [total.phase, total.bodies])),
      overdue: sum(totals, 'overdue'),
      openImprovements: sum(totals, 'openImprovements'),
      improvementsByRound: byRound(totals.flatMap(({ rounds }) => rounds.flat())),
      auditsByPhase: byPhase(totals.flatMap(({ audits }) => audits.flat())),
      notTakenUp: totals.find((total) => total.phase === NOT_TAKEN_UP)?.bodies ?? 0,
    },
  };
}

/** The bodies of a year without lines. */
function notBegun(year: number): Source {
  const { first, last } = fiscalYearDates(year);
  return sql`select organisation, place, taken_up, null::text as instance, null::text as phase, '{}'::bigint[] as all_due,
      '{}'::integer[] as rounds, '{}'::text[] as audits, 0 as open_improvements, null::bigint as last_movement
    from board_bodies
    where (first_day is null or first_day <= ${last}::date) and (last_day is null or last_day >= ${first}::date)`;
}

async function ask(
  db: Database,
  { year, now, visible, kind, supervisor, phase, search, overdueOnly }: BoardFilter,
  source: Source,
  order: BoardOrder,
  limit: number,
): Promise<Answer> {
  const conditions = [sql`true`];
  if (visible !== 'all') conditions.push(sql`organisation = any (${[...visible]}::text[])`);
  const ofBodies = [];
  if (kind !== undefined) ofBodies.push(sql`kind = ${kind}`);
  if (supervisor !== undefined) ofBodies.push(sql`${supervisor} = any (supervisors)`);
  if (search !== undefined) ofBodies.push(sql`strpos(search_text, ${searchKey(search)}) > 0`);
  if (ofBodies.length > 0) {
    conditions.push(
      sql`organisation in (select organisation from board_bodies where ${sql.join(ofBodies, sql` and `)})`,
    );
  }
  const shown = [sql`true`];
  if (phase !== undefined) shown.push(sql`phase = ${phase}`);
  if (overdueOnly === true) shown.push(sql`overdue > 0`);
  const ofFilter = sql.join(shown, sql` and `);

  const { rows } = await sql<Answer>`
    with every as not materialized (
      select line.place, line.organisation,
        case when taken.up then coalesce(line.phase, ${NOT_OPENED}) else ${NOT_TAKEN_UP} end as phase,
        case when taken.up then width_bucket(${now}::bigint, line.all_due) else 0 end as overdue,
        case when taken.up and line.all_due[1] <= ${now}::bigint then (${now}::bigint - line.all_due[1]) / ${DAY} + 1 else 0
          end as "daysOverdue",
        taken.up as "takenUp", line.rounds, line.audits,
        line.open_improvements as "openImprovements",
        line.last_movement as "lastMovement", line.instance
      from (${source}) as line
      cross join lateral (select line.taken_up @> ${dateInJapan(now)}::date as up) as taken
      where ${sql.join(conditions, sql` and `)}
    ), page as (
      select * from (select every.*, ${order.key} as key from every ${order.joined} where ${ofFilter}) as keyed
      where ${order.after} order by key ${order.direction}, place limit ${limit + 1}
    )
    select exists (select from board_years where year = ${year}) as begun,
      (select coalesce(json_agg(total), '[]') from (
        select phase, count(*) as bodies, sum(overdue) as overdue, sum("openImprovements") as "openImprovements",
          coalesce(json_agg(rounds) filter (where rounds <> '{}'), '[]') as rounds,
          coalesce(json_agg(audits) filter (where audits <> '{}'), '[]') as audits
        from every where ${ofFilter} group by phase) as total) as totals,
      (select coalesce(json_agg(shown order by shown.key ${order.direction}, shown.place), '[]') from (
        select page.*, body.kind, body.name_ja as "nameJa", body.name_en as "nameEn", body.former_names as "former_names", cycle.marks, cycle.counts,
          case when page."takenUp" then cycle.open_due[next.due] end as "nextDue",
          cycle.open_due_ids[next.due] as "nextDueId",
          -- One of a register is called by its name there: such are few.
          case when cycle.open_due_ids[next.due] like 'edition:%' or cycle.open_due_ids[next.due] like 'directive:%' then (
            select due.item -> 'name' from json_array_elements(cycle.projection::json -> 'due') as due (item)
            where due.item ->> 'id' = cycle.open_due_ids[next.due] limit 1) end as "nextDueName"
        from page
        join board_bodies as body on body.organisation = page.organisation
        left join instances as cycle on cycle.instance = page.instance
        cross join lateral (select width_bucket(${now}::bigint, cycle.open_due) + 1 as due) as next
      ) as shown) as lines`.execute(db);
  return rows[0] ?? { begun: true, totals: [], lines: [] };
}

type Source = RawBuilder<unknown>;

interface Answer {
  begun: boolean;
  totals: Total[];
  lines: Line[];
}

interface Total {
  phase: string;
  bodies: number;
  overdue: number;
  openImprovements: number;
  /** Of each body that has any. */
  rounds: number[][];
  audits: string[][];
}

/** What the query answers of a line: columns under the names of the line's fields, and what others are made of. */
interface Line extends Record<string, unknown> {
  place: string;
  /** What it is sorted by. */
  key: string | number;
  rounds: number[];
  audits: string[];
  organisation: string;
  nameJa: string;
  nameEn: string;
  former_names: string;
  phase: string;
  marks: string[] | null;
  counts: string | null;
  nextDue: number | null;
  nextDueId: string | null;
  nextDueName: Text | null;
}

function sum(totals: readonly Total[], key: 'bodies' | 'overdue' | 'openImprovements'): number {
  return totals.reduce((all, total) => all + total[key], 0);
}

/** How many posts of each body on the page are vacant. Few bodies have any: the second query mostly finds nothing. */
async function vacantByBody(db: Database, page: readonly Line[], now: number): Promise<ReadonlyMap<string, number>> {
  const takenUp = page.filter(({ phase }) => phase !== NOT_TAKEN_UP).map(({ organisation }) => organisation);
  const counts = new Map<string, number>();
  for (const { organisation } of await vacantPosts(db, takenUp, now)) {
    counts.set(organisation, (counts.get(organisation) ?? 0) + 1);
  }
  return counts;
}

/** Bodies with an entry in that year that rests on an appointment changed afterwards: few, in a table of nothing else. */
async function restedBodies(db: Database, year: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ organisation: string }>`
    select distinct split_part(instance, '/', 3) as organisation from rested_on
    where split_part(instance, '/', 2) = ${String(year)}`.execute(db);
  return new Set(rows.map(({ organisation }) => organisation));
}

/** Bodies of which an instance of the year is not carried as it should be. */
async function notCarriedBodies(db: Database, year: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ organisation: string }>`
    select distinct split_part(instance, '/', 3) as organisation from engine_amiss
    where split_part(instance, '/', 2) = ${String(year)}`.execute(db);
  return new Set(rows.map(({ organisation }) => organisation));
}

/** The line by its schema: a column of the query is a field of the same name, null stands for its absence. */
function toBoardLine(
  line: Line,
  { year, now }: Pick<BoardFilter, 'year' | 'now'>,
  vacant: number,
  { rested, notCarried }: { readonly rested: boolean; readonly notCarried: boolean },
): BoardLine {
  const counts: Record<string, number> = JSON.parse(line.counts ?? '{}');
  const due =
    line.nextDue === null || line.nextDueId === null ? undefined : nextDueOf(line, line.nextDueId, line.nextDue);
  const name = nameInYear({ ...line, formerNames: formerNamesOf(line) }, year, dateInJapan(now));
  return boardLine.parse({
    ...Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null)),
    ...boardCountsOf(counts),
    result: resultOf(counts),
    improvementsByRound: byRound(line.rounds),
    auditsByPhase: byPhase(line.audits),
    year,
    nameJa: name.ja,
    nameEn: name.en,
    nextDue: due,
    vacantPosts: vacant,
    // What is to be done something about comes first: the board shows but a few.
    marks: [
      ...(notCarried ? ['notCarried'] : []),
      ...(line.marks ?? []),
      ...(rested ? ['appointmentChangedAfterwards'] : []),
    ],
    counts,
  });
}

function nextDueOf({ nextDueName: name }: Line, id: string, due: number): BoardLine['nextDue'] {
  return { id, ...(name !== null && { name }), due };
}

function cursorAt({ key, place }: Line, { sort = 'body', descending = false, now }: BoardFilter): BoardCursor {
  return { sort, descending, key, place, now };
}

/** How many of each, in the order of the values. */
function counted<T extends string | number>(values: readonly T[]): (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function byRound(rounds: readonly number[]) {
  return counted(rounds).map(([round, count]) => ({ round, count }));
}

function byPhase(audits: readonly string[]) {
  return counted(audits).map(([phase, count]) => ({ phase, count }));
}

import { type RawBuilder, sql } from 'kysely';
import { type InstanceId, parseInstanceId } from '../../model/identifiers.ts';
import type { InstanceChange } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';
import type { Tables } from '../tables.ts';

/** What the board shows per body and year comes from the cycle; other procedures add due instants and movement. */
const CYCLE = 'cycle';

/** The bodies' years touched by these instances, in the order in which they are locked: `<year>/<organisation>`. */
export function boardLines(instances: readonly InstanceId[]): {
  readonly keys: readonly string[];
  readonly years: readonly number[];
} {
  const parts = instances.flatMap((instance) => parseInstanceId(instance) ?? []);
  return {
    keys: [...new Set(parts.map(({ year, organisation }) => `${year}/${organisation}`))].sort(),
    years: [...new Set(parts.map(({ year }) => year))],
  };
}

/**
 * Brings the board's lines up to what has moved. The due instants are those of all instances of the body: of what moved
 * as it is now, of the others as they stand. Whoever writes has locked the lines (`boardLines`) in a statement before
 * this one, so that two processes writing for one body at once cannot forget each other.
 */
export function boardParts(moved: readonly InstanceChange[]): Part[] {
  const lines = linesOf(moved);
  if (lines.length === 0) return [];
  return [
    sql`board_moved as (
      select * from json_to_recordset(${rowsOf(lines.map(({ row, dueChanged }) => ({ ...row, recount: dueChanged })))})
        as line (year integer, organisation text, instance text, phase text, open_improvements integer, last_movement bigint, recount boolean))`,
    sql`board_due as (
      select * from json_to_recordset(${rowsOf(moved.map(dueOf))})
        as one (instance text, year integer, organisation text, open_due bigint[]))`,
    sql`board_written as (
      insert into board_lines
        (year, organisation, instance, phase, all_due, open_improvements, last_movement)
      select line.year, line.organisation, line.instance, line.phase,
        case when not line.recount then '{}' else (
          select coalesce(array_agg(every.due order by every.due), '{}') from (
            select unnest(other.open_due) as due from instances as other
            where other.organisation = line.organisation and other.year = line.year
              and other.instance not in (select instance from board_due)
            union all
            select unnest(one.open_due) from board_due as one
            where one.organisation = line.organisation and one.year = line.year
          ) as every) end,
        line.open_improvements, line.last_movement
      from board_moved as line order by line.year, line.organisation
      on conflict (year, organisation) do update set
        instance = ${cycleOr('instance')}, phase = ${cycleOr('phase')},
        open_improvements = ${cycleOr('open_improvements')},
        last_movement = greatest(board_lines.last_movement, excluded.last_movement),
        all_due = case when exists (
            select from board_moved as line
            where line.year = excluded.year and line.organisation = excluded.organisation and line.recount)
          then excluded.all_due else board_lines.all_due end)`,
  ];
}

function dueOf({ entry, openDue }: InstanceChange) {
  const { year, organisation } = parseInstanceId(entry.instance) ?? {};
  return { instance: entry.instance, year, organisation, open_due: openDue.map(({ due }) => due) };
}

/** What moves in a line; place and days of appointment are the registry's. */
type Row = Omit<Tables['board_lines'], 'place' | 'taken_up' | 'all_due'>;

interface Line {
  row: Row;
  dueChanged: boolean;
}

/** One line per body and year touched, in the order in which they are locked. */
function linesOf(moved: readonly InstanceChange[]): Line[] {
  const lines = new Map<string, Line>();
  for (const one of moved) {
    const parts = parseInstanceId(one.entry.instance);
    if (parts === undefined) continue;
    const key = `${parts.year}/${parts.organisation}`;
    const line = lines.get(key) ?? { row: emptyLine(parts.year, parts.organisation), dueChanged: false };
    lines.set(key, line);
    line.dueChanged ||= one.dueChanged;
    line.row.last_movement = Math.max(line.row.last_movement ?? 0, one.entry.at);
    if (one.entry.procedure === CYCLE) Object.assign(line.row, cycleColumns(one));
  }
  return [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function cycleColumns({ entry }: InstanceChange): Partial<Row> {
  const { phase, counts } = entry.projection;
  return {
    instance: entry.instance,
    phase,
    open_improvements: counts['openImprovements'] ?? 0,
  };
}

function emptyLine(year: number, organisation: string): Row {
  return {
    year,
    organisation,
    instance: null,
    phase: null,
    open_improvements: 0,
    last_movement: null,
  };
}

/** The new value when the cycle is what moved, else what stands there. */
function cycleOr<T>(column: keyof Tables['board_lines']): RawBuilder<T> {
  const name = sql.ref(`excluded.${column}`);
  return sql`case when excluded.instance is null then ${sql.ref(`board_lines.${column}`)} else ${name} end`;
}

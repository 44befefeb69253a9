import { type RawBuilder, sql } from 'kysely';
import type { Projection } from '../../machines/core/index.ts';
import { type InstanceId, parseInstanceId } from '../../model/identifiers.ts';
import type { InstanceChange } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';
import type { Tables } from '../tables.ts';

/**
 * What the board shows per body and year comes from the cycle; other procedures add due instants and movement, improvements
 * their rounds, audits their phases.
 */
const CYCLE = 'cycle';
const IMPROVEMENT = 'improvement';
const AUDIT = 'audit';
/** The procedures of a body's own year: of no other a line shows or counts anything. */
export const ofTheYear: readonly string[] = [CYCLE, IMPROVEMENT, AUDIT];

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
 * Brings the board's lines up to what has moved. Due instants, rounds and audits are those of all instances of the body: of
 * what moved as it is now, of the others as they stand. Whoever writes has locked the lines (`boardLines`) in a statement before
 * this one, so that two processes writing for one body at once cannot forget each other.
 */
export function boardParts(all: readonly InstanceChange[]): Part[] {
  const moved = all.filter(({ entry }) => ofTheYear.includes(entry.procedure));
  const lines = linesOf(moved);
  if (lines.length === 0) return [];
  return [
    sql`board_moved as (
      select * from json_to_recordset(${rowsOf(lines.map(({ row, recount }) => ({ ...row, recount })))})
        as line (year integer, organisation text, instance text, phase text, open_improvements integer, last_movement bigint, recount boolean))`,
    sql`board_due as (
      select * from json_to_recordset(${rowsOf(moved.map(countedOf))})
        as one (instance text, year integer, organisation text, open_due bigint[], round integer, audit text))`,
    sql`board_written as (
      insert into board_lines
        (year, organisation, instance, phase, all_due, rounds, audits, open_improvements, last_movement)
      select line.year, line.organisation, line.instance, line.phase,
        counted.all_due, counted.rounds, counted.audits, line.open_improvements, line.last_movement
      from board_moved as line cross join lateral (
        with every as (
          select other.open_due,
            case when other.procedure = ${IMPROVEMENT} and other.ended is null
              then (other.counts::json ->> 'rounds')::integer end as round,
            case when other.procedure = ${AUDIT} then other.phase end as audit
          from instances as other
          where line.recount and other.seq > 0 and other.procedure = any (${[...ofTheYear]}::text[]) and other.organisation = line.organisation and other.year = line.year
            and other.instance not in (select instance from board_due)
          union all
          select one.open_due, one.round, one.audit from board_due as one
          where line.recount and one.organisation = line.organisation and one.year = line.year
        )
        select
          (select coalesce(array_agg(due order by due), '{}') from every, unnest(every.open_due) as due) as all_due,
          coalesce(array_agg(round order by round) filter (where round is not null), '{}') as rounds,
          coalesce(array_agg(audit order by audit) filter (where audit is not null), '{}') as audits
        from every) as counted
      order by line.year, line.organisation
      on conflict (year, organisation) do update set
        instance = ${cycleOr('instance')}, phase = ${cycleOr('phase')},
        open_improvements = ${cycleOr('open_improvements')},
        last_movement = greatest(board_lines.last_movement, excluded.last_movement),
        all_due = ${recountedOr('all_due')}, rounds = ${recountedOr('rounds')}, audits = ${recountedOr('audits')})`,
  ];
}

/** What of an instance its body's line counts: due instants, and what an improvement or audit stands at. */
function countedOf({ entry, after, openDue }: InstanceChange) {
  const { year, organisation } = parseInstanceId(entry.instance) ?? {};
  const due = openDue.map(({ due }) => due);
  return { instance: entry.instance, year, organisation, open_due: due, ...standingOf(entry.procedure, after) };
}

/** The round of an open improvement, the phase of an audit. */
function standingOf(procedure: string, projection: Projection | undefined): { round?: number; audit?: string } {
  if (procedure === AUDIT && projection !== undefined) return { audit: projection.phase };
  const round = projection?.ended === undefined ? projection?.counts['rounds'] : undefined;
  return procedure === IMPROVEMENT && round !== undefined ? { round } : {};
}

function standsElsewhere({ entry, before, after }: InstanceChange): boolean {
  const [was, is] = [before, after].map((projection) => standingOf(entry.procedure, projection));
  return was?.round !== is?.round || was?.audit !== is?.audit;
}

/** What moves in a line; place and days of appointment are the registry's. */
type Row = Pick<
  Tables['board_lines'],
  'year' | 'organisation' | 'instance' | 'phase' | 'open_improvements' | 'last_movement'
>;

interface Line {
  row: Row;
  /** What is counted over all instances of the body has changed. */
  recount: boolean;
}

/** One line per body and year touched, in the order in which they are locked. */
function linesOf(moved: readonly InstanceChange[]): Line[] {
  const lines = new Map<string, Line>();
  for (const one of moved) {
    const parts = parseInstanceId(one.entry.instance);
    if (parts === undefined) continue;
    const key = `${parts.year}/${parts.organisation}`;
    const line = lines.get(key) ?? { row: emptyLine(parts.year, parts.organisation), recount: false };
    lines.set(key, line);
    line.recount ||= one.dueChanged || standsElsewhere(one);
    line.row.last_movement = Math.max(line.row.last_movement ?? 0, ...one.entries.map(({ at }) => at));
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

/** The same of what is counted over all instances, where it was counted. */
function recountedOr<T>(column: keyof Tables['board_lines']): RawBuilder<T> {
  return sql`case when exists (
      select from board_moved as line
      where line.year = excluded.year and line.organisation = excluded.organisation and line.recount)
    then ${sql.ref(`excluded.${column}`)} else ${sql.ref(`board_lines.${column}`)} end`;
}

import { type RawBuilder, sql, type Transaction } from 'kysely';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { Moved } from '../journal/append.ts';
import type { Tables } from '../tables.ts';
import { beginYears } from './board-years.ts';

/** What the board shows per body and year comes from the cycle; other procedures add due instants and movement. */
const CYCLE = 'cycle';

/**
 * Brings the board's lines up to what has moved. The lines are locked in order first, then the due instants are counted
 * over all instances of the body, so that two processes writing for one body at once cannot forget each other.
 */
export async function updateBoard(trx: Transaction<Tables>, moved: readonly Moved[]): Promise<void> {
  const lines = linesOf(moved);
  if (lines.length === 0) return;
  await beginYears(
    trx,
    lines.map(({ row }) => row.year),
  );
  await trx
    .insertInto('board_lines')
    .values(lines.map(({ row }) => row))
    .onConflict((conflict) =>
      conflict.columns(['year', 'organisation']).doUpdateSet({
        instance: cycleOr('instance'),
        phase: cycleOr('phase'),
        open_improvements: cycleOr('open_improvements'),
        open_audits: cycleOr('open_audits'),
        last_movement: sql`greatest(board_lines.last_movement, excluded.last_movement)`,
      }),
    )
    .execute();
  const recount = lines.filter((line) => line.dueChanged);
  if (recount.length === 0) return;
  const bodies = sql.join(recount.map(({ row }) => sql`(${row.year}::integer, ${row.organisation}::text)`));
  await sql`update board_lines as line
    set all_due = (
      select coalesce(array_agg(open.due order by open.due), '{}')
      from instances as one cross join lateral unnest(one.open_due) as open (due)
      where one.organisation = line.organisation and one.year = line.year
    )
    from (values ${bodies}) as body (year, organisation)
    where line.year = body.year and line.organisation = body.organisation`.execute(trx);
}

/** What moves in a line; place and days of appointment are the registry's. */
type Row = Omit<Tables['board_lines'], 'place' | 'taken_up'>;

interface Line {
  row: Row;
  dueChanged: boolean;
}

/** One line per body and year touched, in the order in which they are locked. */
function linesOf(moved: readonly Moved[]): Line[] {
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

function cycleColumns({ entry }: Moved): Partial<Row> {
  const { phase, counts } = entry.projection;
  return {
    instance: entry.instance,
    phase,
    open_improvements: counts['openImprovements'] ?? 0,
    open_audits: counts['openAudits'] ?? 0,
  };
}

function emptyLine(year: number, organisation: string): Row {
  return {
    year,
    organisation,
    instance: null,
    phase: null,
    all_due: [],
    open_improvements: 0,
    open_audits: 0,
    last_movement: null,
  };
}

/** The new value when the cycle is what moved, else what stands there. */
function cycleOr<T>(column: keyof Tables['board_lines']): RawBuilder<T> {
  const name = sql.ref(`excluded.${column}`);
  return sql`case when excluded.instance is null then ${sql.ref(`board_lines.${column}`)} else ${name} end`;
}

/** Where every body stands: who is late and why, whom it waits for. */
import { boardSorts } from '../../../model/board.ts';
import { dateInJapan, fiscalYearOf } from '../../../model/japan-time.ts';
import { organisationKinds, profiles } from '../../../model/organisations.ts';
import { boardColumns } from '../../board/between.ts';
import { boardPhase, boardPhases } from '../../texts.ts';
import { Frame } from '../kit/frame.tsx';
import { say, sayFirst, yearShown, type View } from '../kit/view.ts';
import { type Board, type Further, Row } from './row.tsx';

interface BoardProps {
  readonly view: View;
  readonly board: Board;
  /** The conditions that were chosen. */
  readonly chosen: Readonly<Record<string, string>>;
}

export function BoardPage({ view, board, chosen }: BoardProps) {
  const { texts } = view;
  const { totals, items, next, year } = board;
  const further = furtherColumns(board);
  return (
    <Frame view={view} title={texts.board.title} place="board">
      <div class="head">
        <div>
          <h1>{texts.board.title}</h1>
          <p>
            {yearShown(view, year)}
            {'　'}
            {texts.of(totals.bodies)}
          </p>
        </div>
        <p>
          <a class="button button--line button--small" href={addressWith('/board.csv', chosen, { cursor: undefined })}>
            {texts.board.csv}
          </a>
        </p>
      </div>
      <Totals view={view} board={board} chosen={chosen} />
      <Filters view={view} year={year} chosen={chosen} />
      {items.length === 0 ? (
        <p class="notice">{texts.board.nobody}</p>
      ) : (
        <div class="scroll" role="region" aria-labelledby="board-caption" tabindex={0}>
          <table role="table" class="board dense stackable">
            <caption id="board-caption" class="sr">
              {texts.board.caption}
            </caption>
            <Head view={view} chosen={chosen} further={further} />
            <tbody role="rowgroup">
              {items.map((line) => (
                <Row view={view} line={line} further={further} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="pager small">
        {chosen['cursor'] !== undefined && (
          <a href={addressWith('/board', chosen, { cursor: undefined })}>{texts.board.first}</a>
        )}
        {next !== undefined && <a href={addressWith('/board', chosen, { cursor: next })}>{texts.board.next}</a>}
      </p>
    </Frame>
  );
}

/** An address with these conditions, some of them changed or left out. */
function addressWith(
  path: string,
  chosen: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...chosen, ...changed })) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return `${path}?${query.toString()}`;
}

function Totals({ view, board: { totals }, chosen }: BoardProps) {
  const { texts } = view;
  const phases = boardPhases.filter((phase) => (totals.byPhase[phase] ?? 0) > 0);
  return (
    <dl class="totals">
      <div>
        <dt>{texts.board.overdueBodies}</dt>
        <dd class={totals.overdue > 0 ? 'late' : ''}>
          <a href={addressWith('/board', chosen, { overdue: 'true', cursor: undefined })}>{totals.overdue}</a>
          <small>／{totals.bodies}</small>
        </dd>
      </div>
      {phases.map((phase) => (
        <div>
          <dt>{say(view, boardPhase(phase))}</dt>
          <dd>
            <a href={addressWith('/board', chosen, { phase, cursor: undefined })}>{totals.byPhase[phase]}</a>
          </dd>
        </div>
      ))}
      <div>
        <dt>{texts.board.openImprovements}</dt>
        <dd>
          {totals.openImprovements}
          {totals.improvementsByRound
            .filter(({ round }) => round > 1)
            .map(({ round, count }) => (
              <small>
                {texts.board.rounds(round)} {count}
              </small>
            ))}
        </dd>
      </div>
    </dl>
  );
}

function Filters({ view, year, chosen }: { view: View; year: number; chosen: Readonly<Record<string, string>> }) {
  const { texts } = view;
  const now = fiscalYearOf(dateInJapan(view.at));
  const years = [...new Set([now + 1, now, now - 1, now - 2, year])].sort((a, b) => b - a);
  return (
    <form class="filters" method="get" action="/board" role="search">
      <div>
        <label for="year">{texts.board.year}</label>
        <select id="year" name="year">
          {years.map((one) => (
            <option value={String(one)} selected={one === year}>
              {yearShown(view, one)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="kind">{texts.board.kind}</label>
        <select id="kind" name="kind">
          <option value="">{texts.board.all}</option>
          {profiles.map((kind) => (
            <option value={kind} selected={chosen['kind'] === kind}>
              {say(view, organisationKinds[kind])}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="phase">{texts.board.phase}</label>
        <select id="phase" name="phase">
          <option value="">{texts.board.all}</option>
          {boardPhases.map((phase) => (
            <option value={phase} selected={chosen['phase'] === phase}>
              {say(view, boardPhase(phase))}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="search">{texts.board.name}</label>
        <input id="search" type="search" name="search" value={chosen['search'] ?? ''} size={12} />
      </div>
      <div>
        <label for="sort">{texts.board.sort}</label>
        <select id="sort" name="sort">
          {boardSorts.map((sort) => (
            <option value={sort} selected={chosen['sort'] === sort}>
              {texts.board.sorts[sort]}
            </option>
          ))}
        </select>
      </div>
      <div class="choice">
        <input type="checkbox" id="overdue" name="overdue" value="true" checked={chosen['overdue'] === 'true'} />
        <label for="overdue">{texts.board.onlyOverdue}</label>
      </div>
      <div>
        <button class="button button--line button--small">{texts.show}</button>
      </div>
    </form>
  );
}

const columns = ['body', 'phase', 'nextDue', 'late', 'waitsFor', 'improvements', 'audits'] as const;

/** Columns that only some boards have: what no line of it shows, has none. */
function furtherColumns({ items }: Board): Further {
  return {
    elsewhere: items.some(({ owedElsewhere }) => owedElsewhere > 0),
    shared: boardColumns.filter(({ id }) => items.some(({ shared }) => shared[id] !== undefined)),
  };
}

/** Columns by which the board is sorted. */
const sortOf: Partial<Record<(typeof columns)[number], (typeof boardSorts)[number]>> = {
  body: 'name',
  phase: 'phase',
  nextDue: 'due',
  late: 'overdue',
};

function Head({ view, chosen, further }: { view: View; chosen: Readonly<Record<string, string>>; further: Further }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => {
          const sort = sortOf[column];
          const words = view.texts.board.columns[column];
          const isSorted = sort !== undefined && chosen['sort'] === sort;
          return (
            <th
              role="columnheader"
              scope="col"
              aria-sort={isSorted ? (sort === 'overdue' ? 'descending' : 'ascending') : undefined}
            >
              {sort === undefined ? (
                words
              ) : (
                <a href={addressWith('/board', chosen, { sort, cursor: undefined })}>{words}</a>
              )}
            </th>
          );
        })}
        {further.elsewhere && (
          <th role="columnheader" scope="col">
            {view.texts.board.columns.elsewhere}
          </th>
        )}
        {further.shared.map(({ label }) => (
          <th role="columnheader" scope="col">
            {sayFirst(view, label)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

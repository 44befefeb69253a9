/** The tables of a year: measures with their progress, dates with what they rest on, bureau by bureau. */
import { isRole, roles } from '../../../model/roles.ts';
import { endOfDate } from '../../../model/japan-time.ts';
import type { Child as Content } from 'hono/jsx';
import type { State } from '../decide/asked.ts';
import { Distance, distanceTo, joined } from '../kit/parts.tsx';
import { dateShown, dayShown, dueShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import type { Bureau } from './bureaus.ts';
import type { Timeline } from './layout.ts';

type Column = keyof View['texts']['year']['columns'];
type Row = State['lists'][number]['rows'][number];

interface TableProps {
  readonly view: View;
  readonly label: string;
  /** Headings: known ones, or in words. */
  readonly columns: readonly (Column | { readonly words: string })[];
  /** The place of the column that names the row. */
  readonly named: number;
  readonly rows: readonly (readonly Content[])[];
}

/** A table that stands as a list of labelled values where it is narrow. */
function Stackable({ view, label, columns, named, rows }: TableProps) {
  const heads = columns.map((column) => (typeof column === 'string' ? view.texts.year.columns[column] : column.words));
  return (
    <div class="scroll" role="region" aria-label={label} tabindex={0}>
      <table role="table" class="dense stackable" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
              <th role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((cells) => (
            <tr role="row">
              {cells.map((cell, i) =>
                i === named ? (
                  <th role="rowheader" scope="row" data-label={heads[i]}>
                    {cell}
                  </th>
                ) : (
                  <td role="cell" data-label={heads[i]}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Measures({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  const list = state.lists.find(({ id }) => id === 'measures');
  if (list === undefined) return <></>;
  const done = list.rows.filter((row) => row.done).length;
  return (
    <section class="section">
      <h2>
        {sayFirst(view, list)}
        {'　'}
        <span class="quiet small">{texts.year.measures(done, list.rows.length + list.more)}</span>
      </h2>
      <Stackable
        view={view}
        label={sayFirst(view, list)}
        columns={['number', 'title', 'owner', 'due', 'status']}
        named={1}
        rows={list.rows.map((row) => [
          row.id,
          say(view, row),
          ownerOf(view, row),
          row.due === undefined ? '' : <span class="nowrap">{dateShown(view, row.due)}</span>,
          <MeasureStatus view={view} row={row} isOver={state.ended !== undefined} />,
        ])}
      />
    </section>
  );
}

/** What was judged of each dimension, beside what was judged of it last year. */
export function Judgement({
  view,
  year,
  state,
  last,
}: {
  view: View;
  year: number;
  state: State;
  last: State | undefined;
}) {
  const [now, before] = [state, last].map((one) => one?.lists.find(({ id }) => id === 'judgement'));
  const list = now ?? before;
  if (list === undefined) return <></>;
  const said = (rows: readonly Row[] | undefined, id: string): Content => {
    const row = rows?.find((one) => one.id === id);
    if (row === undefined) return <span class="quiet">{view.texts.year.notJudged}</span>;
    return row.done ? <span class="ok">✓ {say(view, row.status)}</span> : say(view, row.status);
  };
  return (
    <section class="section">
      <h2>{sayFirst(view, list)}</h2>
      <Stackable
        view={view}
        label={sayFirst(view, list)}
        columns={[
          'dimension',
          { words: yearShown(view, year) },
          ...(before === undefined ? [] : [{ words: yearShown(view, year - 1) }]),
        ]}
        named={0}
        rows={list.rows.map((row) => [
          sayFirst(view, row),
          said(now?.rows, row.id),
          ...(before === undefined ? [] : [said(before.rows, row.id)]),
        ])}
      />
    </section>
  );
}

function ownerOf(view: View, { department, post, person }: Row): string {
  return joined(
    view,
    [department, post, person].flatMap((one) => (one === undefined ? [] : [say(view, one)])),
  );
}

function MeasureStatus({ view, row, isOver }: { view: View; row: Row; isOver: boolean }) {
  if (row.done) return <span class="ok">✓ {say(view, row.status)}</span>;
  const late = row.due === undefined || isOver ? undefined : distanceTo(view, endOfDate(row.due));
  return (
    <>
      {say(view, row.status)}
      {late?.late === true && (
        <>
          {'　'}
          <span class="late">{late.words}</span>
        </>
      )}
    </>
  );
}

export function Dates({ view, dates }: { view: View; dates: Timeline['dates'] }) {
  const { texts } = view;
  if (dates.length === 0) return <></>;
  return (
    <section class="section">
      <h2>{texts.year.dates}</h2>
      <p class="lead">{texts.year.datesLead}</p>
      <Stackable
        view={view}
        label={texts.year.dates}
        columns={['item', 'due', 'basis', 'owner', 'metOn']}
        named={0}
        rows={dates.map((item) => [
          sayFirst(view, item),
          <>
            <span class="nowrap">{dueShown(view, item.due)}</span>
            {item.original !== item.due && (
              <small class="quiet">
                <br />
                {texts.procedure.firstDate(dueShown(view, item.original))}
              </small>
            )}
          </>,
          <span class="small quiet">
            {item.basis === undefined ? texts.none : sayFirst(view, item.basis)}
            {item.explained !== undefined &&
              ` ${texts.board.why}：${item.explained.reason}（${texts.board.expectedOn(dateShown(view, item.explained.expectedOn))}）`}
          </span>,
          <span class="small">
            {joined(
              view,
              item.roles.flatMap((role) => (isRole(role) ? [say(view, roles[role])] : [])),
            )}
          </span>,
          <Met view={view} item={item} />,
        ])}
      />
    </section>
  );
}

function Met({ view, item }: { view: View; item: Timeline['dates'][number] }) {
  if (item.met !== undefined) {
    return (
      <>
        <span class="ok">✓</span> <span class="nowrap">{dayShown(view, item.met)}</span>
      </>
    );
  }
  if (!item.expected) return <span class="quiet">{view.texts.year.notExpected}</span>;
  return <Distance view={view} due={item.due} dense />;
}

export function Bureaus({ view, bureaus }: { view: View; bureaus: readonly Bureau[] }) {
  const { texts } = view;
  if (bureaus.length === 0) return <></>;
  const late = (count: number): Content =>
    count > 0 && (
      <>
        {'　'}
        <span class="late">{texts.board.lateItems(count)}</span>
      </>
    );
  return (
    <section class="section">
      <h2>{texts.year.bureaus}</h2>
      <p class="lead">{texts.year.bureausLead}</p>
      <Stackable
        view={view}
        label={texts.year.bureaus}
        columns={['department', 'selfInspection', 'measures', 'improvements']}
        named={0}
        rows={bureaus.map(({ name, handIns, measures, improvements }) => [
          say(view, name),
          handIns.all === 0 ? texts.none : texts.year.handedIn(handIns.done, handIns.all),
          <>
            {measures.all === 0 ? texts.none : texts.year.doneOf(measures.done, measures.all)}
            {late(measures.late)}
          </>,
          <>
            {improvements.open === 0 ? texts.none : texts.year.goesOn(improvements.open)}
            {late(improvements.late)}
          </>,
        ])}
      />
    </section>
  );
}

/** One body's line. */
import type { Api } from '../../api/routes.ts';
import type { boardColumns } from '../../board/between.ts';
import { Chip, Distance, joined } from '../kit/parts.tsx';
import { dateShown, dayShown, dueShown, say, sayFirst, type View } from '../kit/view.ts';

export type Board = Awaited<ReturnType<Api['board']['lines']['ask']>>['body'];
type Line = Board['items'][number];
type Columns = (typeof boardColumns)[number]['columns'];

/** Columns that not every board has: what is owed elsewhere, and procedures between bodies. */
export interface Further {
  readonly elsewhere: boolean;
  readonly shared: typeof boardColumns;
}

/** Marks shown in a line: all of them stand at the body's year. */
const MARKS = 3;

export function Row({ view, line, further }: { view: View; line: Line; further: Further }) {
  const { texts } = view;
  const name = view.language === 'ja' ? line.nameJa : line.nameEn;
  const phase = view.language === 'ja' ? line.phaseJa : line.phaseEn;
  const label = texts.board.columns;
  return (
    <tr role="row" class={line.overdue > 0 ? 'is-late' : ''}>
      <th role="rowheader" scope="row" data-label={label.body}>
        {line.readable ? <a href={`/${line.organisation}/${line.year}`}>{name}</a> : name}
        {(line.vacantPosts > 0 || line.marks.length > 0) && (
          <span class="sub marks">
            {line.vacantPosts > 0 && <Chip kind="vacant">{texts.board.vacant(line.vacantPosts)}</Chip>}{' '}
            {line.marks.slice(0, MARKS).map((mark) => (
              <>
                <Chip kind="mark">{say(view, mark)}</Chip>{' '}
              </>
            ))}
            {line.marks.length > MARKS && `+${line.marks.length - MARKS}`}
          </span>
        )}
      </th>
      <td role="cell" data-label={label.phase}>
        {phase}
      </td>
      <td role="cell" data-label={label.nextDue}>
        {line.nextDue === undefined ? (
          <span class="quiet">{texts.none}</span>
        ) : (
          <>
            {say(view, line.nextDue)}
            <span class="sub">
              {dueShown(view, line.nextDue.due, { short: true })} <Distance view={view} due={line.nextDue.due} dense />
            </span>
          </>
        )}
      </td>
      <td role="cell" data-label={label.late} class={line.overdue > 0 ? 'late' : 'zero'}>
        {line.overdue > 0 ? (
          <>
            {texts.board.lateDays(line.daysOverdue)}
            <Why view={view} line={line} />
          </>
        ) : (
          texts.board.inTime
        )}
      </td>
      <td role="cell" data-label={label.waitsFor}>
        <Waits view={view} line={line} />
      </td>
      <td role="cell" data-label={label.improvements} class={line.openImprovements === 0 ? 'zero' : ''}>
        {line.openImprovements}
        {line.improvementsByRound
          .filter(({ round }) => round > 1)
          .map(({ round, count }) => (
            <span class="sub">
              {texts.board.rounds(round)} {count}
            </span>
          ))}
      </td>
      <td role="cell" data-label={label.audits} class={line.auditsByPhase.length === 0 ? 'zero' : ''}>
        {line.auditsByPhase.length === 0
          ? texts.none
          : joined(
              view,
              line.auditsByPhase.map((audit) => `${say(view, audit)} ${audit.count}`),
            )}
      </td>
      {further.elsewhere && (
        <td role="cell" data-label={label.elsewhere} class={line.owedElsewhere === 0 ? 'zero' : ''}>
          {line.owedElsewhere}
          {line.owedElsewhereOverdue > 0 && (
            <span class="sub late">{texts.board.lateItems(line.owedElsewhereOverdue)}</span>
          )}
        </td>
      )}
      {further.shared.map(({ id, label: words, columns }) => (
        <td role="cell" data-label={sayFirst(view, words)}>
          <Shared view={view} shared={line.shared[id]} columns={columns} />
        </td>
      ))}
    </tr>
  );
}

/** Why it is late and when it is expected, as the owing post said. */
function Why({ view, line: { late = [] } }: { view: View; line: Line }) {
  const { texts } = view;
  return (
    <>
      {late.slice(0, 3).map((item) => (
        <span class="sub">
          {say(view, item)} {dayShown(view, item.due - 1, { short: true })}
          {item.explained !== undefined &&
            `　${item.explained.reason}（${texts.board.expectedOn(dateShown(view, item.explained.expectedOn, { short: true }))}）`}
        </span>
      ))}
    </>
  );
}

/** Whom it waits for first, and whom one can ask. */
function Waits({ view, line: { waitsFor = [], contacts = [] } }: { view: View; line: Line }) {
  const [first] = waitsFor;
  if (first === undefined) return <span class="quiet">{view.texts.none}</span>;
  return (
    <>
      {joined(
        view,
        first.roles.map((role) => say(view, role)),
      )}
      <span class="sub">{say(view, first)}</span>
      {contacts.slice(0, 1).map(({ mail, ...who }) => (
        <span class="sub">
          {view.texts.board.contact}：{say(view, who)} {mail !== undefined && <a href={`mailto:${mail}`}>{mail}</a>}
        </span>
      ))}
    </>
  );
}

/** How a procedure between bodies stands, to its parties: how many of how many, and its phase, by which it is found. */
function Shared({ view, shared, columns }: { view: View; shared: Line['shared'][string]; columns: Columns }) {
  if (shared === undefined) return <span class="quiet">{view.texts.none}</span>;
  return (
    <>
      {columns.map(({ id }) => {
        const standing = shared.columns[id];
        return (
          standing !== undefined && (
            <span class="sub">
              {say(view, standing)} {standing.done}／{standing.of}
            </span>
          )
        );
      })}
      <span class="sub">
        <a href={`/${shared.instance}`}>{say(view, shared.phase)}</a>
      </span>
    </>
  );
}

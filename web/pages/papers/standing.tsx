/** One sheet: a year as it stood at the end of a day. */
import type { Child } from 'hono/jsx';
import type { Api } from '../../api/routes.ts';
import { Banner, joined, Marks, yearPageOf } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { dateShown, dayShown, dueShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import { Paper } from './paper.tsx';

export type Standing = Awaited<ReturnType<Api['standing']['ask']>>['body'];

interface StandingProps {
  readonly view: View;
  readonly place: { readonly organisation: string; readonly year: number };
  /** What was typed, and what is wrong with it. */
  readonly typed: string;
  readonly problem?: string | undefined;
  readonly standing?: Standing | undefined;
}

export function StandingPage({ view, place, typed, problem, standing }: StandingProps) {
  const words = view.texts.papers.standing;
  const year = yearShown(view, place.year);
  const title = standing === undefined ? words.title : words.of(say(view, standing.organisation), year);
  const href = yearPageOf(view, place.organisation, place.year);
  const error = problem === undefined ? '' : `${view.language === 'ja' ? '誤り：' : 'Error: '}`;
  return (
    <Frame
      view={view}
      title={`${error}${title}`}
      crumbs={[...(href === undefined ? [] : [{ href, words: year }]), { words: words.title }]}
    >
      {problem !== undefined && <Banner kind="error" title={problem} id="problem" />}
      <div class="head">
        <div>
          <h1>{title}</h1>
          {standing !== undefined && <p>{words.on(dateShown(view, standing.on))}</p>}
        </div>
      </div>
      <form class="filters" method="get" action={`/standing/${place.organisation}/${place.year}`}>
        <div>
          <label for="on">{words.date}</label>
          <input
            id="on"
            type="text"
            name="on"
            value={typed}
            aria-describedby="on-help"
            aria-invalid={problem !== undefined ? 'true' : undefined}
          />
        </div>
        <div>
          <button class="button button--line button--small">{words.show}</button>
        </div>
        <p class="small quiet" id="on-help">
          {words.dateHelp}
        </p>
      </form>
      {standing !== undefined && <Sheet view={view} standing={standing} />}
    </Frame>
  );
}

function Sheet({ view, standing }: { view: View; standing: Standing }) {
  const words = view.texts.papers.standing;
  const { phase, ended, marks, last } = standing;
  return (
    <Paper view={view} reading={standing.reading} source={view.texts.papers.source(last.seq, last.hash)} one>
      <p>{words.rebuilt(dateShown(view, standing.on))}</p>
      <dl class="strip-facts">
        <div>
          <dt>{words.phase}</dt>
          <dd>{sayFirst(view, phase)}</dd>
        </div>
        {ended !== undefined && (
          <div>
            <dt>{words.ended}</dt>
            <dd>{sayFirst(view, ended)}</dd>
          </div>
        )}
        <Marks view={view} marks={marks} />
      </dl>
      <Figures view={view} standing={standing} />
      <Dates view={view} standing={standing} />
      <Children view={view} standing={standing} />
      <Lists view={view} standing={standing} />
    </Paper>
  );
}

/** A reason as far as there is room for it; all of it stands on the page of the year. */
const REASON = 60;
const inShort = (reason: string): string => (reason.length > REASON ? `${reason.slice(0, REASON)}…` : reason);

/** Lines of all lists on the one sheet, and of audits and improvements: what is not done, and falls due first. */
const LINES = 14;
const CHILDREN = 4;
const DATES = 14;

type List = Standing['lists'][number];

/** The most urgent of a list. */
function urgent({ rows }: List, most: number): List['rows'] {
  const rank = ({ done, due = '9999' }: List['rows'][number]): string => `${done ? 1 : 0}${due}`;
  return rows.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0)).slice(0, most);
}

function Lists({ view, standing: { lists } }: { view: View; standing: Standing }) {
  const words = view.texts.papers.standing;
  if (lists.length === 0) return <></>;
  const each = Math.max(1, Math.floor(LINES / lists.length));
  const { list: of, item, state, due, owner } = words.columns;
  const shown = lists.map((list) => ({ list, rows: urgent(list, each), all: list.rows.length + list.more }));
  return (
    <section class="section">
      <h2>{words.measures}</h2>
      <Table label={words.measures} heads={[of, item, state, due, owner]}>
        {shown.flatMap(({ list, rows, all }) =>
          rows.map((row, i) => (
            <tr>
              {i === 0 && (
                <th scope="rowgroup" rowspan={rows.length}>
                  {sayFirst(view, list)}{' '}
                  <small class="nowrap">
                    {rows.length < all ? words.someOf(rows.length, all) : view.texts.of(all)}
                  </small>
                </th>
              )}
              <td class="item">{say(view, row)}</td>
              <td>{say(view, row.status)}</td>
              <td class="nowrap">{row.due !== undefined && dateShown(view, row.due)}</td>
              <td>
                {joined(
                  view,
                  [row.department, row.post, row.person].flatMap((one) => (one === undefined ? [] : [say(view, one)])),
                )}
              </td>
            </tr>
          )),
        )}
      </Table>
      {shown.some(({ rows, all }) => rows.length < all) && <p class="small">{words.elsewhere}</p>}
    </section>
  );
}

export function Table({ label, heads, children }: { label: string; heads: readonly string[]; children: Child }) {
  return (
    <div class="scroll" role="region" aria-label={label} tabindex={0}>
      <table class="dense" aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Figures({ view, standing: { figures } }: { view: View; standing: Standing }) {
  const words = view.texts.papers.standing;
  return (
    <section class="section">
      <h2>{words.figures}</h2>
      <Table label={words.figures} heads={[words.columns.item, words.columns.value, words.class, words.definition]}>
        {figures.map((figure) => (
          <tr>
            <th scope="row">{sayFirst(view, figure)}</th>
            <td class="num">{figure.value}</td>
            <td>{words.classes[figure.class]}</td>
            <td>{say(view, figure.definition)}</td>
          </tr>
        ))}
      </Table>
      <ul class="small quiet">
        {words.classWords.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Dates({ view, standing: { dates } }: { view: View; standing: Standing }) {
  const words = view.texts.papers.standing;
  // What is late and what is expected; then what was met.
  const rank = ({ overdue, expected, met }: (typeof dates)[number]): number =>
    overdue ? 0 : expected ? 1 : met === undefined ? 3 : 2;
  const chosen = new Set(dates.toSorted((a, b) => rank(a) - rank(b)).slice(0, DATES));
  const shown = dates.filter((date) => chosen.has(date));
  return (
    <section class="section">
      <h2>{words.dates}</h2>
      <Table label={words.dates} heads={[words.columns.item, words.columns.due, words.columns.state]}>
        {shown.map((date) => (
          <tr>
            <th scope="row">{sayFirst(view, date)}</th>
            <td class="nowrap">
              {dueShown(view, date.due)}
              {date.original !== date.due && <small> {words.first(dueShown(view, date.original))}</small>}
            </td>
            <td>
              {date.met === undefined ? (
                date.overdue ? (
                  <strong class="late">{words.late}</strong>
                ) : date.expected ? (
                  words.expected
                ) : (
                  words.notExpected
                )
              ) : (
                `${dayShown(view, date.met)} ${words.met}`
              )}
              {date.explained !== undefined && (
                <>
                  {' '}
                  <small>{words.why(inShort(date.explained.reason), dateShown(view, date.explained.expectedOn))}</small>
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {shown.length < dates.length && <p class="small">{words.more(dates.length - shown.length)}</p>}
    </section>
  );
}

function Children({ view, standing: { children, more } }: { view: View; standing: Standing }) {
  const words = view.texts.papers.standing;
  if (children.length === 0) return <></>;
  const rank = ({ ended, overdue }: (typeof children)[number]): number => (ended === undefined ? -1 - overdue : 0);
  const shown = children.toSorted((a, b) => rank(a) - rank(b)).slice(0, CHILDREN);
  const others = children.length - shown.length + more;
  return (
    <section class="section">
      <h2>{words.children}</h2>
      <Table label={words.children} heads={[words.columns.item, words.columns.state]}>
        {shown.map((child) => (
          <tr>
            <th scope="row">
              {say(view, child)}
              {child.title !== undefined && <small>（{say(view, child.title)}）</small>}
            </th>
            <td>
              {say(view, child.ended ?? child.phase)}
              {child.overdue > 0 && (
                <>
                  {' '}
                  <strong class="late">{view.texts.board.lateItems(child.overdue)}</strong>
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {others > 0 && <p class="small">{words.more(others)}</p>}
    </section>
  );
}

/** A sheet for whoever takes up a post: what is open, which dates come, what was promised, and why it was decided so. */
import type { Api } from '../../api/routes.ts';
import { holderOf, placeOf, type Post } from '../admin/appointments.tsx';
import type { State } from '../decide/asked.ts';
import type { Task } from '../home/home.tsx';
import type { Line } from '../procedure/procedure.tsx';
import { distanceTo, joined, pageOf } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { dateShown, dayShown, dueShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import { Paper } from './paper.tsx';
import { Table } from './standing.tsx';

/** A decision of the post for which a reason was given. */
export interface Reasoned {
  readonly line: Line;
  readonly reason: string;
  readonly instance: string;
}

type HandedOver = Awaited<ReturnType<Api['handover']['ask']>>['body'];

export interface Handover extends HandedOver {
  readonly body: string;
  /** The years of the body that go on, as the reader reads them. */
  readonly years: readonly State[];
  /** The reader reads procedures of the body, also of years that ended: an administrator does not. */
  readonly reads: boolean;
  readonly reasons: readonly Reasoned[];
}

interface PostsProps {
  readonly view: View;
  /** Posts that the reader holds. */
  readonly own: ReadonlySet<string>;
  /** By body those posts of which the reader sees sheets. */
  readonly bodies: readonly { readonly name: string; readonly posts: readonly Post[] }[];
}

export function PostsPage({ view, own, bodies }: PostsProps) {
  const words = view.texts.papers.handover;
  const among = (held: boolean) =>
    bodies.map(({ name, posts }) => ({ name, posts: posts.filter(({ id }) => own.has(id) === held) }));
  return (
    <Frame view={view} title={words.title} crumbs={[{ href: '/', words: view.texts.nav.home }, { words: words.title }]}>
      <div class="head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      {bodies.length === 0 && <p class="notice">{words.none}</p>}
      <ul class="plain">
        {among(true).flatMap(({ name, posts }) =>
          posts.map((post) => (
            <li>
              <a href={`/handover/${post.id}`}>{sayFirst(view, post)}</a>{' '}
              <span class="quiet">
                {name} {heldShown(view, post)}
              </span>
            </li>
          )),
        )}
      </ul>
      {among(false)
        .filter(({ posts }) => posts.length > 0)
        .map(({ name, posts }) => (
          <section class="section">
            <h2>{words.others(name)}</h2>
            <ul class="plain">
              {posts.map((post) => (
                <li>
                  <a href={`/handover/${post.id}`}>{sayFirst(view, post)}</a>{' '}
                  <span class="quiet">
                    {joined(view, [
                      holderOf(view, post),
                      ...(post.department === undefined ? [] : [placeOf(view, post)]),
                    ])}{' '}
                    {heldShown(view, post)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </Frame>
  );
}

function heldShown(view: View, { from, to }: Post): string {
  const words = view.texts.papers.handover;
  return to === undefined
    ? words.since(dateShown(view, from))
    : words.until(dateShown(view, from), dateShown(view, to));
}

export function HandoverPage({ view, handover }: { view: View; handover: Handover }) {
  const words = view.texts.papers.handover;
  const { appointment: post, before, after, body, reads } = handover;
  const title = words.of(sayFirst(view, post));
  const facts = [
    [words.body, body],
    ...(post.department === undefined ? [] : [[words.department, placeOf(view, post)]]),
    [words.holder, holderOf(view, post)],
    [words.from, `${heldShown(view, post)}（${words.kinds[post.kind]}）`],
  ];
  const others = [
    { name: words.before, one: before },
    { name: words.after, one: after },
  ];
  return (
    <Frame
      view={view}
      title={title}
      crumbs={[{ href: '/handover', words: words.title }, { words: sayFirst(view, post) }]}
    >
      <div class="head">
        <h1>{title}</h1>
      </div>
      <Paper view={view}>
        <dl class="facts">
          {facts.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
          {others.map(
            ({ name, one }) =>
              one !== undefined && (
                <>
                  <dt>{name}</dt>
                  <dd>
                    <a href={`/handover/${one.id}`}>{holderOf(view, one)}</a> {heldShown(view, one)}
                  </dd>
                </>
              ),
          )}
        </dl>
        <Open view={view} tasks={handover.tasks} />
        {reads ? (
          <>
            <Dates view={view} handover={handover} />
            <Promises view={view} handover={handover} />
            <Reasons view={view} reasons={handover.reasons} />
          </>
        ) : (
          <p class="notice section">{words.notRead}</p>
        )}
        <dl class="facts section sign">
          {[words.sign.from, words.sign.to, words.sign.on].map((name) => (
            <>
              <dt>{name}</dt>
              <dd></dd>
            </>
          ))}
        </dl>
      </Paper>
    </Frame>
  );
}

function Open({ view, tasks }: { view: View; tasks: readonly Task[] }) {
  const words = view.texts.papers.handover;
  const ready = tasks.filter((task) => task.ready);
  const later = tasks.filter((task) => !task.ready);
  return (
    <section class="section">
      <h2>{words.open}</h2>
      {ready.length === 0 ? <p>{words.openNone}</p> : <Tasks view={view} label={words.open} tasks={ready} />}
      {later.length > 0 && (
        <>
          <h3>{words.later}</h3>
          <Tasks view={view} label={words.later} tasks={later} />
        </>
      )}
    </section>
  );
}

function Tasks({ view, label, tasks }: { view: View; label: string; tasks: readonly Task[] }) {
  const { papers, year } = view.texts;
  return (
    <Table label={label} heads={[year.columns.item, view.texts.board.year, papers.standing.columns.due]}>
      {tasks.map((task) => {
        const distance = task.due === undefined ? undefined : distanceTo(view, task.due);
        return (
          <tr>
            <th scope="row">
              {sayFirst(view, task)}
              {task.title !== undefined && <small>（{say(view, task.title)}）</small>}
            </th>
            <td>{yearShown(view, task.year)}</td>
            <td>
              {task.due !== undefined && dueShown(view, task.due)}{' '}
              {distance !== undefined && <small class={distance.late ? 'late' : ''}>{distance.words}</small>}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

function Dates({ view, handover: { years, appointment: post } }: { view: View; handover: Handover }) {
  const words = view.texts.papers.handover;
  const { columns } = view.texts.papers.standing;
  const dates = years
    .flatMap((state) => state.due.map((item) => ({ item, state })))
    .filter(({ item }) => item.met === undefined && isOf(post, item.roles))
    .sort((a, b) => a.item.due - b.item.due);
  return (
    <section class="section">
      <h2>{words.dates}</h2>
      {dates.length === 0 ? (
        <p>{words.datesNone}</p>
      ) : (
        <Table label={words.dates} heads={[columns.due, columns.item, view.texts.board.year]}>
          {dates.map(({ item, state }) => (
            <tr>
              <td>{dueShown(view, item.due)}</td>
              <th scope="row">{sayFirst(view, item)}</th>
              <td>{yearOf(view, state)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** A deputy's dates are the CISO's. */
function isOf({ role }: Post, roles: readonly string[]): boolean {
  return roles.includes(role) || (role === 'deputyCiso' && roles.includes('ciso'));
}

function yearOf(view: View, { instance }: State): string {
  return yearShown(view, Number(instance.split('/')[1]));
}

/** Lists of the cycle that hold what somebody undertook. */
const promised = ['measures', 'exceptions'];

function Promises({ view, handover: { years } }: { view: View; handover: Handover }) {
  const words = view.texts.papers.handover;
  const { columns, why } = view.texts.papers.standing;
  const rows = years.flatMap((state) => [
    ...state.due.flatMap(({ explained, ...item }) =>
      explained === undefined || item.met !== undefined
        ? []
        : [
            {
              what: words.explained(say(view, item)),
              status: why(explained.reason, dateShown(view, explained.expectedOn)),
              due: explained.expectedOn,
              owner: '',
              state,
            },
          ],
    ),
    ...state.lists
      .filter(({ id }) => promised.includes(id))
      .flatMap((list) => list.rows)
      .filter(({ done }) => !done)
      .map((row) => ({
        what: say(view, row),
        status: say(view, row.status),
        due: row.due,
        owner: [row.department, row.post].flatMap((one) => (one === undefined ? [] : [say(view, one)])).join(' '),
        state,
      })),
  ]);
  return (
    <section class="section">
      <h2>{words.promises}</h2>
      <p class="lead">{words.promisesHelp}</p>
      {rows.length === 0 ? (
        <p>{words.promisesNone}</p>
      ) : (
        <Table label={words.promises} heads={[columns.item, columns.state, columns.due, columns.owner]}>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {row.what} <small class="quiet">{yearOf(view, row.state)}</small>
              </th>
              <td>{row.status}</td>
              <td>{row.due !== undefined && dateShown(view, row.due)}</td>
              <td>{row.owner}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Reasons({ view, reasons }: { view: View; reasons: readonly Reasoned[] }) {
  const words = view.texts.papers.handover;
  return (
    <section class="section">
      <h2>{words.reasons}</h2>
      <p class="lead">{words.reasonsHelp}</p>
      {reasons.length === 0 && <p>{words.reasonsNone}</p>}
      <ul class="plain">
        {reasons.map(({ line, reason, instance }) => (
          <li>
            <span class="quiet">{dayShown(view, line.at)}</span> {sayFirst(view, line.summary)}{' '}
            <a class="no-print" href={pageOf(instance)}>
              {view.texts.procedure.entry(line.seq)}
            </a>
            <br />
            {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** My tasks: what is late, what falls due, what is expected without a date, what comes after something else. */
import type { Api } from '../../api/routes.ts';
import { pageOf, Chip, Clauses, joined, When, yearPageOf } from '../kit/parts.tsx';
import { addDays, dateInJapan } from '../../../model/japan-time.ts';
import { Frame } from '../kit/frame.tsx';
import { dateShown, dayShown, daysBetween, minuteShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';

type Body<K extends 'tasks' | 'waiting' | 'acts' | 'dates' | 'openings'> = Awaited<ReturnType<Api[K]['ask']>>['body'];
export type Task = Body<'tasks'>['items'][number];
export type Openings = Body<'openings'>['items'];
type Waiting = Body<'waiting'>['items'][number];
type Notice = Awaited<ReturnType<Api['notices']['inbox']['ask']>>['body']['items'][number];

/** What the page shows. */
export interface Home {
  readonly tasks: readonly Task[];
  /** There are more tasks than are shown. */
  readonly next?: string | undefined;
  readonly waiting: readonly Waiting[];
  readonly notices: readonly Notice[];
  /** What the reader may open. */
  readonly openings: Openings;
  /** Where nothing at all is expected. */
  readonly nothing: Nothing | undefined;
  /** The posts held now. */
  readonly posts: Awaited<ReturnType<Api['me']['ask']>>['body']['appointments'];
}

interface Nothing {
  readonly next: Body<'dates'>['next'];
  readonly acts: Body<'acts'>['items'];
}

/** Answered from one's own name, and not asked for by a procedure. */
const isEntry = ({ entry }: Task): boolean => entry !== undefined;

export function HomePage({ view, home }: { view: View; home: Home }) {
  const { texts, reader } = view;
  const asked = home.tasks.filter((task) => !isEntry(task));
  const ready = asked.filter((task) => task.ready);
  const overdue = ready.filter((task) => task.overdue);
  const dated = ready.filter((task) => !task.overdue && task.due !== undefined);
  const undated = ready.filter((task) => !task.overdue && task.due === undefined).sort((a, b) => a.since - b.since);
  const later = asked.filter((task) => !task.ready);
  const posts =
    reader === undefined
      ? ''
      : joined(
          view,
          reader.posts.map((post) => say(view, post)),
        );
  return (
    <Frame view={view} title={texts.home.title} place="home">
      <div class="head">
        <div>
          <h1>{texts.home.title}</h1>
          <p>
            {dayShown(view, view.at)}　{reader !== undefined && say(view, reader.name)}　{posts}
          </p>
        </div>
      </div>
      <div class="cols">
        <div>
          {asked.length === 0 && <Empty view={view} nothing={home.nothing} />}
          {overdue.length > 0 && (
            <section aria-labelledby="h-late">
              <h2 id="h-late" class="late">
                {texts.home.overdue(overdue.length)}
              </h2>
              <ul class="tasks overdue">
                {overdue.map((task) => (
                  <TaskRow view={view} task={task} />
                ))}
              </ul>
            </section>
          )}
          <Tasks view={view} id="h-due" title={texts.home.withDue(dated.length)} tasks={dated} />
          <Tasks view={view} id="h-open" title={texts.home.withoutDue(undated.length)} tasks={undated} />
          {later.length > 0 && (
            <section class="section" aria-labelledby="h-wait">
              <h2 id="h-wait">{texts.home.later(later.length)}</h2>
              <ul class="tasks tasks--wait">
                {later.map((task) => (
                  <LaterRow view={view} task={task} />
                ))}
              </ul>
            </section>
          )}
          {home.next !== undefined && (
            <p class="pager">
              <a href={`/?cursor=${encodeURIComponent(home.next)}`}>{texts.home.more}</a>
            </p>
          )}
        </div>
        <aside class="stack" aria-label={texts.related}>
          <Entered view={view} tasks={home.tasks.filter(isEntry)} />
          <WaitingForMe view={view} waiting={home.waiting} />
          <NewNotices view={view} notices={home.notices} />
          <ToOpen view={view} openings={home.openings} />
          <Handovers view={view} posts={home.posts} />
        </aside>
      </div>
    </Frame>
  );
}

/** Procedures that begin with a decision of the reader's. */
export function ToOpen({ view, openings }: { view: View; openings: Openings }) {
  if (openings.length === 0) return <></>;
  return (
    <section class="box">
      <h2>{view.texts.home.openings}</h2>
      <ul>
        {openings.map(({ of, decision, procedure, organisation, year, ...label }) => (
          <li>
            <a href={`${pageOf(of)}/decide/${decision}`}>{sayFirst(view, label)}</a>
            <br />
            <span class="quiet">
              {sayFirst(view, procedure)}　{say(view, organisation)}　{yearShown(view, year)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Empty({ view, nothing }: { view: View; nothing: Nothing | undefined }) {
  const { texts } = view;
  return (
    <>
      <div class="notice">
        <h2>{texts.home.nothing}</h2>
        <p>{nothing?.next === undefined ? texts.home.nothingMore : <Next view={view} next={nothing.next} />}</p>
        <p>
          {nothing?.next?.due.instance !== undefined && (
            <>
              <a href={pageOf(nothing.next.due.instance)}>{texts.home.toNext}</a>
              {'　'}
            </>
          )}
          <a href="/board">{texts.home.toBoard}</a>
        </p>
      </div>
      {nothing !== undefined && nothing.acts.length > 0 && (
        <section class="section" aria-labelledby="h-acts">
          <h2 id="h-acts">{texts.home.lastActs}</h2>
          <ul class="tasks tasks--wait">
            {nothing.acts.map(({ instance, seq, at, organisation, year, ...act }) => (
              <li>
                <div class="when">{dayShown(view, at)}</div>
                <div>
                  <h3>
                    <a href={`${pageOf(instance)}/entries/${seq}`}>{sayFirst(view, act)}</a>
                  </h3>
                  <p class="where">
                    {say(view, organisation)}
                    {'　'}
                    {yearShown(view, year)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What falls due next, and when it is told. */
function Next({ view, next: { due, told } }: { view: View; next: NonNullable<Nothing['next']> }) {
  const { texts } = view;
  return (
    <>
      {texts.home.next(
        dateShown(view, due.date),
        say(view, due),
        `${say(view, due.organisation)}　${yearShown(view, due.year)}`,
      )}
      {told !== undefined && texts.home.nextTold(minuteShown(view, told))}
    </>
  );
}

function Tasks({ view, id, title, tasks }: { view: View; id: string; title: string; tasks: readonly Task[] }) {
  if (tasks.length === 0) return <></>;
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="tasks">
        {tasks.map((task) => (
          <TaskRow view={view} task={task} />
        ))}
      </ul>
    </section>
  );
}

/** The address of the very form. */
function formOf({ instance, decision, entry }: Task): string {
  return `${pageOf(instance)}/decide/${decision}${entry === undefined ? '' : `?entry=${entry}`}`;
}

function Where({ view, task }: { view: View; task: Task }) {
  const words = `${say(view, task.organisation)}　${yearShown(view, task.year)}`;
  const year = yearPageOf(view, task.organisation.id, task.year);
  return (
    <p class="where">
      {year === undefined ? words : <a href={year}>{words}</a>}
      {task.irreversible && (
        <>
          {'　'}
          <Chip>{view.texts.irreversible}</Chip>
        </>
      )}
    </p>
  );
}

function TaskRow({ view, task }: { view: View; task: Task }) {
  const { texts } = view;
  return (
    <li>
      {task.due === undefined ? (
        <div class="when">
          <strong>{dayShown(view, task.since, { short: true })}</strong>{' '}
          {texts.daysAgo(daysBetween(task.since, view.at))}
        </div>
      ) : (
        <When view={view} due={task.due} />
      )}
      <div>
        <h3>
          <a href={formOf(task)}>{sayFirst(view, task)}</a>
        </h3>
        <Where view={view} task={task} />
        <p class="why">
          {task.why !== undefined && say(view, task.why)} <Clauses view={view} citing={task} />
        </p>
      </div>
    </li>
  );
}

function LaterRow({ view, task }: { view: View; task: Task }) {
  const { texts } = view;
  return (
    <li>
      {task.due === undefined ? <div class="when"></div> : <When view={view} due={task.due} />}
      <div>
        <h3>{sayFirst(view, task)}</h3>
        <Where view={view} task={task} />
        <ul class="wait">
          {task.waitsFor.map((wait) => (
            <li>
              {wait.remedies.length === 0
                ? say(view, wait)
                : wait.remedies.map((remedy) => (
                    <>
                      {say(view, remedy)}
                      <span class="quiet">
                        {'　'}
                        {joined(
                          view,
                          remedy.whoCould.map((who) => say(view, who)),
                        )}
                      </span>{' '}
                    </>
                  ))}
            </li>
          ))}
        </ul>
        <p class="small">
          <a href={pageOf(task.instance)}>{texts.decide.toProcedure}</a>
        </p>
      </div>
    </li>
  );
}

function Entered({ view, tasks }: { view: View; tasks: readonly Task[] }) {
  if (tasks.length === 0) return <></>;
  const { texts } = view;
  return (
    <section class="box">
      <h2>{texts.home.enteredInMyName(tasks.length)}</h2>
      <ul>
        {tasks.map((task) => (
          <li>
            <a href={formOf(task)}>{sayFirst(view, task)}</a>
            <br />
            <span class="quiet">
              {say(view, task.organisation)}　{yearShown(view, task.year)}　{texts.home.enteredHelp}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WaitingForMe({ view, waiting }: { view: View; waiting: readonly Waiting[] }) {
  const { texts } = view;
  return (
    <section class="box">
      <h2>{texts.home.waiting}</h2>
      {waiting.length === 0 && <p class="quiet">{texts.home.waitingNone}</p>}
      <ul>
        {waiting.slice(0, 10).map((one) => (
          <li>
            <strong>
              {joined(
                view,
                one.whoCould.map((who) => namesOf(view, who)),
              )}
            </strong>
            {'　'}
            {texts.home.waitingSince(daysBetween(one.since, view.at))}
            <br />
            <span class="quiet">
              {joined(
                view,
                one.mine.map((mine) => say(view, mine)),
              )}
              {'　'}
              {say(view, one.organisation)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The people of a post, or the post. */
function namesOf(view: View, who: Waiting['whoCould'][number]): string {
  const holders = who.holders ?? [];
  return holders.length === 0
    ? say(view, who)
    : joined(
        view,
        holders.map((holder) => say(view, holder)),
      );
}

function NewNotices({ view, notices }: { view: View; notices: readonly Notice[] }) {
  const { texts } = view;
  return (
    <section class="box">
      <h2>{texts.home.newNotices(view.reader?.unread ?? 0)}</h2>
      <ul>
        {notices.map((notice) => (
          <li>
            <a href={`/notices#n-${notice.id}`}>{say(view, notice)}</a>
            <br />
            <span class="quiet">{minuteShown(view, notice.at, { short: true })}</span>
          </li>
        ))}
      </ul>
      <p class="small">
        <a href="/notices">{texts.home.allNotices}</a>
      </p>
    </section>
  );
}

/** Days within which whoever took up a post is led to its sheet. */
const NEW_FOR = 60;

function Handovers({ view, posts }: { view: View; posts: Home['posts'] }) {
  const words = view.texts.papers.handover;
  const since = addDays(dateInJapan(view.at), -NEW_FOR);
  if (posts.length === 0) return <></>;
  return (
    <section class="box">
      <h2>{words.link}</h2>
      <ul>
        {posts
          .filter(({ from }) => from >= since)
          .map((post) => (
            <li>
              <a href={`/handover/${post.id}`}>{words.newPost(say(view, post))}</a>
            </li>
          ))}
        <li>
          <a href="/handover">{words.all}</a>
        </li>
      </ul>
    </section>
  );
}

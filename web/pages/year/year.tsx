/** A body's year: where it stands, how it went so far, what is missing, measures, dates. */
import type { Api } from '../../api/routes.ts';
import type { State } from '../decide/asked.ts';
import { Frame } from '../kit/frame.tsx';
import { Distance, joined, Marks, nextDueOf, pageOf } from '../kit/parts.tsx';
import { dayShown, dueShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import type { Bureau } from './bureaus.ts';
import { CourseDrawn } from './course.tsx';
import { By, GoalShown } from './goals.tsx';
import type { Timeline } from './layout.ts';
import { Bureaus, Dates, Judgement, Measures } from './tables.tsx';

export type Years = Awaited<ReturnType<Api['procedures']['ask']>>['body']['items'];

interface YearProps {
  readonly view: View;
  readonly year: number;
  readonly state: State;
  /** The year before, where the reader may read it. */
  readonly last: State | undefined;
  readonly timeline: Timeline;
  /** The years of the body, the oldest first. */
  readonly years: Years;
  readonly bureaus: readonly Bureau[];
  /** The reader holds a post in the body. */
  readonly isOwn: boolean;
}

export function YearPage({ view, year, state, last, timeline, years, bureaus, isOwn }: YearProps) {
  const { texts } = view;
  const place = pageOf(state.instance);
  const labels = new Map(state.decisions.map((one) => [one.decision, one]));
  const body = say(view, state.organisation);
  const fiscal = yearShown(view, year);
  const title = `${body}${view.language === 'ja' ? '　' : ' '}${fiscal}`;
  const board = `/board?${new URLSearchParams({ year: String(year), search: body }).toString()}`;
  return (
    <Frame
      view={view}
      place="board"
      title={title}
      crumbs={[
        { href: `/board?year=${year}`, words: texts.nav.board },
        { href: board, words: body },
        { words: fiscal },
      ]}
    >
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p class="small">
            {texts.year.begun(dayShown(view, timeline.from))}
            {timeline.to !== undefined && `　／　${texts.year.ended(dayShown(view, timeline.to))}`}
            {'　／　'}
            <a href={place}>{texts.year.open}</a>
            {'　／　'}
            <a href={`/standing/${state.organisation.id}/${year}`}>{texts.papers.standing.link}</a>
            {'　／　'}
            <a href={`/record/${state.organisation.id}/${year}`}>{texts.papers.record.link}</a>
            {isOwn && (
              <>
                {'　／　'}
                <a href={`/registers/${state.organisation.id}`}>{texts.registers.link}</a>
              </>
            )}
          </p>
        </div>
        {years.length > 1 && (
          <nav class="small" aria-label={texts.year.years}>
            {years.map((one) => (
              <>
                {one.year === year ? (
                  <strong aria-current="page">{yearShown(view, one.year)}</strong>
                ) : (
                  <a href={`/${one.organisation}/${one.year}`}>
                    {yearShown(view, one.year)}（{say(view, one.ended ?? one.phase)}）
                  </a>
                )}
                {'　'}
              </>
            ))}
          </nav>
        )}
      </div>
      <Facts view={view} state={state} />
      <CourseDrawn view={view} state={state} timeline={timeline} />
      {state.goals.map((goal) => (
        <GoalShown view={view} goal={goal} place={place} labels={labels} />
      ))}
      <Judgement view={view} year={year} state={state} last={last} />
      <Measures view={view} state={state} />
      <Dates view={view} dates={timeline.dates} />
      <Bureaus view={view} bureaus={bureaus} />
    </Frame>
  );
}

function Facts({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  const at = state.phases.findIndex(({ status }) => status === 'now');
  return (
    <dl class="strip-facts">
      <div>
        <dt>{texts.procedure.phase}</dt>
        <dd>
          {sayFirst(view, state.ended ?? state.phase)}
          <span class="phase" data-at={stageOf(at, state.phases.length, state.ended !== undefined)}></span>
        </dd>
      </div>
      {state.ended === undefined && <Next view={view} state={state} />}
      {state.ended === undefined && <Waits view={view} state={state} />}
      <Children view={view} state={state} kind="improvement" label={texts.year.improvements} />
      <Children view={view} state={state} kind="audit" label={texts.year.audits} />
      <Marks view={view} marks={state.marks} />
    </dl>
  );
}

/** The strip has five cells, whatever the number of phases. */
function stageOf(at: number, phases: number, isOver: boolean): string {
  if (isOver) return '5';
  return String(Math.min(4, 1 + Math.floor((at * 5) / Math.max(1, phases))));
}

function Next({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  const next = nextDueOf(state.due);
  if (next === undefined) return <></>;
  return (
    <div>
      <dt>{texts.year.nextDue}</dt>
      <dd>
        {sayFirst(view, next)} <small>{dueShown(view, next.due, { short: true })}</small>
        <br />
        <small>
          <Distance view={view} due={next.due} />
        </small>
      </dd>
    </div>
  );
}

/** Whom it waits for: who can take the next step, or do what it needs first. */
function Waits({ view, state: { goals } }: { view: View; state: State }) {
  const [goal] = goals;
  if (goal === undefined) return <></>;
  const missing = goal.rules.filter(({ met }) => !met);
  const who =
    missing.length === 0
      ? (goal.steps[0]?.whoCould ?? [])
      : missing.flatMap(({ remedies }) => remedies.flatMap(({ whoCould }) => whoCould));
  if (who.length === 0) return <></>;
  return (
    <div>
      <dt>{view.texts.year.waitsFor}</dt>
      <dd>
        <By view={view} who={who} />
      </dd>
    </div>
  );
}

/** How many go on – by round, or by where they stand – and how the others ended. */
function Children({ view, state, kind, label }: { view: View; state: State; kind: string; label: string }) {
  const { texts } = view;
  const all = state.children.filter(({ procedure }) => procedure === kind);
  if (all.length === 0) return <></>;
  const going = all.filter(({ ended }) => ended === undefined);
  const counted = (words: readonly string[]): string =>
    joined(
      view,
      [...new Set(words)].map((word) => `${word} ${words.filter((one) => one === word).length}`),
    );
  const rounds = going.map(({ round, phase }) => (round === undefined ? say(view, phase) : texts.board.rounds(round)));
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {going.length > 0 && texts.year.goesOn(going.length)} <small>{counted(rounds)}</small>{' '}
        <small>{counted(all.flatMap(({ ended }) => (ended === undefined ? [] : [say(view, ended)])))}</small>
      </dd>
    </div>
  );
}

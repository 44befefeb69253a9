/** The help, made of what definitions, calendar and glossary say. */
import type { Api } from '../../api/routes.ts';
import type { Definition } from '../../api/definitions.ts';
import { glossary } from '../../../model/glossary.ts';
import { Frame } from '../kit/frame.tsx';
import { joined } from '../kit/parts.tsx';
import { dateShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';

type Calendar = Awaited<ReturnType<Api['yearCalendar']['ask']>>['body'];
type Step = Definition['lanes'][number]['steps'][number];

interface HelpProps {
  readonly view: View;
  readonly year: number;
  readonly definitions: readonly Definition[];
  /** Absent where no dates are known. */
  readonly calendar: Calendar | undefined;
}

const sections = ['year', 'refusals', 'numbers', 'words', 'more'] as const;

export function HelpPage({ view, year, definitions, calendar }: HelpProps) {
  const words = view.texts.help;
  const cycle = definitions.find(({ id }) => id === 'cycle');
  const others = definitions.filter(({ id, lanes }) => id !== 'cycle' && lanes.length > 0);
  return (
    <Frame view={view} title={words.title} place="help">
      <div class="head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <nav aria-label={words.contents} class="no-print">
        <ul class="bullets">
          {sections.map((id) => (
            <li>
              <a href={`#${id}`}>{words[id].title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <section class="section" id="year">
        <h2>{words.year.title}</h2>
        <p class="lead">
          {words.year.lead(yearShown(view, year))}{' '}
          {calendar !== undefined && 'name' in calendar ? words.year.of(say(view, calendar.name)) : words.year.ofKind}
        </p>
        <div class="stack">
          {cycle !== undefined && <Course view={view} definition={cycle} />}
          <Dates view={view} calendar={calendar} />
          <h3>{words.year.others}</h3>
          <p class="quiet">{words.year.othersHelp}</p>
          {others.map((definition) => (
            <details class="more">
              <summary>{sayFirst(view, definition)}</summary>
              <Course view={view} definition={definition} />
            </details>
          ))}
        </div>
      </section>
      <Refusals view={view} definitions={definitions} />
      <section class="section" id="numbers">
        <h2>{words.numbers.title}</h2>
        {words.numbers.words.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <p>
          <a href="/guideline">{words.numbers.link}</a>
        </p>
      </section>
      <Words view={view} />
      <section class="section" id="more">
        <h2>{words.more.title}</h2>
        {words.more.words.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </section>
    </Frame>
  );
}

/** A procedure from phase to phase, each with its decisions and who takes them. */
function Course({ view, definition }: { view: View; definition: Definition }) {
  const words = view.texts.help.year;
  const { phases, lanes, anyTime } = definition;
  const known = new Set(phases.map(({ id }) => id));
  const rest = lanes.filter(({ phase }) => phase === undefined || !known.has(phase));
  return (
    <>
      <ol class="history">
        {phases.map((phase) => (
          <li class="is-key">
            <h3>{sayFirst(view, phase)}</h3>
            {lanes
              .filter((lane) => lane.phase === phase.id)
              .map((lane) => (
                <LaneShown view={view} lane={lane} />
              ))}
          </li>
        ))}
      </ol>
      {rest.length > 0 && (
        <details class="more">
          <summary>{words.changes}</summary>
          <p class="quiet">{words.changesHelp}</p>
          {rest.map((lane) => (
            <LaneShown view={view} lane={lane} />
          ))}
        </details>
      )}
      {anyTime.length > 0 && (
        <details class="more">
          <summary>
            {words.anyTime}（{view.texts.of(anyTime.length)}）
          </summary>
          <p class="quiet">{words.anyTimeHelp}</p>
          <Steps view={view} steps={anyTime} />
        </details>
      )}
    </>
  );
}

function LaneShown({ view, lane }: { view: View; lane: Definition['lanes'][number] }) {
  return (
    <>
      {lane.id !== '' && (
        <p>
          <strong>{sayFirst(view, lane)}</strong>
        </p>
      )}
      <Steps view={view} steps={lane.steps} />
    </>
  );
}

function Steps({ view, steps }: { view: View; steps: readonly Step[] }) {
  const words = view.texts.help.year;
  return (
    <ul class="bullets">
      {steps.map((step) => (
        <li>
          {sayFirst(view, step)}
          {step.instead.map((other) => ` ${words.or(say(view, other))}`)}{' '}
          <span class="quiet">
            {words.by(
              joined(
                view,
                step.by.map((role) => say(view, role)),
              ),
            )}
          </span>{' '}
          {step.irreversible && <span class="basis">{words.irreversible}</span>}
        </li>
      ))}
    </ul>
  );
}

function Dates({ view, calendar }: { view: View; calendar: Calendar | undefined }) {
  const words = view.texts.help.year;
  if (calendar === undefined) return <p class="notice">{words.noDates}</p>;
  return (
    <>
      <h3>{words.dates}</h3>
      <div class="scroll" role="region" aria-label={words.dates} tabindex={0}>
        <table class="dense" aria-label={words.dates}>
          <thead>
            <tr>
              <th scope="col">{words.columns.date}</th>
              <th scope="col">{words.columns.item}</th>
              <th scope="col">{words.columns.basis}</th>
            </tr>
          </thead>
          <tbody>
            {calendar.items.map((item) => (
              <tr>
                <td>{dateShown(view, item.date)}</td>
                <th scope="row">{sayFirst(view, item)}</th>
                <td>{say(view, item.basis)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small quiet">{say(view, calendar.note)}</p>
    </>
  );
}

function Refusals({ view, definitions }: { view: View; definitions: readonly Definition[] }) {
  const words = view.texts.help.refusals;
  const count = (rules: Definition['rules'], basis: 'text' | 'design'): number =>
    rules.filter((rule) => rule.basis === basis).length;
  return (
    <section class="section" id="refusals">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <p>{words.basis}</p>
      <ul class="bullets">
        {definitions.map((definition) => (
          <li>
            <a href={`/help/rules#${definition.id}`}>{sayFirst(view, definition)}</a>{' '}
            <span class="quiet">
              {words.counts(count(definition.rules, 'text'), count(definition.rules, 'design'))}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/help/rules">{words.all}</a>
      </p>
    </section>
  );
}

function Words({ view }: { view: View }) {
  const words = view.texts.help.words;
  const other = view.language === 'ja' ? 'en' : 'ja';
  return (
    <section class="section" id="words">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <dl class="facts">
        {glossary.map(
          (term) =>
            term.meaning !== undefined && (
              <>
                <dt>
                  {say(view, term)}{' '}
                  <small class="quiet" lang={other}>
                    {term[other]}
                  </small>
                </dt>
                <dd>{plain(say(view, term.meaning))}</dd>
              </>
            ),
        )}
      </dl>
    </section>
  );
}

/** The README's table is written in Markdown. */
function plain(text: string): string {
  return text.replaceAll(/[`_]/g, '');
}

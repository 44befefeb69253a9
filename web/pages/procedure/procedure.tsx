/** A procedure: where it stands, what the reader can do, what falls due, its history in words. */
import { Chip, Clauses, Distance, joined, Marks, nextDueOf, pageOf, yearPageOf } from '../kit/parts.tsx';
import { parseInstanceId } from '../../../model/identifiers.ts';
import { Frame, type Crumb } from '../kit/frame.tsx';
import { dateShown, dayShown, dueShown, minuteShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import type { Text } from '../../../model/text.ts';
import type { Api } from '../../api/routes.ts';
import type { State } from '../decide/asked.ts';
import { procedureLabel } from '../../texts.ts';
import { namesIn } from '../decide/refused.tsx';
import { modelOf } from './model.ts';
import { Picture } from './picture.tsx';

export type Line = Awaited<ReturnType<Api['journal']['ask']>>['body']['items'][number];

interface ProcedureProps {
  readonly view: View;
  readonly place: string;
  readonly heading: Text;
  readonly state: State;
  /** The newest first. */
  readonly lines: readonly Line[];
  /** All of them are shown. */
  readonly whole: boolean;
}

export function ProcedurePage({ view, place, heading, state, lines, whole }: ProcedureProps) {
  const { texts } = view;
  const title = say(view, heading);
  const open = state.decisions.filter(({ status }) => status === 'open');
  const closed = state.decisions.filter(({ status }) => status === 'closed');
  const mine = new Set(
    state.tracks.flatMap(({ steps }) =>
      steps
        .filter(({ status }) => status === 'mine')
        .flatMap(({ decision, instead }) => [decision, ...instead.map((other) => other.decision)]),
    ),
  );
  const isExpected = (one: (typeof open)[number]): boolean => one.expected || mine.has(one.decision);
  const expected = open.filter(isExpected);
  const anyTime = open.filter((one) => !isExpected(one));
  return (
    <Frame view={view} title={title} crumbs={crumbsTo(view, state, title)}>
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p class="small">
            {texts.procedure.seq(state.seq)}
            <Papers view={view} state={state} />
          </p>
        </div>
      </div>
      <Facts view={view} state={state} />
      {state.reading !== 'full' && (
        <p class="section notice">{state.reading === 'state' ? texts.procedure.stateOnly : texts.procedure.partial}</p>
      )}
      <div class="section cols cols--first">
        <aside class="stack" aria-label={texts.related}>
          <section class="box">
            <h2>{expected.length === 0 ? texts.procedure.canDoNothing : texts.procedure.canDo(expected.length)}</h2>
            <Acts view={view} place={place} acts={expected} />
            {anyTime.length > 0 && (
              <details class="no-print">
                <summary>{texts.procedure.anyTime(anyTime.length)}</summary>
                <Acts view={view} place={place} acts={anyTime} />
              </details>
            )}
          </section>
          <DueItems view={view} state={state} />
        </aside>
        <div>
          <section>
            <h2>{texts.procedure.where}</h2>
            <Picture view={view} model={modelOf(view, state, title)} place={place} />
          </section>
        </div>
      </div>
      {state.lists.map((list) => (
        <ListShown view={view} list={list} />
      ))}
      <Children view={view} state={state} />
      <Documents view={view} state={state} />
      <History view={view} place={place} lines={lines} whole={whole} count={state.seq} />
      {closed.length > 0 && state.ended === undefined && <Closed view={view} closed={closed} />}
    </Frame>
  );
}

/** Of a year: the sheets that are made of it. */
function Papers({ view, state: { instance, procedure } }: { view: View; state: State }) {
  const { organisation, year, number } = parseInstanceId(instance) ?? {};
  if (procedure.id !== 'cycle' || number !== undefined || organisation === undefined) return <></>;
  const { standing, record } = view.texts.papers;
  return (
    <>
      {'　／　'}
      <a href={`/standing/${organisation}/${year}`}>{standing.link}</a>
      {'　／　'}
      <a href={`/record/${organisation}/${year}`}>{record.link}</a>
    </>
  );
}

/** By the year of its body, for those who read that. */
function crumbsTo(view: View, { instance, organisation, procedure }: State, title: string): readonly Crumb[] {
  const { texts } = view;
  const { year = 0, number } = parseInstanceId(instance) ?? {};
  const href = yearPageOf(view, organisation.id, year);
  if (href === undefined) return [{ href: '/', words: texts.nav.home }, { words: title }];
  return [
    { href: `/board?year=${year}`, words: texts.nav.board },
    { href, words: `${say(view, organisation)}${view.language === 'ja' ? '　' : ' '}${yearShown(view, year)}` },
    { words: `${sayFirst(view, procedure)}${number === undefined ? '' : ` ${texts.year.number(number)}`}` },
  ];
}

/** Decisions as links to their forms. */
function Acts({ view, place, acts }: { view: View; place: string; acts: State['decisions'] }) {
  return (
    <ul>
      {acts.map((one) => (
        <li>
          <a href={`${place}/decide/${one.decision}`}>{sayFirst(view, one)}</a>
          {one.irreversible && (
            <>
              {' '}
              <Chip>{view.texts.irreversible}</Chip>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Facts({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  const next = nextDueOf(state.due);
  const waiting = state.tracks
    .flatMap(({ steps }) => steps)
    .filter(({ status }) => status === 'mine' || status === 'others')
    .flatMap(({ whoCould }) => whoCould.slice(0, 1).map((who) => say(view, who)));
  const at = state.phases.findIndex(({ status }) => status === 'now');
  return (
    <dl class="strip-facts">
      <div>
        <dt>{texts.procedure.phase}</dt>
        <dd>
          {say(view, state.phase)}
          {state.phases.length === 5 && <span class="phase" data-at={String(at + 1)}></span>}
        </dd>
      </div>
      <div>
        <dt>{texts.procedure.nextDue}</dt>
        <dd>
          {next === undefined || state.ended !== undefined ? (
            <small>{texts.procedure.noneDue}</small>
          ) : (
            <>
              {say(view, next)} <small>{dueShown(view, next.due, { short: true })}</small>
              <br />
              <small>
                <Distance view={view} due={next.due} />
              </small>
            </>
          )}
        </dd>
      </div>
      {waiting.length > 0 && (
        <div>
          <dt>{texts.procedure.waitsFor}</dt>
          <dd>{joined(view, [...new Set(waiting)])}</dd>
        </div>
      )}
      <Marks view={view} marks={state.marks} />
    </dl>
  );
}

function DueItems({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  if (state.due.length === 0) return <></>;
  return (
    <section class="box">
      <h2>{texts.procedure.dueNotices}</h2>
      <ul>
        {state.due.map((item) => (
          <li>
            {say(view, item)}
            <div class="quiet">
              {dueShown(view, item.due, { short: true })}{' '}
              {item.met === undefined ? (
                state.ended === undefined && <Distance view={view} due={item.due} />
              ) : (
                <Chip kind="done">{texts.procedure.met(dayShown(view, item.met, { short: true }))}</Chip>
              )}
              {item.original !== item.due &&
                ` ${texts.procedure.firstDate(dueShown(view, item.original, { short: true }))}`}
              {item.next !== undefined && (
                <>
                  <br />
                  {texts.procedure.nextTold(
                    dayShown(view, item.next.at, { short: true }),
                    joined(
                      view,
                      item.next.to.map((who) => say(view, who)),
                    ),
                  )}
                </>
              )}
              {item.basis !== undefined && (
                <details>
                  <summary>{texts.decide.since}</summary>
                  {say(view, item.basis)}
                </details>
              )}
              {item.explained !== undefined && (
                <>
                  <br />
                  {texts.board.why}：{item.explained.reason}（
                  {texts.board.expectedOn(dateShown(view, item.explained.expectedOn))}）
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ListShown({ view, list }: { view: View; list: State['lists'][number] }) {
  return (
    <section class="section">
      <h2>{sayFirst(view, list)}</h2>
      <div class="scroll" tabindex={0}>
        <table role="table" class="dense stackable stackable--plain" aria-label={sayFirst(view, list)}>
          <tbody role="rowgroup">
            {list.rows.map((row) => (
              <tr role="row">
                <th role="rowheader" scope="row">
                  {row.instance === undefined ? say(view, row) : <a href={pageOf(row.instance)}>{say(view, row)}</a>}
                </th>
                <td role="cell">{say(view, row.status)}</td>
                <td role="cell">{row.due === undefined ? '' : dateShown(view, row.due, { short: true })}</td>
                <td role="cell">
                  {joined(
                    view,
                    [row.organisation, row.department, row.post, row.person].flatMap((one) =>
                      one === undefined ? [] : [say(view, one)],
                    ),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.more > 0 && <p class="small quiet">+{list.more}</p>}
    </section>
  );
}

function Children({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  if (state.children.length === 0) return <></>;
  const kinds = [...new Set(state.children.map(({ procedure }) => procedure))];
  return (
    <section class="section">
      <h2>{kinds.map((kind) => sayFirst(view, procedureLabel(kind))).join(texts.between)}</h2>
      <ul class="missing">
        {state.children.map((child) => (
          <li class={child.ended === undefined ? '' : 'is-done'}>
            <div>
              <a href={pageOf(child.instance)}>{say(view, child)}</a>
            </div>
            <div class="by">
              {say(view, child.phase)}
              {child.nextDue !== undefined && `　${dueShown(view, child.nextDue, { short: true })}`}{' '}
              {child.overdue > 0 && <Chip kind="late">{texts.board.lateItems(child.overdue)}</Chip>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Documents({ view, state }: { view: View; state: State }) {
  const { texts } = view;
  const documents = state.documents ?? [];
  if (documents.length === 0) return <></>;
  return (
    <section class="section">
      <h2>{texts.procedure.documents}</h2>
      <ul class="missing">
        {documents.map(({ hash, name, by, at, cited }) => (
          <li class="is-done">
            <div>
              <a href={`/documents/${hash}`}>{name ?? hash.slice(0, 12)}</a>
            </div>
            <div class="by">
              {by !== undefined && say(view, by)} {at !== undefined && dayShown(view, at, { short: true })}{' '}
              {cited[0] !== undefined && say(view, cited[0])}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HistoryProps {
  readonly view: View;
  readonly place: string;
  readonly lines: readonly Line[];
  readonly whole: boolean;
  readonly count: number;
}

function History({ view, place, lines, whole, count }: HistoryProps) {
  const { texts } = view;
  return (
    <section class="section" id="history">
      <h2>{texts.procedure.history}</h2>
      <ol class="history">
        {lines.map((line) => (
          <li class={line.refused === undefined ? '' : 'is-refused'}>
            <time>{minuteShown(view, line.at)}</time>
            <p>{sayFirst(view, line.summary)}</p>
            <details>
              <summary>{texts.procedure.entry(line.seq)}</summary>
              <p class="hash">{line.hash}</p>
              <p class="quiet">{texts.procedure.hash}</p>
            </details>
          </li>
        ))}
      </ol>
      {!whole && (
        <p class="small">
          <a href={`${place}/history`}>{texts.procedure.allHistory(count)}</a>
        </p>
      )}
    </section>
  );
}

function Closed({ view, closed }: { view: View; closed: State['decisions'] }) {
  const { texts } = view;
  return (
    <section class="section no-print">
      <details class="more">
        <summary>{texts.procedure.closed(closed.length)}</summary>
        <ul class="missing">
          {closed.map((one) => (
            <li>
              <div>
                <strong>{sayFirst(view, one)}</strong>
                {one.failing.map((rule) => (
                  <p class="small">
                    {say(view, rule)} <Clauses view={view} citing={rule} />{' '}
                    <span class="basis">{rule.basis === 'text' ? texts.text : texts.design}</span>
                  </p>
                ))}
              </div>
              <div class="by">{namesIn(view, one.whoCould)}</div>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

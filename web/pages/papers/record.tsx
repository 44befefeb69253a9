/** The record of a year, to be attached to a decision on paper: what was decided in order, by whom, with the hashes. */
import type { State } from '../decide/asked.ts';
import type { Line } from '../procedure/procedure.tsx';
import { yearPageOf } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { minuteShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import { Paper } from './paper.tsx';
import { Table } from './standing.tsx';

/** The journal of one procedure. */
export interface Recorded {
  readonly title: { readonly ja: string; readonly en: string };
  readonly lines: readonly Line[];
  /** There are others behind. */
  readonly more: boolean;
}

interface RecordProps {
  readonly view: View;
  readonly state: State;
  readonly year: number;
  readonly recorded: readonly Recorded[];
  /** None of the audits and improvements of the year is missing. */
  readonly isWhole: boolean;
}

export function RecordPage({ view, state, year, recorded, isWhole }: RecordProps) {
  const words = view.texts.papers.record;
  const title = words.of(say(view, state.organisation), yearShown(view, year));
  const href = yearPageOf(view, state.organisation.id, year);
  return (
    <Frame
      view={view}
      title={title}
      crumbs={[...(href === undefined ? [] : [{ href, words: yearShown(view, year) }]), { words: words.title }]}
    >
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <Paper view={view} reading={state.reading}>
        {recorded.map((one) => (
          <Journal view={view} recorded={one} />
        ))}
        {!isWhole && <p class="notice">{words.notWhole}</p>}
        <Documents view={view} state={state} />
      </Paper>
    </Frame>
  );
}

function Journal({ view, recorded: { title, lines, more } }: { view: View; recorded: Recorded }) {
  const words = view.texts.papers.record;
  const { seq, at, what, who, hash } = words.columns;
  const last = lines.at(-1);
  return (
    <section class="section">
      <h2>{sayFirst(view, title)}</h2>
      <Table label={sayFirst(view, title)} heads={[seq, at, what, who, hash]}>
        {lines.map((line) => (
          <tr>
            <td class="num">{line.seq}</td>
            <td>{minuteShown(view, line.at)}</td>
            <th scope="row">{sayFirst(view, line.summary.label)}</th>
            <td>{line.summary.decider !== undefined && say(view, line.summary.decider)}</td>
            <td class="hash">{line.hash.slice(0, 16)}</td>
          </tr>
        ))}
      </Table>
      {more && <p>{words.more}</p>}
      {last !== undefined && !more && <p class="hash">{words.last(last.hash)}</p>}
    </section>
  );
}

function Documents({ view, state: { documents = [] } }: { view: View; state: State }) {
  const { papers, documents: named } = view.texts;
  if (documents.length === 0) return <></>;
  return (
    <section class="section">
      <h2>{papers.record.documents}</h2>
      <Table label={papers.record.documents} heads={[named.columns.name, named.columns.by, papers.record.documentHash]}>
        {documents.map((document) => (
          <tr>
            <th scope="row">{document.name ?? named.unnamed}</th>
            <td>{document.by !== undefined && say(view, document.by)}</td>
            <td class="hash">{document.hash}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** It is entered: which entry, what became of it, what is expected next. */
import { Frame } from '../kit/frame.tsx';
import { Banner, pageOf } from '../kit/parts.tsx';
import { dueShown, minuteShown, say, type View } from '../kit/view.ts';
import type { Text } from '../../../model/text.ts';
import type { Task } from '../home/home.tsx';

interface DoneProps {
  readonly view: View;
  readonly place: string;
  readonly procedure: Text;
  readonly label: Text;
  readonly entry: { readonly seq: number; readonly at: number; readonly hash: string };
  readonly phase: Text;
  /** What is expected of the reader in the same procedure now. */
  readonly next: readonly Task[];
  /** It had been entered before it was sent this time. */
  readonly again: boolean;
}

export function DonePage({ view, place, procedure, label, entry, phase, next, again }: DoneProps) {
  const { texts } = view;
  const title = texts.decide.done(say(view, label));
  return (
    <Frame view={view} title={title}>
      <div class="head">
        <h1>{say(view, procedure)}</h1>
      </div>
      <Banner kind="ok" title={title} id="done">
        <p>
          {minuteShown(view, entry.at)}、{texts.decide.entryNumber(entry.seq)}
        </p>
        {again && <p>{texts.decide.sentTwice}</p>}
        <p>{texts.decide.phaseStays(say(view, phase))}</p>
        <details>
          <summary>{texts.procedure.entry(entry.seq)}</summary>
          <p class="hash">{entry.hash}</p>
          <p class="quiet">{texts.procedure.hash}</p>
        </details>
        {next.length > 0 && (
          <ul class="bullets">
            {next.map((task) => (
              <li>
                <a href={`${pageOf(task.instance)}/decide/${task.decision}`}>{say(view, task)}</a>
                {task.due !== undefined && `（${texts.due} ${dueShown(view, task.due, { short: true })}）`}
              </li>
            ))}
          </ul>
        )}
      </Banner>
      <div class="actions">
        <a class="button" href="/">
          {texts.decide.toHome}
        </a>
        <a href={place}>{texts.decide.toProcedure}</a>
      </div>
    </Frame>
  );
}

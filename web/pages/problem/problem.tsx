/** What went wrong, in the voice of the other pages. */
import { problemKinds, type Problem } from '../../problems.ts';
import { Banner } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { say, type View } from '../kit/view.ts';

/** What was typed into a form that could not be taken now. */
export interface Typed {
  /** Where it was sent. */
  readonly to: string;
  readonly texts: readonly { readonly name: string; readonly value: string }[];
  /** There were files, which a page cannot hold. */
  readonly files: boolean;
}

export function ProblemPage({ view, problem, typed }: { view: View; problem: Problem; typed?: Typed | undefined }) {
  const { texts } = view;
  const title = say(view, problemKinds[problem.kind]);
  const seconds = problem.headers['retry-after'];
  return (
    <Frame view={view} title={title}>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <Banner kind="error" title={said(view, problem)} id="problem">
        {seconds !== undefined && <p>{texts.problem.wait(seconds)}</p>}
        {typed !== undefined && <p>{texts.problem.typedKept}</p>}
        {typed?.files === true && <p>{texts.problem.filesAgain}</p>}
      </Banner>
      {typed !== undefined && (
        <form method="post" action={typed.to}>
          {typed.texts.map(({ name, value }) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="actions">
            <button class="button">{texts.problem.again}</button>
          </div>
        </form>
      )}
      <div class="actions">
        <a class={typed === undefined ? 'button' : ''} href="/">
          {texts.problem.back}
        </a>
      </div>
    </Frame>
  );
}

/** What the API says to programs – keys, bytes, hashes – is said to people otherwise. */
function said(view: View, { kind, detail }: Problem): string {
  const { problem } = view.texts;
  const own: Readonly<Partial<Record<Problem['kind'], string>>> = {
    unavailable: problem.unavailable,
    failed: problem.failed,
    tooLarge: problem.tooLarge,
    wrongMediaType: problem.unreadable,
    wrongMethod: problem.wrongMethod,
    keyReused: problem.outOfDate,
    keyMissing: problem.outOfDate,
  };
  return own[kind] ?? say(view, detail);
}

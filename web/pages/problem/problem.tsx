/** What went wrong, in the voice of the other pages. */
import { problemKinds, type Problem } from '../../problems.ts';
import { Banner } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { say, type View } from '../kit/view.ts';

export function ProblemPage({ view, problem }: { view: View; problem: Problem }) {
  const { texts } = view;
  const title = say(view, problemKinds[problem.kind]);
  const seconds = problem.headers['retry-after'];
  return (
    <Frame view={view} title={title}>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <Banner kind="error" title={say(view, problem.detail)} id="problem">
        {seconds !== undefined && <p>{texts.problem.wait(seconds)}</p>}
      </Banner>
      <div class="actions">
        <a class="button" href="/">
          {texts.problem.back}
        </a>
      </div>
    </Frame>
  );
}

/** What it takes to come further, and to the end: each rule kept or not, the steps that remain, and who on the right. */
import { parseInstanceId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import type { State } from '../decide/asked.ts';
import { Clauses, joined, pageOf } from '../kit/parts.tsx';
import { dueShown, say, sayFirst, type View } from '../kit/view.ts';

type Goal = State['goals'][number];
type Rule = Goal['rules'][number];
type Step = Goal['steps'][number];
type Who = Step['whoCould'][number];

interface GoalProps {
  readonly view: View;
  readonly goal: Goal;
  readonly place: string;
  /** What the decisions of the procedure are called. */
  readonly labels: ReadonlyMap<string, Text>;
}

export function GoalShown({ view, goal, place, labels }: GoalProps) {
  const { texts } = view;
  const open = goal.rules.filter(({ met }) => !met).length + goal.steps.length;
  const heading = goal.id === 'close' ? texts.year.toEnd : texts.year.toPhase;
  const id = `goal-${goal.id}`;
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>
        {heading(say(view, goal.phase))}
        {'　'}
        <span class="quiet small">{texts.year.left(open)}</span>
      </h2>
      <ul class="missing">
        {goal.rules.map((rule) => (
          <RuleShown view={view} rule={rule} place={place} labels={labels} />
        ))}
        {goal.steps.map((step) => (
          <StepShown view={view} step={step} place={place} />
        ))}
      </ul>
    </section>
  );
}

/** What a sign in front of a line says, in words. */
function Said({ words }: { words: string }) {
  return <span class="sr">{words}：</span>;
}

function RuleShown({ view, rule, place, labels }: Omit<GoalProps, 'goal'> & { rule: Rule }) {
  const { texts } = view;
  const { remedies } = rule;
  const kind = rule.met ? 'is-done' : rule.mine ? 'is-mine' : '';
  return (
    <li class={kind}>
      <div>
        <Said words={rule.met ? texts.year.met : rule.mine ? texts.year.mine : texts.year.missing} />
        {sayFirst(view, rule)} <Clauses view={view} citing={rule} />{' '}
        <span class="basis">{rule.basis === 'text' ? texts.text : texts.design}</span>
        <About view={view} rule={rule} />
        {rule.mine &&
          remedies
            .filter(({ instance }) => instance === undefined)
            .map((remedy) => (
              <p class="small">
                <a href={`${place}/decide/${remedy.decision}`}>
                  {sayFirst(view, labels.get(remedy.decision) ?? remedy)}
                </a>
              </p>
            ))}
      </div>
      <div class="by">{!rule.met && <By view={view} who={remedies.flatMap(({ whoCould }) => whoCould)} />}</div>
    </li>
  );
}

/** What it is about; other procedures as links. */
function About({ view, rule: { about = [], more = 0 } }: { view: View; rule: Rule }) {
  if (about.length === 0) return <></>;
  return (
    <p class="small">
      {about.map((thing, i) => (
        <>
          {i > 0 && view.texts.between}
          {parseInstanceId(thing.id) === undefined ? (
            say(view, thing)
          ) : (
            <a href={pageOf(thing.id)}>{say(view, thing)}</a>
          )}
        </>
      ))}
      {more > 0 && ` ${view.texts.year.andMore(more)}`}
    </p>
  );
}

function StepShown({ view, step, place }: { view: View; step: Step; place: string }) {
  const { texts } = view;
  return (
    <li class={step.mine ? 'is-mine' : ''}>
      <div>
        <Said words={step.mine ? texts.year.mine : texts.year.missing} />
        {step.mine ? <a href={`${place}/decide/${step.id}`}>{sayFirst(view, step)}</a> : sayFirst(view, step)}
      </div>
      <div class="by">
        <By view={view} who={step.whoCould} />
        {step.due !== undefined && (
          <>
            <br />
            {texts.year.dueOn(dueShown(view, step.due, { short: true }))}
          </>
        )}
      </div>
    </li>
  );
}

/** Who could: the people where the reader is told them, with their posts. */
export function By({ view, who }: { view: View; who: readonly Who[] }) {
  const posts = [...new Map(who.map((one) => [one.role, one])).values()];
  return (
    <>
      {posts.map(({ holders, ...post }, i) => (
        <>
          {i > 0 && <br />}
          {holders === undefined || holders.length === 0 ? (
            <>
              <b>{sayFirst(view, post)}</b>
              {holders !== undefined &&
                post.role !== 'anyone' &&
                post.role !== 'staff' &&
                `（${view.texts.year.vacant}）`}
            </>
          ) : (
            <>
              <b>
                {joined(
                  view,
                  holders.map((holder) => say(view, holder)),
                )}
              </b>
              <br />
              {sayFirst(view, post)}
            </>
          )}
        </>
      ))}
    </>
  );
}

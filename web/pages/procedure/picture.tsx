/** Where a procedure stands, as a picture: phases in order, and the lanes that go on with their steps. */
import { joined } from '../kit/parts.tsx';
import { dayShown, say, type View } from '../kit/view.ts';
import type { State } from '../decide/asked.ts';

type Track = State['tracks'][number];
type Step = Track['steps'][number];

export function Picture({ view, state, place }: { view: View; state: State; place: string }) {
  const { texts } = view;
  return (
    <>
      <ol class="flow" aria-label={texts.procedure.phasesLabel}>
        {state.phases.map((phase) => (
          <li
            class={phase.status === 'past' ? 'is-done' : ''}
            aria-current={phase.status === 'now' ? 'step' : undefined}
          >
            <span>
              <strong>{say(view, phase)}</strong>
              <br />
              <small>{phase.status === 'now' && texts.procedure.now}</small>
            </span>
          </li>
        ))}
      </ol>
      {state.tracks.some(({ steps }) => steps.length > 0) && (
        <ul class="lanes" aria-label={texts.procedure.lanesLabel}>
          {state.tracks
            .filter(({ steps }) => steps.length > 0)
            .map((track) => (
              <li class="lane">
                <h3>{say(view, track)}</h3>
                <ol class="steps">
                  {track.steps.map((step) => (
                    <StepShown view={view} step={step} place={place} />
                  ))}
                </ol>
              </li>
            ))}
        </ul>
      )}
      <ul class="legend" aria-label={texts.procedure.legend}>
        <li>
          <span class="step is-done">
            <b>{texts.procedure.legendDone}</b>
          </span>
        </li>
        <li>
          <span class="step is-now">
            <b>{texts.procedure.mine}</b>
          </span>
        </li>
        <li>
          <span class="step is-wait">
            <b>{texts.procedure.legendOthers}</b>
          </span>
        </li>
        <li>
          <span class="step is-later">
            <b>{texts.procedure.legendLater}</b>
          </span>
        </li>
      </ul>
    </>
  );
}

const classes = { done: 'step is-done', mine: 'step is-now', others: 'step is-wait', later: 'step is-later' } as const;

function StepShown({ view, step, place }: { view: View; step: Step; place: string }) {
  const { texts } = view;
  return (
    <li class={classes[step.status]}>
      <b>
        {step.status === 'mine' ? (
          <>
            <span class="here">{texts.procedure.mine}</span>
            <a href={`${place}/decide/${step.decision}`}>{say(view, step)}</a>
          </>
        ) : (
          say(view, step)
        )}
      </b>
      <small>{underStep(view, step)}</small>
    </li>
  );
}

/** Who did it when, or whose turn it is. */
function underStep(view: View, step: Step): string {
  const { texts } = view;
  if (step.status === 'done' && step.at !== undefined) {
    return texts.procedure.doneBy(
      dayShown(view, step.at, { short: true }),
      step.by === undefined ? '' : say(view, step.by),
    );
  }
  const instead = step.instead.map((other) => texts.procedure.or(say(view, other)));
  if (step.status === 'mine') return joined(view, instead);
  return joined(view, [
    ...step.whoCould.slice(0, 2).map((who) => say(view, who)),
    ...(step.status === 'others' ? instead : []),
  ]);
}

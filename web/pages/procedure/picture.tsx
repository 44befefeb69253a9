/** Where a procedure stands, as a picture: phases in order, and the lanes that go on with their steps. */
import type { View } from '../kit/view.ts';
import type { PictureModel } from './model.ts';

type Step = PictureModel['lanes'][number]['steps'][number];

export function Picture({ view, model, place }: { view: View; model: PictureModel; place: string }) {
  const { texts } = view;
  return (
    <>
      <ol class="flow" aria-label={texts.procedure.phasesLabel}>
        {model.phases.map((phase) => (
          <li
            class={phase.status === 'past' ? 'is-done' : ''}
            aria-current={phase.status === 'now' ? 'step' : undefined}
          >
            <span>
              <strong>{phase.words}</strong>
              <br />
              <small>{phase.status === 'now' && texts.procedure.now}</small>
            </span>
          </li>
        ))}
      </ol>
      {model.lanes.length > 0 && (
        <ul class="lanes" aria-label={texts.procedure.lanesLabel}>
          {model.lanes.map((lane) => (
            <li class="lane">
              <h3>{lane.words}</h3>
              <ol class="steps">
                {lane.steps.map((step) => (
                  <StepShown view={view} step={step} place={place} />
                ))}
              </ol>
            </li>
          ))}
        </ul>
      )}
      {model.lanes.length > 0 && <Legend view={view} />}
      <p class="small no-print">
        <a href={`${place}/picture.svg`}>{texts.procedure.pictureFile}</a>
      </p>
    </>
  );
}

function Legend({ view: { texts } }: { view: View }) {
  return (
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
            <a href={`${place}/decide/${step.decision}`}>{step.words}</a>
          </>
        ) : (
          step.words
        )}
      </b>
      <small>{step.under}</small>
    </li>
  );
}

/**
 * Where a procedure stands, as one model – phases, lanes, steps – that is drawn twice: as lists on its page, and as SVG for
 * print, mail and documentation.
 */
import { pictureOf, wayOf, type Procedure } from '../../../machines/core/index.ts';
import { decisionLabel, laneWords, textOf } from '../../texts.ts';
import type { State } from '../decide/asked.ts';
import { joined } from '../kit/parts.tsx';
import { dayShown, say, sayFirst, type View } from '../kit/view.ts';

type Step = State['tracks'][number]['steps'][number];

export type StepStatus = Step['status'];

interface PhaseShown {
  readonly words: string;
  readonly status: 'past' | 'now' | 'later';
}

interface StepDrawn {
  readonly decision: string;
  readonly words: string;
  readonly status: StepStatus;
  /** Who did it when, or whose turn it is; what can be decided in its place. */
  readonly under: string;
}

interface LaneDrawn {
  readonly words: string;
  readonly steps: readonly StepDrawn[];
}

/** What there is to draw. */
export interface PictureModel {
  readonly title: string;
  readonly phases: readonly PhaseShown[];
  readonly lanes: readonly LaneDrawn[];
}

/** Of a procedure as it stands. */
export function modelOf(view: View, state: State, title: string): PictureModel {
  return {
    title,
    phases: state.phases.map((phase) => ({ words: sayFirst(view, phase), status: phase.status })),
    lanes: state.tracks
      .filter(({ steps }) => steps.length > 0)
      .map((track) => ({
        words: sayFirst(view, track),
        steps: track.steps.map((step) => ({
          decision: step.decision,
          words: sayFirst(view, step),
          status: step.status,
          under: underStep(view, step),
        })),
      })),
  };
}

/** Of a definition by itself, with all its lanes: for documentation. */
export function modelOfDefinition(view: Pick<View, 'language' | 'texts'>, procedure: Procedure): PictureModel {
  const { phases, end } = wayOf(procedure);
  const way = end === undefined ? phases : [...phases, end];
  const labelOf = (decision: string): string => say(view, decisionLabel(procedure.id, decision));
  return {
    title: sayFirst(view, procedure.label),
    phases: way.map((id) => ({ words: sayFirst(view, textOf(procedure.phases, id)), status: 'later' as const })),
    lanes: pictureOf(procedure).lanes.map(({ id, aside, steps }) => ({
      words: id === '' ? sayFirst(view, laneWords(procedure, { id, aside })) : amongOthers(view, procedure, id),
      steps: steps.map(({ decision, instead }) => ({
        decision,
        words: sayFirst(view, decisionLabel(procedure.id, decision)),
        status: 'later' as const,
        under: instead.map((other) => view.texts.procedure.or(labelOf(other))).join(view.texts.between),
      })),
    })),
  };
}

/** The name of a lane; of one among others of its kind – amendments of this and that – what they are comes first. */
function amongOthers(view: Pick<View, 'language'>, { states }: Procedure, id: string): string {
  const around = id.split('.').slice(0, -1);
  const name = textOf(states, id);
  if (around.length < 3) return sayFirst(view, name);
  const kind = sayFirst(view, textOf(states, around.join('.')));
  return view.language === 'ja' ? `${kind}：${name.ja}` : `${kind}: ${name.en}`;
}

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

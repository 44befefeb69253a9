/** The decisions that somebody is expected to take in the matter of a notice, in words. */
import type { InstanceId, Instant } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import { asksFor, asksOf, type DueItem, type ShownTask } from './core/index.ts';
import { definitionOf, labelOf } from './texts.ts';

/** What a notice is about. */
interface Told {
  readonly topic: string;
  readonly instance?: InstanceId;
  readonly dueItem?: string;
}

/** A line of somebody's task list. */
interface Expected {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly task: ShownTask;
  readonly due?: DueItem;
}

/** A decision expected of the reader, by its label. */
export interface ExpectedAct extends Text {
  readonly decision: string;
  /** False: something else comes first. */
  readonly ready: boolean;
  readonly due?: Instant;
}

/** Acts named with one notice. */
const ACTS_NAMED = 3;

/**
 * What the reader is expected to do about it: what the notice asks for, as far as it is still to do; where it only tells,
 * whatever else is expected of the reader there. What can be done now comes first.
 */
export function actsFor(told: Told, tasks: readonly Expected[]): readonly ExpectedAct[] {
  const { instance, dueItem, topic } = told;
  const acts = tasks
    .filter((one) => instance !== undefined && one.instance === instance)
    .filter(({ procedure, version, task }) => {
      const definition = definitionOf(procedure, version);
      const onlyTells = dueItem === undefined && asksOf(definition, topic) === undefined;
      return onlyTells || asksFor(definition, told, task);
    })
    .toSorted((a, b) => Number(a.task.waitsFor !== undefined) - Number(b.task.waitsFor !== undefined))
    .map(({ procedure, version, task, due }): ExpectedAct => ({
      decision: task.decision,
      ready: task.waitsFor === undefined,
      ...labelOf(definitionOf(procedure, version), task.decision),
      ...(due !== undefined && { due: due.due }),
    }));
  // One decision of several departments or people is one act: the tasks come by their dates.
  return acts
    .filter((act, i) => acts.findIndex(({ decision }) => decision === act.decision) === i)
    .slice(0, ACTS_NAMED);
}

/** What the core adds to a notice: whether its event says why, and who of those told may not do what it asks for. */
import type { PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Procedure } from './definition.ts';
import type { Effect } from './effects.ts';
import type { Projection, Task } from './projection.ts';
import { reasonOf } from './reasons.ts';

type Notice = Extract<Effect, { kind: 'notify' }>;

/** A notice with what its entry says beside it; every other effect as it is. */
export function noticeSaying(procedure: Procedure, effect: Effect, event: Json, projection: Projection): Effect {
  if (effect.kind !== 'notify') return effect;
  const except = barredFrom(procedure, effect, projection);
  return {
    ...effect,
    ...(reasonOf(procedure, event) !== undefined && { reasoned: true }),
    ...(except.length > 0 && { except }),
  };
}

/** Whether a notice asks for a task: by its due item, or by the decisions its topic names. */
export function asksFor(
  procedure: Procedure | undefined,
  { topic, dueItem }: { readonly topic: string; readonly dueItem?: string },
  task: Pick<Task, 'decision' | 'dueItem'>,
): boolean {
  if (dueItem !== undefined && task.dueItem === dueItem) return true;
  return asksOf(procedure, topic)?.includes(task.decision) === true;
}

/** The decisions a topic asks for; `undefined` when it only tells. */
export function asksOf(procedure: Procedure | undefined, topic: string): readonly string[] | undefined {
  const { notices = {} } = procedure ?? {};
  return Object.hasOwn(notices, topic) ? notices[topic]?.asks : undefined;
}

/** Who holds a post told and is refused each of the decisions asked for; what goes further up is for whoever is there. */
function barredFrom(procedure: Procedure, notice: Notice, { tasks }: Projection): readonly PersonId[] {
  if (!('roles' in notice.to) || notice.reminder?.stage === 'escalated') return [];
  const [first, ...others] = tasks.filter((task) => asksFor(procedure, notice, task));
  return (first?.barred ?? []).filter((person) => others.every(({ barred }) => barred?.includes(person) === true));
}

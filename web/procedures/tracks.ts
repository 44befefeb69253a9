/** Where a procedure stands as people see it: its phases in order, and its lanes of steps – done, to be done, later. */
import { z } from '@hono/zod-openapi';
import { activeLanes, decisionNamed, type OpenDecision, type Projection, wayFrom } from '../../machines/core/index.ts';
import type { Caller } from '../caller.ts';
import type { Names } from '../decisions/naming.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { instant, named, textSchema, whoSchema } from '../schemas.ts';
import { labelOf, laneWords, textOf } from '../texts.ts';

/** `mine`: expected of the reader now; `others`: of somebody else; `later`: something else comes first. */
const statuses = z.enum(['done', 'mine', 'others', 'later']);

const stepSchema = textSchema
  .extend({
    decision: z.string(),
    status: statuses,
    by: textSchema.extend({ person: z.string() }).optional().describe('行った者 / who took it last'),
    at: instant.optional(),
    seq: z.int().optional(),
    whoCould: z.array(whoSchema),
    instead: z.array(textSchema.extend({ decision: z.string() })).describe('代わりに行う決定 / taken instead of it'),
  })
  .openapi('Step');

export const trackSchema = named.extend({ steps: z.array(stepSchema) }).openapi('Track');
export type Track = z.output<typeof trackSchema>;

export const phasesSchema = z.array(named.extend({ status: z.enum(['past', 'now', 'later']) }));

/** The phases in order: those of the way to the first end – of what ended in another way, up to that. */
export function phasesOf({ procedure, state }: InstanceReading, { phase }: Projection): z.output<typeof phasesSchema> {
  const { phases: way, end } = wayFrom(procedure, phase);
  const shown = way.includes(phase) ? [...way, ...(end === undefined ? [] : [end])] : [...way, phase];
  const now = shown.indexOf(phase);
  const isOver = state.snapshot.status === 'done';
  const statusOf = (i: number): 'past' | 'now' | 'later' => {
    if (i === now) return 'now';
    return i < now || isOver ? 'past' : 'later';
  };
  return shown.map((id, i) => ({ id, ...textOf(procedure.phases, id), status: statusOf(i) }));
}

/** The lanes that go on, each with its steps. */
export async function tracksOf(
  { records }: Parts,
  me: Caller,
  { instance, procedure, state, reach }: InstanceReading,
  projection: Projection,
  decisions: readonly OpenDecision[],
  names: Names,
): Promise<Track[]> {
  const lanes = activeLanes(procedure, state.snapshot.value);
  const steps = lanes.flatMap((lane) => lane.steps.flatMap(({ decision, instead }) => [decision, ...instead]));
  const taken = new Map(
    (await records.journal.taken([instance], steps)).map(({ decision, last }) => [decision, { ...last, decision }]),
  );
  const people = await records.registry.namesOfPeople([...taken.values()].flatMap(({ person }) => person ?? []));
  const statusOf = (decision: string): z.output<typeof statuses> => {
    const tasks = projection.tasks.filter((task) => task.decision === decision);
    const opened = decisions.find((one) => one.decision === decision);
    const isOpen = opened?.status === 'open';
    if (tasks.some(({ waitsFor }) => waitsFor === undefined)) {
      const isMine = isOpen && tasks.every(({ person }) => person === undefined || person === me.person);
      return isMine ? 'mine' : 'others';
    }
    if (tasks.length === 0 && taken.has(decision)) return 'done';
    return 'later';
  };
  return lanes.map(({ id, aside, steps: of }) => ({
    id: aside === true ? 'aside' : id,
    ...laneWords(procedure, { id, aside }),
    steps: of.map(({ decision, instead }) => {
      const last = [decision, ...instead]
        .flatMap((name) => taken.get(name) ?? [])
        .sort((a, b) => b.seq - a.seq)
        .at(0);
      // Who said it may be nobody's business though what was decided is.
      const by = last === undefined || reach.hides({ type: last.decision }) ? undefined : last.person;
      const name = by === undefined ? undefined : people.get(by);
      return {
        decision,
        ...labelOf(procedure, decision),
        status: statusOf(decision),
        ...(by !== undefined && { by: { person: by, ...(name ?? { ja: by, en: by }) } }),
        at: last?.at,
        seq: last?.seq,
        whoCould: names.who(
          decisionNamed(procedure, decision)?.by ?? [],
          decisions.find((one) => one.decision === decision)?.where,
        ),
        instead: instead.map((other) => ({ decision: other, ...labelOf(procedure, other) })),
      };
    }),
  }));
}

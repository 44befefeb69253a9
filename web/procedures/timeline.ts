/** When a procedure was in which phase, and from when to when what it started goes on. */
import { z } from '@hono/zod-openapi';
import { parseInstanceId } from '../../model/identifiers.ts';
import { phaseIn, shown } from '../../machines/core/index.ts';
import type { Move } from '../../contract/records/journal.ts';
import type { Caller } from '../caller.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { instant, named, textSchema } from '../schemas.ts';
import { textOf } from '../texts.ts';
import { childrenOf } from './children.ts';
import { dateSchema, datesOf } from './due.ts';

const span = { from: instant, to: instant.optional().describe('続いている間はない / absent while it goes on') };

export const timelineSchema = z
  .object({
    year: z.int(),
    ...span,
    phases: z.array(named.extend(span)).describe('段階の移り変わり / the phases it went through, in order'),
    children: z
      .array(
        textSchema.extend({
          instance: z.string(),
          procedure: z.string(),
          number: z.int(),
          phase: named,
          ...span,
        }),
      )
      .describe('開始した監査・改善措置 / audits and improvements started'),
    dates: z.array(dateSchema).describe('済んだものを含む全ての期限 / every date, also of what was met'),
  })
  .openapi('Timeline');
type Timeline = z.output<typeof timelineSchema>;

export async function timelineOf(parts: Parts, me: Caller, read: InstanceReading): Promise<Timeline> {
  const { instance, procedure, state, at } = read;
  const children = await childrenOf(parts, me, read);
  const moves = await parts.records.journal.moves([instance, ...children.map((child) => child.instance)]);
  const own = moves.filter((move) => move.instance === instance);
  const phases = own.flatMap(({ at: from, to }) => {
    const id = phaseIn(procedure.states, to);
    return id === undefined ? [] : [{ id, from }];
  });
  const changed = phases.filter(({ id }, i) => id !== phases[i - 1]?.id);
  const isOver = state.snapshot.status === 'done';
  const projection = shown(procedure, state);
  return {
    year: parseInstanceId(instance)?.year ?? 0,
    ...spanOf(own, isOver, at),
    phases: changed.map(({ id, from }, i) => {
      const next = changed[i + 1]?.from;
      const isLast = next === undefined;
      // What a phase is called may depend on more than the state: a year that is planned, but not begun.
      const named = isLast ? projection.phase : id;
      return {
        id: named,
        ...textOf(procedure.phases, named),
        from,
        ...((!isLast || isOver) && { to: next ?? from }),
      };
    }),
    children: children.map(({ instance: id, procedure: kind, number, ja, en, phase, ended }) => ({
      instance: id,
      procedure: kind,
      number,
      ja,
      en,
      phase: ended ?? phase,
      ...spanOf(
        moves.filter((move) => move.instance === id),
        ended !== undefined,
        at,
      ),
    })),
    dates: await datesOf(parts, read, projection),
  };
}

/** From the first entry; to the last that moved it, when it is over. */
function spanOf(moves: readonly Move[], isOver: boolean, at: number): Pick<Timeline, 'from' | 'to'> {
  return { from: moves[0]?.at ?? at, ...(isOver && { to: moves.at(-1)?.at ?? at }) };
}

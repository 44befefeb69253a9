/** What a year's cycle has started: its audits and improvements, each with where it stands. */
import { z } from '@hono/zod-openapi';
import { parseInstanceId } from '../../model/identifiers.ts';
import { standsIn } from '../access/contents.ts';
import { instanceShown } from '../decisions/naming.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { instant, named, textSchema } from '../schemas.ts';
import { definitionOf, textOf } from '../texts.ts';

/** Shown at once; `GET /procedures` has all. */
const SHOWN = 200;

export const childSchema = textSchema
  .extend({
    instance: z.string(),
    procedure: z.string(),
    number: z.int(),
    title: textSchema.optional().describe('題名。読む者に限る / its title, to who reads it'),
    phase: named,
    ended: named.optional(),
    overdue: z.int(),
    nextDue: instant.optional(),
  })
  .openapi('StartedProcedure');
export type Child = z.output<typeof childSchema>;

/** Those of a cycle, in the order of their ids; of another procedure none. */
export async function childrenOf({ records }: Parts, { instance, at, reach }: InstanceReading): Promise<Child[]> {
  const key = parseInstanceId(instance);
  // The one instance of a year that has no number.
  if (key === undefined || key.number !== undefined) return [];
  const rows = await records.instances.list({ organisation: key.organisation, year: key.year }, undefined, SHOWN + 1);
  return rows
    .filter((row) => row.instance !== instance && row.number !== undefined)
    .slice(0, SHOWN)
    .map(({ instance: id, procedure, version, number = 0, projection }) => {
      const definition = definitionOf(procedure, version);
      const { phase, ended, due, title } = projection;
      const phases = definition?.phases ?? {};
      const open = ended === undefined ? due.filter(({ met }) => met === undefined) : [];
      return {
        instance: id,
        procedure,
        number,
        ...instanceShown(id),
        title: title !== undefined && standsIn(reach.context, title) ? title : undefined,
        phase: { id: phase, ...textOf(phases, phase) },
        ended: ended === undefined ? undefined : { id: ended, ...textOf(phases, ended) },
        overdue: open.filter((item) => item.due <= at).length,
        nextDue: open.length === 0 ? undefined : Math.min(...open.map((item) => item.due)),
      };
    });
}

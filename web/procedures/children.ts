/** What a procedure has started – a year’s cycle its audits and improvements –, each with where it stands. */
import { z } from '@hono/zod-openapi';
import type { InstanceRow } from '../../contract/records/instances.ts';
import { parseInstanceId, type DepartmentId } from '../../model/identifiers.ts';
import { standsIn } from '../access/contents.ts';
import { readableAt } from '../access/reading.ts';
import type { Caller } from '../caller.ts';
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
    round: z.int().optional().describe('改善措置の何回目か / which round of the improvement'),
    department: named.optional().describe('担当の部署。内容を読む者に限る / whose it is, to who reads contents'),
  })
  .openapi('StartedProcedure');
export type Child = z.output<typeof childSchema>;

/**
 * Those of the kinds that it starts, in the order of their ids, as far as the reader may know of them: who reads a year from
 * another body need not.
 */
export async function childrenOf(
  { records }: Parts,
  me: Caller,
  { instance, procedure: { starts = [] }, at, reach }: InstanceReading,
): Promise<Child[]> {
  const key = parseInstanceId(instance);
  if (key === undefined || starts.length === 0) return [];
  const { organisation, year } = key;
  const rows = [];
  for (const procedure of [...starts].sort())
    rows.push(...(await records.instances.list({ procedure, organisation, year }, undefined, SHOWN)));
  const ids = rows.map((row) => row.instance);
  const readable = new Set(await readableAt(records, me, ids));
  const started = rows.filter((row) => readable.has(row.instance)).slice(0, SHOWN);
  const read = reach.context === undefined ? [] : started;
  const names = await records.registry.namesOfDepartments(key.organisation, read.flatMap(departmentOf));
  return started.map((row) => {
    const { instance: id, procedure, version, number = 0, projection } = row;
    const definition = definitionOf(procedure, version);
    const { phase, ended, due, title, counts } = projection;
    const phases = definition?.phases ?? {};
    const open = ended === undefined ? due.filter(({ met }) => met === undefined) : [];
    const [department] = reach.context === undefined ? [] : departmentOf(row);
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
      round: counts['rounds'],
      department:
        department === undefined
          ? undefined
          : { id: department, ...(names.get(department) ?? { ja: department, en: department }) },
    };
  });
}

/** The department whose post owes something in it. */
function departmentOf({ projection }: InstanceRow): DepartmentId[] {
  return projection.due.flatMap(({ department }) => department ?? []).slice(0, 1);
}

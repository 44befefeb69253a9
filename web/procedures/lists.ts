/** Lists of what a procedure holds, in the reader's words: measures, findings, what is owed. */
import { z } from '@hono/zod-openapi';
import type { BaseContext, ListRow, ShownList } from '../../machines/core/index.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { isRole, roles } from '../../model/roles.ts';
import { isContext } from '../access/contents.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { namesIn } from '../names-of-bodies.ts';
import { instant, localDate, named, textSchema } from '../schemas.ts';

/** Lines shown of one list. */
const LINES_SHOWN = 300;

const rowSchema = textSchema
  .extend({
    id: z.string(),
    status: textSchema,
    done: z.boolean(),
    due: localDate.optional(),
    at: instant.optional(),
    post: textSchema.optional().describe('担当の役職 / the post it belongs to'),
    organisation: named.optional().describe('対象の機関 / the body it is about'),
    department: named.optional(),
    person: textSchema.extend({ person: z.string() }).optional(),
    instance: z.string().optional(),
    documents: z.array(z.string()).optional(),
  })
  .openapi('ListLine');

export const listSchema = named.extend({ rows: z.array(rowSchema), more: z.int() }).openapi('ShownList');
export type List = z.output<typeof listSchema>;

/**
 * The lists of a procedure, from what the reader reads of it: a list of which something is withheld is left out. Empty
 * ones are, too.
 */
export async function listsOf(
  { records }: Parts,
  { procedure, instance, organisation, reach, at }: InstanceReading,
): Promise<List[]> {
  const { context } = reach;
  if (context === undefined || !isContext(context)) return [];
  const found = Object.entries(procedure.lists ?? {}).map(([id, list]) => ({ id, list, rows: rowsOf(list, context) }));
  const shown = found.filter(({ rows }) => rows.length > 0);
  const all = shown.flatMap(({ rows }) => rows.slice(0, LINES_SHOWN));
  const bodies = all.flatMap((row) => (row.organisation === undefined ? [] : [{ organisation: row.organisation }]));
  const [people, departments, nameOf] = await Promise.all([
    records.registry.namesOfPeople([...new Set(all.flatMap(({ person }) => person ?? []))]),
    records.registry.namesOfDepartments(organisation, [...new Set(all.flatMap(({ department }) => department ?? []))]),
    namesIn(records, bodies, at),
  ]);
  const { year = 0 } = parseInstanceId(instance) ?? {};
  return shown.map(({ id, list, rows }) => ({
    id,
    ja: list.ja,
    en: list.en,
    rows: rows
      .slice(0, LINES_SHOWN)
      .map(({ role, organisation: about, department, person, done = false, documents, status, ...row }) => ({
        ...row,
        done,
        status: { ja: status.ja, en: status.en },
        ...(role !== undefined && isRole(role) && { post: roles[role] }),
        ...(about !== undefined && { organisation: { id: about, ...nameOf(about, year) } }),
        ...(department !== undefined && {
          department: { id: department, ...(departments.get(department) ?? { ja: department, en: department }) },
        }),
        ...(person !== undefined && { person: { person, ...(people.get(person) ?? { ja: person, en: person }) } }),
        ...(documents !== undefined && { documents: [...documents] }),
      })),
    more: Math.max(0, rows.length - LINES_SHOWN),
  }));
}

function rowsOf(list: ShownList, context: BaseContext): readonly ListRow[] {
  try {
    return list.rows(context);
  } catch {
    // Something it is made from is not the reader's to read.
    return [];
  }
}

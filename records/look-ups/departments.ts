import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { departmentTree } from '../registry/scope.ts';

const askSchema = z.object({ departments: z.array(z.string()) });

/**
 * Fact `departments`: for each department asked for – for all of the body when none is – whether it exists at that
 * moment, and which departments count as the same (3-15). Of one that was never recorded nothing is the same.
 */
export async function departments(db: Database, { organisation, ask, at }: FactScope): Promise<Json> {
  const asked = askSchema.parse(ask ?? { departments: [] }).departments;
  const rows = await db
    .selectFrom('departments')
    .selectAll()
    .where('organisation', '=', organisation)
    .orderBy('id')
    .execute();
  const tree = departmentTree(rows.map((row) => ({ ...row, parent: row.parent ?? undefined })));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const today = dateInJapan(at);
  return (asked.length === 0 ? [...byId.keys()] : [...new Set(asked)]).map((id) => {
    const row = byId.get(id);
    const begun = row !== undefined && (row.from_date === null || row.from_date <= today);
    const bureau = tree.bureau(id);
    return {
      id,
      exists: begun && (row.to_date === null || today <= row.to_date),
      scope: [...tree.scope(id)],
      ...(bureau && { bureau }),
    };
  });
}

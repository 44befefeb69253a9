import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import type { DepartmentId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { departmentTree } from '../registry/scope.ts';

const askSchema = z.object({ departments: z.array(z.string()), withOfficers: z.boolean().optional() });

/**
 * Fact `inspection`: the departments asked for, where asked those with an information security officer now, and where one
 * has ended its successors – each with what lies above it and whose work it took over (3-12).
 */
export async function inspection(db: Database, { organisation, ask, at }: FactScope): Promise<Json> {
  const { departments: asked, withOfficers = false } = askSchema.parse(ask ?? { departments: [] });
  const today = dateInJapan(at);
  const rows = await db
    .selectFrom('departments')
    .selectAll()
    .where('organisation', '=', organisation)
    .orderBy('id')
    .execute();
  const held = await db
    .selectFrom('appointments')
    .select('department')
    .distinct()
    .where('organisation', '=', organisation)
    .where('role', '=', 'officer')
    .where('department', 'is not', null)
    .where('from_date', '<=', today)
    .where((where) => where.or([where('to_date', 'is', null), where('to_date', '>=', today)]))
    .execute();
  const officers = new Set(held.flatMap(({ department }) => department ?? []));
  const tree = departmentTree(
    rows.map((row) => ({ ...row, parent: row.parent ?? undefined, to: row.to_date ?? undefined })),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const exists = (id: DepartmentId): boolean => {
    const row = byId.get(id);
    return (
      row !== undefined &&
      (row.from_date === null || row.from_date <= today) &&
      (row.to_date === null || today <= row.to_date)
    );
  };
  const wanted = new Set([...asked, ...(withOfficers ? officers : [])]);
  for (const id of wanted) for (const heir of tree.heirs(id, today)) wanted.add(heir);
  return [...wanted].sort().map((id) => ({
    id,
    exists: exists(id),
    officer: officers.has(id),
    above: [...tree.above(id)],
    succeeds: [...tree.succeeds(id, today)],
    successors: exists(id) ? [] : tree.heirs(id, today).filter(exists),
  }));
}

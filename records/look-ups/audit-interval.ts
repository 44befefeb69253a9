import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { heldOn } from '../registry/held.ts';
import { departmentTree } from '../registry/scope.ts';
import { factsInForce } from '../registers/in-force.ts';
import { registersFrom } from './registers.ts';

/** What an audit that was reported writes; one for each audit. */
export const auditedRegister = 'auditedDepartments';

const askSchema = z.object({ year: z.int() });
const auditedSchema = z.object({ year: z.int(), departments: z.array(z.string()) });
const intervalSchema = z.object({ auditIntervalYears: z.int() });

/**
 * Fact `auditInterval`: departments with an information security officer of which no audit – of them, or of what counts as
 * the same department (3-15) – examined any of so many fiscal years before the one asked for. Nobody is counted for years
 * before the department was founded, or before the body's first year here: of those nothing is known.
 */
export async function auditInterval(db: Database, { organisation, ask, at }: FactScope): Promise<Json> {
  const { year } = askSchema.parse(ask);
  const today = dateInJapan(at);
  const facts = await factsInForce(db, { organisation, registers: [auditedRegister, 'auditIntervalYears'] }, at);
  const interval = facts.filter(({ register }) => register !== auditedRegister);
  const { auditIntervalYears: years } = intervalSchema.parse(registersFrom(interval, at));
  const audited = facts.flatMap(({ register, value }) =>
    register === auditedRegister ? (auditedSchema.safeParse(value).data ?? []) : [],
  );
  const rows = await db.selectFrom('departments').selectAll().where('organisation', '=', organisation).execute();
  const held = await db
    .selectFrom('appointments')
    .select('department')
    .distinct()
    .where('organisation', '=', organisation)
    .where('role', '=', 'officer')
    .where(heldOn(today))
    .execute();
  const first = await db
    .selectFrom('instances')
    .select((select) => select.fn.min('year').as('year'))
    .where('organisation', '=', organisation)
    .where('procedure', '=', 'cycle')
    .where('seq', '>', 0)
    .executeTakeFirst();
  const tree = departmentTree(
    rows.map((row) => ({ ...row, parent: row.parent ?? undefined, to: row.to_date ?? undefined })),
  );
  const founded = new Map(rows.map(({ id, from_date: from }) => [id, from === null ? undefined : fiscalYearOf(from)]));
  const officers = [...new Set(held.flatMap(({ department }) => department ?? []))].filter((id) => tree.has(id)).sort();
  const unaudited = officers.flatMap((department) => {
    const scope = tree.scope(department);
    const last = latest(
      audited.filter((one) => one.departments.some((id) => scope.includes(id))).map((one) => one.year),
    );
    const since = latest([last, before(founded.get(department)), before(first?.year ?? year)]) ?? year;
    if (year - since <= years) return [];
    return [{ department, scope: [...scope], ...(last !== undefined && { last }) }];
  });
  return { years, unaudited };
}

function latest(years: readonly (number | undefined)[]): number | undefined {
  const known = years.filter((year) => year !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** The year before: as if audited then, since nothing is known. */
function before(year: number | undefined): number | undefined {
  return year === undefined ? undefined : year - 1;
}

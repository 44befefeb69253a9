/** Departments not audited for years (3-15): listed when a plan is submitted, until an audit of the year reports on them. */
import { z } from 'zod';
import type { Json } from '../../../core/index.ts';
import type { Context, UnauditedDepartment } from '../types.ts';

const inYear = z.object({ year: z.number() });

/** What is asked about departments not audited: those of the years before this one. */
export function yearAsked(context: Json): { year: number } {
  return { year: inYear.parse(context).year };
}

/** The departments of the plan in force, or of the one submitted, that no audit of this year has reported on since. */
export function unauditedNow({ plan, audits, year }: Context): readonly UnauditedDepartment[] {
  const listed = (plan.submitted ?? plan.approved)?.unaudited ?? [];
  const audited = audits.flatMap(({ departments = [], yearExamined }) => (yearExamined === year ? departments : []));
  return listed.filter(({ department, scope }) => !audited.some((id) => id === department || scope.includes(id)));
}

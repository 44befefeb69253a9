import type { Json } from '../../machines/core/index.ts';
import { z } from 'zod';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { yearsWithoutAudit } from '../../model/government-dates.ts';
import { profileOf } from '../../model/organisations.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { existsOn } from '../registry/held.ts';
import { governmentDatesAt } from '../registers/government-dates.ts';
import { factsInForce } from '../registers/in-force.ts';

/** What an audit by headquarters that was reported writes; one for each audit. */
export const headquartersAudited = 'headquartersAudited';

const auditedSchema = z.object({ organisation: z.string(), year: z.int() });

/**
 * Fact `headquartersInterval`: bodies that exist now and that no audit of as many fiscal years before this one as are configured examined. For
 * years before a body was founded, or before headquarters' first year here, nobody is counted: of those nothing is known.
 */
export async function headquartersInterval(db: Database, { organisation, instance, at }: FactScope): Promise<Json> {
  const today = dateInJapan(at);
  const year = parseInstanceId(instance)?.year ?? fiscalYearOf(today);
  const facts = await factsInForce(db, { organisation, registers: [headquartersAudited] }, at);
  const dates = await governmentDatesAt(db, at);
  const last = new Map<string, number>();
  for (const { value } of facts) {
    const { data } = auditedSchema.safeParse(value);
    if (data !== undefined) last.set(data.organisation, Math.max(data.year, last.get(data.organisation) ?? 0));
  }
  const first = await db
    .selectFrom('instances')
    .select((select) => select.fn.min('year').as('year'))
    .where('organisation', '=', organisation)
    .where('procedure', '=', 'programme')
    .where('seq', '>', 0)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'kind', 'from_date'])
    .where('fictional', '=', (own) =>
      own.selectFrom('organisations').select('fictional').where('id', '=', organisation),
    )
    .where(existsOn(today))
    .orderBy('id')
    .execute();
  const unaudited = rows.filter(({ id, kind, from_date: from }) => {
    const profile = profileOf(kind);
    if (profile === undefined) return false;
    const founded = from === null ? Number.NEGATIVE_INFINITY : fiscalYearOf(from) - 1;
    const since = Math.max(last.get(id) ?? Number.NEGATIVE_INFINITY, founded, (first?.year ?? year) - 1);
    return year - since > yearsWithoutAudit(dates, profile);
  });
  return { unaudited: unaudited.map(({ id }) => id) };
}

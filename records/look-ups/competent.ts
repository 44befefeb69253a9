import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';

const askSchema = z.object({ organisation: z.string().optional() });

/**
 * Fact `competent`: under which law a body – the instance's own, where none is named – is supervised, and by which ministries
 * – the main one first –, as the registry has it; for a ministry that has ended those stand that it was merged into. A change of
 * the registry holds from when it is recorded. `to`: its last day, where it was abolished.
 */
export async function competent(db: Database, { organisation: own, ask, at }: FactScope): Promise<Json> {
  const { organisation = own } = askSchema.parse(ask ?? {});
  const row = await db
    .selectFrom('organisations')
    .select([
      'kind',
      'class',
      'legal_basis',
      'objectives_basis',
      'publication_basis',
      'supervisors',
      'to_date',
      'successors',
    ])
    .where('id', '=', organisation)
    .executeTakeFirst();
  if (row === undefined) throw new Error(`there is no body ${organisation}`);
  return {
    kind: row.kind,
    ...(row.class === null ? {} : { class: row.class }),
    ...(row.legal_basis === null ? {} : { legalBasis: row.legal_basis }),
    ...(row.objectives_basis === null ? {} : { objectivesBasis: row.objectives_basis }),
    ...(row.publication_basis === null ? {} : { publicationBasis: row.publication_basis }),
    ministries: await existing(db, row.supervisors, dateInJapan(at)),
    ...(row.to_date === null ? {} : { to: row.to_date }),
    successors: [...row.successors],
  };
}

/** The ministries of those that exist on a day, and in the place of one that has ended the ministries that succeeded it. */
async function existing(db: Database, supervisors: readonly OrganisationId[], day: string): Promise<OrganisationId[]> {
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'to_date', 'successors'])
    .where('kind', '=', 'ministry')
    .execute();
  const ministries = new Map(rows.map((row) => [row.id, row]));
  const found = new Set<OrganisationId>();
  const seen = new Set<OrganisationId>();
  const look = (id: OrganisationId): void => {
    const ministry = ministries.get(id);
    if (ministry === undefined || seen.has(id)) return;
    seen.add(id);
    if (ministry.to_date === null || ministry.to_date >= day) found.add(id);
    else ministry.successors.forEach(look);
  };
  supervisors.forEach(look);
  return [...found];
}

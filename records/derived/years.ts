/** The years that have begun: those of which an instance has an entry. */
import { sql, type Transaction } from 'kysely';
import type { Connection } from '../database.ts';
import { beginYears } from '../read-model/board-years.ts';
import type { Tables } from '../tables.ts';

/** Years that stand there and have not begun, and those that have and do not stand there. */
export interface YearsAmiss {
  readonly added: readonly number[];
  readonly missing: readonly number[];
}

/** One statement, that sees one moment; how many there are beside. */
export async function yearsAmiss(db: Connection): Promise<YearsAmiss & { readonly count: number }> {
  const { rows } = await sql<{ added: number[]; missing: number[]; count: number }>`
    with begun as (select distinct split_part(instance, '/', 2)::integer as year from instances where seq > 0)
    select (select coalesce(array_agg(year order by year), '{}') from board_years
        where year not in (select year from begun)) as added,
      (select coalesce(array_agg(year order by year), '{}') from begun
        where year not in (select year from board_years)) as missing,
      (select count(*)::integer from board_years) as count`.execute(db);
  return rows[0] ?? { added: [], missing: [], count: 0 };
}

/** Puts them right. The lines of the bodies are put right with each body. */
export async function mendYears(trx: Transaction<Tables>, { added, missing }: YearsAmiss): Promise<void> {
  if (added.length > 0)
    await trx
      .deleteFrom('board_years')
      .where('year', 'in', [...added])
      .execute();
  await beginYears(trx, missing);
}

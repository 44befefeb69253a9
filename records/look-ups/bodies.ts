import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { existsOn } from '../registry/held.ts';

const askSchema = z.object({ kinds: z.array(z.string()).optional() });

/**
 * Fact `bodies`: the bodies – of the kinds asked for, where some are – that exist at that moment, by id. Of an invented body
 * the invented ones, of a real one the real ones: an example never asks anything of a body that exists.
 */
export async function bodies(db: Database, { organisation, ask, at }: FactScope): Promise<Json> {
  const { kinds } = askSchema.parse(ask ?? {});
  const today = dateInJapan(at);
  let query = db
    .selectFrom('organisations')
    .select(['id', 'kind', 'name_ja', 'name_en'])
    .where(existsOn(today))
    .where('fictional', '=', (own) =>
      own.selectFrom('organisations').select('fictional').where('id', '=', organisation),
    )
    .orderBy('id');
  if (kinds !== undefined) query = query.where('kind', 'in', kinds);
  const rows = await query.execute();
  return rows.map(({ id, kind, name_ja: nameJa, name_en: nameEn }) => ({ id, kind, nameJa, nameEn }));
}

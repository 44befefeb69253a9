import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { existsOn } from '../registry/held.ts';

const askSchema = z.object({ organisation: z.string() });

/** Fact `supervisors`: the ministries competent for a body at that moment, the main one first; none for one that is gone. */
export async function supervisors(db: Database, { ask, at }: FactScope): Promise<Json> {
  const { organisation } = askSchema.parse(ask);
  const today = dateInJapan(at);
  const row = await db
    .selectFrom('organisations')
    .select('supervisors')
    .where('id', '=', organisation)
    .where(existsOn(today))
    .executeTakeFirst();
  return [...(row?.supervisors ?? [])];
}

/** The chain of one instance, read by pages, with its head as it is kept beside it. */
import type { ChainDamage, Head } from '../../contract/records/integrity.ts';
import type { InstanceId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import { type ChainLine, damagesIn } from './chain.ts';
import { chainLine } from './lines.ts';

/** Lines read at once. */
const PAGE = 500;

/** What is wrong with the chain of an instance; nothing where it is whole, or where there is none. */
export async function damagesOf(
  db: Connection,
  instance: InstanceId,
  signed: readonly Head[] = [],
): Promise<ChainDamage[]> {
  const end = await db
    .selectFrom('instances')
    .select(['seq', 'head_hash as hash'])
    .where('instance', '=', instance)
    .executeTakeFirst();
  return damagesIn(linesOf(db, instance), { end: end ?? { seq: 0, hash: '' }, signed });
}

async function* linesOf(db: Connection, instance: InstanceId): AsyncGenerator<ChainLine> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('instance', '=', instance)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    yield* rows.map(chainLine);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

import type { Matter } from '../../contract/records/look-ups.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Database } from '../database.ts';

/** The written nomination, by the head of a body that decides, of a person for a decision of an instance, in force at that moment (domain.md 2). */
export async function nomination(
  db: Database,
  person: PersonId,
  { instance, decision, bodies }: Matter,
  at: Instant,
): Promise<{ by: PersonId; document: string } | undefined> {
  if (bodies.length === 0) return undefined;
  const today = dateInJapan(at);
  const row = await db
    .selectFrom('nominations')
    .select(['head', 'document'])
    .where('person', '=', person)
    .where('instance', '=', instance)
    .where('organisation', 'in', [...bodies])
    .where('date', '<=', today)
    .where((where) => where.or([where('to_date', 'is', null), where('to_date', '>=', today)]))
    .where((where) => where.or([where('decision', 'is', null), where('decision', '=', decision)]))
    .orderBy('date', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { by: row.head, document: row.document };
}

import type { Transaction } from 'kysely';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { putNotices } from '../notices/put.ts';
import type { Tables } from '../tables.ts';

/** Tells the administrators of the installation that nobody stands for an endpoint any more. */
export async function tellLapsed(trx: Transaction<Tables>, endpoint: string, at: Instant): Promise<void> {
  const about = { source: `webhook/${endpoint}#lapsed#${at}`, topic: 'webhookLapsed', at, about: endpoint } as const;
  await putNotices(trx, [{ ...about, to: { administrators: 'installation' } }]);
}

/**
 * Tells the administrators of the installation that an endpoint was given up, and whoever registered it, while still an
 * administrator; of one endpoint once a day, however many events did not arrive.
 */
export async function tellGivenUp(trx: Transaction<Tables>, endpoint: string, at: Instant): Promise<void> {
  const today = dateInJapan(at);
  const registered = await trx
    .selectFrom('webhook_endpoints as e')
    .innerJoin('appointments as a', 'a.person', 'e.created_by')
    .select('e.created_by')
    .where('e.id', '=', endpoint)
    .where('a.role', '=', 'administrator')
    .where('a.from_date', '<=', today)
    .where((eb) => eb.or([eb('a.to_date', 'is', null), eb('a.to_date', '>=', today)]))
    .executeTakeFirst();
  const about = { source: `webhook/${endpoint}#${today}`, topic: 'webhookDead', at, about: endpoint } as const;
  await putNotices(trx, [
    { ...about, to: { administrators: 'installation' } },
    ...(registered === undefined ? [] : [{ ...about, to: { person: registered.created_by } }]),
  ]);
}

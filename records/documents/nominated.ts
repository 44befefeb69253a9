import type { InstanceId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';

/** What of a nomination counts here. */
interface Nominated {
  readonly document: string;
  readonly instance: InstanceId;
}

/** The documents nominations rest on count as cited by their procedures: they are kept as long as what is decided by them. */
export async function citeNominations(trx: Connection, nominations: readonly Nominated[]): Promise<void> {
  if (nominations.length === 0) return;
  await trx
    .insertInto('document_citations')
    .values(nominations.map(({ document, instance }) => ({ hash: document, instance })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those recorded for an instance. */
export async function nominatedFor(trx: Connection, instance: InstanceId): Promise<readonly Nominated[]> {
  return trx.selectFrom('nominations').select(['document', 'instance']).where('instance', '=', instance).execute();
}

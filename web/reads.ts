/** The trace that reading another body's data leaves: it stands before the answer, and the body reads it (`/reads`). */
import { heldNow } from './access/bodies.ts';
import type { Caller } from './caller.ts';
import type { OrganisationId } from '../model/identifiers.ts';
import type { Records } from '../contract/records/records.ts';

/**
 * Notes that the caller reads something of these bodies; of one's own – any post there, also the administrator's – nothing
 * is noted. `what` is a route and an opaque id, never a text that was read.
 */
export async function noteReading(
  records: Records,
  me: Caller,
  organisations: Iterable<OrganisationId>,
  what: string,
): Promise<void> {
  const own = new Set(heldNow(me).map(({ organisation }) => organisation));
  const foreign = [...new Set(organisations)].filter((organisation) => !own.has(organisation));
  if (foreign.length === 0) return;
  await records.readLog.record({ at: me.at, person: me.person, organisations: foreign.sort(), what });
}

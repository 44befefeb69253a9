/** Which entry relied on which appointment: written with the entry, read when an appointment changes afterwards. */
import { sql, type Transaction } from 'kysely';
import type { Entry } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Tables } from '../tables.ts';

/** Writes what new entries relied on, in the journal's transaction. */
export async function writeReliances(trx: Transaction<Tables>, entries: readonly Entry[]): Promise<void> {
  const rows = entries.flatMap(({ instance, seq, at, event, reliedOn }) => {
    const { person } = asObject(asObject(event)['actor']);
    return reliedOn.map((appointment) => ({
      appointment,
      instance,
      seq,
      at,
      person: typeof person === 'string' ? person : '',
    }));
  });
  if (rows.length === 0) return;
  // An entry comes to the journal after its decision: its appointment may have been ended back-dated in between. The
  // same statement marks those, so that the journal pays for one.
  await sql`
    with added as (
      select * from unnest(
        ${rows.map((row) => row.appointment)}::text[], ${rows.map((row) => row.instance)}::text[],
        ${rows.map((row) => row.seq)}::integer[], ${rows.map((row) => row.at)}::bigint[],
        ${rows.map((row) => row.person)}::text[], ${rows.map((row) => dateInJapan(row.at))}::text[]
      ) as row (appointment, instance, seq, at, person, day)
    ), written as (
      insert into reliances (appointment, instance, seq, at, person)
      select appointment, instance, seq, at, person from added on conflict do nothing
    )
    insert into rested_on (instance, seq, appointment, why, changed, recorded_at, registry_seq)
    select added.instance, added.seq, added.appointment, 'notHeld', ended.id, ended.end_recorded_at, line.seq
    from added
    join appointments as ended on ended.id = added.appointment and ended.to_date < added.day collate "C"
    cross join lateral (
      select max(seq) as seq from registry_journal_rows where kind = 'appointment' and row_id = ended.id
    ) as line
    where ended.end_recorded_at is not null and line.seq is not null
    on conflict do nothing`.execute(trx);
}

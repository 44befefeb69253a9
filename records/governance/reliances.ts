/** Which entry relied on which appointment: written with the entry, read when an appointment changes afterwards. */
import { sql } from 'kysely';
import type { Entry } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { type Part, rowsOf } from '../journal/statement.ts';

/** What entries relied on. */
export function relianceParts(entries: readonly Entry[]): Part[] {
  const rows = reliancesIn(entries);
  if (rows.length === 0) return [];
  return [
    sql`reliances_written as (
      insert into reliances (appointment, instance, seq, at, person)
      select appointment, instance, seq, at, person from json_to_recordset(${rowsOf(rows)}) as row (
        appointment text, instance text, seq integer, at bigint, person text)
      on conflict do nothing)`,
  ];
}

/**
 * What new entries rest on that had changed before they came: an entry comes to the journal after its decision, and its
 * appointment may have been ended back-dated in between. Those are marked at once.
 */
export function restedParts(entries: readonly Entry[]): Part[] {
  const rows = reliancesIn(entries).map(({ appointment, instance, seq, at }) => ({
    appointment,
    instance,
    seq,
    day: dateInJapan(at),
  }));
  if (rows.length === 0) return [];
  return [
    sql`relied as (
      select * from json_to_recordset(${rowsOf(rows)}) as row (
        appointment text, instance text, seq integer, day text))`,
    sql`rested_written as (
      insert into rested_on (instance, seq, appointment, why, changed, recorded_at, registry_seq)
      select relied.instance, relied.seq, relied.appointment, 'notHeld', ended.id, ended.end_recorded_at, line.seq
      from relied
      join appointments as ended on ended.id = relied.appointment and ended.to_date < relied.day collate "C"
      cross join lateral (
        select max(seq) as seq from registry_journal_rows where kind = 'appointment' and row_id = ended.id
      ) as line
      where ended.end_recorded_at is not null and line.seq is not null
      on conflict do nothing)`,
    sql`void_written as (
      insert into rested_on (instance, seq, appointment, why, changed, recorded_at, registry_seq)
      select relied.instance, relied.seq, relied.appointment, 'recordedInError', void.id, void.voided_at, line.seq
      from relied
      join voided_appointments as void on void.id = relied.appointment
      cross join lateral (
        select max(seq) as seq from registry_journal_rows where kind = 'appointment' and row_id = void.id
      ) as line
      where line.seq is not null
      on conflict do nothing)`,
  ];
}

function reliancesIn(entries: readonly Entry[]) {
  return entries.flatMap(({ instance, seq, at, event, reliedOn }) => {
    const { person } = asObject(asObject(event)['actor']);
    return reliedOn.map((appointment) => ({
      appointment,
      instance,
      seq,
      at,
      person: typeof person === 'string' ? person : '',
    }));
  });
}

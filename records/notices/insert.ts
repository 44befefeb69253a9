/** How notices get into the outbox: parts of one statement for any number of them, each told to a person once. */
import { sql } from 'kysely';
import type { DateBasis, Reminder } from '../../machines/core/index.ts';
import type { Instant, InstanceId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Text } from '../../model/text.ts';
import { type Part, rowsOf } from '../journal/statement.ts';

/** One thing told to one person. */
export interface NewItem {
  readonly source: string;
  readonly person: PersonId;
  /** The body it concerns. */
  readonly organisation: OrganisationId;
  readonly topic: string;
  readonly at: Instant;
  readonly procedure?: { readonly instance: InstanceId; readonly id: string; readonly version?: number };
  readonly about?: string;
  /** Where its mail goes instead of to the person's address. */
  readonly address?: string;
  readonly dueItem?: string;
  readonly dueItemName?: Text;
  readonly reminder?: Reminder;
  readonly basis?: DateBasis;
  readonly reasoned?: boolean;
}

/** When they are written, and when their mail may go. */
export interface NoticeTiming {
  readonly now: Instant;
  /** Milliseconds reminders wait for others of the same morning; each that joins starts it anew, ten times at most. */
  readonly hold: number;
}

/**
 * Items with their notices. A reminder joins the notice of the same person, body and day (JST) as long as that is
 * neither read nor taken up by a mailer; everything else is a notice of its own. What was told before – the same source, or the
 * same reminder from another entry – is passed over. Keys are taken in order, so that two writers never wait in a circle.
 */
export function noticeParts(items: readonly NewItem[], { now, hold }: NoticeTiming): Part[] {
  if (items.length === 0) return [];
  return [
    sql`given as (
      select * from json_to_recordset(${rowsOf(eachOnce(items.map(rowOf)))}) as g (
        key text, grouped boolean, source text, person text, organisation text, topic text, at bigint,
        instance text, procedure text, version integer, about text, due_item text, due_item_name text, rung bigint, stage text,
        due bigint, missed integer, basis text, reasoned boolean, address text, place integer))`,
    sql`fresh as (
      select * from given as g
      where not exists (
        select from notice_items as i where i.source = g.source and i.person = g.person
      ) and (g.stage is null or not exists (
        select from notice_items as i
        where i.person = g.person and i.instance = g.instance and i.due_item = g.due_item
          and i.rung = g.rung and i.stage = g.stage and i.stage is not null
      )))`,
    sql`envelopes as (
      insert into notices (person, organisation, grouped, key, at, address, written, next_at)
      select person, min(organisation), grouped, key, min(at), min(address), ${now}::bigint,
        ${now}::bigint + case when grouped then ${hold}::bigint else 0 end
      from fresh group by person, grouped, key order by key collate "C"
      on conflict (key) do update set next_at = case
        when notices.grouped then least(excluded.next_at, notices.written + ${hold}::bigint * 10)
        else notices.next_at end
      returning id, key)`,
    sql`items_written as (
      insert into notice_items
      (notice, source, person, topic, at, instance, procedure, version, about, due_item, due_item_name, rung, stage, due, missed, basis, reasoned)
    select e.id, f.source, f.person, f.topic, f.at, f.instance, f.procedure, f.version, f.about, f.due_item, f.due_item_name, f.rung,
      f.stage, f.due, f.missed, f.basis, f.reasoned
    from fresh as f join envelopes as e on e.key = f.key
    order by f.place
    on conflict do nothing)`,
  ];
}

/** What the same statement brings twice is passed over like what was told before: no notice stands empty for it. */
function eachOnce(rows: readonly ReturnType<typeof rowOf>[]): readonly ReturnType<typeof rowOf>[] {
  const told = new Set<string>();
  return rows.filter(({ source, person, instance, due_item, rung, stage }) => {
    const keys = [JSON.stringify([source, person])];
    if (stage !== undefined) keys.push(JSON.stringify([person, instance, due_item, rung, stage]));
    const again = keys.some((key) => told.has(key));
    for (const key of keys) told.add(key);
    return !again;
  });
}

function rowOf(item: NewItem, place: number) {
  const { procedure, reminder, dueItem, dueItemName, basis, reasoned = false } = item;
  const grouped = reminder !== undefined && dueItem !== undefined && procedure !== undefined;
  return {
    key: grouped ? `${item.person} ${item.organisation} ${dateInJapan(item.at)}` : `${item.source} ${item.person}`,
    grouped,
    source: item.source,
    person: item.person,
    organisation: item.organisation,
    topic: item.topic,
    at: item.at,
    instance: procedure?.instance,
    procedure: procedure?.id,
    version: procedure?.version,
    about: item.about,
    address: item.address,
    due_item: dueItem,
    due_item_name: dueItemName === undefined ? undefined : JSON.stringify(dueItemName),
    rung: grouped ? reminder.rung : undefined,
    stage: grouped ? reminder.stage : undefined,
    due: reminder?.due,
    missed: reminder?.missed,
    basis: basis === undefined ? undefined : JSON.stringify(basis),
    reasoned,
    place,
  };
}

import { sql } from 'kysely';
import type { DateBasis, Reminder } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { MailStatus } from '../../contract/records/notices.ts';
import type { NoticeItem, NoticeRow } from '../../contract/records/notices.ts';
import { numberIn } from '../cursors.ts';
import type { Connection, Database } from '../database.ts';

/** A person's notices, the newest first; `after` is the id of the last one of the page before; `unread`: those not yet read. */
export async function noticesOf(
  db: Database,
  person: PersonId,
  after: string | undefined,
  limit: number,
  unread = false,
): Promise<NoticeRow[]> {
  const rows = await db
    .selectFrom('notices')
    .select(['id', 'person', 'organisation', 'at', 'mail', 'mail_reason', 'read_at'])
    .where('person', '=', person)
    .$if(after !== undefined, (query) => query.where('id', '<', numberIn(after ?? '')))
    .$if(unread, (query) => query.where('read_at', 'is', null))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const items = await itemsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...toNotice(row), items: items.get(row.id) ?? [] }));
}

function toNotice(row: {
  id: number;
  person: string;
  organisation: string;
  at: number;
  mail: MailStatus;
  mail_reason: string | null;
  read_at: number | null;
}): Omit<NoticeRow, 'items'> {
  return {
    id: String(row.id),
    person: row.person,
    organisation: row.organisation,
    at: row.at,
    mail: row.mail,
    ...(row.mail_reason === null ? {} : { mailReason: row.mail_reason }),
    ...(row.read_at === null ? {} : { readAt: row.read_at }),
  };
}

/** What notices tell, by notice, in the order in which it was written. */
export async function itemsOf(
  db: Connection,
  notices: readonly number[],
): Promise<ReadonlyMap<number, readonly NoticeItem[]>> {
  if (notices.length === 0) return new Map();
  const rows = await db
    .selectFrom('notice_items')
    .selectAll()
    .where('notice', '=', sql<number>`any(${[...notices]}::bigint[])`)
    .orderBy('id')
    .execute();
  const found = new Map<number, NoticeItem[]>();
  for (const row of rows) {
    const item: NoticeItem = {
      topic: row.topic,
      at: row.at,
      ...(row.instance === null ? {} : { instance: row.instance }),
      ...(row.procedure === null ? {} : { procedure: row.procedure }),
      ...(row.version === null ? {} : { version: row.version }),
      ...(row.about === null ? {} : { about: row.about }),
      ...(row.due_item === null ? {} : { dueItem: row.due_item }),
      ...(row.due_item_name === null ? {} : { dueItemName: nameIn(row.due_item_name) }),
      ...reminderOf(row),
      ...(row.basis === null ? {} : { basis: basisOf(row.basis) }),
      ...entryOf(row),
      ...(row.reasoned ? { reasoned: true as const } : {}),
    };
    const items = found.get(row.notice);
    if (items === undefined) found.set(row.notice, [item]);
    else items.push(item);
  }
  return found;
}

function reminderOf(row: {
  rung: number | null;
  stage: Reminder['stage'] | null;
  due: number | null;
  missed: number | null;
}): { reminder?: Reminder } {
  if (row.rung === null || row.stage === null || row.due === null) return {};
  const { rung, stage, due, missed } = row;
  return { reminder: { rung, stage, due, ...(missed === null ? {} : { missed }) } };
}

/** The entry is named by the source: `<instance>#<effect>`. */
function entryOf({ source, instance }: { source: string; instance: string | null }): { entry?: number } {
  const effect = instance !== null && source.startsWith(`${instance}#`) ? source.slice(instance.length + 1) : '';
  const seq = /^(\d+)\.\d+$/.exec(effect)?.[1];
  return seq === undefined ? {} : { entry: Number(seq) };
}

function nameIn(text: string): Text {
  const name: Text = JSON.parse(text);
  return name;
}

function basisOf(text: string): DateBasis {
  const basis: DateBasis = JSON.parse(text);
  return basis;
}

/**
 * Marks a notice read; false when it is not that person's. The first instant stays. Nothing joins a notice that was read:
 * the next reminder is a new one.
 */
export async function markNoticeRead(db: Database, person: PersonId, notice: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable('notices')
    .set((eb) => ({
      read_at: eb.fn.coalesce('read_at', eb.val(at)),
      key: sql<string | null>`case when grouped then null else key end`,
    }))
    .where('id', '=', numberIn(notice))
    .where('person', '=', person)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

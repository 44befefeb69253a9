/** The calendar a person subscribes to: what is due for the posts held, as all-day events on the due date in Japan. */
import { createHash } from 'node:crypto';
import { ICalCalendar, ICalEventClass, ICalEventTransparency } from 'ical-generator';
import { parseInstanceId, type Instant, type LocalDate, type PersonId } from '../../model/identifiers.ts';
import { dateOfDue } from '../../model/calendar/due-date.ts';
import { fiscalYearName } from '../../model/japan-time.ts';
import type { Role } from '../../model/roles.ts';
import type { Records } from '../../contract/records/records.ts';
import type { FeedItem } from '../../contract/records/feeds.ts';
import { namesIn } from '../names-of-bodies.ts';
import { definitionOf, textOf } from '../texts.ts';

/** One event, before it is known how often it has changed. */
interface FeedEvent {
  readonly uid: string;
  readonly date: LocalDate;
  readonly summary: string;
  readonly description: string;
  readonly at: Instant;
}

/**
 * The calendar of a person at a moment, as iCalendar text (RFC 5545). No findings, no names of documents or people: the
 * body's name and the due item's text only. The same text as long as nothing changed.
 */
export async function calendarOf(
  records: Records,
  person: PersonId,
  at: Instant,
  without: readonly Role[] = [],
): Promise<string> {
  const items = await records.feeds.items(person, at, without);
  const names = await namesIn(records, items, at);
  const told = items.map((item) => tell(item, names, records.installation.id));
  const sequences = await records.feeds.tell(
    person,
    told.map(({ uid, at: modified, ...said }) => ({ uid, modified, digest: digestOf(said) })),
  );
  const name = records.installation.kind === 'demonstration' ? 'junkan 期限（実演用）' : 'junkan 期限';
  const calendar = new ICalCalendar({
    name,
    description: '担当する期限 / what is due of your posts',
    prodId: { company: 'junkan', product: 'calendar', language: 'JA' },
    ttl: 60 * 60,
  });
  for (const { uid, date, summary, description, at: written } of told) {
    const { sequence, modified } = sequences.get(uid) ?? { sequence: 0, modified: written };
    calendar.createEvent({
      id: uid,
      // A date without a zone is the same day wherever the calendar is looked at; the library reads it in UTC.
      start: new Date(`${date}T00:00:00Z`),
      allDay: true,
      summary,
      description,
      sequence,
      stamp: new Date(modified),
      lastModified: new Date(modified),
      // A due date takes nobody's time.
      transparency: ICalEventTransparency.TRANSPARENT,
      class: ICalEventClass.PRIVATE,
    });
  }
  // Every line ends so, the last one too (RFC 5545, 3.1); the library leaves that one open.
  return `${calendar.toString()}\r\n`;
}

function tell(
  { instance, procedure, version, organisation, item, at }: FeedItem,
  names: Awaited<ReturnType<typeof namesIn>>,
  id: string,
): FeedEvent {
  const definition = definitionOf(procedure, version);
  const due = textOf(definition?.dueItems ?? {}, item.id, item.name);
  const label = definition?.label ?? { ja: procedure, en: procedure };
  const key = parseInstanceId(instance);
  const body = names(organisation, key?.year ?? 0);
  const year = key === undefined ? { ja: '', en: '' } : fiscalYearName(key.year);
  const date = dateOfDue(item.due);
  const original = dateOfDue(item.original);
  const lines = [
    `期限：${date}（日本時間24時まで）`,
    `Due: ${date}, until 24:00 in Japan`,
    ...(original === date ? [] : [`元の期限 / original date: ${original}`]),
    `${body.en}: ${due.en}`,
    `${year.ja} ${label.ja} / ${year.en} ${label.en}`,
    instance,
  ];
  return {
    uid: `${instance}/${item.id}@${id}.junkan`,
    date,
    summary: `${body.ja}：${due.ja}`,
    description: lines.join('\n'),
    at,
  };
}

function digestOf(said: object): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

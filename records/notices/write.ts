/** The journal's part of the outbox: the notices of new entries, in the transaction that writes them. */
import type { Transaction } from 'kysely';
import type { Effect, Entry } from '../../machines/core/index.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { Tables } from '../tables.ts';
import { insertNotices, type NewItem } from './insert.ts';
import { type Addressed, recipientsOf } from './recipients.ts';
import { noteVacantPosts } from './vacant.ts';

type Notify = Extract<Effect, { kind: 'notify' }>;

/** A notice as an entry asks for it. */
interface Caused {
  readonly entry: Entry;
  readonly effect: Notify;
}

/**
 * Writes the notices of new entries. Who holds a post is judged at the entry's own instant, from the appointments
 * recorded by now, and stays so. A post nobody holds gets no notice: it becomes a line of the vacant posts.
 */
export async function writeNotices(trx: Transaction<Tables>, entries: readonly Entry[], hold: number): Promise<void> {
  const caused = entries.flatMap((entry) =>
    entry.effects.filter((effect) => effect.kind === 'notify').map((effect): Caused => ({ entry, effect })),
  );
  if (caused.length === 0) return;
  const told = await recipientsOf(
    trx,
    caused.map(({ entry, effect }) => ({ to: effect.to, at: entry.at })),
  );
  await insertNotices(trx, itemsOf(caused, told), { now: Date.now(), hold });
  const vacant = caused.flatMap(({ entry, effect }, i) =>
    (told[i]?.vacant ?? []).map((post) => ({ post, at: entry.at, instance: entry.instance, topic: effect.topic })),
  );
  await noteVacantPosts(trx, vacant);
}

/** One item per person and thing told: two posts of one person, named apart by one entry, are told once. */
function itemsOf(caused: readonly Caused[], told: readonly Addressed[]): NewItem[] {
  const items = new Map<string, NewItem>();
  for (const [i, { entry, effect }] of caused.entries()) {
    for (const person of told[i]?.people ?? []) {
      const { topic, dueItem, reminder } = effect;
      const once = [entry.instance, entry.seq, person, topic, dueItem, reminder?.stage].join(' ');
      if (!items.has(once)) items.set(once, itemOf(entry, effect, person));
    }
  }
  return [...items.values()];
}

function itemOf(entry: Entry, effect: Notify, person: string): NewItem {
  const { topic, dueItem, reminder } = effect;
  const basis = dueItem === undefined ? undefined : entry.projection.due.find(({ id }) => id === dueItem)?.basis;
  return {
    source: `${entry.instance}#${effect.id}`,
    person,
    organisation: parseInstanceId(entry.instance)?.organisation ?? '',
    topic,
    at: entry.at,
    procedure: { instance: entry.instance, id: entry.procedure, version: entry.version },
    ...(dueItem === undefined ? {} : { dueItem }),
    ...(reminder === undefined ? {} : { reminder }),
    ...(basis === undefined ? {} : { basis }),
  };
}

/** The journal's part of the outbox: the notices of new entries, in the transaction that writes them. */
import type { Effect, Entry } from '../../machines/core/index.ts';
import { parseInstanceId, type PersonId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import type { Part } from '../journal/statement.ts';
import { noticeParts, type NewItem } from './insert.ts';
import type { PostHoldersJson } from './posts.ts';
import { type Addressees, ask, type RecipientQuery } from './recipients.ts';
import type { UndeliveredNotice } from './vacant.ts';

type Notify = Extract<Effect, { kind: 'notify' }>;

/** A notice as an entry asks for it. */
interface NoticeEffect {
  readonly entry: Entry;
  readonly effect: Notify;
}

/** What entries ask to be told. */
export interface EntryNotices {
  /** What the journal's first statement reads for it. */
  readonly expression: RecipientQuery['expression'];
  /**
   * The notices of those entries that are new. Who holds a post is judged at the entry's own instant, from the
   * appointments recorded by now, and stays so. A post nobody holds gets no notice: it is to become a line of the
   * vacant posts.
   */
  readonly told: (
    registered: PostHoldersJson | null,
    added: ReadonlySet<Entry>,
    hold: number,
  ) => { parts: Part[]; unheld: UndeliveredNotice[] };
}

/** Prepares the notices of a batch, before it is known which of its entries are new. */
export async function telling(db: Connection, entries: readonly Entry[]): Promise<EntryNotices> {
  const caused = entries.flatMap((entry) =>
    entry.effects.filter((effect) => effect.kind === 'notify').map((effect): NoticeEffect => ({ entry, effect })),
  );
  const { expression, answers } = await ask(
    db,
    caused.map(({ entry, effect }) => ({ to: effect.to, at: entry.at })),
  );
  return {
    expression,
    told(registered, added, hold) {
      const addressed = answers(registered);
      const fresh = caused.flatMap((one, i): AddressedNotice[] => {
        const to = addressed[i];
        return to === undefined || !added.has(one.entry) ? [] : [{ ...one, to }];
      });
      return {
        parts: noticeParts(itemsOf(fresh), { now: Date.now(), hold }),
        unheld: fresh.flatMap(({ entry, effect, to }) =>
          to.vacant.map((post) => ({
            post,
            at: entry.at,
            instance: entry.instance,
            seq: entry.seq,
            topic: effect.topic,
          })),
        ),
      };
    },
  };
}

interface AddressedNotice extends NoticeEffect {
  readonly to: Addressees;
}

/** One item per person and thing told: two posts of one person, named apart by one entry, are told once. */
function itemsOf(told: readonly AddressedNotice[]): NewItem[] {
  const items = new Map<string, NewItem>();
  for (const { entry, effect, to } of told) {
    for (const person of whoMayAct(effect, to.people)) {
      const { topic, dueItem, reminder } = effect;
      const once = [entry.instance, entry.seq, person, topic, dueItem, reminder?.stage].join(' ');
      if (!items.has(once)) items.set(once, itemOf(entry, effect, person));
    }
  }
  return [...items.values()];
}

/** Those told who may do what it asks for; all of them where nobody may: somebody has to know. */
function whoMayAct({ except = [] }: Notify, people: readonly PersonId[]): readonly PersonId[] {
  const able = people.filter((person) => !except.includes(person));
  return able.length > 0 ? able : people;
}

function itemOf(entry: Entry, effect: Notify, person: string): NewItem {
  const { topic, dueItem, dueItemName, reminder } = effect;
  const basis = dueItem === undefined ? undefined : entry.projection.due.find(({ id }) => id === dueItem)?.basis;
  return {
    source: `${entry.instance}#${effect.id}`,
    person,
    organisation: parseInstanceId(entry.instance)?.organisation ?? '',
    topic,
    at: entry.at,
    procedure: { instance: entry.instance, id: entry.procedure, version: entry.version },
    ...(dueItem === undefined ? {} : { dueItem }),
    ...(dueItemName === undefined ? {} : { dueItemName }),
    ...(reminder === undefined ? {} : { reminder }),
    ...(basis === undefined ? {} : { basis }),
    reasoned: effect.reasoned === true,
  };
}

import type { Database } from '../../records/database.ts';
import type { Records } from '../../contract/records/records.ts';
import { type NoticeDraft, putNotices } from '../../records/notices/put.ts';
import { type Mailer, type MailerOptions, startMailer } from '../../worker/mail/mailer.ts';
import type { MailSettings } from '../../worker/mail/settings.ts';
import { bodies, noon, post } from '../support/records.ts';

/** Timing in which a test need not wait long; the order of things is the same. */
export const quick = { look: 50, firstPause: 50, longestPause: 200, awayBeforeGivingUp: 0, send: 5_000, lease: 20_000 };

export function settingsFor(port: number, other: Partial<MailSettings> = {}): MailSettings {
  return { host: '127.0.0.1', port, security: 'none', from: 'junkan@mail.example', test: true, ...other };
}

export function mailerOver(
  records: Records,
  settings: MailSettings | undefined,
  other: Partial<MailerOptions> = {},
): Mailer {
  return startMailer({
    queue: records.mailQueue,
    installation: records.installation,
    settings,
    timing: quick,
    ...other,
  });
}

/** A body with its administrator, and people with addresses: `p-1` has `p-1@mail.example`. */
export async function seedPeople(records: Records, people: readonly string[]): Promise<void> {
  await records.registry.change(bodies('demo-a'), 'p-x', noon);
  await records.registry.change(post('demo-a', 'p-administrator', 'administrator'), 'p-x', noon);
  await records.registry.change(
    {
      people: people.map((id) => ({
        id,
        nameJa: `${id}（架空）`,
        nameEn: `${id} (fictional)`,
        mail: `${id}@mail.example`,
      })),
    },
    'p-x',
    noon,
  );
}

/** Puts one notice for each of these people; returns the ids of the notices. */
export async function putFor(db: Database, people: readonly string[], source = 'test'): Promise<string[]> {
  const drafts = people.map((person): NoticeDraft => ({
    source: `${source}#${person}`,
    topic: 'appointedYou',
    to: { person },
    organisation: 'demo-a',
    at: noon,
  }));
  await db.transaction().execute((trx) => putNotices(trx, drafts));
  const rows = await db
    .selectFrom('notices')
    .select('id')
    .where('person', 'in', [...people])
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => String(id));
}

/** How many notices are in which state. */
export async function states(db: Database): Promise<Record<string, number>> {
  const rows = await db.selectFrom('notices').select('mail').execute();
  const counts: Record<string, number> = {};
  for (const { mail } of rows) counts[mail] = (counts[mail] ?? 0) + 1;
  return counts;
}

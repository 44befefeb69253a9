/** What people set for their mails holds: kinds, one mail a day, the language. What always goes, goes at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '../../machines/core/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { noticeTopics } from '../../model/notice-topics.ts';
import type { Mailer } from '../../worker/mail/mailer.ts';
import { eventually } from '../support/eventually.ts';
import { dueItem, entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { mailerOver, putFor, seedPeople, settingsFor, states } from './support.ts';

const DAY = 86_400_000;
const tenOf = (date: string): number => Date.parse(`${date}T01:00:00Z`);

describe('the settings of a person', () => {
  onBothDatabases((here) => {
    let server: TestSmtp;
    let running: Mailer | undefined;
    beforeEach(async () => {
      await here().db.deleteFrom('notice_items').execute();
      await here().db.deleteFrom('notices').execute();
      await here().db.deleteFrom('person_settings').execute();
      await seedPeople(here().records, ['p-1', 'p-2']);
      server = await startSmtp();
    });
    afterEach(async () => {
      await running?.stop();
      running = undefined;
      await server.stop();
    });

    let told = 0;
    /** Tells `p-1` through a procedure: reminders of these stages, and these topics. */
    const tell = async (...what: readonly ('overdue' | 'before' | 'escalated' | 'planReturned' | 'planApproved')[]) => {
      const { records } = here();
      const instance = `cycle/${2027 + (told += 1)}/demo-a`;
      const effects = what.map((one, i): Effect => {
        const common = { id: `1.${i}`, kind: 'notify' as const, to: { person: 'p-1' } };
        if (one === 'planReturned' || one === 'planApproved') return { ...common, topic: one };
        const reminder = { rung: noon + i, stage: one, due: noon };
        return { ...common, topic: 'overdue', dueItem: i % 2 === 0 ? 'plan' : 'structure', reminder };
      });
      const projection = projectionOf({ due: [dueItem('plan', noon), dueItem('structure', noon)] });
      await records.journal.append([{ entry: entryOf(instance, 1, { effects, projection }) }]);
    };
    const due = (id: string): string => cycleV1.dueItems[id]?.ja ?? '';
    /** All of them were written then. */
    const writtenAt = (at: number) => here().db.updateTable('notices').set({ written: at, next_at: at }).execute();
    const start = (now: number) => {
      running = mailerOver(here().records, settingsFor(server.port, { url: 'https://junkan.example' }), {
        clock: () => now,
      });
    };
    const become = (wanted: Record<string, number>) =>
      eventually(async () => {
        expect(await states(here().db)).toEqual(wanted);
        return true;
      });

    it('keep a kind that is not wanted out of the mail, and in the inbox', async () => {
      const { records } = here();
      await records.settings.set('p-1', { digest: false, muted: ['due', 'told'] }, noon);
      await tell('before', 'overdue');
      await tell('planApproved');
      await writtenAt(noon);
      start(noon);
      await become({ sent: 1, unwanted: 1 });
      expect(server.mails[0]?.text).toContain(due('structure'));
      expect(server.mails[0]?.text).not.toContain(due('plan'));
      expect(await records.readModel.notices('p-1', undefined, 10)).toHaveLength(2);
    });

    it('keep nothing back of what is told further up, nor of what concerns one’s own access', async () => {
      const { records } = here();
      const all = ['due', 'overdue', 'asked', 'told'] as const;
      await records.settings.set('p-1', { digest: true, muted: all }, noon);
      await tell('escalated');
      await putFor(here().db, ['p-1']);
      const justAfterTen = tenOf('2026-06-01') + 1;
      await writtenAt(justAfterTen);
      start(justAfterTen);
      await become({ sent: 2 });
      expect(server.mails.map(({ text }) => text).join('\n')).toContain(noticeTopics.appointedYou.ja);
    });

    it('gather a day in one mail, at ten in the morning; of others nothing waits', async () => {
      const { records, db } = here();
      await records.settings.set('p-1', { digest: true, muted: [] }, noon);
      await tell('before');
      await tell('planReturned');
      await tell('planApproved');
      await putFor(db, ['p-2']);
      const written = tenOf('2026-06-01') + 3_600_000;
      await writtenAt(written);
      start(written);
      await become({ sent: 1, queued: 3 });
      // Looked at again and again, it waits on.
      expect(await records.mailQueue.take(tenOf('2026-06-02') - 1, { atMost: 20, lease: 1 })).toEqual([]);
      await running?.stop();
      start(tenOf('2026-06-02'));
      await become({ sent: 4 });
      const [, day, ...more] = server.mails;
      expect([day?.subject, more]).toEqual(['[junkan] 1日分のお知らせ（3件） / Notices of the day (3)', []]);
      for (const { ja } of [cycleV1.notices['planReturned'], cycleV1.notices['planApproved']].flatMap(
        (one) => one ?? [],
      )) {
        expect(day?.text).toContain(ja);
      }
    });

    it('let go what waited once no such mail is wanted any more', async () => {
      const { records } = here();
      await records.settings.set('p-1', { digest: true, muted: [] }, noon);
      await tell('planReturned');
      const written = tenOf('2026-06-01') + DAY / 2;
      await writtenAt(written);
      expect(await records.mailQueue.take(written, { atMost: 20, lease: 1 })).toEqual([]);
      await records.settings.set('p-1', { digest: false, muted: [] }, written + 1);
      start(written + 1);
      await become({ sent: 1 });
    });

    it('choose the language of the mail', async () => {
      const { records } = here();
      await records.settings.set('p-1', { language: 'en', digest: false, muted: [] }, noon);
      await tell('planReturned');
      await writtenAt(noon);
      start(noon);
      await become({ sent: 1 });
      const [mail] = server.mails;
      expect([mail?.subject, mail?.text?.includes('お知らせ')]).toEqual(['[junkan] Notice', false]);
      expect(mail?.text).toContain('https://junkan.example/settings');
    });
  });
});

/** Mail goes at least once with a stable Message-ID, whatever the server does; what fails is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '../../machines/core/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { noticeTopics } from '../../model/notice-topics.ts';
import type { Mailer } from '../../worker/mail/mailer.ts';
import { messageId } from '../../worker/mail/message.ts';
import { eventually } from '../support/eventually.ts';
import { DAY, dueItem, entryOf, noon, onBothDatabases, post, projectionOf } from '../support/records.ts';
import { distinctIds, type SmtpBehaviour, startSmtp, type TestSmtp } from '../support/smtp.ts';
import { mailerOver, putFor, quick, seedPeople, settingsFor, states } from './support.ts';

const people = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6'];

describe('mail', () => {
  onBothDatabases((here) => {
    const running: Mailer[] = [];
    const servers: TestSmtp[] = [];
    beforeEach(async () => {
      await here().db.deleteFrom('notice_items').execute();
      await here().db.deleteFrom('notices').execute();
      await seedPeople(here().records, people);
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map((mailer) => mailer.stop()));
      await Promise.all(servers.splice(0).map((server) => server.stop()));
    });
    const smtp = async (behaviour: SmtpBehaviour = {}) => {
      const server = await startSmtp(behaviour);
      servers.push(server);
      return server;
    };
    const mailer = (
      ...[settings, other]: [ReturnType<typeof settingsFor> | undefined, Parameters<typeof mailerOver>[2]?]
    ) => {
      const started = mailerOver(here().records, settings, other);
      running.push(started);
      return started;
    };
    const idsOf = (notices: readonly string[]) =>
      notices.map((id) => messageId(id, here().records.installation.id)).sort();
    const allIn = (wanted: Record<string, number>) =>
      eventually(async () => {
        expect(await states(here().db)).toEqual(wanted);
        return true;
      });

    it('goes once to each, in both languages, marked as automatic, with a link and without any name', async () => {
      const server = await smtp();
      const ids = await putFor(here().db, people);
      mailer(settingsFor(server.port, { url: 'https://junkan.example' }));
      await allIn({ sent: 6 });
      expect(distinctIds(server.mails)).toEqual(idsOf(ids));
      expect(server.mails).toHaveLength(6);
      const mail = server.mails.find(({ to }) => JSON.stringify(to).includes('p-1@mail.example'));
      expect(mail?.subject).toBe('[junkan] お知らせ / Notice');
      expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
      // Beside the plain text the same words as HTML, with the same links and nothing from elsewhere.
      const html = String(mail?.html);
      expect(html).toContain('<a href="https://junkan.example/">');
      expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to).sort()).toEqual(
        ['/', '/', '/settings', '/settings'].map((path) => `https://junkan.example${path}`).sort(),
      );
      expect(html).not.toMatch(/<(?:img|script|link|style|iframe)/);
      for (const text of [noticeTopics.appointedYou.ja, noticeTopics.appointedYou.en, 'demo-a省（架空）']) {
        expect(html).toContain(text);
      }
      const { ja, en, next } = noticeTopics.appointedYou;
      for (const text of [ja, en, next.ja, next.en, 'https://junkan.example/', 'demo-a省（架空）']) {
        expect(mail?.text).toContain(text);
      }
      expect(mail?.text).not.toContain('p-1');
    });

    it('tells of all due items of a body in one mail, with their dates and what those rest on', async () => {
      const server = await smtp();
      const { records } = here();
      const ciso = post('demo-a', 'p-1', 'ciso');
      const [person] = ciso.people ?? [];
      await records.registry.change({ ...ciso, people: [{ ...person!, mail: 'p-1@mail.example' }] }, 'p-x', noon);
      const items = ['plan', 'structure'];
      const effects = items.map((item, i): Effect => ({
        id: `1.${i}`,
        kind: 'notify',
        to: { roles: ['ciso'], organisation: 'demo-a' },
        topic: 'overdue',
        dueItem: item,
        reminder: { rung: noon, stage: 'overdue', due: Date.parse('2026-05-08T15:00:00Z'), missed: 2 },
      }));
      const basis = { kind: 'fixed' as const, own: '2026-05-08' };
      const projection = projectionOf({ due: items.map((item) => ({ ...dueItem(item, noon), basis })) });
      const instance = `cycle/2026/demo-a`;
      const seq = (await records.journal.head(instance)) + 1;
      await records.journal.append([{ entry: entryOf(instance, seq, { effects, projection }) }]);
      // The hold keeps them together; its end is not waited for here.
      await here().db.updateTable('notices').set({ next_at: 0 }).execute();
      mailer(settingsFor(server.port));
      await allIn({ sent: 1 });
      const [mail] = server.mails;
      expect(mail?.subject).toBe('[junkan] 期限超過のお知らせ（2件） / Overdue (2)');
      const plan = cycleV1.dueItems['plan'];
      const structure = cycleV1.dueItems['structure'];
      for (const text of [
        plan!.ja,
        plan!.en,
        structure!.ja,
        '2026-05-08 (期限超過)',
        '2回分',
        `junkan show ${instance}`,
      ]) {
        expect(mail?.text).toContain(text);
      }
      expect(mail?.text).toContain('慣例による設定値');
    });

    it('begins with what is expected of the reader, by its label and date, and says that a reason was given', async () => {
      const server = await smtp();
      const { records } = here();
      await records.registry.change(post('demo-a', 'p-2', 'promotionOffice'), 'p-x', noon);
      const [person] = post('demo-a', 'p-2', 'promotionOffice').people ?? [];
      await records.registry.change({ people: [{ ...person!, mail: 'p-2@mail.example' }] }, 'p-x', noon);
      const instance = 'cycle/2027/demo-a';
      const effects: Effect[] = [
        { id: '1.0', kind: 'notify', to: { person: 'p-2' }, topic: 'planReturned', reasoned: true },
        {
          id: '1.1',
          kind: 'notify',
          to: { person: 'p-3' },
          topic: 'editionAsked',
          dueItem: 'edition:ed-9',
          dueItemName: { ja: '統一基準群 第九版（架空）', en: 'Common standards, ninth edition (fictional)' },
        },
      ];
      const due = Date.parse('2027-03-31T15:00:00Z');
      const projection = projectionOf({
        due: [dueItem('plan', due)],
        tasks: [
          { decision: 'submitPlan', roles: ['promotionOffice'], dueItem: 'plan' },
          { decision: 'submitPolicy', roles: ['promotionOffice'] },
        ],
      });
      const actor = { person: 'p-1', appointments: [] };
      const event = { type: 'returnPlan', at: noon, actor, input: { reason: '監査の指摘が抜けている' }, facts: {} };
      await records.journal.append([{ entry: entryOf(instance, 1, { event, effects, projection }) }]);
      mailer(settingsFor(server.port, { url: 'https://junkan.example' }));
      await allIn({ sent: 2 });
      const textTo = (person: string): string =>
        server.mails.find(({ to }) => JSON.stringify(to).includes(`${person}@mail.example`))?.text ?? '';
      const text = textTo('p-2');
      const { ja, en } = cycleV1.decisions['submitPlan']!.label;
      const [before, after] = text.split(cycleV1.notices['planReturned']!.ja);
      expect(before).toContain(`* ${ja}（期限：2027-03-31） – `);
      // With a link to the very form.
      expect(before).toContain(`\n  https://junkan.example/${instance}/decide/submitPlan`);
      expect(after).toContain('理由が述べられています');
      expect(text).toContain(`* ${en} (due 2027-03-31)`);
      // What is expected in other matters is not; and a reason may speak of findings.
      expect(text).not.toContain(cycleV1.decisions['submitPolicy']!.label.ja);
      expect(text).not.toContain('抜けている');
      // Who has nothing to do there is asked for nothing; an edition is called by its name.
      const other = textTo('p-3');
      expect(other).toContain('統一基準群 第九版（架空）');
      expect(other).not.toMatch(/ed-9|次のことをお願いします/);
    });

    it('waits while the server is down and goes when it is back, from the same outbox', async () => {
      const gone = await smtp();
      await gone.stop();
      const ids = await putFor(here().db, people);
      mailer(settingsFor(gone.port));
      await eventually(async () => (await here().records.mailQueue.counts()).reasons[0]?.reason === 'unreachable');
      // The pause between tries of one mail is a minute; it is not waited for here.
      const back = await smtp({ port: gone.port });
      await eventually(async () => {
        await here().db.updateTable('notices').set({ next_at: 0 }).where('claim', 'is', null).execute();
        expect(await states(here().db)).toEqual({ sent: 6 });
        return true;
      });
      expect(distinctIds(back.mails)).toEqual(idsOf(ids));
    });

    it('is given up after a day, with one notice to the administrators and none about that notice', async () => {
      const gone = await smtp();
      await gone.stop();
      const { db, records } = here();
      await putFor(db, people);
      let now = Date.now();
      let tries = 0;
      const log = (_level: string, message: string) => void (tries += message.startsWith('a mail') ? 1 : 0);
      mailer(settingsFor(gone.port), { clock: () => now, log });
      await eventually(() => tries >= 2);
      now += DAY - 60_000;
      await eventually(() => tries >= 6);
      expect(await states(db)).toEqual({ queued: 6 });
      now += 2 * 60_000;
      await eventually(async () => {
        expect((await states(db))['failed']).toBe(6);
        return true;
      });
      now += 2 * DAY;
      await eventually(async () => {
        expect((await states(db))['failed'] ?? 0).toBeGreaterThanOrEqual(6);
        const told = await records.readModel.notices('p-administrator', undefined, 10);
        expect(told.map(({ items }) => items[0]?.topic)).toEqual(['mailFailed']);
        return true;
      });
      expect((await records.readModel.notices('p-1', undefined, 10))[0]).toMatchObject({
        mail: 'failed',
        mailReason: 'unreachable',
      });
    });

    it('that the server refuses for one address fails at once, while the others go on', async () => {
      const server = await smtp({ refuses: (address) => (address.startsWith('p-3@') ? 550 : undefined) });
      await putFor(here().db, people);
      mailer(settingsFor(server.port));
      // The administrator has no address; the notice says so.
      await allIn({ sent: 5, failed: 1, noAddress: 1 });
      const [refused] = await here().records.readModel.notices('p-3', undefined, 10);
      expect(refused).toMatchObject({ mail: 'failed', mailReason: 'refused 550' });
      const told = await here().records.readModel.notices('p-administrator', undefined, 10);
      expect(told.map(({ items }) => items[0]?.topic)).toEqual(['mailFailed']);
    });

    it('that is put off for one address is tried again later, while the others go on', async () => {
      let times = 0;
      const server = await smtp({
        refuses: (address) => (address.startsWith('p-3@') && (times += 1) === 1 ? 450 : undefined),
      });
      await putFor(here().db, people);
      mailer(settingsFor(server.port));
      await allIn({ sent: 5, queued: 1 });
      expect((await here().records.readModel.notices('p-3', undefined, 10))[0]).toMatchObject({
        mailReason: 'deferred 450',
      });
      await here().db.updateTable('notices').set({ next_at: 0 }).execute();
      await allIn({ sent: 6 });
    });

    it('whose connection dies after the server had it goes again with the same Message-ID', async () => {
      let cuts = 0;
      const server = await smtp({
        onMessage: (_mail, cut) => {
          cuts += 1;
          if (cuts <= 3) cut();
        },
      });
      const ids = await putFor(here().db, people);
      mailer(settingsFor(server.port));
      await eventually(async () => {
        await here().db.updateTable('notices').set({ next_at: 0 }).where('claim', 'is', null).execute();
        expect(await states(here().db)).toEqual({ sent: 6 });
        return true;
      });
      expect(server.mails).toHaveLength(9);
      expect(distinctIds(server.mails)).toEqual(idsOf(ids));
    });

    it('waits for a slow server, and leaves one that says nothing after its time', async () => {
      const slow = await smtp({ greetsAfter: 300 });
      await putFor(here().db, people);
      const first = mailer(settingsFor(slow.port));
      await allIn({ sent: 6 });
      await first.stop();
      const mute = await smtp({ greetsAfter: 60_000 });
      await putFor(here().db, people, 'again');
      const waiting = mailer(settingsFor(mute.port), { timing: { ...quick, send: 300 } });
      await eventually(async () => (await here().records.mailQueue.counts()).reasons[0]?.reason === 'timeout');
      await waiting.stop();
      await here().db.updateTable('notices').set({ next_at: 0 }).execute();
      mailer(settingsFor(slow.port));
      await allIn({ sent: 12 });
      expect(slow.mails).toHaveLength(12);
      expect(mute.mails).toEqual([]);
    });

    it('is sent once by two mailers at once', async () => {
      const server = await smtp();
      const many = Array.from({ length: 60 }, (_, i) => `p-many-${i}`);
      await seedPeople(here().records, many);
      const ids = await putFor(here().db, many);
      for (let i = 0; i < 2; i += 1) mailer(settingsFor(server.port));
      await allIn({ sent: 60 });
      expect(server.mails.map(({ messageId: id }) => id).sort()).toEqual(idsOf(ids));
    });

    it('needs an address; none ever goes to a reserved domain but to a server for tests', async () => {
      const server = await smtp();
      await putFor(here().db, [...people, 'p-administrator']);
      mailer(settingsFor(server.port, { test: false }));
      await allIn({ noAddress: 7 });
      expect(server.mails).toEqual([]);
      const reasons = await Promise.all(
        ['p-1', 'p-administrator'].map(
          async (p) => (await here().records.readModel.notices(p, undefined, 1))[0]?.mailReason,
        ),
      );
      expect(reasons).toEqual(['reserved', 'none']);
    });

    it.each([1, 2])('a server that takes %i connections slows it and does not stop it', async (mostConnections) => {
      const server = await smtp({ mostConnections });
      const many = Array.from({ length: 50 }, (_, i) => `p-few-${i}`);
      await seedPeople(here().records, many);
      const ids = await putFor(here().db, many);
      const log: unknown[] = [];
      mailer(settingsFor(server.port), { log: (_level, message) => log.push(message) });
      await allIn({ sent: 50 });
      expect(server.mails.map(({ messageId: id }) => id).sort()).toEqual(idsOf(ids));
      expect(log).not.toContain('the mail server cannot be used now');
      const rows = await here().db.selectFrom('notices').select(['attempts', 'mail_reason']).execute();
      expect(new Set(rows.map(({ attempts, mail_reason: reason }) => `${attempts} ${reason ?? ''}`.trim())).size).toBe(
        1,
      );
    });

    it('names in envelope and header the same address: quoted where its dots ask for it, the domain in ASCII', async () => {
      const server = await smtp();
      const addresses = {
        'p-1': '"a..b"@carrier.example',
        'p-2': 'yamada@日本語.example',
        'p-3': '"plain"@Mail.example',
      };
      await here().records.registry.change(
        {
          people: Object.entries(addresses).map(([id, mail]) => ({
            id,
            nameJa: `${id}（架空）`,
            nameEn: `${id} (fictional)`,
            mail,
          })),
        },
        'p-x',
        noon,
      );
      await putFor(here().db, Object.keys(addresses));
      mailer(settingsFor(server.port));
      await allIn({ sent: 3 });
      const wanted = ['"a..b"@carrier.example', 'plain@mail.example', 'yamada@xn--wgv71a119e.example'];
      expect([...server.named].sort()).toEqual(wanted);
      const headers = server.mails.map(({ headerLines }) => headerLines.find(({ key }) => key === 'to')?.line);
      expect(headers.map((line) => line?.replace(/^To: <?|>?$/g, '')).sort()).toEqual(wanted);
    });

    it('is off without a server: what waited an hour stays off when one is configured', async () => {
      const { db } = here();
      await putFor(db, people);
      let now = Date.now();
      const off = mailer(undefined, { clock: () => now, timing: { ...quick, switchOff: 50 } });
      await eventually(async () => (await states(db))['queued'] === 6);
      now += 61 * 60_000;
      await allIn({ off: 6 });
      await off.stop();
      const server = await smtp();
      await putFor(db, ['p-1'], 'later');
      mailer(settingsFor(server.port));
      await allIn({ off: 6, sent: 1 });
      expect(server.mails).toHaveLength(1);
    });

    it('finishes what is being sent when it is stopped, and releases what was only taken', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const server = await smtp({ onMessage: () => held });
      const many = Array.from({ length: 12 }, (_, i) => `p-stop-${i}`);
      await seedPeople(here().records, many);
      await putFor(here().db, many);
      const first = mailer(settingsFor(server.port));
      await eventually(() => server.mails.length === 4);
      const stopped = first.stop();
      release();
      await stopped;
      expect(await states(here().db)).toEqual({ sent: 4, queued: 8 });
      const claimed = await here().db.selectFrom('notices').select('id').where('claim', 'is not', null).execute();
      expect(claimed).toEqual([]);
      mailer(settingsFor(server.port));
      await allIn({ sent: 12 });
      expect(server.mails).toHaveLength(12);
    });

    it('signs in; a wrong password is told as such and never written down', async () => {
      const server = await smtp({ login: { user: 'junkan', password: 'right and secret' } });
      await putFor(here().db, people);
      const written: unknown[] = [];
      const wrong = mailer(settingsFor(server.port, { user: 'junkan', password: 'wrong and secret' }), {
        log: (...line) => written.push(line),
      });
      await eventually(
        async () => (await here().records.mailQueue.counts()).reasons[0]?.reason === 'authentication 535',
      );
      await wrong.stop();
      expect(written.length).toBeGreaterThan(0);
      expect(JSON.stringify(written)).not.toMatch(/secret|p-\d@/);
      await here().db.updateTable('notices').set({ next_at: 0 }).execute();
      mailer(settingsFor(server.port, { user: 'junkan', password: 'right and secret' }));
      await allIn({ sent: 6 });
    });
  });
});

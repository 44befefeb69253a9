/** kill -9 at any moment of sending: no mail never, the inbox exactly once, every repeat under its own Message-ID. */
import { type ChildProcess, spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../machines/core/index.ts';
import { openDatabase } from '../../records/database.ts';
import { recordsOver } from '../../records/open.ts';
import { messageId } from '../../worker/mail/message.ts';
import { bundled } from '../support/bundled.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { entryOf, noon, post } from '../support/records.ts';
import { distinctIds, startSmtp } from '../support/smtp.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { seedPeople, states } from './support.ts';
import { testKeys } from '../support/keys.ts';

/** Moments of one mail's way, in order: connected, recipient named, the server has it unanswered, it has answered. */
const moments = ['connect', 'recipient', 'message', 'answered'] as const;
const people = Array.from({ length: 40 }, (_, i) => `p-${i}`);

describe.each(['PGlite', 'PostgreSQL'])('a worker killed while it mails, on %s', (kind) => {
  it(
    'at every moment in turn leaves each reminder to be sent, none unsent and none doubled in an inbox',
    { timeout: 900_000 },
    async () => {
      const dataDirectory = temporaryDirectory();
      const database = kind === 'PostgreSQL' ? await emptyDatabase() : undefined;
      const open = async () => {
        const opened = await openDatabase({
          keys: testKeys,
          dataDirectory,
          ...(database && { databaseUrl: database.url }),
        });
        return { db: opened.db, records: await recordsOver(opened, { create: { kind: 'demonstration' }, hold: 0 }) };
      };

      // Given: one reminder for each of many people, from one entry.
      const first = await open();
      await seedPeople(first.records, people);
      for (const person of people) {
        const held = post('demo-a', person, 'officer');
        await first.records.registry.change({ appointments: held.appointments ?? [] }, 'p-x', noon);
      }
      const effect: Effect = {
        id: '1.0',
        kind: 'notify',
        to: { roles: ['officer'], organisation: 'demo-a' },
        topic: 'reminder',
        dueItem: 'plan',
        reminder: { rung: noon, stage: 'today', due: noon },
      };
      await first.records.journal.append([{ entry: entryOf('cycle/2026/demo-a', 1, { effects: [effect] }) }]);
      const notices = await first.db.selectFrom('notices').select(['id', 'person']).orderBy('id').execute();
      expect(notices.map(({ person }) => person).sort()).toEqual([...people].sort());
      const ids = notices.map(({ id }) => messageId(String(id), first.records.installation.id)).sort();
      await first.records.close();

      // When: processes are killed, one at each moment and at different mails, and the last one is left alone.
      let workers: ChildProcess[] = [];
      let armed: { moment: (typeof moments)[number]; after: number } | undefined;
      const reached = (moment: (typeof moments)[number]): void => {
        if (armed?.moment !== moment || (armed.after -= 1) > 0) return;
        armed = undefined;
        for (const worker of workers) worker.kill('SIGKILL');
      };
      const server = await startSmtp({ on: reached, onMessage: () => reached('message') });
      const mailer = await bundled('test/mail/mailer-program.ts');
      const killed: string[] = [];
      for (const [i, moment] of moments.entries()) {
        armed = { moment, after: i + 1 };
        // Two at once on PostgreSQL; PGlite has one owner.
        workers = Array.from({ length: database === undefined ? 1 : 2 }, () =>
          program(mailer, dataDirectory, server.port, database?.url),
        );
        await Promise.all(workers.map(gone));
        killed.push(moment);
      }
      workers = [program(mailer, dataDirectory, server.port, database?.url)];
      await eventually(() => distinctIds(server.mails).length === ids.length, { within: 150_000 });
      // What was taken by the dead comes back after their lease; then nothing is left to send.
      const watching = database === undefined ? undefined : await open();
      if (watching !== undefined) {
        await eventually(async () => (await states(watching.db))['sent'] === ids.length, { within: 150_000 });
      } else {
        await eventually(() => quiet(server.mails), { within: 150_000, every: 1_000 });
      }
      for (const worker of workers) worker.kill('SIGKILL');
      await Promise.all(workers.map(gone));

      // Then
      expect(killed).toEqual([...moments]);
      expect(distinctIds(server.mails)).toEqual(ids);
      const { db, records } = watching ?? (await open());
      expect(await states(db)).toEqual({ sent: ids.length });
      for (const person of people) {
        const inbox = await records.readModel.notices(person, undefined, 10);
        expect(inbox.map(({ items }) => items.map(({ dueItem }) => dueItem))).toEqual([['plan']]);
      }
      await records.close();
      await server.stop();
      await database?.drop();
    },
  );
});

function program(mailer: string, dataDirectory: string, port: number, databaseUrl?: string): ChildProcess {
  const more = databaseUrl === undefined ? [] : [databaseUrl];
  return spawn(process.execPath, [mailer, dataDirectory, String(port), ...more], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: ROOT,
  });
}

function gone(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => worker.once('exit', () => resolve()));
}

/** True when nothing new has come since the look before, longer than any lease. */
const looks = new WeakMap<readonly unknown[], { length: number; since: number }>();
function quiet(mails: readonly unknown[]): boolean {
  const last = looks.get(mails);
  const now = Date.now();
  if (last?.length === mails.length) return now - last.since > 15_000;
  looks.set(mails, { length: mails.length, since: now });
  return false;
}

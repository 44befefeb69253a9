import { beforeAll, describe, expect, it } from 'vitest';
import type { Audience, Effect } from '../../machines/core/index.ts';
import { bodies, DAY, entryOf, noon, onBothDatabases, post } from '../support/records.ts';

const notify = (id: string, to: Audience, topic = 'overdue'): Effect => ({ id, kind: 'notify', to, topic });
const toCiso: Audience = { roles: ['ciso', 'headOfOfficers'], organisation: 'demo-a' };

describe('notices (domain.md 2: posts; design: the outbox)', () => {
  onBothDatabases((here) => {
    beforeAll(async () => {
      const { registry } = here().records;
      const changes = [
        bodies('demo-a', 'demo-b', 'demo-c'),
        post('demo-a', 'p-now', 'ciso'),
        post('demo-a', 'p-now', 'headOfOfficers'),
        post('demo-a', 'p-acting', 'ciso', { kind: 'acting', from: '2026-05-01' }),
        // noon is 2026-05-01: the last day in office was the day before.
        post('demo-a', 'p-yesterday', 'ciso', { to: '2026-04-30' }),
        post('demo-a', 'p-tomorrow', 'ciso', { from: '2026-05-02' }),
        post('demo-b', 'p-elsewhere', 'ciso'),
        post('demo-b', 'p-administrator', 'administrator'),
      ];
      for (const change of changes) await registry.change(change, 'p-administrator', noon);
    });
    const toldOf = async (person: string) =>
      (await here().records.readModel.notices(person, undefined, 50)).flatMap((notice) =>
        notice.items.map((item) => item.topic),
      );

    it('reaches whoever holds a post on the day of the entry, each once; who left yesterday gets nothing', async () => {
      const { journal } = here().records;
      const entry = entryOf('cycle/2026/demo-a', 1, { effects: [notify('1.0', toCiso, 'first')] });
      await journal.append([{ entry }]);
      await journal.append([{ entry }]);
      expect(await toldOf('p-now')).toEqual(['first']);
      expect(await toldOf('p-acting')).toEqual(['first']);
      for (const person of ['p-yesterday', 'p-tomorrow', 'p-elsewhere', 'p-administrator']) {
        expect(await toldOf(person)).toEqual([]);
      }
    });

    it("is judged at the entry's own instant, however late it reaches the records", async () => {
      const { journal } = here().records;
      const dayBefore = noon - DAY;
      const entry = entryOf('cycle/2026/demo-a', 2, { at: dayBefore, effects: [notify('2.0', toCiso, 'late')] });
      await journal.append([{ entry }]);
      expect(await toldOf('p-yesterday')).toEqual(['late']);
      expect(await toldOf('p-acting')).not.toContain('late');
    });

    it('tells a person once what one entry tells two posts of theirs', async () => {
      const { journal } = here().records;
      const effects: Effect[] = [
        notify('3.0', { roles: ['ciso'], organisation: 'demo-a' }, 'twice'),
        notify('3.1', { roles: ['headOfOfficers'], organisation: 'demo-a' }, 'twice'),
      ];
      await journal.append([{ entry: entryOf('cycle/2026/demo-a', 3, { effects }) }]);
      expect((await toldOf('p-now')).filter((topic) => topic === 'twice')).toHaveLength(1);
    });

    it('is no notice per step when nobody holds the post: one to the administrators when it falls vacant', async () => {
      const { journal, readModel } = here().records;
      const to: Audience = { roles: ['auditOfficer'], organisation: 'demo-b' };
      for (const seq of [1, 2, 3]) {
        const effects = [notify(`${seq}.0`, to, 'assign')];
        await journal.append([{ entry: entryOf('audit/2026/demo-b/1', seq, { effects }) }]);
      }
      const [notice, ...more] = await readModel.notices('p-administrator', undefined, 10);
      expect(more).toEqual([]);
      expect(notice).toMatchObject({
        organisation: 'demo-b',
        mail: 'queued',
        items: [{ topic: 'postVacant', about: 'auditOfficer', instance: 'audit/2026/demo-b/1' }],
      });
    });

    it('goes to those who may do what it asks for, and to all where nobody may', async () => {
      const { journal } = here().records;
      const [one, all] = [notify('4.0', toCiso, 'forOthers'), notify('4.1', toCiso, 'forNobody')];
      const effects: Effect[] = [
        { ...one, except: ['p-now', 'p-x'] },
        { ...all, except: ['p-now', 'p-acting'] },
      ];
      await journal.append([{ entry: entryOf('cycle/2026/demo-a', 4, { effects }) }]);
      const asked = async (person: string) => (await toldOf(person)).filter((topic) => topic.startsWith('for')).sort();
      expect([await asked('p-now'), await asked('p-acting')]).toEqual([['forNobody'], ['forNobody', 'forOthers']]);
    });

    it('knows the entry that told it, and whether that says why', async () => {
      const { journal, readModel } = here().records;
      const to = { person: 'p-z' };
      const effects: Effect[] = [{ ...notify('1.0', to, 'why'), reasoned: true }, notify('1.1', to, 'that')];
      await journal.append([{ entry: entryOf('audit/2026/demo-a/11', 1, { effects }) }]);
      const items = (await readModel.notices('p-z', undefined, 10)).flatMap((notice) => notice.items);
      expect(items.map(({ topic, entry, reasoned }) => [topic, entry, reasoned])).toEqual([
        ['that', 1, undefined],
        ['why', 1, true],
      ]);
      const places = [1, 2].map((seq) => ({ instance: 'audit/2026/demo-a/11', seq }));
      expect((await journal.entriesAt(places)).map(({ seq }) => seq)).toEqual([1]);
    });

    it('is neither notice nor vacant post in a body in which nobody is appointed (未着手)', async () => {
      const { records, db } = here();
      const to: Audience = { roles: ['ciso'], organisation: 'demo-c' };
      await records.journal.append([{ entry: entryOf('cycle/2026/demo-c', 1, { effects: [notify('1.0', to)] }) }]);
      expect(await db.selectFrom('notices').selectAll().where('organisation', '=', 'demo-c').execute()).toEqual([]);
      expect(await db.selectFrom('vacant_posts').selectAll().where('organisation', '=', 'demo-c').execute()).toEqual(
        [],
      );
    });

    it('names a person directly, pages from the newest, and is marked read once, by that person only', async () => {
      const { journal, readModel } = here().records;
      const effects = Array.from({ length: 5 }, (_, i) => notify(`1.${i}`, { person: 'p-x' }, `n${i}`));
      await journal.append([{ entry: entryOf('audit/2026/demo-a/9', 1, { effects }) }]);
      const first = await readModel.notices('p-x', undefined, 2);
      expect(first.map((notice) => notice.items[0]?.topic)).toEqual(['n4', 'n3']);
      const second = await readModel.notices('p-x', first[1]!.id, 10);
      expect(second.map((notice) => notice.items[0]?.topic)).toEqual(['n2', 'n1', 'n0']);
      expect(await readModel.notices('p-x', "1' or true", 10)).toEqual([]);
      expect(await readModel.markRead('p-now', first[0]!.id, noon)).toBe(false);
      expect(await readModel.markRead('p-x', first[0]!.id, noon)).toBe(true);
      expect(await readModel.markRead('p-x', first[0]!.id, noon + 5)).toBe(true);
      expect((await readModel.notices('p-x', undefined, 1))[0]?.readAt).toBe(noon);
      const unread = await readModel.notices('p-x', undefined, 10, true);
      expect(unread.map(({ items }) => items[0]?.topic)).toEqual(['n3', 'n2', 'n1', 'n0']);
      expect(await readModel.markRead('p-x', 'constructor', noon)).toBe(false);
    });

    it('is written with its entry or not at all', async () => {
      const { journal } = here().records;
      const name = 'audit/2026/demo-a/10';
      const effects = [notify('1.0', { person: 'p-y' })];
      const broken = [{ entry: entryOf(name, 1, { effects }) }, { entry: entryOf(name, 3) }];
      await expect(journal.append(broken)).rejects.toThrow();
      expect(await toldOf('p-y')).toEqual([]);
    });
  });
});

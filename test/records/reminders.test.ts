import { beforeAll, describe, expect, it } from 'vitest';
import type { Effect, Reminder } from '../../machines/core/index.ts';
import { bodies, DAY, dueItem, entryOf, noon, onBothDatabases, post, projectionOf } from '../support/records.ts';

const HOUR = 3_600_000;

describe('reminders (no reminder twice, several due items of one body in one notice)', () => {
  onBothDatabases((here) => {
    const seqs = new Map<string, number>();
    beforeAll(async () => {
      seqs.clear();
      for (const change of [
        bodies('demo-a', 'demo-b', 'demo-c'),
        post('demo-a', 'p-ciso', 'ciso'),
        post('demo-a', 'p-ciso', 'headOfOfficers'),
        post('demo-b', 'p-ciso', 'ciso'),
        post('demo-c', 'p-other', 'ciso'),
      ]) {
        await here().records.registry.change(change, 'p-x', noon);
      }
    });
    /** An instance wakes at an instant and reminds of these items. */
    const wake = async (instance: string, at: number, items: readonly string[], reminder: Partial<Reminder> = {}) => {
      const seq = (seqs.get(instance) ?? 0) + 1;
      seqs.set(instance, seq);
      const organisation = instance.split('/')[2] ?? '';
      const effects = items.flatMap((item, i): Effect[] =>
        (['ciso', 'headOfOfficers'] as const).map((role, j) => ({
          id: `${seq}.${i * 2 + j}`,
          kind: 'notify',
          to: { roles: [role], organisation },
          topic: 'reminder',
          dueItem: item,
          reminder: { rung: noon, stage: 'before', due: noon + 7 * DAY, ...reminder },
        })),
      );
      const basis = { kind: 'fixed' as const, own: '2026-05-08' };
      const projection = projectionOf({ due: items.map((item) => ({ ...dueItem(item, noon + 7 * DAY), basis })) });
      await here().records.journal.append([{ entry: entryOf(instance, seq, { at, effects, projection }) }]);
    };
    const inbox = async (person: string) => (await here().records.readModel.notices(person, undefined, 50)).reverse();
    const itemsOf = async (person: string) =>
      (await inbox(person)).map(({ items }) => items.map((item) => `${item.instance} ${item.dueItem}`));

    it('of one body and morning join one notice, whichever instance wakes; of two bodies they are two', async () => {
      await wake('cycle/2026/demo-a', noon, ['plan', 'structure']);
      await wake('improvement/2026/demo-a/1', noon + 5, ['done']);
      await wake('cycle/2026/demo-b', noon + 6, ['plan']);
      expect(await itemsOf('p-ciso')).toEqual([
        ['cycle/2026/demo-a plan', 'cycle/2026/demo-a structure', 'improvement/2026/demo-a/1 done'],
        ['cycle/2026/demo-b plan'],
      ]);
      const [first] = await inbox('p-ciso');
      expect(first?.items[0]).toMatchObject({
        reminder: { rung: noon, stage: 'before', due: noon + 7 * DAY },
        basis: { kind: 'fixed', own: '2026-05-08' },
      });
    });

    it('are never told twice to a person, even when another entry brings the same rung again', async () => {
      await wake('cycle/2026/demo-a', noon + HOUR, ['plan']);
      expect((await itemsOf('p-ciso')).flat().filter((item) => item === 'cycle/2026/demo-a plan')).toHaveLength(1);
      expect(await inbox('p-ciso')).toHaveLength(2);
      // Another stage of the same rung is another reminder.
      await wake('cycle/2026/demo-a', noon + HOUR, ['plan'], { stage: 'escalated' });
      expect((await itemsOf('p-ciso')).flat().filter((item) => item === 'cycle/2026/demo-a plan')).toHaveLength(2);
    });

    it('no longer join a notice that was read, nor one of another day', async () => {
      const [read] = await inbox('p-ciso');
      await here().records.readModel.markRead('p-ciso', read?.id ?? '', noon);
      await wake('audit/2026/demo-a/1', noon + HOUR, ['report']);
      await wake('cycle/2026/demo-a', noon + DAY, ['plan'], { rung: noon + DAY });
      expect((await itemsOf('p-ciso')).slice(2)).toEqual([['audit/2026/demo-a/1 report'], ['cycle/2026/demo-a plan']]);
    });

    it('caught up after everything was down are one notice that says what was missed', async () => {
      await wake('cycle/2026/demo-c', noon + 20 * DAY, ['plan', 'structure'], { stage: 'overdue', missed: 3 });
      await wake('improvement/2026/demo-c/1', noon + 20 * DAY, ['done'], { stage: 'overdue', missed: 2 });
      const notices = await inbox('p-other');
      expect(notices).toHaveLength(1);
      expect(notices[0]?.items.map(({ reminder }) => reminder?.missed)).toEqual([3, 3, 2]);
    });

    it('of one morning join one notice though they are written at once by many', async () => {
      const numbers = Array.from({ length: 20 }, (_, i) => i + 2);
      await Promise.all(numbers.map((n) => wake(`improvement/2026/demo-c/${n}`, noon + 21 * DAY, ['done'])));
      const notices = await inbox('p-other');
      expect(notices).toHaveLength(2);
      expect(notices[1]?.items).toHaveLength(20);
    });
  });
});

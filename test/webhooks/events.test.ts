import { beforeAll, describe, expect, it } from 'vitest';
import type { Entry, Projection } from '../../machines/core/index.ts';
import { bodies, DAY, dueItem, entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';

const at = (instance: string, seq: number, projection: Partial<Projection>, when = noon + seq, more = {}): Entry =>
  entryOf(instance, seq, { at: when, projection: projectionOf(projection), ...more });

describe('webhook events (in the transaction of the entry)', () => {
  onBothDatabases((here) => {
    beforeAll(async () => {
      await here().records.registry.change(bodies('demo-a', 'demo-b'), 'p-administrator', noon);
    });
    const append = (...entries: Entry[]) => here().records.journal.append(entries.map((entry) => ({ entry })));
    const register = async (settings: { types?: 'procedure.overdue'[]; organisations?: string[] } = {}) => {
      const url = 'https://receiver.example/hook';
      const full = { url, purpose: 'test', types: [], organisations: [], ...settings };
      return (await here().records.webhooks.add(full, { by: 'p-administrator', at: noon })).id;
    };
    const told = async (id: string) => {
      const { items } = await here().records.webhooks.deliveries(id, {}, undefined, 100);
      if (items.length === 0) return [];
      const events = await here()
        .db.selectFrom('webhook_events')
        .selectAll()
        .where(
          'id',
          'in',
          items.map(({ event }) => event),
        )
        .execute();
      return events.map(({ body }) => JSON.parse(body)).sort((a, b) => a.data.at - b.data.at);
    };

    it('are not written while no endpoint exists, and count from its registration on', async () => {
      await append(at('cycle/2026/demo-a', 1, { phase: 'planning' }));
      expect(await here().db.selectFrom('webhook_events').selectAll().execute()).toEqual([]);
      const id = await register();
      await append(at('cycle/2026/demo-a', 2, { phase: 'operating' }));
      expect(await told(id)).toEqual([
        {
          type: 'procedure.phaseChanged',
          timestamp: new Date(noon + 2).toISOString(),
          data: {
            id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
            at: noon + 2,
            instance: 'cycle/2026/demo-a',
            organisation: 'demo-a',
            procedure: 'cycle',
            phase: 'operating',
            previousPhase: 'planning',
          },
        },
      ]);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('see every phase of several entries in one batch, not only the last one', async () => {
      const id = await register();
      const name = 'audit/2026/demo-a/1';
      await append(at(name, 1, { phase: 'a' }), at(name, 2, { phase: 'b' }), at(name, 3, { phase: 'a' }));
      const phases = (await told(id)).map(({ data }) => [data.previousPhase, data.phase]);
      expect(phases).toEqual([
        [undefined, 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ]);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('tell what is overdue once per due item and due instant, at the first entry from that instant on', async () => {
      const id = await register({ types: ['procedure.overdue'] });
      const name = 'audit/2026/demo-a/2';
      const item = dueItem('report', noon + DAY);
      await append(at(name, 1, { due: [item] }, noon));
      expect(await told(id)).toEqual([]);
      await append(at(name, 2, { due: [item] }, item.due - 1));
      expect(await told(id)).toEqual([]);
      // 24:00 of the due date itself is too late: the due instant counts as overdue.
      await append(at(name, 3, { due: [item] }, item.due));
      await append(at(name, 4, { due: [item] }, item.due + 5));
      const overdue = await told(id);
      expect(overdue.map(({ data }) => [data.dueItem, data.due, data.at])).toEqual([['report', item.due, item.due]]);
      // Moved, overdue again for the new instant; moved back to the old one, which was told.
      const moved = { ...item, due: item.due + DAY };
      await append(at(name, 5, { due: [moved] }, item.due + 10));
      await append(at(name, 6, { due: [moved] }, moved.due + 1));
      await append(at(name, 7, { due: [item] }, moved.due + 2));
      expect((await told(id)).map(({ data }) => data.due)).toEqual([item.due, moved.due]);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('do not tell of what was met, or of anything due in what has ended; the end is told once', async () => {
      const id = await register();
      const name = 'audit/2026/demo-a/3';
      const item = dueItem('report', noon + DAY);
      const met = { ...item, met: noon + 1 };
      await append(
        at(name, 1, { due: [met], phase: 'x' }, noon),
        at(name, 2, { due: [met], phase: 'x' }, noon + 2 * DAY),
      );
      await append(at(name, 3, { due: [item], phase: 'x', ended: 'closed' }, noon + 3 * DAY));
      await append(at(name, 4, { due: [item], phase: 'x', ended: 'closed' }, noon + 4 * DAY));
      expect((await told(id)).map(({ type, data }) => [type, data.phase])).toEqual([
        ['procedure.phaseChanged', 'x'],
        ['procedure.ended', 'closed'],
      ]);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('go to the endpoints that want their type and body, under one id', async () => {
      const all = await register();
      const other = await register({ organisations: ['demo-b'] });
      const both = await register({ organisations: ['demo-b', 'demo-a'] });
      await append(at('audit/2026/demo-a/4', 1, { phase: 'x' }));
      const ids = async (id: string) => (await told(id)).map(({ data }) => data.id);
      expect(await ids(all)).toHaveLength(1);
      expect(await ids(other)).toEqual([]);
      expect(await ids(both)).toEqual(await ids(all));
      for (const id of [all, other, both])
        await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('are written with their entry or not at all, and once when it comes twice', async () => {
      const id = await register();
      const name = 'audit/2026/demo-a/5';
      const first = at(name, 1, { phase: 'x' });
      await expect(append(first, at(name, 3, { phase: 'y' }))).rejects.toThrow();
      expect(await told(id)).toEqual([]);
      await append(first);
      await append(first);
      expect(await told(id)).toHaveLength(1);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('carry no texts, names or people: ids and instants only', async () => {
      const id = await register();
      const secret = '指摘の内容';
      const task = { decision: 'd', roles: ['ciso' as const], person: 'p-named' };
      const effects = [{ id: '1.0', kind: 'notify' as const, to: { person: 'p-told' }, topic: 'topic' }];
      const event = { type: 'add', at: noon, actor: { person: 'p-1', appointments: [] }, input: { text: secret } };
      await append(at('audit/2026/demo-a/6', 1, { phase: 'x', tasks: [task] }, noon, { effects, event }));
      const [only] = await told(id);
      expect(JSON.stringify(only)).not.toMatch(/p-named|p-told|p-1|指摘/);
      expect(Object.keys(only.data).sort()).toEqual(['at', 'id', 'instance', 'organisation', 'phase', 'procedure']);
      await here().records.webhooks.remove(id, { by: 'p-administrator', at: noon });
    });

    it('never keep an entry from the journal because an endpoint is deleted or disabled at the same moment', async () => {
      for (let round = 0; round < 10; round += 1) {
        const id = await register();
        const name = `improvement/2026/demo-b/${round + 1}`;
        const { webhooks, journal } = here().records;
        await Promise.all([
          append(at(name, 1, { phase: 'x' })),
          round % 2 === 0
            ? webhooks.remove(id, { by: 'p-administrator', at: noon })
            : webhooks.change(id, { enabled: false }, { by: 'p-administrator', at: noon }),
        ]);
        expect(await journal.head(name)).toBe(1);
        await webhooks.sweep(noon);
        const left = await here()
          .db.selectFrom('webhook_deliveries')
          .selectAll()
          .where('endpoint', '=', id)
          .where('status', '<>', 'dead')
          .execute();
        expect(left).toEqual([]);
        await webhooks.remove(id, { by: 'p-administrator', at: noon });
      }
    });
  });
});

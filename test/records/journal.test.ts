import { describe, expect, it } from 'vitest';
import { JournalConflict } from '../../contract/records/journal.ts';
import { entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';

describe('the journal', () => {
  onBothDatabases((here) => {
    it('keeps entries word for word, with what the request added', async () => {
      const { journal, instances } = here().records;
      const first = entryOf('counter/2026/demo-a/1', 1);
      const odd = { b: 1, a: ['葛󠄀城', 'ｶﾅ', '\u202e', '\\u0000', { z: null, y: 1e21 }] };
      const second = entryOf('counter/2026/demo-a/1', 2, {
        event: { type: 'add', at: noon, actor: { person: 'p-1', appointments: [] }, input: odd, facts: {} },
        effects: [{ kind: 'tell', id: '2.0', to: 'cycle/2026/demo-a', type: 'x', input: odd }],
        marks: ['acting'],
        reliedOn: ['a-1'],
      });
      await journal.append([{ entry: first }]);
      await journal.append([{ entry: second, updateId: 'u-1', bodyHash: 'h', tokenIssuedBy: 'p-9' }]);
      expect(await journal.all(first.instance)).toEqual([first, second]);
      const lines = await journal.page(first.instance, 1, 10);
      expect(lines).toMatchObject([{ entry: second, updateId: 'u-1', bodyHash: 'h', tokenIssuedBy: 'p-9' }]);
      expect(await journal.head(first.instance)).toBe(2);
      expect(await journal.byUpdate('u-1')).toEqual({
        instance: first.instance,
        seq: 2,
        at: second.at,
        to: second.to,
        bodyHash: 'h',
      });
      expect(await journal.byUpdate('u-2')).toBeUndefined();
      expect(await instances.get(first.instance)).toMatchObject({ seq: 2, year: 2026, number: 1 });
      expect(await journal.verifyChain(first.instance)).toBeUndefined();
    });

    it('knows what a person decided last, the latest first, and of nobody else', async () => {
      const { journal } = here().records;
      const decided = (instance: string, seq: number, person: string) =>
        entryOf(instance, seq, {
          event: { type: `add${seq}`, at: noon, actor: { person, appointments: [] }, input: {}, facts: {} },
        });
      const [a, b] = ['counter/2026/demo-acts/1', 'counter/2026/demo-acts/2'];
      for (const entry of [entryOf(a, 1), decided(a, 2, 'p-act'), decided(a, 3, 'p-other'), entryOf(b, 1)])
        await journal.append([{ entry }]);
      await journal.append([{ entry: { ...decided(b, 2, 'p-act'), at: noon + 60_000 } }]);
      expect(await journal.actsOf('p-act', 10)).toEqual([
        { instance: b, seq: 2, at: noon + 60_000, decision: 'add2' },
        { instance: a, seq: 2, at: noon + 2, decision: 'add2' },
      ]);
      expect(await journal.actsOf('p-act', 1)).toHaveLength(1);
      expect(await journal.actsOf('p-nobody', 10)).toEqual([]);
    });

    it('takes the same entry twice for one, and refuses another at its place', async () => {
      const { journal } = here().records;
      const one = entryOf('counter/2026/demo-a/2', 1);
      const two = entryOf('counter/2026/demo-a/2', 2);
      await journal.append([{ entry: one }, { entry: one }, { entry: two }]);
      await journal.append([{ entry: one }, { entry: two }, { entry: entryOf(one.instance, 3) }]);
      expect(await journal.head(one.instance)).toBe(3);
      const other = { ...two, digest: 'f'.repeat(64) };
      await expect(journal.append([{ entry: other }])).rejects.toBeInstanceOf(JournalConflict);
      const otherPayload = { ...two, projection: projectionOf({ phase: 'elsewhere' }) };
      await expect(journal.append([{ entry: otherPayload }])).rejects.toBeInstanceOf(JournalConflict);
      expect(await journal.all(one.instance)).toHaveLength(3);
      expect((await journal.all(one.instance))[1]).toEqual(two);
    });

    it('writes a batch whole or not at all: a conflict or a gap at its end leaves nothing of it', async () => {
      const { journal, instances } = here().records;
      const name = 'counter/2026/demo-a/3';
      const gap = [1, 2, 4].map((seq) => ({ entry: entryOf(name, seq) }));
      await expect(journal.append(gap)).rejects.toThrow('entry 4 came, but the journal ends at 2');
      expect(await journal.head(name)).toBe(0);
      expect(await instances.get(name)).toBeUndefined();
      expect(await journal.all(name)).toEqual([]);
    });

    it('writes 32 callers at once without a gap, and lets nobody fail for the fault of another', async () => {
      const { journal } = here().records;
      const names = Array.from({ length: 32 }, (_, i) => `counter/2026/demo-b/${i + 1}`);
      const bad = journal.append([{ entry: entryOf('counter/2026/demo-b/99', 7) }]);
      const good = names.map(async (name) => {
        for (let seq = 1; seq <= 5; seq += 1) await journal.append([{ entry: entryOf(name, seq) }]);
      });
      const repeated = names.map((name) => journal.append([{ entry: entryOf(name, 1) }]));
      await expect(bad).rejects.toThrow('ends at 0');
      await Promise.all([...good, ...repeated]);
      for (const name of names) {
        expect((await journal.all(name)).map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
        expect(await journal.verifyChain(name)).toBeUndefined();
      }
    });

    it('refuses U+0000, wherever it hides, and keeps the six characters that only look like it', async () => {
      const { journal } = here().records;
      const name = 'counter/2026/demo-a/4';
      const withNul = entryOf(name, 1, { event: { type: 'begin', at: noon, input: { deep: ['a\0b'] } } });
      await expect(journal.append([{ entry: withNul }])).rejects.toThrow('U+0000');
      const looksLike = entryOf(name, 1, { event: { type: 'begin', at: noon, input: '\\u0000 \\\\u0000' } });
      await journal.append([{ entry: looksLike }]);
      expect(await journal.all(name)).toEqual([looksLike]);
    });

    it('wakes who waits for an entry, and tells the caller when the time is over', async () => {
      const { journal } = here().records;
      const name = 'counter/2026/demo-a/5';
      const waiting = journal.waitFor(name, 2, 20_000);
      await journal.append([{ entry: entryOf(name, 1) }]);
      await journal.append([{ entry: entryOf(name, 2) }]);
      expect(await waiting).toBe(true);
      expect(await journal.waitFor(name, 1, 20_000)).toBe(true);
      expect(await journal.waitFor(name, 3, 60)).toBe(false);
    });

    const alterations: Record<string, string> = {
      'a changed header': `update journal set header = replace(header, '"seq":3', '"seq": 3') where seq = 3`,
      'a changed payload': `update journal set payload = replace(payload, '"seq":3', '"seq":8') where seq = 3`,
      'a payload changed with its hash': `update journal set payload = '{}',
        payload_hash = encode(sha256('{}'), 'hex') where seq = 3`,
      'another instant': `update journal set at = at + 1 where seq = 3`,
      'another key of a request': `update journal set update_id = 'x' where seq = 3`,
      'a line taken out': `delete from journal where seq = 3`,
      'the last lines taken away': `delete from journal where seq >= 3`,
    };
    it.each(Object.keys(alterations))('finds %s', async (alteration) => {
      const { records, db } = here();
      const name = `counter/2026/demo-c/${Object.keys(alterations).indexOf(alteration) + 1}`;
      for (let seq = 1; seq <= 5; seq += 1) await records.journal.append([{ entry: entryOf(name, seq) }]);
      expect(await records.journal.verifyChain(name)).toBeUndefined();
      const { sql } = await import('kysely');
      await sql.raw(`${alterations[alteration]} and instance = '${name}'`).execute(db);
      expect(await records.journal.verifyChain(name)).toBe(3);
    });

    it('keeps the chain whole when a payload is erased after its retention', async () => {
      const { records, db } = here();
      const name = 'counter/2026/demo-a/7';
      await records.journal.append([{ entry: entryOf(name, 1) }, { entry: entryOf(name, 2) }]);
      await db.updateTable('journal').set({ payload: null }).where('instance', '=', name).execute();
      expect(await records.journal.verifyChain(name)).toBeUndefined();
      const [, second] = await records.journal.all(name);
      expect(second).toMatchObject({ seq: 2, to: { counting: 2 }, event: { type: 'add', person: 'p-1' } });
    });
  });
});

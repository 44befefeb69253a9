import { describe, expect, it } from 'vitest';
import type { TellMessage } from '../../contract/messages.ts';
import { entryOf, onBothDatabases } from '../support/records.ts';

const tell = (to: string, id: string): TellMessage => ({
  id,
  from: 'audit/2026/demo-a/1',
  to,
  type: 'told',
  input: { id },
});
const start = (instance: string) => ({ instance, procedure: 'cycle', version: 1, input: { profile: 'ministry' } });

describe('claims and the inbox register (domain.md 3: late tells)', () => {
  onBothDatabases((here) => {
    it('gives an id to one starter: again to the same, never to another, never when it has a journal', async () => {
      const { instances, journal } = here().records;
      const name = 'cycle/2026/demo-a';
      expect(await instances.claim(start(name), 'p-1')).toEqual({ result: 'claimed', inbox: [] });
      expect(await instances.claim(start(name), 'p-1')).toEqual({ result: 'mine', inbox: [] });
      expect(await instances.claim(start(name), 'p-2')).toEqual({ result: 'exists', inbox: [] });
      expect(await instances.get(name)).toBeUndefined();
      expect(await instances.list({ organisation: 'demo-a' }, undefined, 10)).toEqual([]);
      expect(await instances.unstarted()).toContainEqual({ ...start(name), inbox: [] });
      await journal.append([{ entry: entryOf(name, 1) }]);
      expect(await instances.unstarted()).toEqual([]);
      expect(await instances.claim(start(name), 'p-1')).toEqual({ result: 'exists', inbox: [] });
    });

    it('hands over what waited, in order, again after a crash between claim and start', async () => {
      const { instances } = here().records;
      const name = 'cycle/2026/demo-b';
      for (const id of ['x#1', 'x#2', 'x#2'])
        expect(await instances.putInInbox(tell(name, id), 'notStarted')).toBe('waiting');
      const waiting = [tell(name, 'x#1'), tell(name, 'x#2')];
      expect(await instances.claim(start(name), 'p-1')).toEqual({ result: 'claimed', inbox: waiting });
      expect(await instances.claim(start(name), 'p-1')).toEqual({ result: 'mine', inbox: waiting });
      expect(await instances.unstarted()).toContainEqual({ ...start(name), inbox: waiting });
      expect(await instances.inbox('demo-b')).toMatchObject([
        { id: 'x#1', reason: 'notStarted', takenBy: name },
        { id: 'x#2', reason: 'notStarted', takenBy: name },
      ]);
    });

    it('sends a tell that comes after the claim to the instance, not to the inbox', async () => {
      const { instances } = here().records;
      await instances.claim(start('cycle/2026/demo-c'), 'p-1');
      expect(await instances.putInInbox(tell('cycle/2026/demo-c', 'x#1'), 'notStarted')).toBe('claimed');
      expect(await instances.inbox('demo-c')).toEqual([]);
    });

    it('keeps what came for an ended cycle for the next one; what was refused only stands there', async () => {
      const { instances } = here().records;
      await instances.putInInbox(tell('cycle/2026/demo-d', 'late'), 'ended');
      await instances.putInInbox(tell('cycle/2026/demo-d', 'no'), 'refused');
      await instances.putInInbox(tell('cycle/2026/demo-dd', 'another body'), 'ended');
      const next = 'cycle/2027/demo-d';
      expect(await instances.claim(start(next), 'p-1')).toEqual({
        result: 'claimed',
        inbox: [{ ...tell('cycle/2026/demo-d', 'late'), to: next }],
      });
      expect(await instances.inbox('demo-d')).toMatchObject([
        { id: 'late', to: 'cycle/2026/demo-d', takenBy: next },
        { id: 'no', reason: 'refused' },
      ]);
    });

    it('loses no tell between "not started" and "claimed"', async () => {
      const { instances } = here().records;
      for (let round = 1; round <= 15; round += 1) {
        const name = `cycle/20${10 + round}/demo-e`;
        const ids = Array.from({ length: 8 }, (_, i) => `t${round}#${i}`);
        const tells = ids.map((id) => instances.putInInbox(tell(name, id), 'notStarted'));
        const [claim, ...answers] = await Promise.all([instances.claim(start(name), 'p-1'), ...tells]);
        const handed = claim.inbox.map((message) => message.id);
        const toTellAgain = ids.filter((_, i) => answers[i] === 'claimed');
        expect([...handed, ...toTellAgain].sort()).toEqual(ids);
      }
    });

    it('lets exactly one of many claimants have an id', async () => {
      const { instances } = here().records;
      const claimants = Array.from({ length: 12 }, (_, i) => instances.claim(start('cycle/2026/demo-f'), `p-${i}`));
      const results = (await Promise.all(claimants)).map((claim) => claim.result);
      expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
      expect(results.filter((result) => result === 'exists')).toHaveLength(11);
    });

    it('lists instances by procedure, year and body, page by page', async () => {
      const { instances, journal } = here().records;
      const names = [
        'improvement/2026/demo-g/1',
        'improvement/2026/demo-g/2',
        'improvement/2025/demo-g/1',
        'audit/2026/demo-g/1',
      ];
      await journal.append(names.map((name) => ({ entry: entryOf(name, 1) })));
      const filter = { procedure: 'improvement', year: 2026, organisation: 'demo-g' };
      const [first] = await instances.list(filter, undefined, 1);
      expect(first?.instance).toBe('improvement/2026/demo-g/1');
      expect((await instances.list(filter, first?.instance, 10)).map((row) => row.instance)).toEqual([
        'improvement/2026/demo-g/2',
      ]);
      expect(await instances.list({ organisation: 'demo-g' }, undefined, 10)).toHaveLength(4);
    });
  });
});

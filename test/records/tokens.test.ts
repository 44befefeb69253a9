import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../machines/core/index.ts';
import { DAY, noon, onBothDatabases } from '../support/records.ts';

describe('tokens', () => {
  onBothDatabases((here) => {
    const token = { person: 'p-1', issuedBy: 'p-2', at: noon, expires: noon + DAY, purpose: 'cli' };

    it('belong to a person until they expire, and are nowhere kept in clear', async () => {
      const { records, db } = here();
      const { id, secret } = await records.tokens.issue(token);
      expect(Buffer.from(secret.replace(/^junkan_/, ''), 'base64url')).toHaveLength(32);
      const holder = { id, person: 'p-1', issuedBy: 'p-2', expires: noon + DAY };
      expect(await records.tokens.holder(secret, noon)).toEqual(holder);
      expect(await records.tokens.holder(secret, noon + DAY - 1)).toEqual(holder);
      expect(await records.tokens.holder(secret, noon + DAY)).toBeUndefined();
      expect(await records.tokens.holder(id, noon)).toBeUndefined();
      expect(await records.tokens.holder(`${secret}x`, noon)).toBeUndefined();
      const rows = await db.selectFrom('tokens').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(secret.replace(/^junkan_/, ''));
    });

    it('are of no use from the moment they are revoked, and are revoked once', async () => {
      const { tokens } = here().records;
      const { id, secret } = await tokens.issue(token);
      const other = await tokens.issue(token);
      expect(await tokens.revoke(id, 'p-9', noon + 5)).toBe(true);
      expect(await tokens.holder(secret, noon)).toBeUndefined();
      expect(await tokens.revoke(id, 'p-9', noon + 6)).toBe(false);
      expect(await tokens.revoke('constructor', 'p-9', noon)).toBe(false);
      expect(await tokens.holder(other.secret, noon)).toMatchObject({ id: other.id });
      expect(await tokens.owner(id)).toBe('p-1');
      expect(await tokens.owner('none')).toBeUndefined();
      const listed = (await tokens.list('p-1')).find((each) => each.id === id);
      expect(listed).toEqual({
        id,
        person: 'p-1',
        issuedBy: 'p-2',
        issued: noon,
        expires: noon + DAY,
        revoked: noon + 5,
        purpose: 'cli',
      });
    });
  });
});

describe('answers, refusals and the read log', () => {
  onBothDatabases((here) => {
    it('keep the first answer under a key, for each person', async () => {
      const { answers } = here().records;
      const first = { bodyHash: 'a', status: 201, body: { id: 'x', list: [1, null] } };
      await answers.put('p-1', 'k', { ...first, at: noon });
      await answers.put('p-1', 'k', { bodyHash: 'b', status: 500, body: null, at: noon });
      expect(await answers.get('p-1', 'k')).toEqual(first);
      expect(await answers.get('p-2', 'k')).toBeUndefined();
    });

    it('list refusals of a body from the newest, and count them by rule', async () => {
      const { refusals } = here().records;
      const refusal = (rule: string): Refusal => ({
        rule,
        clause: '3-15',
        basis: 'text',
        concerns: 'who',
        ja: '否',
        en: 'no',
        whoCould: ['ciso'],
      });
      const row = (organisation: string, decision: string, rules: string[]) =>
        refusals.record({
          at: noon,
          instance: `cycle/2026/${organisation}`,
          organisation,
          person: 'p-1',
          decision,
          refused: rules.map(refusal),
        });
      await row('demo-a', 'one', ['independent', 'planned']);
      await row('demo-a', 'two', ['independent']);
      await row('demo-b', 'three', ['planned']);
      const [newest] = await refusals.list('demo-a', undefined, 1);
      expect(newest).toMatchObject({ decision: 'two', refused: [refusal('independent')] });
      expect((await refusals.list('demo-a', newest!.id, 10)).map((each) => each.decision)).toEqual(['one']);
      expect(await refusals.list('demo-a', 'made up', 10)).toEqual([]);
      expect(await refusals.counts()).toEqual([
        { organisation: 'demo-a', rule: 'independent', count: 2 },
        { organisation: 'demo-a', rule: 'planned', count: 1 },
        { organisation: 'demo-b', rule: 'planned', count: 1 },
      ]);
    });

    it('show a body who read its data (domain.md 8)', async () => {
      const { readLog } = here().records;
      for (const what of ['board', 'procedures cycle/2026/demo-a']) {
        await readLog.record({ at: noon, person: 'p-7', organisations: ['demo-a'], what });
      }
      const [last] = await readLog.list('demo-a', undefined, 1);
      expect(last).toMatchObject({ person: 'p-7', what: 'procedures cycle/2026/demo-a', at: noon });
      expect(await readLog.list('demo-a', last!.id, 10)).toMatchObject([{ what: 'board' }]);
      expect(await readLog.list('demo-b', undefined, 10)).toEqual([]);
    });
  });
});

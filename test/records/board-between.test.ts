import { beforeAll, describe, expect, it } from 'vitest';
import type { BetweenAsked } from '../../contract/records/board.ts';
import { bodies, DAY, dueItem, entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';

const staff = { person: 'p-staff', posts: [{ organisation: 'demo-a', role: 'supervisingStaff' as const }] };

describe('procedures between bodies on the board', () => {
  onBothDatabases((here) => {
    const between = (reader: BetweenAsked['reader'], year = 2026) =>
      here().records.readModel.boardBetween(['demo-a', 'demo-b', 'demo-x'], {
        year,
        now: noon,
        kinds: ['supervision'],
        reader,
      });

    beforeAll(async () => {
      const { registry, journal } = here().records;
      await registry.change(bodies('demo-a', 'demo-b', 'demo-c', 'demo-x'), 'p-1', noon);
      const evaluate = (organisation: string) => ({
        decision: 'evaluate',
        roles: ['minister' as const],
        organisation,
        dueItem: `evaluation:${organisation}`,
      });
      await journal.append([
        {
          entry: entryOf('supervision/2026/demo-x', 1, {
            projection: projectionOf({
              phase: 'evaluating',
              due: ['demo-a', 'demo-b'].map((organisation, place) => ({
                ...dueItem(`evaluation:${organisation}`, noon + (place === 0 ? -DAY : DAY)),
                organisation,
              })),
              tasks: [
                evaluate('demo-a'),
                evaluate('demo-b'),
                { decision: 'submitResult', roles: ['ciso'] },
                { ...evaluate('demo-a'), waitsFor: [{ rule: 'r', clause: '4-10', remedies: [] }] },
              ],
              counts: { ministries: 2, evaluated: 1 },
              invited: [
                { organisation: 'demo-a', roles: ['supervisingStaff'] },
                { organisation: 'demo-b', roles: ['manager'] },
              ],
            }),
          }),
        },
        {
          entry: entryOf('hqaudit/2026/demo-c/1', 1, {
            projection: projectionOf({
              tasks: [{ decision: 'giveMaterials', roles: ['promotionOffice'], organisation: 'demo-a' }],
              invited: [{ organisation: 'demo-a', roles: ['promotionOffice'] }, { person: 'p-named' }],
            }),
          }),
        },
      ]);
    });

    const supervision = expect.objectContaining({
      instance: 'supervision/2026/demo-x',
      phase: 'evaluating',
      counts: { ministries: 2, evaluated: 1 },
    });

    it('counts of what a body owes elsewhere, and shows of its own, what the reader’s posts are invited to (domain-2.md 1)', async () => {
      const found = await between(staff);
      expect(found.get('demo-a')).toEqual({ owed: { open: 1, overdue: 1 }, shared: [] });
      expect(found.get('demo-b')).toEqual({ owed: { open: 1, overdue: 0 }, shared: [] });
      expect(found.get('demo-x')).toEqual({ owed: { open: 0, overdue: 0 }, shared: [supervision] });
    });

    it('says nothing of an instance to whoever is no party to it, though of the same body', async () => {
      const office = { person: 'p-office', posts: [{ organisation: 'demo-a', role: 'promotionOffice' as const }] };
      expect([...(await between(office)).entries()]).toEqual([
        ['demo-a', { owed: { open: 1, overdue: 0 }, shared: [] }],
      ]);
      const ciso = { person: 'p-ciso', posts: [{ organisation: 'demo-a', role: 'ciso' as const }] };
      expect((await between(ciso)).size).toBe(0);
      expect((await between({ person: 'p-administrator', posts: [] })).size).toBe(0);
    });

    it('counts for the body’s own people, and for who is named; not in another year', async () => {
      const own = { person: 'p-own', posts: [{ organisation: 'demo-x', role: 'staff' as const }] };
      expect((await between(own)).get('demo-x')).toMatchObject({ shared: [supervision] });
      expect((await between({ person: 'p-named', posts: [] })).get('demo-a')).toMatchObject({ owed: { open: 1 } });
      expect((await between(own, 2027)).size).toBe(0);
    });
  });
});

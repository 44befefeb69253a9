import { beforeAll, describe, expect, it } from 'vitest';
import type { Audience, Effect } from '../../machines/core/index.ts';
import { bodies, DAY, entryOf, noon, onBothDatabases, post } from '../support/records.ts';

describe('vacant posts (a post nobody holds is one line, not a notice per step)', () => {
  onBothDatabases((here) => {
    let seq = 0;
    beforeAll(async () => {
      seq = 0;
      const { registry } = here().records;
      for (const change of [
        bodies('demo-a'),
        post('demo-a', 'p-administrator', 'administrator'),
        post('demo-a', 'p-office', 'promotionOffice'),
      ]) {
        await registry.change(change, 'p-x', noon);
      }
    });
    const toAuditOfficer: Audience = { roles: ['auditOfficer'], organisation: 'demo-a' };
    const step = async (at: number, to: Audience = toAuditOfficer) => {
      seq += 1;
      const effects: Effect[] = [{ id: `${seq}.0`, kind: 'notify', to, topic: 'assign' }];
      await here().records.journal.append([{ entry: entryOf('cycle/2026/demo-a', seq, { at, effects }) }]);
    };
    const vacant = (now: number) => here().records.readModel.vacantPosts(['demo-a'], now);
    const told = async () =>
      (await here().records.readModel.notices('p-administrator', undefined, 50)).filter(
        ({ items }) => items[0]?.topic === 'postVacant',
      ).length;
    const onBoard = async (now: number) => {
      const filter = { year: 2026, visible: ['demo-a'], now };
      return (await here().records.readModel.board(filter, undefined, 10)).lines[0]?.vacantPosts;
    };

    it('are one line and one notice, however many steps find nobody', async () => {
      for (const day of [0, 1, 2]) await step(noon + day * DAY);
      expect(await vacant(noon + 2 * DAY)).toEqual([
        {
          organisation: 'demo-a',
          roles: ['auditOfficer'],
          since: noon,
          last: noon + 2 * DAY,
          times: 3,
          instance: 'cycle/2026/demo-a',
        },
      ]);
      expect(await told()).toBe(1);
      expect(await onBoard(noon + 2 * DAY)).toBe(1);
    });

    it('are gone from the day on which somebody holds the post, without anything else happening', async () => {
      const appointed = post('demo-a', 'p-auditor', 'auditOfficer', { from: '2026-05-10', to: '2026-05-20' });
      await here().records.registry.change(appointed, 'p-administrator', noon + 3 * DAY);
      expect(await onBoard(noon + 8 * DAY)).toBe(1);
      expect(await onBoard(noon + 9 * DAY)).toBe(0);
      expect(await vacant(noon + 9 * DAY)).toEqual([]);
      // And they stay so after the holder has left, until something looks for the post again.
      expect(await vacant(noon + 30 * DAY)).toEqual([]);
    });

    it('open afresh, with a new notice, when the post was held meanwhile', async () => {
      await step(noon + 15 * DAY);
      expect(await vacant(noon + 15 * DAY)).toEqual([]);
      await step(noon + 31 * DAY);
      await step(noon + 32 * DAY);
      expect(await vacant(noon + 32 * DAY)).toMatchObject([{ since: noon + 31 * DAY, times: 2 }]);
      expect(await told()).toBe(2);
    });
  });
});

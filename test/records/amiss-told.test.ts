/** Instances that are amiss are told in one notice: once each, and not in a flood. */
import { beforeAll, expect, it } from 'vitest';
import { bodies, noon, onBothDatabases, post } from '../support/records.ts';

const HOUR = 60 * 60 * 1000;
const [one, two] = ['counter/2026/demo-a/1', 'counter/2026/demo-a/2'];

onBothDatabases((here) => {
  beforeAll(async () => {
    const { instances, registry, engineWatch } = here().records;
    await registry.change(bodies('demo-a'), 'p-1', noon);
    const { organisations = [] } = bodies('demo-c');
    await registry.change({ organisations: organisations.map((body) => ({ ...body, kind: 'centre' })) }, 'p-1', noon);
    await registry.change(post('demo-c', 'p-admin', 'administrator', { from: '2025-04-01' }), 'p-1', noon);
    for (const instance of [one, two])
      await instances.claim({ instance, procedure: 'counter', version: 1, input: {} }, 'test');
    await engineWatch.turn(noon, 1);
  });

  it('once, and again when others come, an hour later at the earliest', async () => {
    const about = { open: 2, unseen: [], key: 'k', allNoted: false };
    const gone = (...instances: readonly string[]) =>
      instances.map((instance) => ({ instance, kind: 'gone' as const }));
    const told = async () => {
      const rows = await here()
        .db.selectFrom('notice_items')
        .select(['topic', 'person', 'about'])
        .orderBy('id')
        .execute();
      expect(rows.every(({ topic, person }) => topic === 'instancesAmiss' && person === 'p-admin')).toBe(true);
      return rows.map((row) => row.about);
    };
    const { engineWatch } = here().records;
    await engineWatch.looked([], about, noon);
    expect(await told()).toEqual([]);
    await engineWatch.looked(gone(one), about, noon);
    await engineWatch.looked(gone(one), about, noon + 20_000);
    expect(await told()).toEqual([`${one} (gone)`]);
    await engineWatch.looked(gone(one, two), about, noon + 40_000);
    expect(await told()).toHaveLength(1);
    await engineWatch.looked(gone(one, two), about, noon + HOUR);
    await engineWatch.looked(gone(one, two), about, noon + 3 * HOUR);
    expect(await told()).toEqual([`${one} (gone)`, `${two} (gone)`]);
    await engineWatch.looked([], about, noon + 4 * HOUR);
    await engineWatch.looked(gone(one, two), about, noon + 5 * HOUR);
    expect((await told()).at(-1)).toBe(`${one} (gone) +1`);
  });
});

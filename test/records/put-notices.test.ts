import { beforeAll, describe, expect, it } from 'vitest';
import { type NoticeDraft, putNotices } from '../../records/notices/put.ts';
import { bodies, noon, onBothDatabases, post } from '../support/records.ts';

describe('notices that no procedure causes', () => {
  onBothDatabases((here) => {
    beforeAll(async () => {
      const { registry } = here().records;
      const operator = { ...bodies('demo-operator').organisations![0]!, kind: 'operator' as const };
      const changes = [
        bodies('demo-a', 'demo-b'),
        { organisations: [operator] },
        post('demo-a', 'p-administrator-a', 'administrator'),
        post('demo-operator', 'p-operator', 'administrator'),
      ];
      for (const change of changes) await registry.change(change, 'p-operator', noon);
    });
    const put = (...drafts: NoticeDraft[]) =>
      here()
        .db.transaction()
        .execute((trx) => putNotices(trx, drafts));
    const toldOf = async (person: string) =>
      (await here().records.readModel.notices(person, undefined, 50)).flatMap(({ items }) =>
        items.map(({ topic, about }) => `${topic} ${about}`),
      );
    const draft = (source: string, to: NoticeDraft['to']): NoticeDraft => ({
      source,
      topic: 'secondAdministratorNeeded',
      to,
      at: noon,
      about: source,
    });

    it("go to the body's own administrators, and to the installation's where it has none", async () => {
      await put(
        draft('registry#1', { administratorsOf: 'demo-a' }),
        draft('registry#2', { administratorsOf: 'demo-b' }),
      );
      await put(draft('registry#3', { administrators: 'installation' }));
      expect(await toldOf('p-administrator-a')).toEqual(['secondAdministratorNeeded registry#1']);
      expect(await toldOf('p-operator')).toEqual([
        'secondAdministratorNeeded registry#3',
        'secondAdministratorNeeded registry#2',
      ]);
    });

    it('are told once, however often and by however many the same source is put', async () => {
      const again = draft('registry#4', { person: 'p-b' });
      await Promise.all([put(again), put(again, again), put(again)]);
      expect(await toldOf('p-b')).toEqual(['secondAdministratorNeeded registry#4']);
      expect(await here().db.selectFrom('notices').selectAll().where('person', '=', 'p-b').execute()).toHaveLength(1);
    });

    it('go with the transaction that causes them', async () => {
      const broken = here()
        .db.transaction()
        .execute(async (trx) => {
          await putNotices(trx, [draft('registry#5', { person: 'p-c' })]);
          throw new Error('the cause failed');
        });
      await expect(broken).rejects.toThrow('the cause failed');
      expect(await toldOf('p-c')).toEqual([]);
    });
  });
});

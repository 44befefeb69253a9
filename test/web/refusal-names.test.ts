/** Refusals in words: who, which body and post, since when, which year's cycle; never an opaque id where a name is known. */
import { beforeAll, expect, it } from 'vitest';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import type { Refusal } from '../../machines/core/index.ts';
import { namesFor } from '../../web/decisions/naming.ts';
import { rulesForPeople } from '../../web/decisions/refused.ts';
import { bodies, noon, onBothDatabases, post } from '../support/records.ts';

const refusal: Refusal = {
  rule: 'auditorsHoldNoPostThere',
  clause: '3-15',
  basis: 'text',
  concerns: 'facts',
  ja: '監査実施者の中に、対象部署に在職した者がいます。',
  en: 'An auditor held a post in an audited department.',
  whoCould: [],
};

onBothDatabases((here) => {
  beforeAll(async () => {
    const { registry } = here().records;
    const department = {
      id: 'tax',
      organisation: 'demo-a',
      bureau: false,
      nameJa: '税務課',
      nameEn: 'Tax Division',
      from: '2020-04-01',
    };
    await registry.change({ ...bodies('demo-a', 'demo-b'), departments: [department] }, 'p-1', noon);
    await registry.change(post('demo-a', 'p-1', 'staff', { department: 'tax' }), 'p-1', noon);
  });
  const told = async (about: Refusal['about'], remedies: Refusal['remedies'] = []) => {
    const refusals = [{ ...refusal, ...(about && { about }), remedies }];
    const scope = { organisation: 'demo-a', at: noon, procedure: auditV1, tellsHolders: false };
    const [rule] = rulesForPeople(refusals, await namesFor({ records: here().records }, scope, refusals));
    return rule;
  };

  it('an auditor by name, with the post, its department and its days in words', async () => {
    const held = { role: 'staff', department: 'tax', from: '2026-04-01', to: '2026-07-31' };
    expect(await told([{ kind: 'person', id: 'p-1', posts: [held] }])).toMatchObject({
      ja: '監査実施者の中に、対象部署に在職した者がいます。（該当：p-1（架空）（税務課 職員 2026年4月1日から2026年7月31日まで））',
      en: 'An auditor held a post in an audited department. (Concerned: p-1 (fictional) (member of staff, Tax Division, 1 April 2026 to 31 July 2026))',
    });
    const holding = { role: 'staff', from: '2026-04-01' };
    expect((await told([{ kind: 'person', id: 'p-1', posts: [holding] }]))?.about).toMatchObject([
      { ja: 'p-1（架空）（職員 2026年4月1日から）', en: 'p-1 (fictional) (member of staff, since 1 April 2026)' },
    ]);
  });
  it('a body by its name, a year’s cycle by its year, an instance by its number', async () => {
    const rule = await told([
      { kind: 'organisation', id: 'demo-b' },
      { kind: 'organisation', id: 'unknown' },
      { kind: 'cycle', id: 'cycle/2026/demo-a' },
      { kind: 'improvement', id: 'improvement/2026/demo-a/7' },
    ]);
    expect(rule?.about?.map(({ ja, en }) => [ja, en])).toEqual([
      ['demo-b省（架空）', 'Ministry demo-b (fictional)'],
      ['unknown', 'unknown'],
      ['年度の手続 令和8年度', 'cycle FY2026'],
      ['改善措置 第7号', 'improvement no. 7'],
    ]);
  });
  it('what would mend it: which decision, where, by whom', async () => {
    const rule = await told([], [{ decision: 'assign' }, { decision: 'openAudit', instance: 'cycle/2026/demo-a' }]);
    expect(rule?.remedies?.map(({ ja }) => ja)).toEqual([
      expect.stringContaining('「監査実施者を割り当てる」（行う者：情報セキュリティ監査責任者'),
      expect.stringContaining('年度サイクル令和8年度で、「'),
    ]);
  });
});

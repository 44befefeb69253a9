import { describe, expect, it } from 'vitest';
import { triedText } from '../../app/cli/tried.ts';

const words = (ja: string, en: string) => ({ ja, en });

describe('junkan decide --check', () => {
  it('says what would happen: the phase, what starts, who is told what', () => {
    const body = {
      wouldBeTaken: true,
      refusals: [],
      phaseAfter: { id: 'judged', ...words('判断済み', 'judged') },
      starts: [{ procedure: 'improvement', ...words('改善措置', 'improvement'), instance: 'improvement/2026/x/1' }],
      tells: [
        {
          topic: { id: 'judged', ...words('判断が行われました', 'The judgement was made') },
          roles: [{ role: 'auditOfficer', ...words('情報セキュリティ監査責任者', 'audit officer') }],
          people: [{ person: 'p', ...words('夕凪 薫（架空）', 'Yunagi Kaoru (fictional)') }],
        },
      ],
      marks: [],
      dueAfter: [],
    };
    expect(triedText(body, 'ja').split('\n')).toEqual([
      '行えます。行うと次のようになります（まだ何も記録していません）。',
      '  段階: 判断済み',
      '  開始する手続: 改善措置 improvement/2026/x/1',
      '  通知: 情報セキュリティ監査責任者 [夕凪 薫（架空）]: 判断が行われました',
    ]);
    expect(triedText(body, 'en')).toContain('told: audit officer [Yunagi Kaoru (fictional)]: The judgement was made');
  });
  it('says why it would be refused', () => {
    const body = { wouldBeTaken: false, refusals: [words('計画が承認されていません。', 'The plan is not approved.')] };
    expect(triedText(body, 'en')).toBe('It would be refused (nothing was recorded):\n  The plan is not approved.');
  });
});

/** What falls due in a cycle by its calendar. */
import type { Text } from '../text.ts';

export const cycleDueItems = {
  direction: { ja: '方向性・資源配分方針', en: 'direction and resource policy' },
  structure: { ja: '推進体制の確認', en: 'confirmation of the structure' },
  policy: { ja: '基本方針の承認又は変更なしの確認', en: 'approval of the policy, or its confirmation as unchanged' },
  standards: {
    ja: '対策基準の承認又は変更なしの確認',
    en: 'approval of the standards, or their confirmation as unchanged',
  },
  riskAssessment: { ja: 'リスク評価', en: 'risk assessment' },
  plan: { ja: '対策推進計画の承認', en: 'approval of the plan' },
  training: { ja: '教育訓練', en: 'training' },
  selfInspection: { ja: '自己点検', en: 'self-inspection' },
  audit: { ja: '独立した監査の報告', en: 'report of the independent audit' },
  judgement: { ja: '点検結果の判断', en: 'judgement' },
  evaluation: { ja: '評価', en: 'evaluation' },
  close: { ja: '完結', en: 'close' },
} as const satisfies Record<string, Text>;

export type CycleDueItemId = keyof typeof cycleDueItems;

export const cycleDueItemIds = [
  'direction',
  'structure',
  'policy',
  'standards',
  'riskAssessment',
  'plan',
  'training',
  'selfInspection',
  'audit',
  'judgement',
  'evaluation',
  'close',
] as const satisfies readonly CycleDueItemId[];

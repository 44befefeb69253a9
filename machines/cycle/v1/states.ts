/** The text of every state, by its path. */
import type { Text } from '../../../model/text.ts';
import { checkStates } from './inspect/track.ts';
import { adoptionStates } from './planning/adoption-track.ts';
import { directionStates } from './planning/direction.ts';
import { planStates } from './planning/plan-track.ts';
import { policyStates } from './planning/policy.ts';
import { riskStates } from './planning/risk-assessment.ts';
import { standardsStates } from './planning/standards-track.ts';
import { structureStates } from './planning/structure.ts';

function at(path: string, texts: Readonly<Record<string, Text>>): Record<string, Text> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name === '' ? path : `${path}.${name}`, text]),
  );
}

export const states: Readonly<Record<string, Text>> = {
  live: { ja: '進行中', en: 'running' },
  'live.planning': { ja: '導入・計画', en: 'introduce and plan' },
  ...at('live.planning.direction', directionStates),
  ...at('live.planning.structure', structureStates),
  ...at('live.planning.policy', policyStates),
  ...at('live.planning.standards', standardsStates),
  ...at('live.planning.riskAssessment', riskStates),
  ...at('live.planning.plan', planStates),
  ...at('live.planning.adoption', adoptionStates),
  'live.year': { ja: '運用・点検・見直し', en: 'operate, inspect, review' },
  'live.year.amendments': { ja: '改正・変更', en: 'amendments' },
  ...at('live.year.amendments.policy', policyStates),
  ...at('live.year.amendments.standards', standardsStates),
  ...at('live.year.amendments.plan', planStates),
  ...at('live.year.amendments.adoption', adoptionStates),
  ...at('live.year.check', checkStates),
  closed: { ja: '完結', en: 'closed' },
  ended: { ja: '廃止により終了', en: 'ended by abolition' },
};

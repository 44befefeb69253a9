/** Texts for people: states with their phases, notices, due items, marks. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends. */
export const phases = {
  gathering: { ja: '監査の実施・課題の把握', en: 'audits and their issues' },
  compiled: { ja: '方向性の決定待ち', en: 'direction to be decided' },
  decided: { ja: '概要の公表待ち', en: 'outline to be published' },
  published: { ja: '公表済', en: 'published' },
  withoutDirection: { ja: '方向性なし', en: 'without a direction' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running' },
  'live.plan': { ja: '監査計画', en: 'plan of audits' },
  'live.plan.proposing': { ja: '計画案の作成', en: 'to be proposed' },
  'live.plan.proposed': { ja: '計画案の決定待ち', en: 'proposed' },
  'live.plan.adopted': { ja: '計画決定済', en: 'adopted' },
  'live.direction': { ja: '方向性', en: 'direction' },
  'live.direction.gathering': { ...phases.gathering, phase: 'gathering' },
  'live.direction.compiled': { ...phases.compiled, phase: 'compiled' },
  'live.direction.decided': { ...phases.decided, phase: 'decided' },
  published: { ...phases.published, phase: 'published' },
  withoutDirection: { ...phases.withoutDirection, phase: 'withoutDirection' },
} as const satisfies Record<string, StateText>;

export const dueItems = {
  plan: { ja: '本部監査の計画', en: 'plan of headquarters’ audits' },
  direction: { ja: '方向性の決定', en: 'direction' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  policyDecided: {
    ja: '本部監査の基本方針が決定されました。計画案を作ってください',
    en: 'Headquarters’ basic policy of audits is decided; propose the plan',
    asks: ['proposePlan'],
  },
  planProposed: { ja: '本部監査の計画案が提出されました', en: 'A plan of audits is proposed', asks: ['adoptPlan'] },
  planAdopted: { ja: '本部監査の計画が決定され、監査が始まりました', en: 'The plan is adopted; its audits have begun' },
  planReturned: {
    ja: '本部監査の計画案が差し戻されました',
    en: 'The plan of audits was returned',
    asks: ['proposePlan'],
  },
  auditOrdered: { ja: '戦略本部が本部監査を命じました', en: 'Headquarters ordered an audit' },
  auditReported: { ja: '本部監査の結果が報告されました', en: 'An audit was reported' },
  issuesCompiled: { ja: '監査結果から課題が取りまとめられました', en: 'The issues are compiled' },
  issuesReturned: {
    ja: '課題の取りまとめが差し戻されました',
    en: 'The issues were returned',
    asks: ['compileIssues'],
  },
  directionDecided: {
    ja: '方向性が決定されました。概要を公表してください',
    en: 'The direction is decided; publish its outline',
    asks: ['publishOutline'],
  },
  outlinePublished: { ja: '方向性の概要が公表されました', en: 'The outline of the direction is published' },
  closedWithout: { ja: 'この年度は方向性を取りまとめずに終えました', en: 'The year was closed without a direction' },
} as const satisfies Record<string, NoticeText>);

/** Ways round, kept for ever. */
export const marks = {
  ordered: { ja: '計画外の監査の指示あり', en: 'an audit was ordered beside the plan' },
  leftOut: { ja: '長く監査を受けていない機関を対象外とした', en: 'a body long unaudited was left out' },
  oneStream: { ja: '府省庁又は独立行政法人等の監査結果なし', en: 'no audit of ministries, or none of agencies' },
  carriedReport: { ja: '前年度に数えなかった報告を含む', en: 'counts a report that came too late the year before' },
  countsNextYear: { ja: '翌年度に数える監査報告あり', en: 'some reports count next year' },
  reportsToCome: {
    ja: '報告のない監査あり（報告されれば翌年度に数える）',
    en: 'some audits were not reported; such a report counts next year',
  },
  withoutDirection: { ja: '方向性なし', en: 'without a direction' },
} as const satisfies Record<string, Text>;

/**
 * Audit 独立監査, version 1 (domain.md 6; 3-15): planned by the audit officer, carried out by people independent of the
 * departments and persons inspected, reported to the CISO and told to the cycle. Neither a conflict, nor silence of the
 * audited, nor the CISO's view stops it; every way round leaves its mark.
 */
import { z } from 'zod';
import { defineProcedure } from '../../core/index.ts';
import { contents } from './contents.ts';
import { dueItems } from './due-items.ts';
import { decisions, machine, rules, timers, times } from './machine.ts';
import { phases, project } from './project.ts';
import type { Context } from './types.ts';

export const auditV1 = defineProcedure<Context>({
  id: 'audit',
  version: 1,
  label: { ja: '独立監査', en: 'independent audit' },
  input: z.object({
    cycle: z.string().describe('年度サイクル / the cycle it belongs to').meta({ reference: 'instance' }),
    planned: z.boolean().describe('監査計画に基づくもの / of the audit programme'),
    title: z.string().min(1).max(400).describe('名称 / title'),
    programmeItem: z.string().max(100).optional().describe('監査計画の項目 / item of the programme'),
    coolingOffDays: z.int().min(0).max(3660).describe('冷却期間の日数 / cooling-off days'),
    yearExamined: z.int().describe('対象年度 / fiscal year examined'),
    profile: z
      .enum(['ministry', 'incorporated-administrative-agency', 'designated-corporation'])
      .optional()
      .describe('機関の種別 / kind of body'),
  }),
  decisions,
  told: {},
  times,
  rules,
  routes: {},
  states: {
    live: { ja: '進行中', en: 'running' },
    'live.preparing': { ja: '準備', en: 'preparation' },
    'live.preparing.opened': phases.opened,
    'live.preparing.planned': phases.planned,
    'live.preparing.assigned': phases.assigned,
    'live.active': { ja: '実施', en: 'being carried out' },
    'live.active.fieldwork': phases.fieldwork,
    'live.active.commenting': phases.commenting,
    reported: phases.reported,
    cancelled: phases.cancelled,
  },
  phases,
  notices: {
    planMade: { ja: '監査計画が作られました（変更を含む）', en: 'the audit plan was made or revised' },
    planCommented: { ja: '監査計画に意見が出されました', en: 'the CISO commented on the audit plan' },
    moreOrdered: { ja: '監査対象の追加が命じられました', en: 'the CISO ordered more to be audited' },
    auditCancelled: { ja: '監査が取りやめられました', en: 'the audit was cancelled' },
    conflictDeclared: {
      ja: '監査に関わる者が利害関係を申し出ました',
      en: 'someone in the audit declared a conflict of interest',
    },
    substituteNamed: { ja: '監査責任者の代行が指名されました', en: 'a substitute for the audit officer was named' },
    assigned: { ja: '監査実施者に割り当てられました', en: 'you were assigned as an auditor' },
    fieldworkStarted: { ja: '貴部門の実地監査が始まりました', en: 'fieldwork in your department has begun' },
    auditorReplaced: { ja: '監査実施者が交代しました', en: 'an auditor was replaced' },
    findingRecorded: { ja: '指摘事項が記録されました', en: 'a finding was recorded' },
    findingWithdrawn: { ja: '指摘事項が取り下げられました', en: 'a finding was withdrawn' },
    findingRejected: { ja: '前任者の指摘事項が引き継がれませんでした', en: "a predecessor's finding was not adopted" },
    commentsRequested: {
      ja: '監査結果案への意見を求められています',
      en: 'your comments on the draft result are asked for',
    },
    commented: { ja: '対象部門から意見が出されました', en: 'an audited department commented' },
    commentDatePassed: {
      ja: '意見の期限が過ぎました。「意見なし（期限経過）」として報告できます',
      en: 'the comment date has passed; the report may go out without comments, saying so',
    },
    fieldworkResumed: { ja: '実地監査が再開されました', en: 'fieldwork was resumed' },
    reported: { ja: '監査結果が報告されました', en: 'the audit was reported' },
    reminder: { ja: '期限が近づいています', en: 'a due date is near' },
    overdue: { ja: '期限を過ぎています', en: 'a due date is past' },
    escalated: {
      ja: '期限（当初の期限から数えます）を過ぎて、なお済んでいないものがあります',
      en: 'counted from its first due date, something has stayed overdue',
    },
  },
  dueItems,
  marks: {
    cancelled: { ja: '取りやめ（組織の長の決定）', en: 'cancelled by the head of the organisation' },
    conflictDeclared: { ja: '利害関係の申出あり', en: 'a conflict of interest was declared' },
    substitute: { ja: '監査責任者の代行', en: 'led by a substitute' },
    auditorReplaced: { ja: '監査実施者の交代', en: 'an auditor was replaced' },
    findingWithdrawn: { ja: '取り下げた指摘事項あり', en: 'a finding was withdrawn' },
    findingRejected: { ja: '引き継がれなかった指摘事項あり', en: 'a replaced auditor’s finding was not adopted' },
    fieldworkResumed: { ja: '実地監査の再開', en: 'fieldwork was resumed after comments' },
    noComment: { ja: '意見なし（期限経過）', en: 'no comment by the date' },
  },
  contents,
  machine,
  timers,
  project,
  // Agencies follow 3(3) through 4-9, and HQ's advice through 4-14.
  cite: ({ profile }, clause) => {
    if (profile === undefined || profile === 'ministry') return clause;
    return ['3-12', '3-13', '3-14', '3-15', '3-16', '3-17', '3-18', '3-19'].includes(clause) ? '4-9' : clause;
  },
});

/** Texts for people: states with their phases, notices, due items, marks. Never the text of a finding. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends. */
export const phases = {
  opened: { ja: '計画前', en: 'to be planned' },
  planned: { ja: '計画済', en: 'planned' },
  assigned: { ja: '監査実施者割当済', en: 'auditors assigned' },
  fieldwork: { ja: '実地監査中', en: 'fieldwork' },
  commenting: { ja: '意見聴取中', en: 'comments awaited' },
  reported: { ja: '報告済', en: 'reported' },
  cancelled: { ja: '中止', en: 'cancelled' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running' },
  'live.preparing': { ja: '準備', en: 'preparation' },
  'live.preparing.opened': { ...phases.opened, phase: 'opened' },
  'live.preparing.planned': { ...phases.planned, phase: 'planned' },
  'live.preparing.assigned': { ...phases.assigned, phase: 'assigned' },
  'live.active': { ja: '実施', en: 'being carried out' },
  'live.active.fieldwork': { ...phases.fieldwork, phase: 'fieldwork' },
  'live.active.commenting': { ...phases.commenting, phase: 'commenting' },
  reported: { ...phases.reported, phase: 'reported' },
  cancelled: { ...phases.cancelled, phase: 'cancelled' },
} as const satisfies Record<string, StateText>;

/** When the report is due, and until when the audited departments may comment. */
export const dueItems = {
  report: { ja: '監査報告', en: 'audit report' },
  comment: { ja: '監査対象部署の意見', en: 'comments of the audited departments' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  planMade: { ja: '監査計画が作られました（変更を含む）', en: 'The audit plan was made or revised' },
  planCommented: { ja: '監査計画に意見が出されました', en: 'The CISO commented on the audit plan' },
  moreOrdered: { ja: '監査対象の追加が命じられました', en: 'The CISO ordered more to be audited' },
  auditCancelled: { ja: '監査が中止されました', en: 'The audit was cancelled' },
  conflictDeclared: {
    ja: '監査に関わる者が利害関係を申し出ました',
    en: 'Someone in the audit declared a conflict of interest',
    asks: ['nameSubstitute'],
  },
  substituteNamed: { ja: '監査責任者の代行が指名されました', en: 'A substitute for the audit officer was named' },
  assigned: { ja: '監査実施者に割り当てられました', en: 'You were assigned as an auditor' },
  fieldworkStarted: { ja: '貴部署の実地監査が始まりました', en: 'Fieldwork in your department has begun' },
  auditorReplaced: { ja: '監査実施者が交代しました', en: 'An auditor was replaced' },
  findingRecorded: { ja: '指摘事項が記録されました', en: 'A finding was recorded' },
  findingWithdrawn: { ja: '指摘事項が取り下げられました', en: 'A finding was withdrawn' },
  findingRejected: { ja: '前任者の指摘事項が引き継がれませんでした', en: "A predecessor's finding was not adopted" },
  commentsRequested: {
    ja: '監査結果案への意見を求められています',
    en: 'Your comments on the draft result are asked for',
    asks: ['comment'],
  },
  commented: { ja: '対象部署から意見が出されました', en: 'An audited department commented' },
  commentDatePassed: {
    ja: '意見の期限が過ぎました。「意見なし（期限経過）」として報告できます',
    en: 'The comment date has passed; the report may go out without comments, saying so',
    asks: ['report'],
  },
  fieldworkResumed: { ja: '実地監査が再開されました', en: 'Fieldwork was resumed' },
  reported: { ja: '監査結果が報告されました', en: 'The audit was reported' },
} as const satisfies Record<string, NoticeText>);

/** Ways round, kept for ever. */
export const marks = {
  outsideCriteria: { ja: '基準集外の指摘あり', en: 'a finding outside the criteria set' },
  cancelled: { ja: '中止（組織の長の決定）', en: 'cancelled by the head of the organisation' },
  conflictDeclared: { ja: '利害関係の申出あり', en: 'a conflict of interest was declared' },
  substitute: { ja: '監査責任者の代行', en: 'led by a substitute' },
  auditorReplaced: { ja: '監査実施者の交代', en: 'an auditor was replaced' },
  findingWithdrawn: { ja: '取り下げた指摘事項あり', en: 'a finding was withdrawn' },
  findingRejected: { ja: '引き継がれなかった指摘事項あり', en: 'a replaced auditor’s finding was not adopted' },
  fieldworkResumed: { ja: '実地監査の再開', en: 'fieldwork was resumed after comments' },
  noComment: { ja: '意見なし（期限経過）', en: 'no comment by the date' },
} as const satisfies Record<string, Text>;

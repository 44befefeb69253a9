/** Texts for people: states with their phases, notices, due items, marks. Never the text of a finding. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends. */
export const phases = {
  opened: { ja: '計画前', en: 'to be planned' },
  planned: { ja: '計画済', en: 'planned' },
  materials: { ja: '予備調査中', en: 'materials examined' },
  fieldwork: { ja: '実地監査中', en: 'fieldwork' },
  confirming: { ja: '事実確認中', en: 'facts to be confirmed' },
  reported: { ja: '報告済', en: 'reported' },
  following: { ja: 'フォローアップ中', en: 'followed up' },
  ended: { ja: '終了', en: 'ended' },
  cancelled: { ja: '中止', en: 'cancelled' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running' },
  'live.preparing': { ja: '準備', en: 'preparation' },
  'live.preparing.opened': { ...phases.opened, phase: 'opened' },
  'live.preparing.planned': { ...phases.planned, phase: 'planned' },
  'live.preparing.materials': { ...phases.materials, phase: 'materials' },
  'live.active': { ja: '実施', en: 'being carried out' },
  'live.active.fieldwork': { ...phases.fieldwork, phase: 'fieldwork' },
  'live.active.confirming': { ...phases.confirming, phase: 'confirming' },
  after: { ja: '報告後', en: 'after the report' },
  'after.reported': { ...phases.reported, phase: 'reported' },
  'after.following': { ...phases.following, phase: 'following' },
  ended: { ...phases.ended, phase: 'ended' },
  cancelled: { ...phases.cancelled, phase: 'cancelled' },
} as const satisfies Record<string, StateText>;

export const dueItems = {
  report: { ja: '本部監査の報告', en: 'report of the audit' },
  materials: { ja: '予備調査の資料', en: 'materials' },
  confirmation: { ja: '事実確認', en: 'confirmation of the facts' },
  disposition: { ja: '助言への対応の決定', en: 'decision on the advice' },
  supervisors: { ja: '所管府省庁への報告', en: 'report to the supervising ministries' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  opened: { ja: '本部監査が始まりました。計画を定めてください', en: 'An audit has begun; plan it', asks: ['plan'] },
  planned: { ja: '本部監査の計画が定められました（変更を含む）', en: 'The audit was planned, or its plan revised' },
  assigned: { ja: '本部監査の監査実施者に割り当てられました', en: 'You were assigned as an auditor of headquarters' },
  auditorReplaced: { ja: '監査実施者から外れました', en: 'You are of the team no more' },
  fieldworkStarted: { ja: '本部監査の実地監査が始まりました', en: 'Fieldwork of headquarters’ audit has begun' },
  materialsRequested: {
    ja: '本部監査の予備調査の資料が求められています',
    en: 'Headquarters’ audit asks for materials',
    asks: ['giveMaterials'],
  },
  materialsGiven: { ja: '予備調査の資料が提出されました', en: 'Materials were given' },
  materialsPassed: { ja: '予備調査の資料が期限までに提出されていません', en: 'Materials were not given by their date' },
  urgent: {
    ja: '本部監査で緊急の指摘があり、助言が伝えられました',
    en: 'The audit has an urgent finding; advice was told',
  },
  confirmationAsked: {
    ja: '本部監査の指摘事項について、事実の確認が求められています',
    en: 'Headquarters’ audit asks whether its findings are so',
    asks: ['confirmFacts'],
  },
  factsConfirmed: { ja: '事実確認の回答がありました', en: 'The body has answered on the facts', asks: ['report'] },
  confirmationPassed: { ja: '事実確認の期限が過ぎました', en: 'The date for confirming the facts has passed' },
  fieldworkResumed: { ja: '本部監査の実地監査が再開されました', en: 'Fieldwork was resumed' },
  reported: { ja: '本部監査の結果が報告されました', en: 'Headquarters’ audit was reported' },
  reportedToMinistry: {
    ja: '所管する機関から、本部監査の結果が報告されました',
    en: 'An agency has reported the result of headquarters’ audit',
  },
  disposed: { ja: '助言への対応が決まったか、終わりました', en: 'Advice was decided on, or carried out' },
  succeeded: {
    ja: '本部監査の助言への対応を、承継した機関が引き継ぎました',
    en: 'The successor of the body audited answers for the advice from now on',
  },
  ended: { ja: '本部監査が終了しました', en: 'The audit has ended' },
  cancelled: { ja: '本部監査が中止されました', en: 'The audit was cancelled' },
} as const satisfies Record<string, NoticeText>);

/** Ways round, kept for ever. */
export const marks = {
  fewerAreas: { ja: '監査の対象を限定', en: 'not all three areas' },
  delegated: { ja: '監査の事務を委託', en: 'delegated' },
  auditorReplaced: { ja: '監査実施者の交代あり', en: 'an auditor was replaced' },
  materialsNotGiven: { ja: '資料の未提出あり', en: 'materials not given' },
  urgent: { ja: '緊急の指摘あり', en: 'urgent finding' },
  factsUnconfirmed: { ja: '事実確認なし', en: 'facts not confirmed' },
  fieldworkResumed: { ja: '実地監査の再開あり', en: 'fieldwork resumed' },
  limited: { ja: '監査範囲に制限あり', en: 'limited' },
  successor: { ja: '承継した機関が対応', en: 'a successor answers' },
  bodyGone: { ja: '対象機関の廃止により終えた助言あり', en: 'advice ended with its body' },
  cancelled: { ja: '中止', en: 'cancelled' },
} as const satisfies Record<string, Text>;

/** Texts for people: states with their phases, notices, due items, marks. */
import type { BoardColumn, NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends: those of the track of evaluations. */
export const phases = {
  running: { ja: '年度中', en: 'the year runs' },
  evaluating: { ja: '評価待ち', en: 'to be evaluated' },
  checking: { ja: '確認・助言待ち', en: 'to be checked' },
  concluding: { ja: '公表・受領待ち', en: 'to be published and received' },
  ended: { ja: '終了', en: 'ended' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running' },
  'live.objectives': { ja: '目標・指導', en: 'objectives and guidance' },
  'live.objectives.waiting': { ja: '目標・指導の記録なし', en: 'none recorded' },
  'live.objectives.recorded': { ja: '目標・指導の記録あり', en: 'recorded' },
  'live.result': { ja: '年度の結果', en: 'result of the year' },
  'live.result.waiting': { ja: '提出待ち', en: 'to be submitted' },
  'live.result.returned': { ja: '差戻し', en: 'returned' },
  'live.result.submitted': { ja: '提出済', en: 'submitted' },
  'live.evaluation': { ja: '評価・確認', en: 'evaluation and check' },
  'live.evaluation.running': { ...phases.running, phase: 'running' },
  'live.evaluation.awaited': { ...phases.evaluating, phase: 'evaluating' },
  'live.evaluation.evaluated': { ja: '評価済（確認待ち）', en: 'evaluated, to be checked', phase: 'checking' },
  'live.evaluation.checked': { ja: '助言の要否の判断待ち', en: 'checked; advice to be decided on', phase: 'checking' },
  'live.evaluation.advised': { ja: '助言への回答待ち', en: 'advised; answers awaited', phase: 'checking' },
  'live.evaluation.settled': { ja: '確認・助言済', en: 'checked, nothing to be answered', phase: 'concluding' },
  'live.publication': { ja: '評価結果の公表', en: 'publication' },
  'live.publication.none': { ja: '公表なし', en: 'nothing published' },
  'live.publication.partly': { ja: '一部公表', en: 'published in part' },
  'live.publication.overdue': { ja: '公表期限経過の分あり', en: 'a part not published by its date' },
  'live.publication.whole': { ja: '全て公表済', en: 'all published' },
  'live.audits': { ja: '本部監査の結果の報告', en: 'audits reported' },
  'live.audits.none': { ja: '報告なし', en: 'none reported' },
  'live.audits.reported': { ja: '受領待ち', en: 'to be received' },
  'live.audits.received': { ja: '受領済', en: 'received' },
  ended: { ...phases.ended, phase: 'ended' },
} as const satisfies Record<string, StateText>;

export const dueItems = {
  objective: { ja: '目標の記録又は確認', en: 'objectives recorded or confirmed' },
  result: { ja: '年度の結果の提出', en: 'result of the year' },
  evaluation: { ja: '主務大臣の評価', en: 'the minister’s evaluation' },
  publication: { ja: '評価結果の公表', en: 'publication of the evaluation' },
  answer: { ja: '助言への回答', en: 'answer to the advice' },
  receipt: { ja: '監査結果の報告の受領', en: 'receipt of an audit’s result' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  opened: { ja: '年度の所管法人の監督が始まりました', en: 'The year’s supervision of an agency has begun' },
  objectiveRecorded: { ja: '主務大臣の目標が記録されました', en: 'The minister’s objectives are recorded' },
  objectiveLacks: {
    ja: '目標に情報セキュリティ対策の記載がないことが記録されました',
    en: 'It is recorded that the objectives say nothing of information security',
  },
  guided: { ja: '所管府省庁の指導等が記録されました', en: 'The ministry’s guidance is recorded' },
  resultToSubmit: {
    ja: '年度の評価が定まりました。所管府省庁に年度の結果を提出してください',
    en: 'The year is evaluated; submit its result to the ministries',
    asks: ['submitResult'],
  },
  resultSubmitted: { ja: '法人から年度の結果が提出されました', en: 'The agency submitted its result' },
  resultReturned: {
    ja: '年度の結果が差し戻されました',
    en: 'The result was returned',
    asks: ['submitResult'],
  },
  evaluated: { ja: '主務大臣の評価が記録されました', en: 'The minister’s evaluation is recorded' },
  evaluatedForCentre: {
    ja: '主務大臣の評価が記録されました。出そろったら確認してください',
    en: 'A minister’s evaluation is recorded; check the results once all are there',
    asks: ['check'],
  },
  published: { ja: '評価結果が公表されました', en: 'The evaluation is published' },
  advised: {
    ja: '国家サイバー統括室から助言がありました。回答してください',
    en: 'The centre advises the ministry; answer it',
    asks: ['answerAdvice'],
  },
  adviceAnswered: { ja: '所管府省庁が助言に回答しました', en: 'A ministry answered the advice' },
  auditResultReported: {
    ja: '法人から本部監査の結果が報告されました',
    en: 'The agency reported the result of an audit',
    asks: ['receiveAuditResult'],
  },
  auditResultReceived: {
    ja: '所管府省庁が監査結果の報告を受領しました',
    en: 'The ministry received the audit’s result',
  },
  becameCompetent: {
    ja: 'この法人を所管することになりました。この年度の評価の分があります',
    en: 'The ministry has become competent for the agency: it has its part of the year’s evaluation',
  },
  ministriesChanged: {
    ja: 'この法人を所管する府省庁が変わりました',
    en: 'The ministries competent for the agency have changed',
  },
  contactMissing: {
    ja: 'この年度に法人との連絡の記録がありません',
    en: 'No contact with the agency is recorded this year',
    asks: ['recordContact'],
  },
} as const satisfies Record<string, NoticeText>);

/** What ministries and the centre see of it on the board (4-10 to 4-13). */
export const board = {
  evaluation: {
    head: { ja: '主務大臣の評価', en: 'minister’s evaluation' },
    done: 'evaluated',
    of: 'ministries',
    none: { ja: '未評価', en: 'not evaluated' },
    some: { ja: '一部評価', en: 'evaluated in part' },
    all: { ja: '評価済み', en: 'evaluated' },
  },
  publication: {
    head: { ja: '評価結果の公表', en: 'publication of the evaluation' },
    done: 'published',
    of: 'toPublish',
    none: { ja: '未公表', en: 'not published' },
    some: { ja: '一部公表', en: 'published in part' },
    all: { ja: '公表済み', en: 'published' },
  },
} as const satisfies Record<string, BoardColumn>;

/** Ways round, kept for ever. */
export const marks = {
  objectiveLacks: { ja: '目標に記載なし', en: 'objectives without information security' },
  classUnknown: { ja: '法人の区分が未登録', en: 'class of the agency not registered' },
  noGuidance: { ja: '指導等は不要と判断', en: 'no guidance needed' },
  withoutResult: { ja: '年度の結果なしに評価', en: 'evaluated without the agency’s result' },
  noSupervisionBasis: { ja: '監督の条項なし', en: 'no supervision article' },
  correctedEvaluation: { ja: '評価を訂正', en: 'evaluation corrected' },
  unpublished: { ja: '期限までに未公表', en: 'not published by its date' },
  partlyPublished: { ja: '一部公表', en: 'published in part' },
  competenceChanged: { ja: '年度中に所管が変更', en: 'competence changed in the year' },
  abolished: { ja: '法人は廃止', en: 'agency abolished' },
} as const satisfies Record<string, Text>;

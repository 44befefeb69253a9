/** Texts for people: states with their phases, notices, due items, marks. Never the text of an opinion. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends. */
export const phases = {
  opened: { ja: '原案作成中', en: 'being drafted' },
  guidebookDrafted: { ja: 'ガイドライン案の協議前', en: 'Guidance drafted, ministries not asked' },
  consulting: { ja: '府省庁と協議中', en: 'ministries consulted' },
  drafted: { ja: '推進会議前', en: 'before the council' },
  passed: { ja: '戦略本部決定前', en: 'before headquarters' },
  decided: { ja: '戦略本部決定済', en: 'decided by headquarters' },
  completed: { ja: '完了', en: 'completed' },
  abandoned: { ja: '取りやめ', en: 'abandoned' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running', phase: 'opened' },
  'live.norms': { ja: '統一規範・統一基準・指針', en: 'Model, Standards and guideline' },
  'live.norms.none': { ja: '原案なし', en: 'no draft' },
  'live.norms.drafted': { ...phases.drafted, phase: 'drafted' },
  'live.norms.passed': { ...phases.passed, phase: 'passed' },
  'live.norms.decided': { ...phases.decided, phase: 'decided' },
  'live.norms.returned': { ja: '差戻し', en: 'returned', phase: 'opened' },
  'live.norms.promulgated': { ja: '版の登録済', en: 'registered as an edition' },
  'live.guidebook': { ja: '対策基準策定ガイドライン', en: 'Drafting Guidance' },
  'live.guidebook.none': { ja: '案なし', en: 'no draft' },
  'live.guidebook.drafted': { ...phases.guidebookDrafted, phase: 'guidebookDrafted' },
  'live.guidebook.consulting': { ...phases.consulting, phase: 'consulting' },
  'live.guidebook.settled': { ja: '決定済', en: 'decided' },
  completed: { ...phases.completed, phase: 'completed' },
  abandoned: { ...phases.abandoned, phase: 'abandoned' },
} as const satisfies Record<string, StateText>;

/** Until when a ministry may give its opinion. */
export const dueItems = {
  opinion: { ja: '府省庁の意見', en: 'opinion of a ministry' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  submitted: { ja: '統一基準群の原案が提出されました', en: 'A draft of the common standards was submitted' },
  returned: {
    ja: '統一基準群の原案が差し戻されました',
    en: 'The draft of the common standards was returned',
    asks: ['submitDraft'],
  },
  putForward: {
    ja: '統一基準群の原案が推進会議を経ました。決定が求められています',
    en: 'A draft of the common standards has passed the council and waits for your decision',
    asks: ['decide'],
  },
  corrected: {
    ja: '推進会議の後に、原案の字句が修正されました（議長への報告）',
    en: 'The draft was mended editorially after the council; its chair is told',
  },
  decided: {
    ja: '統一基準群の原案が決定されました。版として登録し、各機関に知らせてください',
    en: 'The common standards were decided; they are to be registered as an edition',
    asks: ['promulgate'],
  },
  promulgated: {
    ja: '統一基準群の新しい版が登録されました',
    en: 'A new edition of the common standards was registered',
  },
  opinionAsked: {
    ja: '対策基準策定ガイドラインの案への意見を求められています',
    en: 'Your ministry’s opinion on the draft Drafting Guidance is asked for',
    asks: ['giveOpinion'],
  },
  opinionGiven: {
    ja: '対策基準策定ガイドラインの案に意見が出されました',
    en: 'A ministry gave its opinion on the draft Drafting Guidance',
    asks: ['answerOpinions'],
  },
  opinionDatePassed: {
    ja: '意見の期限が過ぎました。意見のない府省庁は「意見なし（期限経過）」とされます',
    en: 'The date for opinions has passed; who was silent is recorded as without opinion',
  },
  opinionAnswered: { ja: '貴府省庁の意見への回答があります', en: 'Your ministry’s opinion was answered' },
  guidebookDecided: { ja: '対策基準策定ガイドラインが決定されました', en: 'The Drafting Guidance was decided' },
  abandoned: { ja: '統一基準群の策定が取りやめられました', en: 'The revision of the common standards was abandoned' },
} as const satisfies Record<string, NoticeText>);

/** Ways round, kept for ever. */
export const marks = {
  returned: { ja: '原案の差戻しあり', en: 'a draft was returned' },
  corrected: { ja: '推進会議後の字句修正あり', en: 'mended editorially after the council' },
  decidedAmended: { ja: '戦略本部において修正', en: 'amended by headquarters' },
  guidebookAmended: { ja: '協議を踏まえた修正あり', en: 'Guidance amended after the consultation' },
  askedByLetter: { ja: '文書により協議', en: 'asked by letter' },
  noOpinion: { ja: '意見なし（期限経過）', en: 'no opinion by the date' },
  abandoned: { ja: '取りやめ', en: 'abandoned' },
} as const satisfies Record<string, Text>;

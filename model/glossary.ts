/**
 * The words of junkan: for each thing one word per language. The table in README.md is made from this list
 * (`npm run glossary`), and a test looks for the words that are not to be used in everything people read.
 */
import type { Text } from './text.ts';

/** One thing and its words. */
export interface Term extends Text {
  /** What it is, in one line: a row of the README's table. Left out for what is only a matter of style. */
  readonly meaning?: string;
  /** Japanese words for the same thing that people are not to read, each as a regular expression's source. */
  readonly not?: readonly string[];
}

/** Every word that has to be the same everywhere. */
export const glossary: readonly Term[] = [
  {
    en: 'body',
    ja: '機関',
    meaning:
      'a ministry 府省庁, an incorporated administrative agency 独立行政法人 or a designated corporation 指定法人',
  },
  {
    en: 'department',
    ja: '部署',
    meaning: 'a unit of a body, with those above and below it',
    not: ['部門', '部局(?!長)'],
  },
  { en: 'fiscal year', ja: '年度', meaning: '1 April – 31 March, Japan time; FY2026 is 令和8年度' },
  { en: 'cycle', ja: '年度サイクル', meaning: 'the procedure of one body for one fiscal year' },
  {
    en: 'improvement',
    ja: '改善措置',
    meaning: 'what answers a nonconformity or an insufficiency; ends _verified_ 確認済 only by an independent person',
  },
  {
    en: 'independent audit',
    ja: '独立した監査',
    meaning: 'an audit by people independent of the departments and persons inspected (3-15)',
  },
  {
    en: 'procedure / instance',
    ja: '手続',
    meaning: 'a definition (`cycle`, version 1) / a running one: `improvement/2026/demo-ministry/7`',
    not: ['手続き'],
  },
  {
    en: 'decision',
    ja: '決定',
    meaning: 'what a person does: `approvePlan`. Accepted, or refused with the rules that failed',
  },
  {
    en: 'decision on paper',
    ja: '決裁',
    meaning: 'a decision taken on paper, entered later with its date and number 決裁日・決裁番号',
    not: ['決定文書', '紙の決定', '転記'],
  },
  { en: 'told event', ja: '通知事象', meaning: 'what one instance tells another: `auditReported`' },
  {
    en: 'rule',
    ja: '規則',
    meaning: 'why not: a named predicate with clause and basis (`text` 明文 / `design` 設計)',
  },
  { en: 'entry', ja: '記録項目', meaning: 'one accepted step in the journal, hash-chained' },
  {
    en: 'journal number',
    ja: '記録番号',
    meaning: 'the number of an entry in its journal (第N項 is a paragraph of a law)',
    not: ['第[0-9０-９{]+[^条]{0,12}項(?!目)'],
  },
  { en: 'registry', ja: '台帳', meaning: 'bodies, departments, people, posts and appointments' },
  {
    en: 'register',
    ja: '登録簿',
    meaning: 'facts with from–to that outlive procedures: policy in force, editions',
  },
  {
    en: 'declaration',
    ja: '誓約書',
    meaning: 'of a person from outside: took no part in what is audited or verified',
    not: ['申告書', '宣誓', '独立性の申告'],
  },
  {
    en: 'due item / rung',
    ja: '期限のある事項 / 督促',
    meaning: 'what falls due on a date / one reminder instant of it',
    not: ['リマインド', 'リマインダー'],
  },
  // The guideline amends standards: 府省庁対策基準等の改正. Only the common standards themselves 統一基準群 are 改定.
  { en: 'amendment', ja: '改正', not: ['(?<!統一基準群の)改定'] },
  { en: 'vacant', ja: '未発令', not: ['空席'] },
  { en: 'requirement', ja: '遵守事項', not: ['要求事項'] },
  { en: 'business day', ja: '開庁日', not: ['営業日'] },
  { en: 'inquiry', ja: '問合せ', not: ['問い合わせ', '問合わせ'] },
  // Official notices name the person or the post.
  { en: 'you', ja: '本人・ご自身', not: ['あなた', '貴方'] },
];

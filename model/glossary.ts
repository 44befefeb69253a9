/**
 * The words of junkan: for each thing one word per language. The table in README.md is made from this list
 * (`npm run glossary`), and a test looks for the words that are not to be used in everything people read.
 */
import type { Text } from './text.ts';

/** One thing and its words. */
export interface Term extends Text {
  /** What it is, in one line: a row of the README's table and of the help. Left out for what is only a matter of style. */
  readonly meaning?: Text;
  /** Japanese words for the same thing that people are not to read, each as a regular expression's source. */
  readonly not?: readonly string[];
}

/** Every word that has to be the same everywhere. */
export const glossary: readonly Term[] = [
  {
    en: 'body',
    ja: '機関',
    meaning: {
      ja: '府省庁、独立行政法人又は指定法人。年度サイクルを行う単位です。',
      en: 'a ministry 府省庁, an incorporated administrative agency 独立行政法人 or a designated corporation 指定法人',
    },
  },
  {
    en: 'department',
    ja: '部署',
    meaning: { ja: '機関の中の組織。上下の関係を持ちます。', en: 'a unit of a body, with those above and below it' },
    not: ['部門', '部局(?!長)'],
  },
  {
    en: 'fiscal year',
    ja: '年度',
    meaning: {
      ja: '4月1日から翌年3月31日まで（日本時間）。令和8年度は2026年4月1日に始まります。',
      en: '1 April – 31 March, Japan time; FY2026 is 令和8年度',
    },
  },
  {
    en: 'cycle',
    ja: '年度サイクル',
    meaning: {
      ja: '一つの機関の一つの年度について、計画・運用・点検・見直しを進める手続。',
      en: 'the procedure of one body for one fiscal year',
    },
  },
  {
    en: 'improvement',
    ja: '改善措置',
    meaning: {
      ja: '不適合や不十分な点に対して講ずる措置。独立した立場の者が効果を確認して、初めて「確認済」で終わります。',
      en: 'what answers a nonconformity or an insufficiency; ends _verified_ 確認済 only by an independent person',
    },
  },
  {
    en: 'independent audit',
    ja: '独立した監査',
    meaning: {
      ja: '点検される部署や人から独立した者が行う監査（指針の整理番号3-15）。',
      en: 'an audit by people independent of the departments and persons inspected (3-15)',
    },
  },
  {
    en: 'procedure / instance',
    ja: '手続',
    meaning: {
      ja: '決定と、決定の順序、期限及び規則を定めたもの。又は、それに従って現に進んでいる一件（例：ある府省庁の令和8年度の年度サイクル）。',
      en: 'a definition (`cycle`, version 1) / a running one: `improvement/2026/demo-ministry/7`',
    },
    not: ['手続き'],
  },
  {
    en: 'decision',
    ja: '決定',
    meaning: {
      ja: '人が行う一つの行為。受け付けられて記録に加わるか、満たされない規則を示して断られるかのいずれかです。',
      en: 'what a person does: `approvePlan`. Accepted, or refused with the rules that failed',
    },
  },
  {
    en: 'decision on paper',
    ja: '決裁',
    meaning: {
      ja: '紙の文書で行われた決定。決裁日と決裁番号を添えて、後から登録します。',
      en: 'a decision taken on paper, entered later with its date and number 決裁日・決裁番号',
    },
    not: ['決定文書', '紙の決定', '転記'],
  },
  {
    en: 'told event',
    ja: '通知事象',
    meaning: {
      ja: 'ある手続から別の手続への知らせ（例：監査の報告が済んだこと）。',
      en: 'what one instance tells another: `auditReported`',
    },
  },
  {
    en: 'rule',
    ja: '規則',
    meaning: {
      ja: '決定を受け付けない理由の一つ一つ。指針の条項と、明文（文言が求めるもの）か設計（実施のために junkan が定めたもの）かの別を持ちます。',
      en: 'why not: a named predicate with clause and basis (`text` 明文 / `design` 設計)',
    },
  },
  {
    en: 'entry',
    ja: '記録項目',
    meaning: {
      ja: '受け付けられた決定や知らせの一件。前の記録項目のハッシュ値を含むため、後から書き換えると分かります。',
      en: 'one accepted step in the journal, hash-chained',
    },
  },
  {
    en: 'journal number',
    ja: '記録番号',
    meaning: {
      ja: '一つの手続の中での記録項目の順番。',
      en: 'the number of an entry in its journal (第N項 is a paragraph of a law)',
    },
    not: ['第[0-9０-９{]+[^条]{0,12}項(?!目)'],
  },
  {
    en: 'registry',
    ja: '台帳',
    meaning: {
      ja: '機関、部署、人、役職及び任命を登録したもの。',
      en: 'bodies, departments, people, posts and appointments',
    },
  },
  {
    en: 'register',
    ja: '登録簿',
    meaning: {
      ja: '手続が終わった後も続く事実を、いつからいつまでかとともに登録したもの（例：有効な基本方針、統一基準群の版）。',
      en: 'facts with from–to that outlive procedures: policy in force, editions',
    },
  },
  {
    en: 'declaration',
    ja: '誓約書',
    meaning: {
      ja: '外部の者が、監査や確認の対象に関与していないことを誓うもの。',
      en: 'of a person from outside: took no part in what is audited or verified',
    },
    not: ['申告書', '宣誓', '独立性の申告'],
  },
  {
    en: 'due item / rung',
    ja: '期限のある事項 / 督促',
    meaning: {
      ja: 'ある日までに行うことを求められている事項。済むまで、決まった日に通知します。',
      en: 'what falls due on a date / one reminder instant of it',
    },
    not: ['リマインド', 'リマインダー'],
  },
  {
    en: 'common standards / edition',
    ja: '統一基準群 / 版',
    meaning: {
      ja: '統一規範、統一基準、指針及び対策基準策定ガイドライン。原案は国家サイバー統括室が作り、サイバーセキュリティ戦略本部が決定します。',
      en: 'what every body’s own standards rest on; drafted by the centre, decided by headquarters',
    },
  },
  {
    en: 'audit by headquarters',
    ja: '本部監査',
    meaning: {
      ja: 'サイバーセキュリティ戦略本部が府省庁及び独立行政法人等に対して行う監査。',
      en: 'an audit of ministries and agencies by the Cybersecurity Strategic Headquarters (5-3)',
    },
  },
  {
    en: 'advice',
    ja: '助言',
    meaning: {
      ja: '本部監査の結果に基づく助言。受けた機関が、優先順位を検討した上で、今すぐ・後で・行わないのいずれにするかを決定します。',
      en: 'what an audit by headquarters advises; the body weighs it and takes it now, later, or not, with the reason',
    },
  },
  {
    en: 'competent minister',
    ja: '主務大臣',
    meaning: {
      ja: '独立行政法人等を所管する大臣。目標を定め、実績を評価し、公表します。複数のときは、それぞれの分担があります。',
      en: 'sets an agency’s objectives, evaluates it and publishes that; where there are several, each has a part',
    },
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

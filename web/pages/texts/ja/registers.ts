/** `/registers/{body}` */
export const registers = {
  title: '登録簿',
  lead: '手続が終わっても続く、この機関の決まりです。変更は、その時から始まる決定と手続に適用されます。既に決められた期限や記録は変わりません。',
  link: 'この機関の登録簿',
  now: '現在',
  byDefault: (value: string) => `${value}（記録がないときの設定値）`,
  unrecorded: '記録なし',
  since: (when: string, who: string) => `${when}から${who === '' ? '' : `　${who}`}`,
  keptBy: (who: string) => `変更できるのは${who}です。`,
  change: '変更する',
  changeTo: (label: string) => `${label}の新しい値`,
  saved: (label: string) => `「${label}」を変更しました。`,
  notSaved: '変更していません。',
  history: (count: number) => `これまでの記録　${count}件`,
  value: '内容',
  from: '開始',
  to: '終了',
  by: '記録した者',
  fromProcedure: '手続での決定',
  ended: '（終了）',
  nothingOwn: '（独自の設定なし）',
  more: (count: number) => `ほか${count}項目`,
  changing: {
    added: (label: string) => `${label}に登録する`,
    changed: (label: string) => `${label}を変更する`,
  },
  save: 'この内容で登録する',
  toStandard: '独自の設定をやめる',
  effective: '適用を始める日',
  effectiveHelp: '空欄のときは、登録した時から適用されます。',
  /** What is said where a body has nothing of its own. */
  missing: {
    calendarOverrides: '標準の日程のとおり',
    visibility: 'どの機関にも公開していない',
  } as Readonly<Record<string, string>>,
  /** What holds besides where nothing is recorded. */
  besides: {
    enteredFor: '　府省庁では、主務大臣の決定は登録できます。',
  } as Readonly<Record<string, string>>,
  leads: {
    calendarOverrides:
      'この機関に適用される日程です。変更した項目だけが独自の設定として登録され、ほかの項目は標準の日程に従います。空欄にした項目にも標準が適用されます。既に始まった年度の期限は変わりません。',
    visibility:
      'この機関の状況を、ほかの機関の所管担当職員等に公開する範囲です。一覧の行は期限と段階だけを、手続の状態は各手続の進み具合までを示します。本文は公開されません。',
  } as Readonly<Record<string, string>>,
  common: {
    title: '共通の登録簿',
    lead: '全ての機関に共通の登録簿と、その履歴です。国家サイバー統括室の職員が記入します（スタンドアロンの設備では、全体のシステム管理者）。',
    none: '登録されているものはありません。',
    item: '名称',
    standing: '状態',
    inForce: '適用中',
    coming: '適用予定',
    past: '過去のもの',
    add: (label: string) => `${label}に新しく登録する`,
    end: '適用を終わらせる',
    atOnce: '登録すると、全ての機関に直ちに適用されます。履歴は残ります。',
    standard: '登録がないため、次の設定値が適用されています。',
    consequence: {
      governmentDates:
        '登録した後に求めるもの、始まる年度から適用されます。既に定まった期限は変わりません。空欄にした項目には、設定値が適用されます。',
      editions:
        '登録を求めると、二人目の全体のシステム管理者が承認するまで承認待ちになります。承認されると全ての年度に知らせられ、取り消せません。',
      directives:
        '登録を求めると、二人目の全体のシステム管理者が承認するまで承認待ちになります。承認されると全ての年度に知らせられ、取り消せません。',
    } as Readonly<Record<string, string>>,
    waiting: (label: string) => `「${label}」への登録を求めました。承認待ちです。`,
    waitingWords: '二人目の全体のシステム管理者が承認すると、適用されます。',
    /** Of a change that waits. */
    asked: '登録しようとする内容',
    ends: '適用の終わり',
  },
  yes: 'はい',
  no: 'いいえ',
};

/** What may stand in an import: one table for CSV columns and JSON keys. */
import { fixedLists, type FixedListName } from '../registry/fixed-lists.ts';

/** How a value is written: JSON type, or the text of a CSV cell. */
export type FieldType = 'text' | 'date' | 'list' | 'flag' | 'renaming' | 'formerNames' | FixedListName;

/** A field of a row. `name` is the JSON key (`outside.firm` lies in an object) and an English column name at once. */
export interface Field {
  readonly name: string;
  /** Column names in Japanese. */
  readonly ja: readonly string[];
  readonly type: FieldType;
  /** It always says something: no file clears it. */
  readonly always?: true;
  /** A list of objects, which no cell holds. */
  readonly onlyJson?: true;
}

/** The kinds of row of an import. */
export type RowKind = 'organisations' | 'departments' | 'people' | 'appointments' | 'nominations';

const text = (name: string, ...ja: string[]): Field => ({ name, ja, type: 'text' });
const date = (name: string, ...ja: string[]): Field => ({ name, ja, type: 'date' });
const always = (field: Field): Field => ({ ...field, always: true });

export const fields: Readonly<Record<RowKind, readonly Field[]>> = {
  organisations: [
    always(text('id', '組織ID')),
    always({ name: 'kind', ja: ['種別'], type: 'organisationKind' }),
    { name: 'class', ja: ['分類', '法人分類'], type: 'class' },
    text('legalBasis', '個別の根拠法', '根拠法'),
    text('objectivesBasis', '中期目標の根拠条項'),
    text('publicationBasis', '評価の公表の根拠条項'),
    always(text('nameJa', '名称', '組織名')),
    always(text('nameEn', '英語名称', '名称（英語）')),
    { name: 'renamedOn', ja: ['改称日'], type: 'renaming' },
    { name: 'formerNames', ja: ['旧名称'], type: 'formerNames', onlyJson: true },
    { name: 'supervisors', ja: ['所管府省庁', '所管'], type: 'list' },
    text('corporateNumber', '法人番号'),
    date('from', '設置日'),
    date('to', '廃止日'),
    text('abolitionBasis', '廃止の根拠法令', '根拠法令'),
    { name: 'successors', ja: ['承継組織'], type: 'list' },
    { name: 'fictional', ja: ['架空'], type: 'flag' },
  ],
  departments: [
    always(text('organisation', '組織ID', '組織')),
    always(text('id', '部署ID')),
    always(text('nameJa', '名称', '部署名')),
    always(text('nameEn', '英語名称', '名称（英語）')),
    text('parent', '上位部署', '上位部署ID'),
    { name: 'bureau', ja: ['局', '局・部'], type: 'flag' },
    { name: 'separate', ja: ['独立', '独立した部署'], type: 'flag' },
    date('from', '設置日'),
    date('to', '廃止日'),
    { name: 'successors', ja: ['承継部署'], type: 'list' },
  ],
  people: [
    always(text('id', '人物ID', '職員ID')),
    always(text('nameJa', '氏名')),
    always(text('nameEn', '英語氏名', '氏名（英語）')),
    text('mail', 'メールアドレス', 'メール'),
    text('home', '所属組織', '所属組織ID'),
    text('outside.firm', '外部の所属', '所属法人'),
    text('outside.contract', '契約', '契約番号'),
    date('outside.from', '契約開始日'),
    date('outside.to', '契約終了日'),
    text('outside.declaration', '誓約書', '申告書', '独立性の申告'),
  ],
  appointments: [
    always(text('id', '任命ID')),
    always(text('person', '人物ID', '職員ID')),
    always({ name: 'role', ja: ['役割', '役職'], type: 'role' }),
    always(text('organisation', '組織ID', '組織')),
    text('department', '部署ID', '部署'),
    always(date('from', '開始日', '発令日')),
    date('to', '終了日'),
    always({ name: 'kind', ja: ['種類', '任命の種類'], type: 'appointmentKind' }),
    text('instrument.order', '辞令番号', '辞令'),
    date('instrument.date', '辞令日'),
  ],
  nominations: [
    always(text('id', '指名ID')),
    always(text('organisation', '組織ID', '組織')),
    always(text('head', '組織の長')),
    always(text('person', '被指名者')),
    always(text('instance', '手続')),
    text('decision', '判断'),
    always(text('document', '文書ハッシュ')),
    always(date('date', '指名日')),
    date('to', '終了日'),
  ],
};

/** Keys a row of JSON may carry that are computed here and not imported. */
export const ignoredKeys: Readonly<Record<RowKind, readonly string[]>> = {
  organisations: [],
  departments: [],
  people: [],
  appointments: ['scope'],
  nominations: [],
};

/** Other words that people write for a value of a fixed list, besides its own word in either language and its identifier. */
const alsoSaid: Readonly<Record<FixedListName, Readonly<Record<string, readonly string[]>>>> = {
  role: {
    ciso: ['CISO'],
    deputyCiso: ['副CISO', 'CISO代理', 'deputy CISO'],
    cisoAdviser: ['CISOアドバイザー', 'CISO補佐官'],
    committeeMember: ['情報セキュリティ委員会委員', '委員会委員'],
    promotionOffice: ['事務局', '推進体制', '情報セキュリティ対策推進体制'],
    auditOfficer: ['監査責任者'],
    manager: ['管理職'],
    workingLevelLiaison: ['実務者', '情報連絡担当'],
  },
  organisationKind: {},
  appointmentKind: {
    regular: ['専任', '本官'],
    concurrent: ['兼務', '兼任'],
    acting: ['事務取扱', '事務代理', '職務代理', '職務代行', '代行', '代理・事務取扱'],
  },
  class: {},
};

/** A word as it is compared: without width, case and blanks. */
export function wordKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

const words = new Map<FixedListName, ReadonlyMap<string, string>>();

/** The identifier that a word of a fixed list stands for, in either language and width. */
export function idOfWord(list: FixedListName, word: string): string | undefined {
  let known = words.get(list);
  if (known === undefined) {
    const said = Object.entries(fixedLists[list].words).flatMap(([id, { ja, en }]) =>
      [id, ja, en, ...(alsoSaid[list][id] ?? [])].map((each): [string, string] => [wordKey(each), id]),
    );
    words.set(list, (known = new Map(said)));
  }
  return known.get(wordKey(word));
}

/** What a flag's cell may say, as `wordKey` gives it. */
export const flagWords: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'はい', '○', '〇', '◯', '有', 'あり'].map((word): [string, boolean] => [word, true]),
  ...['false', '0', 'no', 'いいえ', '×', '✕', '無', 'なし'].map((word): [string, boolean] => [word, false]),
]);

/** A column's name as it is compared: without width, case, spaces, hyphens and underscores. */
export function columnKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.]/g, '');
}

/** The fields that a CSV has columns for. */
export function columnsOf(kind: RowKind): readonly Field[] {
  return fields[kind].filter(({ onlyJson }) => onlyJson !== true);
}

/** The field a column names, in Japanese or English. */
export function fieldOfColumn(kind: RowKind, column: string): Field | undefined {
  const key = columnKey(column);
  return columnsOf(kind).find((field) => [field.name, ...field.ja].some((name) => columnKey(name) === key));
}

/** What may stand in an import: one table for CSV columns and JSON keys. */
import { organisationKinds } from '../../model/organisations.ts';
import { roles } from '../../model/roles.ts';

/** How a value is written: JSON type, or the text of a CSV cell. */
export type FieldType = 'text' | 'date' | 'list' | 'flag' | 'role' | 'organisationKind' | 'appointmentKind' | 'class';

/** A field of a row. `name` is the JSON key (`outside.firm` lies in an object) and an English column name at once. */
export interface Field {
  readonly name: string;
  /** Column names in Japanese. */
  readonly ja: readonly string[];
  readonly type: FieldType;
  /** It always says something: no file clears it. */
  readonly always?: true;
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
    always(text('nameJa', '名称', '組織名')),
    always(text('nameEn', '英語名称', '名称（英語）')),
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

/** Words for the values of a field besides the identifiers themselves. */
export const words: Readonly<Partial<Record<FieldType, ReadonlyMap<string, string>>>> = {
  role: new Map([...terms(roles), ['事務局', 'promotionOffice'], ['CISO', 'ciso']]),
  organisationKind: new Map([
    ...terms(organisationKinds),
    ['incorporated administrative agency', 'incorporated-administrative-agency'],
  ]),
  appointmentKind: new Map([
    ['本務', 'regular'],
    ['併任', 'concurrent'],
    ['代理', 'acting'],
    ['事務取扱', 'acting'],
    ['代理・事務取扱', 'acting'],
  ]),
  class: new Map([
    ['中期目標管理法人', 'medium-term-objectives'],
    ['国立研究開発法人', 'national-research-and-development'],
    ['行政執行法人', 'administrative-execution'],
  ]),
};

/** What a flag's cell may say. */
export const flagWords: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['はい', true],
  ['○', true],
  ['〇', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['いいえ', false],
  ['×', false],
]);

function terms(table: Readonly<Record<string, { readonly ja: string }>>): [string, string][] {
  return Object.entries(table).map(([id, term]) => [term.ja, id]);
}

/** A column's name as it is compared: without width, case, spaces, hyphens and underscores. */
export function columnKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.]/g, '');
}

/** The field a column names, in Japanese or English. */
export function fieldOfColumn(kind: RowKind, column: string): Field | undefined {
  const key = columnKey(column);
  return fields[kind].find((field) => [field.name, ...field.ja].some((name) => columnKey(name) === key));
}

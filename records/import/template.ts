/** Files to fill in: the columns of an import, what belongs into each, and an example – in lines that the import passes over. */
import { stringify } from 'csv-stringify/sync';
import type { Text } from '../../model/text.ts';
import { wordsOf } from '../registry/fixed-lists.ts';
import { columnsOf, type Field, type RowKind } from './fields.ts';

/** The kinds of row that come as CSV. */
export type CsvKind = Exclude<RowKind, 'nominations'>;

/** What belongs into a column, and what might stand there. */
interface Explanation extends Text {
  readonly example: string;
}

const id: Text = {
  ja: '英小文字・数字・ハイフン、63文字まで。同じIDの行があれば変更になる',
  en: 'a–z, 0–9 and hyphens, at most 63; a row with a known id changes that row',
};
const inEnglish = (example: string): Explanation => ({ ja: '英語で', en: 'in English', example });
const first = (example: string): Explanation => ({ ja: '最初の日', en: 'first day', example });
const last = (example: string): Explanation => ({
  ja: '最後の日。登録済みの日は変わらない',
  en: 'last day; one that is recorded stays',
  example,
});

const explained: Readonly<Record<CsvKind, Readonly<Record<string, Explanation>>>> = {
  organisations: {
    id: { ...id, example: 'demo-example' },
    kind: { ja: '', en: '', example: '独立行政法人' },
    class: { ja: '独立行政法人だけ。', en: 'incorporated administrative agencies only: ', example: '中期目標管理法人' },
    legalBasis: {
      ja: '指定法人だけ。分からなければ空のまま',
      en: 'designated corporations only; empty where unknown',
      example: '',
    },
    objectivesBasis: {
      ja: '指定法人だけ。根拠法に目標の定めがあるとき',
      en: 'designated corporations only, where that law has objectives',
      example: '',
    },
    publicationBasis: {
      ja: '指定法人だけ。根拠法に評価の公表の定めがあるとき',
      en: 'designated corporations only, where that law has the evaluation published',
      example: '',
    },
    nameJa: { ja: '正式な名称', en: 'official name', example: '独立行政法人見本機構（架空）' },
    nameEn: inEnglish('Example Agency (fictional)'),
    renamedOn: {
      ja: '名称を変えるとき：新しい名称になった日。誤記を直すだけなら「訂正」',
      en: 'with a new name: its first day; "correction" where a slip is put right',
      example: '',
    },
    supervisors: {
      ja: '府省庁の組織ID。主管を先に、複数は「;」で区切る',
      en: 'ids of ministries, the main one first, separated by ;',
      example: 'demo-ministry',
    },
    corporateNumber: { ja: '13桁', en: '13 digits', example: '' },
    from: first('令和8年4月1日'),
    to: last(''),
    abolitionBasis: { ja: '廃止日があるとき必須', en: 'needed with a last day', example: '' },
    successors: { ja: '組織ID。複数は「;」で区切る', en: 'ids of bodies, separated by ;', example: '' },
    fictional: { ja: '実在の組織は空のまま', en: 'empty for a real body', example: 'はい' },
  },
  departments: {
    organisation: { ja: '登録済みの組織のID', en: 'id of a recorded body', example: 'demo-ministry' },
    id: { ...id, example: 'd-example' },
    nameJa: { ja: '正式な名称', en: 'official name', example: '見本局' },
    nameEn: inEnglish('Example Bureau'),
    parent: { ja: '同じ組織の部署ID', en: 'id of a department of the same body', example: '' },
    bureau: {
      ja: '局・部（独立性を判断する単位）なら「はい」',
      en: 'yes for a bureau: the unit of independence',
      example: 'はい',
    },
    separate: {
      ja: '監査室、官房の課など、上位の部署と別に扱うなら「はい」',
      en: 'yes for an audit office and the like: independent of what lies above it',
      example: '',
    },
    from: first('2026/4/1'),
    to: last(''),
    successors: {
      ja: '同じ組織の部署ID。複数は「;」で区切る',
      en: 'ids of departments of the same body, separated by ;',
      example: '',
    },
  },
  people: {
    id: { ...id, ja: `氏名を含まない記号。${id.ja}`, en: `no name in it; ${id.en}`, example: 'p-example' },
    nameJa: { ja: '姓と名の間の空白は自由', en: 'with or without a blank within', example: '見本 花子（架空）' },
    nameEn: inEnglish('Mihon Hanako (fictional)'),
    mail: { ja: '通知の宛先', en: 'where notices go', example: 'mihon@demo.example' },
    home: { ja: '所属する機関の組織ID', en: 'id of the body the person belongs to', example: 'demo-ministry' },
    'outside.firm': {
      ja: '外部の人だけ：所属・契約・期間・誓約書のすべて',
      en: 'outside people only: firm, contract, days, declaration – all five',
      example: '',
    },
    'outside.contract': { ja: '外部の人だけ', en: 'outside people only', example: '' },
    'outside.from': { ja: '外部の人だけ', en: 'outside people only', example: '' },
    'outside.to': { ja: '外部の人だけ', en: 'outside people only', example: '' },
    'outside.declaration': { ja: '外部の人だけ', en: 'outside people only', example: '' },
  },
  appointments: {
    id: { ...id, example: 'a-example' },
    person: { ja: '登録済みの人物のID', en: 'id of a recorded person', example: 'p-staff' },
    role: { ja: '', en: '', example: '課室情報セキュリティ責任者' },
    organisation: { ja: '登録済みの組織のID', en: 'id of a recorded body', example: 'demo-ministry' },
    department: { ja: '部署に置く役割のとき', en: 'for a role in a department', example: 'd-systems' },
    from: first('令和8年10月1日'),
    to: last(''),
    kind: { ja: '空なら本務。', en: 'regular when empty: ', example: '併任' },
    'instrument.order': { ja: '辞令日とともに', en: 'with the date of the order', example: '人事第1号' },
    'instrument.date': { ja: '辞令番号とともに', en: 'with the number of the order', example: 'R8.9.25' },
  },
};

/** Fields without which a new row is not taken. */
const needed: Readonly<Record<CsvKind, readonly string[]>> = {
  organisations: ['id', 'kind', 'nameJa', 'nameEn'],
  departments: ['organisation', 'id', 'nameJa', 'nameEn'],
  people: ['id', 'nameJa', 'nameEn', 'home'],
  appointments: ['id', 'person', 'role', 'organisation', 'from'],
};

/** What an import never takes back. */
const keptByFiles: readonly string[] = [
  'to',
  'successors',
  'abolitionBasis',
  'renamedOn',
  'instrument.order',
  'instrument.date',
];

/** The template of a kind: UTF-8 with BOM and CR LF, as spreadsheets in Japan open it without being asked. */
export function templateOf(kind: CsvKind): string {
  const columns = columnsOf(kind);
  const about = (field: Field): Explanation => explained[kind][field.name] ?? { ja: '', en: '', example: '' };
  return stringify(
    [
      columns.map(({ ja: [head = ''] }) => head),
      remark(columns.map((field) => helpOf(kind, field, about(field)).ja)),
      remark(columns.map((field) => helpOf(kind, field, about(field)).en)),
      remark(columns.map((field) => about(field).example)),
    ],
    { bom: true, record_delimiter: '\r\n' },
  );
}

function remark([head = '', ...others]: readonly string[]): string[] {
  return [`# ${head}`, ...others];
}

function helpOf(kind: CsvKind, field: Field, { ja, en }: Text): Text {
  const isNeeded = needed[kind].includes(field.name);
  const values = valuesOf(field);
  const stays = isNeeded || field.always === true || keptByFiles.includes(field.name);
  return {
    ja: [isNeeded ? '【必須】' : '', ja, values.ja, stays ? '' : '（「-」で空にする）'].join(''),
    en: [isNeeded ? '[needed] ' : '', en, values.en, stays ? '' : ' (- clears it)'].join('').trim(),
  };
}

function valuesOf({ type }: Field): Text {
  switch (type) {
    case 'role':
    case 'organisationKind':
    case 'appointmentKind':
    case 'class':
      return { ja: `次のどれか：${wordsOf(type).ja}`, en: `one of: ${wordsOf(type).en}` };
    case 'date':
      return { ja: '（2026-12-01、2026/12/1、令和8年12月1日、R8.12.1）', en: ' (2026-12-01)' };
    case 'flag':
      return { ja: '（はい・いいえ）', en: ' (yes or no)' };
    default:
      return { ja: '', en: '' };
  }
}

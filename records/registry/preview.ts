/** What a change would do to the registry, row by row and field by field, as it is shown before it is made. */
import type { ChangedRow } from '../../contract/records/registry.ts';
import { canonicalText } from '../../model/canonical.ts';
import type { Json } from '../../model/json.ts';
import { type Language, languages, type Text } from '../../model/text.ts';
import { fields, type RowKind } from '../import/fields.ts';
import { fieldOf, type RowsBefore, saysSomething } from './clearings.ts';
import { fixedLists } from './fixed-lists.ts';
import type { JournaledRow } from './journaled-row.ts';
import { formerNamesOf } from './rows.ts';

/** Set by the registry itself. */
const ownColumns: readonly string[] = ['recorded_at', 'recorded_by', 'end_recorded_at'];

const kinds: Readonly<Partial<Record<JournaledRow['kind'], Text & { readonly rows: RowKind }>>> = {
  organisation: { ja: '組織', en: 'body', rows: 'organisations' },
  department: { ja: '部署', en: 'department', rows: 'departments' },
  person: { ja: '人物', en: 'person', rows: 'people' },
  appointment: { ja: '任命', en: 'appointment', rows: 'appointments' },
  nomination: { ja: '指名', en: 'nomination', rows: 'nominations' },
};

const acts: Readonly<Record<string, Text>> = {
  added: { ja: '追加', en: 'added' },
  changed: { ja: '変更', en: 'changed' },
  voided: { ja: '発令取消', en: 'voided' },
  recordedInError: { ja: '誤登録', en: 'recorded in error' },
};

/** Columns that no file and no form of a row holds. */
const unnamed: Readonly<Record<string, Text>> = { reason: { ja: '理由', en: 'reason' } };

/** The rows that would be written, each with what of it would be another. */
export function changedRows(written: readonly JournaledRow[], before: RowsBefore): ChangedRow[] {
  return written.map(({ kind, id, act, row }) => {
    const recorded = new Map(columnsOf(before(kind, id) ?? {}));
    const { ja, en, rows } = kinds[kind] ?? { ja: kind, en: kind, rows: undefined };
    const done = acts[act] ?? { ja: act, en: act };
    const differing = columnsOf(row).filter(
      ([column, value]) => !ownColumns.includes(column) && differs(recorded.get(column), value),
    );
    return {
      kind,
      id,
      act,
      ja: `${ja} ${id} を${done.ja}`,
      en: `${en} ${id} ${done.en}`,
      fields: differing.map(([column, value]) => changedField(rows, fieldOf(column), recorded.get(column), value)),
    };
  });
}

/** Columns with their values as they are shown. */
function columnsOf(row: object): [string, unknown][] {
  return Object.entries(row).map(([column, value]: [string, unknown]) => {
    if (column !== 'former_names' || typeof value !== 'string') return [column, value];
    return [column, formerNamesOf({ former_names: value }).map(({ nameJa, to }) => `${nameJa}（～${to}）`)];
  });
}

function changedField(
  kind: RowKind | undefined,
  name: string,
  before: unknown,
  after: unknown,
): ChangedRow['fields'][number] {
  const field = kind === undefined ? undefined : fields[kind].find((each) => each.name === name);
  const head = field === undefined ? unnamed[name] : undefined;
  const words = field !== undefined && Object.hasOwn(fixedLists, field.type) ? wordsFor(field.type) : {};
  const sentence = (language: Language): string => {
    const called = language === 'ja' ? `${field?.ja[0] ?? head?.ja ?? name}：` : `${head?.en ?? name}: `;
    const was = saysSomething(before) ? `${shown(before, words, language)} → ` : '';
    const none = { ja: '（空）', en: '(empty)' };
    return `${called}${was}${saysSomething(after) ? shown(after, words, language) : none[language]}`;
  };
  const [ja, en] = languages.map(sentence);
  return {
    field: name,
    ja: ja ?? name,
    en: en ?? name,
    ...(saysSomething(before) && { before: json(before) }),
    ...(saysSomething(after) && { after: json(after) }),
  };
}

function wordsFor(type: string): Readonly<Record<string, Text>> {
  return Object.entries(fixedLists).find(([name]) => name === type)?.[1].words ?? {};
}

function shown(value: unknown, words: Readonly<Record<string, Text>>, language: Language): string {
  if (Array.isArray(value)) return value.join(language === 'ja' ? '、' : ', ');
  if (typeof value === 'boolean') return language === 'ja' ? (value ? 'はい' : 'いいえ') : value ? 'yes' : 'no';
  const text = String(value);
  return words[text]?.[language] ?? text;
}

function differs(before: unknown, after: unknown): boolean {
  if (!saysSomething(before) && !saysSomething(after)) return false;
  return canonicalText(json(before)) !== canonicalText(json(after));
}

/** A column's value: a text, a flag or a list of ids. */
function json(value: unknown): Json {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'boolean' ? value : String(value);
}

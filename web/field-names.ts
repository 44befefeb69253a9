/** What a field of a body is called where somebody is told about it: titles for names, rows by their number. */
import { wordsOf, type FieldWords } from '../model/field.ts';
import { asObject, isList, type Json } from '../model/json.ts';
import type { Text } from '../model/text.ts';

/** A field as it was reached. */
export interface NamedField {
  /** 「対策の一覧」3件目の「期限」; absent where some part of the way has no title. */
  readonly name?: Text;
  /** The choices there are. */
  readonly labels: Readonly<Record<string, Text>>;
  /** The list from which it, or what it lists, is chosen. */
  readonly choices?: string;
}

/** The field at a path of a body, by the JSON Schema it is parsed with. */
export function fieldAt(schema: Json, path: readonly PropertyKey[]): NamedField {
  let at: readonly Json[] = [schema];
  const ja: string[] = [];
  const en: string[] = [];
  let named = path.length > 0;
  for (const part of path) {
    at = at.flatMap(withBranches);
    if (typeof part === 'number') {
      at = at.flatMap((one) => asObject(one)['items'] ?? []);
      ja.push(`${ja.pop() ?? ''}${part + 1}件目`);
      en.push(`row ${part + 1}`);
      continue;
    }
    at = at.flatMap((one) => asObject(asObject(one)['properties'])[String(part)] ?? []);
    const title = wordsAt(at)[0]?.title;
    if (title === undefined) named = false;
    else {
      ja.push(`「${title.ja}」`);
      en.push(`“${title.en}”`);
    }
  }
  const labels: Readonly<Record<string, Text>> = Object.assign({}, ...wordsAt(at).map((words) => words.labels ?? {}));
  const items = at.flatMap(withBranches).flatMap((one) => asObject(one)['items'] ?? []);
  const choices = wordsAt([...at, ...items]).find((words) => words.choices !== undefined)?.choices;
  return {
    labels,
    ...(choices !== undefined && { choices }),
    ...(named && { name: { ja: ja.join('の'), en: en.join(', ') } }),
  };
}

/** `measures[2].due` as its parts. */
export function partsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, row]) => (row === undefined ? name : Number(row)));
}

function wordsAt(schemas: readonly Json[]): FieldWords[] {
  return schemas.flatMap((schema) => wordsOf(schema) ?? []);
}

function withBranches(schema: Json): Json[] {
  const { anyOf, oneOf, allOf } = asObject(schema);
  return [schema, ...[anyOf, oneOf, allOf].flatMap((list) => (isList(list) ? list.flatMap(withBranches) : []))];
}

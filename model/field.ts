/**
 * What a field of a form is called and how it is filled in, in every language. It stands at the field's schema and goes
 * with it into every JSON Schema made of it (member `x-field`): pages, command line and the sentences about wrong input
 * read it there.
 */
import type { Json } from './json.ts';
import { asObject, isObject } from './json.ts';
import { ownWords } from './pattern.ts';
import type { Text } from './text.ts';

/** The member of a JSON Schema that holds it. */
export const fieldMember = 'x-field';

/** When a field must be filled in: by what another field of the same group says. Rules require it; this lets a form show it. */
export type RequiredWhen =
  | { readonly field: string; readonly is: string | boolean | readonly string[] }
  | { readonly field: string; readonly isNot: string | boolean }
  /** Nothing is given there. */
  | { readonly field: string; readonly missing: true };

/** A field in words. */
export interface FieldWords {
  readonly title: Text;
  readonly help?: Text;
  readonly example?: Json;
  readonly unit?: Text;
  /** Of each value of a list of choices that never changes. */
  readonly labels?: Readonly<Record<string, Text>>;
  /** The list from which it is chosen: one of the procedure's own, or of the registry's (`people:auditor`: holders of posts). */
  readonly choices?: string;
  readonly requiredWhen?: RequiredWhen;
  /** It says why the decision is taken, though it is not called `reason`: notices show it as that. */
  readonly reason?: true;
}

/** A text in both languages, or `日本語 / English`. */
type Words = Text | string;

/** Everything about a field beside its title. */
export interface MoreWords extends Omit<FieldWords, 'title' | 'help' | 'unit' | 'labels'> {
  readonly help?: Words;
  readonly unit?: Words;
  readonly labels?: Readonly<Record<string, Words>>;
}

/** The metadata of a field's schema: `schema.meta(titled('期限 / due date'))`. Throws on words in one language only. */
export function titled(title: Words, { help, unit, labels, ...more }: MoreWords = {}) {
  const words: FieldWords = {
    ...more,
    title: bilingual(title),
    ...(help !== undefined && { help: bilingual(help) }),
    ...(unit !== undefined && { unit: bilingual(unit) }),
    ...(labels !== undefined && {
      labels: Object.fromEntries(Object.entries(labels).map(([value, label]) => [value, bilingual(label)])),
    }),
  };
  return {
    title: joined(words.title),
    ...(words.help !== undefined && { description: joined(words.help) }),
    ...(more.example !== undefined && { examples: [more.example] }),
    [fieldMember]: words,
  };
}

/** Both languages of a text that is written as one. */
export function bilingual(words: Words): Text {
  const text = typeof words === 'string' ? ownWords(words) : words;
  if (text === undefined || text.ja.trim() === '' || text.en.trim() === '')
    throw new Error(`not in both languages: ${JSON.stringify(words)}`);
  return text;
}

const joined = ({ ja, en }: Text): string => `${ja} / ${en}`;

/** The words of a field, read off its JSON Schema; `undefined` where it has none. */
export function wordsOf(schema: unknown): FieldWords | undefined {
  const words = asObject(schema)[fieldMember];
  return isFieldWords(words) ? words : undefined;
}

function isFieldWords(words: unknown): words is FieldWords {
  return isObject(words) && isObject(words['title']);
}

/** A part of a JSON Schema and where it stands: `measures[].due`. */
export interface FieldPart {
  readonly path: string;
  readonly schema: Json;
  /** The properties among which it stands. */
  readonly among: Readonly<Record<string, Json | undefined>>;
}

/** Every property of a JSON Schema, at any depth, in the order in which they stand. */
export function fieldsIn(schema: Json | undefined, path = ''): FieldPart[] {
  if (!isObject(schema)) return [];
  const branches = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const among = asObject(schema['properties']);
  return [
    ...Object.entries(among).flatMap(([name, part]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [{ path: at, schema: part ?? null, among }, ...fieldsIn(part, at)];
    }),
    ...fieldsIn(schema['items'], `${path}[]`),
    ...branches.flatMap((branch) => fieldsIn(branch, path)),
  ];
}

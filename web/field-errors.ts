/** Zod's issues in plain words, both languages, with the path of each field. */
import type { z } from 'zod';
import type { Json } from '../model/json.ts';
import { ownWords } from '../model/pattern.ts';
import type { Text } from '../model/text.ts';
import { fieldAt, partsOf } from './field-names.ts';
import { invalid, type FieldError } from './problems.ts';

type Issue = z.core.$ZodIssue;

/** How values are parsed whose errors people read: an issue without words of its schema's own has the empty message. */
export const forPeople = { reportInput: true, error: () => '' } as const;

/**
 * Parses with a schema. Throws 400 with every error; `within` is put before each path (`query`, `headers`).
 */
export function parsed<S extends z.ZodType>(schema: S, value: unknown, within = ''): z.output<S> {
  const result = schema.safeParse(value, forPeople);
  if (!result.success) throw invalid(fieldErrors(result.error, within));
  return result.data;
}

/** Every error of a failed parse (made with `forPeople`); by the JSON Schema, where there is one, in the words of its fields. */
export function fieldErrors(error: z.core.$ZodError, within = '', schema: Json = null): FieldError[] {
  return error.issues.flatMap((issue) => errorsOf(issue, within, schema)).map((found) => inWords(found, schema));
}

/** The error with the name of its field before the sentence. */
export function inWords(error: FieldError, schema: Json): FieldError {
  const { path, ja, en } = error;
  const { name, choices } = fieldAt(schema, partsOf(path));
  if (name === undefined) return error;
  return {
    path,
    field: name,
    ...(choices !== undefined && { choices }),
    ja: `${name.ja}（${path}）：${ja}`,
    en: `${name.en} (${path}): ${en}`,
  };
}

function errorsOf(issue: Issue, within: string, schema: Json): FieldError[] {
  const path = pathText(issue.path, within);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      ja: 'この項目はありません。名前をご確認ください。',
      en: 'There is no such field. Check its name.',
    }));
  }
  if (issue.code === 'invalid_union') {
    // The branch that fits best says most plainly what is missing.
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
    if (nearest !== undefined && nearest.length > 0) return nearest.flatMap((inner) => errorsOf(inner, path, schema));
  }
  const { labels } = fieldAt(schema, partsOf(path));
  if (Object.keys(labels).length > 0 && isUnlisted(issue)) return [{ path, ...oneOf(Object.keys(labels), labels) }];
  return [{ path, ...sentence(issue) }];
}

/** Something else than one of the values there are: in a list of choices, or where one tells what is meant. */
function isUnlisted({ code, message }: Issue): boolean {
  return message === '' && (code === 'invalid_value' || code === 'invalid_union');
}

/** The values to choose from, with their labels where they have some. */
function oneOf(values: readonly string[], labels: Readonly<Record<string, Text>> = {}): Text {
  const each = values.map((value) => ({ value, ...(Object.hasOwn(labels, value) ? labels[value] : undefined) }));
  const ja = each.map((one) => (one.ja === undefined ? one.value : `${one.ja}（${one.value}）`)).join('、');
  const en = each.map((one) => (one.en === undefined ? one.value : `${one.value} (${one.en})`)).join(', ');
  return { ja: `次のいずれかを指定してください：${ja}`, en: `Give one of: ${en}` };
}

/** `measures[2].due` for `['measures', 2, 'due']`. */
function pathText(path: readonly PropertyKey[], within: string): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, within);
}

const typeNames: Readonly<Record<string, Text>> = {
  string: { ja: '文字列', en: 'a text' },
  number: { ja: '数', en: 'a number' },
  int: { ja: '整数', en: 'a whole number' },
  boolean: { ja: 'true または false', en: 'true or false' },
  array: { ja: '一覧（配列）', en: 'a list' },
  object: { ja: '項目の組（オブジェクト）', en: 'an object' },
  record: { ja: '項目の組（オブジェクト）', en: 'an object' },
  null: { ja: 'null', en: 'null' },
};

const formats: Readonly<Record<string, Text>> = {
  regex: { ja: '形式が正しくありません', en: 'It does not have the right form' },
  date: { ja: '日付（例：2026-11-23）を指定してください', en: 'Give a date such as 2026-11-23' },
  url: { ja: 'URL を指定してください', en: 'Give a URL' },
  email: { ja: 'メールアドレスを指定してください', en: 'Give a mail address' },
};

const notValid: Text = { ja: '正しくありません。', en: 'It is not valid.' };

function sentence(issue: Issue): Text {
  if (issue.message !== '') return bilingual(issue.message);
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) {
        return { ja: '必須です。指定してください。', en: 'This field is required.' };
      }
      const wanted = typeNames[issue.expected] ?? { ja: issue.expected, en: issue.expected };
      return { ja: `${wanted.ja}を指定してください。`, en: `Give ${wanted.en}.` };
    }
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format': {
      // Never the pattern itself: `matching` says in words what is expected.
      const known = formats[issue.format] ?? {
        ja: `形式（${issue.format}）が正しくありません`,
        en: `It is not a valid ${issue.format}`,
      };
      return { ja: `${known.ja}。`, en: `${known.en}.` };
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'not_multiple_of':
      return { ja: `${issue.divisor}の倍数を指定してください。`, en: `Give a multiple of ${issue.divisor}.` };
    case 'invalid_union':
      return { ja: 'どの形式にも当てはまりません。', en: 'It fits none of the accepted forms.' };
    case 'invalid_key':
    case 'invalid_element': {
      const [inner] = issue.issues;
      return inner === undefined ? notValid : sentence(inner);
    }
    default:
      return notValid;
  }
}

/** A schema's own message may carry both languages as `日本語 / English`. */
function bilingual(message: string): Text {
  return ownWords(message) ?? { ja: `正しくありません（${message}）。`, en: message };
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): Text {
  const least = String(issue.minimum);
  switch (issue.origin) {
    case 'string':
      return least === '1'
        ? { ja: '空にはできません。入力してください。', en: 'It must not be empty.' }
        : { ja: `${least}文字以上で入力してください。`, en: `Write at least ${least} characters.` };
    case 'array':
    case 'set':
      return { ja: `${least}件以上必要です。`, en: `At least ${least} are needed.` };
    default:
      return {
        ja: `${least}${issue.inclusive === false ? 'より大きい' : '以上の'}値を指定してください。`,
        en: `Give ${issue.inclusive === false ? 'more than' : 'at least'} ${least}.`,
      };
  }
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>): Text {
  const most = String(issue.maximum);
  switch (issue.origin) {
    case 'string':
      return { ja: `${most}文字以内で入力してください。`, en: `Write at most ${most} characters.` };
    case 'array':
    case 'set':
      return { ja: `${most}件までです。`, en: `At most ${most} are accepted.` };
    default:
      return {
        ja: `${most}${issue.inclusive === false ? '未満の' : '以下の'}値を指定してください。`,
        en: `Give ${issue.inclusive === false ? 'less than' : 'at most'} ${most}.`,
      };
  }
}

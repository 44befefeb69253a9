/**
 * Pieces of the decisions' inputs: what people fill in, each with its title `日本語 / English` and what more is to be said
 * of it (`MoreWords`). `reference` says what a field names; border, pages and command line read it. No transforms: an event
 * must be JSON-stable.
 */
import { z } from 'zod';
import { titled, wordsOf, type MoreWords } from '../../../model/field.ts';
import { matching, sha256 } from '../../../model/pattern.ts';
import { roles, type Role } from '../../../model/roles.ts';
import type { Text } from '../../../model/text.ts';

/** A text of a fixed form, with the sentence that says which. */
export { matching };
/** What a field that is made of others is called: `z.array(…).meta(titled('対策の一覧 / measures'))`. */
export { titled, type MoreWords };

/** Of a text: how long it may be. */
interface OfText extends MoreWords {
  readonly max?: number;
}

/** A short line: a version, a title, a number. */
export const line = (title: string, more?: MoreWords) => z.string().min(1).max(200).meta(titled(title, more));
/** A title: what people call a thing in lists, one line that neither begins nor ends with a blank. */
export const heading = (title: string, more?: MoreWords) =>
  matching(/^\S(?:.{0,98}\S)?$/u, {
    ja: '題名は改行のない一行、100文字以内で、前後に空白を置かずに指定してください。',
    en: 'Give a title of one line, at most 100 characters, with no blank before or behind it.',
  }).meta(titled(title, more));
/** A text for people, never empty; longer ones are documents. */
export const text = (title: string, { max = 4000, ...more }: OfText = {}) =>
  z.string().min(1).max(max).meta(titled(title, more));
/** A text that may stay empty; a rule says when it must not, so that the refusal cites its clause. */
export const ruledText = (title: string, { max = 8000, ...more }: OfText = {}) =>
  z.string().max(max).meta(titled(title, more));
/**
 * A text that only some cases need: left out it is empty. A rule says when it must not be; one that every case needs is a
 * `ruledText`.
 */
export const textIfNeeded = (title: string, { max = 2000, ...more }: OfText = {}) =>
  z.string().max(max).default('').meta(titled(title, more));
/** True for a text that says something: what rules ask of a `ruledText` or `textIfNeeded`. */
export const isFilled = (said: string | undefined): boolean => (said ?? '').trim() !== '';
/** A document, cited by the SHA-256 of its bytes. */
export const document = (title: string, more?: MoreWords) =>
  sha256().meta({ ...titled(title, { choices: 'documents', ...more }), reference: 'document' });
/** Documents; whether there must be one is a rule's matter. */
export const documents = (title: string, { choices = 'documents', ...more }: MoreWords = {}) =>
  z.array(document('文書 / document', { choices })).max(50).default([]).meta(titled(title, more));
/** One or more of something. */
export const some = <T extends z.ZodType>(one: T, max: number, title: string, more?: MoreWords) =>
  z.array(one).min(1).max(max).meta(titled(title, more));
/** A person's opaque id; `among` are the posts whose holders a form offers. */
export const person = (title: string, { among = [], ...more }: MoreWords & { readonly among?: readonly Role[] } = {}) =>
  z
    .string()
    .min(1)
    .max(64)
    .meta({
      ...titled(title, { choices: among.length === 0 ? 'people' : `people:${among.join(',')}`, ...more }),
      reference: 'person',
    });
/** A department's id. */
export const department = (title: string, more?: MoreWords) =>
  z
    .string()
    .min(1)
    .max(100)
    .meta({ ...titled(title, { choices: 'departments', ...more }), reference: 'department' });
/** An organisation's id. */
export const organisation = (title: string, more?: MoreWords) =>
  z
    .string()
    .min(1)
    .max(64)
    .meta({ ...titled(title, { choices: 'organisations', ...more }), reference: 'organisation' });
/** Another procedure's instance. */
export const instance = (title: string, more?: MoreWords) =>
  z
    .string()
    .min(1)
    .max(128)
    .meta({ ...titled(title, more), reference: 'instance' });
/** Something named elsewhere: a measure, a finding, an owed item. `choices` names the list it is from. */
export const ref = (title: string, more?: MoreWords) =>
  z
    .string()
    .min(1)
    .max(200)
    .meta({ ...titled(title, more), reference: 'item' });
/** A JST date, of years that are counted with. */
export const date = (title: string, more?: MoreWords) =>
  z.iso
    .date()
    .regex(/^(?:19|2\d)/, { error: '1900年から2999年までの日付を指定してください。 / Give a date from 1900 to 2999.' })
    .meta({ ...titled(title, { example: '2026-11-23', ...more }), reference: 'date' });
/** A period, both days included. */
export const period = (title: string, more?: MoreWords) =>
  z.strictObject({ from: date('期間の初日 / first day'), to: date('期間の末日 / last day') }).meta(titled(title, more));
/** How many. */
export const count = (title: string, more?: MoreWords) => z.int().min(0).max(10_000_000).meta(titled(title, more));
/** How many people. */
export const people = (title: string, more?: MoreWords) => count(title, { unit: '人 / people', ...more });
/** Yes or no. */
export const yes = (title: string, more?: MoreWords) => z.boolean().meta(titled(title, more));
/** A fiscal year 年度. */
export const fiscalYear = (title: string, more?: MoreWords) =>
  z
    .int()
    .min(2000)
    .max(2200)
    .meta(titled(title, { unit: '年度 / fiscal year', example: 2026, ...more }));

/** What a value of such a field is called; the value itself where it has no label. */
export function labelOf(schema: z.ZodEnum, value: string): Text {
  const labels = wordsOf(schema.meta())?.labels ?? {};
  return (Object.hasOwn(labels, value) ? labels[value] : undefined) ?? { ja: value, en: value };
}

type Labels = Readonly<Record<string, Text | string>>;

/** One of some values that never change, each with its label: `oneOf('状態 / status', { done: '実施済み / done', … })`. */
export function oneOf<const L extends Labels>(
  title: string,
  labels: L,
  more?: MoreWords,
): z.ZodEnum<{ [K in keyof L & string]: K }>;
export function oneOf(title: string, labels: Labels, more?: MoreWords): z.ZodEnum {
  return z.enum(Object.keys(labels)).meta(titled(title, { ...more, labels }));
}

/** One of some roles, by the registry's words for them. */
export const role = <const R extends Role>(title: string, among: readonly R[], more?: MoreWords) =>
  z.enum(among).meta(titled(title, { ...more, labels: Object.fromEntries(among.map((each) => [each, roles[each]])) }));

/** The value that tells a branch of a union from the others, with the branch's label. */
export const kind = <const V extends string>(value: V, label: string, title = '種別 / kind') =>
  z.literal(value).meta(titled(title, { labels: { [value]: label } }));

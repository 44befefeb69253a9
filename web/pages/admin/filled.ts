/** A form of the administration as it is filled in, and what is wrong with it. */
import type { Text } from '../../../model/text.ts';
import { dateOf } from '../../../records/import/dates.ts';
import type { Json } from '../../../model/json.ts';
import type { LocalDate } from '../../../model/identifiers.ts';
import { problemOf } from '../../errors.ts';
import type { Problem } from '../../problems.ts';
import type { Told } from '../decide/asked.ts';
import { errorsOf, refusalsOf } from '../kit/told.ts';

export type Values = Readonly<Record<string, string>>;

/** A field or, under the empty name, the form. */
export type Errors = ReadonlyMap<string, readonly Text[]>;

export interface Filled {
  readonly values: Values;
  readonly errors: Errors;
  readonly refusals: readonly Told[];
}

export const blank: Filled = { values: {}, errors: new Map(), refusals: [] };

/** The texts of a form; names of the form's own begin with `_`. */
export function valuesIn(fields: Iterable<readonly [string, string | File]>): Values {
  return Object.fromEntries(
    [...fields].flatMap(([name, value]) => (typeof value === 'string' && name !== '_form' ? [[name, value]] : [])),
  );
}

const mendableKinds: readonly Problem['kind'][] = ['invalid', 'refused', 'refusedWho', 'notAllowed'];

/** What went wrong, where the form can say it; anything else is thrown on. */
export function mendable(error: unknown, also: readonly Problem['kind'][] = []): Problem {
  const problem = problemOf(error);
  if (problem === undefined || ![...mendableKinds, ...also].includes(problem.kind)) throw error;
  return problem;
}

/** The form again, with what the API found wrong. */
export function wrongWith(values: Values, problem: Problem): Filled {
  const errors = new Map<string, Text[]>();
  for (const { path, ja, en } of errorsOf(problem)) {
    // `appointments[0].from` stands at the control `from`.
    const name = /(?:^|[.: ])(\w+)$/.exec(path)?.[1] ?? '';
    errors.set(name, [...(errors.get(name) ?? []), { ja, en }]);
  }
  const refusals = refusalsOf(problem);
  return {
    values,
    errors: errors.size + refusals.length === 0 ? new Map([['', [problem.detail]]]) : errors,
    refusals,
  };
}

/** Reads dates as people write them; what cannot be read is told at its field. */
export class Reading {
  readonly errors = new Map<string, readonly Text[]>();
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const text = this.#values[name]?.trim() ?? '';
    return text === '' ? undefined : text;
  }

  needed(name: string): string {
    const text = this.text(name);
    if (text === undefined) this.errors.set(name, [missing]);
    return text ?? '';
  }

  date(name: string): LocalDate | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const read = dateOf(text);
    if ('value' in read) return read.value;
    this.errors.set(name, [read.problem]);
    return undefined;
  }

  neededDate(name: string): LocalDate {
    if (this.text(name) === undefined) this.errors.set(name, [missing]);
    return this.date(name) ?? '0000-00-00';
  }
}

/** What stands in an optional field; one that was emptied takes away what is recorded. */
export function emptied<Name extends string>(name: Name, value: string | undefined, recorded: object | undefined) {
  const wasThere = recorded !== undefined && name in recorded;
  return value === undefined && !wasThere ? {} : { [name]: value ?? null };
}

/** Others than the first of a list are kept, where it is still the first. */
function listOf(first: string | undefined, recorded: readonly string[] = []): string[] {
  if (first === undefined) return [];
  return recorded[0] === first ? [...recorded] : [first];
}

/** The successor that is chosen; nobody in the place of those recorded. */
export function successorsIn(
  first: string | undefined,
  recorded?: { readonly successors?: readonly string[] | undefined },
) {
  const successors = listOf(first, recorded?.successors);
  return successors.length + (recorded?.successors ?? []).length === 0 ? {} : { successors };
}

export const missing: Text = { ja: '入力してください。', en: 'This is required.' };

/** A change as a form comes to it. */
export type Change = Readonly<Record<string, Json>>;

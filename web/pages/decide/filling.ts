/** What the controls of a form are drawn with, and a value in words. */
import type { Json } from '../../../model/json.ts';
import type { Text } from '../../../model/text.ts';
import { dateShown, say, type View } from '../kit/view.ts';
import { dayOfYearShown } from './day-of-year.ts';
import type { Field } from './fields.ts';
import { nameMark, type Values } from './values.ts';

/** One line of a list to choose from. */
export interface Choice extends Text {
  readonly id: string;
  readonly group?: Text | undefined;
  readonly size?: number | undefined;
  readonly at?: number | undefined;
  readonly confidentiality?: number | undefined;
  /** What choosing it writes into the fields beside it. */
  readonly fills?: Readonly<Record<string, Json>> | undefined;
}

/** A list as the form's own route gives it. */
export interface ChoiceList {
  readonly items: readonly Choice[];
  /** Where others are searched for. */
  readonly searchAt?: string | undefined;
}

/** What the controls are drawn with. */
export interface Filling {
  readonly view: View;
  readonly values: Values;
  readonly lists: Readonly<Record<string, ChoiceList>>;
  /** What was found for a field whose list is searched, by the name of its control. */
  readonly found: ReadonlyMap<string, readonly Choice[]>;
  /** What is wrong with a field, by the name of its control. */
  readonly errors: ReadonlyMap<string, readonly Text[]>;
  /** Within a row, where there is little room. */
  readonly dense?: true;
  /** The row that is open though there are many. */
  readonly open?: string;
}

/** Fields that nobody fills in: choosing from a list beside them does. */
export function filledByOthers(lists: Filling['lists'], fields: readonly Field[]): ReadonlySet<string> {
  return new Set(
    fields.flatMap(({ kind }) =>
      kind.is === 'listed'
        ? (lists[kind.list]?.items ?? []).flatMap(({ fills }) => (fills === undefined ? [] : Object.keys(fills)))
        : [],
    ),
  );
}

/** The lines of a field's list, with those that were searched for. */
export function choicesFor({ lists, found }: Filling, list: string, at: string): readonly Choice[] {
  const items = lists[list]?.items ?? [];
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...(found.get(at) ?? []).filter(({ id }) => !known.has(id))];
}

/** A value in words, for a row in short and for the check. */
export function shortOf(filling: Filling, field: Field, at: string): string[] {
  const { values, view } = filling;
  const { kind } = field;
  const text = values.one(at);
  const inList = (list: string, id: string): string => {
    const found = choicesFor(filling, list, at).find((one) => one.id === id);
    return found === undefined ? id : say(view, found);
  };
  switch (kind.is) {
    case 'choice':
      return kind.among.filter(({ id }) => id === text).map((one) => say(view, one));
    case 'listed':
      return text === '' ? [] : [inList(kind.list, text)];
    case 'several':
      return values
        .all(at)
        .filter((id) => id !== '')
        .map((id) =>
          kind.of.is === 'listed'
            ? inList(kind.of.list, id)
            : ((kind.of.is === 'choice' ? kind.of.among : [])
                .filter((one) => one.id === id)
                .map((one) => say(view, one))[0] ?? id),
        );
    case 'document': {
      const name = values.one(at + nameMark);
      return text === '' ? [] : [name !== '' ? name : inList(field.list ?? '', text)];
    }
    case 'yesNo':
      return text === '' ? [] : [text === 'yes' ? view.texts.decide.yes : view.texts.decide.no];
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? [dateShown(view, text)] : text === '' ? [] : [text];
    case 'dayOfYear':
      return text === '' ? [] : [dayOfYearShown(view, text)];
    case 'lines': {
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      return lines.length === 0 ? [] : [view.texts.of(lines.length)];
    }
    case 'group':
    case 'rows':
    case 'branches':
      return [];
    default:
      return text === '' ? [] : [text];
  }
}

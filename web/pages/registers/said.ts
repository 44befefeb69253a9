/** A value of a register in words, a line for each of its fields. */
import { isRole, roles } from '../../../model/roles.ts';
import type { Json } from '../../../model/json.ts';
import type { Field } from '../decide/fields.ts';
import { shortOf, type ChoiceList, type Filling } from '../decide/filling.ts';
import { below, branchMark, inBranch, valuesFrom } from '../decide/values.ts';
import { say, type View } from '../kit/view.ts';

export interface Said {
  readonly title: string;
  readonly words: string;
}

type Lists = Readonly<Record<string, ChoiceList>>;

/** What is filled in of these fields; long lists are counted, or said as a `whole`. */
export function saidOf(
  view: View,
  fields: readonly Field[],
  value: Json,
  lists: Lists,
  whole: boolean,
): readonly Said[] {
  const values = valuesFrom(fields, value);
  const filling = { view, values, lists, found: new Map(), errors: new Map() };
  return linesOf(filling, fields, '').map((said) => {
    const long =
      whole && fields.find(({ words, kind }) => kind.is === 'lines' && say(view, words.title) === said.title);
    return long ? { ...said, words: values.one(long.name).split('\n').join(view.texts.between) } : said;
  });
}

/** A value that is no more than a word. */
export function inAWord(view: View, value: unknown): string | undefined {
  const { yes, no } = view.texts.registers;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string' && isRole(value)) return say(view, roles[value]);
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

function linesOf(filling: Filling, fields: readonly Field[], at: string): Said[] {
  return fields.flatMap((field) => {
    const { kind } = field;
    const name = below(at, field.name);
    const title = say(filling.view, field.words.title);
    // What consists of several things that are said by themselves.
    if (kind.is === 'group' && !kind.fields.every(isLeaf)) return linesOf(filling, kind.fields, name);
    if (kind.is === 'rows' && kind.fields.length > 1) {
      return Array.from({ length: filling.values.rows(name) }, (_, i) => ({
        title: filling.view.texts.decide.row(title, i + 1),
        words: wordsOf(filling, kind.fields, `${name}.${i}`),
      }));
    }
    const words = wordsIn(filling, field, name);
    return words === '' ? [] : [{ title, words }];
  });
}

const isLeaf = ({ kind }: Field): boolean => ['dayOfYear', 'choice'].includes(kind.is);

function wordsOf(filling: Filling, fields: readonly Field[], at: string): string {
  const said = fields.map((field) => wordsIn(filling, field, below(at, field.name)));
  return said.filter((words) => words !== '').join('　');
}

/** In one line; a number with what it counts, where it stands among others. */
function wordsIn(filling: Filling, field: Field, at: string): string {
  const { view, values } = filling;
  const { kind } = field;
  if (kind.is === 'group') return wordsOf(filling, kind.fields, at);
  if (kind.is === 'rows') {
    const [only] = kind.fields;
    const rows = Array.from({ length: values.rows(at) }, (_, i) =>
      only === undefined ? [] : shortOf(filling, only, `${at}.${i}`),
    );
    return rows.flat().join(view.texts.between);
  }
  if (kind.is === 'branches') {
    const way = kind.branches.find(({ id }) => id === values.one(at + branchMark));
    if (way === undefined) return '';
    return way.fields.length === 0 ? say(view, way.label) : wordsAmong(filling, way.fields, inBranch(at, way.id));
  }
  return shortOf(filling, field, at).join(view.texts.between);
}

function wordsAmong(filling: Filling, fields: readonly Field[], at: string): string {
  const said = fields.map((field) => {
    const words = wordsIn(filling, field, below(at, field.name));
    return field.kind.is === 'number' && words !== '' ? `${say(filling.view, field.words.title)}：${words}` : words;
  });
  return said.filter((words) => words !== '').join('　');
}

/** What the forms of a procedure would show in a state, tried against its schemas. */
import { z } from 'zod';
import { isSharedList } from '../../../machines/core/index.ts';
import type { Choice, Json, Made, Procedure } from '../../../machines/core/index.ts';
import { wordsOf } from '../../../model/field.ts';
import { asObject, isList, isObject } from '../../../model/json.ts';
import { factIn, type World } from './world.ts';
import type { Driver } from './drive.ts';

/** Every problem of the lists and drafts in the driver's state: what throws, stands twice, or would not be taken. */
export function problemsOfForms(procedure: Procedure, { state, now }: Driver, world: World): string[] {
  const { choices = {}, drafts = {}, decisions } = procedure;
  const made = <T>({ facts, from }: Made<T>): T => {
    const found = Object.keys(facts?.shape ?? {}).map((name) => [name, factIn(world, name, undefined, now)] as const);
    return from({ ...state.snapshot.context, at: now }, Object.fromEntries(found));
  };
  const lists = new Map(Object.entries(choices).map(([name, list]) => [name, made(list)]));
  const wrong = [...lists].flatMap(([name, list]) => problemsOfList(list).map((problem) => `${name}: ${problem}`));
  for (const [name, draft] of Object.entries(drafts)) {
    const input = decisions[name]?.input ?? z.strictObject({});
    const drafted = made(draft);
    const result = input.safeParse(drafted, { reportInput: true });
    // What is not there yet is for people to fill in.
    const missing = ({ code, input: given }: z.core.$ZodIssue): boolean =>
      code === 'too_small' || (given === undefined && code !== 'unrecognized_keys');
    for (const issue of result.error?.issues ?? []) {
      if (!missing(issue)) wrong.push(`the draft of ${name}: ${issue.path.join('.')} ${issue.code}`);
    }
    const schema: Json = JSON.parse(JSON.stringify(z.toJSONSchema(input, { io: 'input', reused: 'inline' })));
    for (const [list, value] of chosen(schema, drafted)) {
      const known = lists.get(list);
      if (known !== undefined && !known.some(({ id }) => id === String(value)))
        wrong.push(`the draft of ${name}: ${String(value)} is not in ${list}`);
      if (known === undefined && !isSharedList(list)) wrong.push(`the draft of ${name}: there is no list ${list}`);
    }
  }
  return wrong;
}

function problemsOfList(list: readonly Choice[]): string[] {
  const ids = list.map(({ id }) => id);
  return list.flatMap(({ id, ja, en, department, person, organisation }) => {
    const isNamed = (ja !== '' && en !== '') || [department, person, organisation].some((one) => one !== undefined);
    return [
      ...(ids.indexOf(id) === ids.lastIndexOf(id) ? [] : [`${id} stands twice`]),
      ...(isNamed ? [] : [`${id} has no words`]),
    ];
  });
}

/** The values of a draft that are chosen from lists, each with its list. */
function chosen(schema: Json, value: Json | undefined): (readonly [string, string | number])[] {
  if (value === undefined || value === null) return [];
  const list = wordsOf(schema)?.choices;
  const own =
    list !== undefined && (typeof value === 'string' || typeof value === 'number') ? [[list, value] as const] : [];
  const { anyOf, oneOf, items, properties } = asObject(schema);
  const branches = [anyOf, oneOf].flatMap((all) => (isList(all) ? all : []));
  return [
    ...own,
    ...branches.flatMap((branch) => chosen(branch, value)),
    ...(isList(value) ? value.flatMap((item) => chosen(items ?? null, item)) : []),
    ...(isObject(value)
      ? Object.entries(value).flatMap(([name, part]) => chosen(asObject(properties)[name] ?? null, part))
      : []),
  ];
}

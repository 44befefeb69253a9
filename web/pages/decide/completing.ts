/** What the server adds to what stands in a form: what a choice fills in beside it, and who was searched for. */
import type { Field } from './fields.ts';
import type { Choice, Filling } from './filling.ts';
import { searchMark, type Values } from './values.ts';

/** The texts with those that chosen lines bring along: a number with its title, so that both agree. */
export function filledIn(fields: readonly Field[], values: Values, lists: Filling['lists']): Values {
  const brought = fields.flatMap(({ name, kind }): (readonly [string, readonly string[]])[] => {
    if (kind.is !== 'listed') return [];
    const chosen = lists[kind.list]?.items.find(({ id }) => id === values.one(name));
    return Object.entries(chosen?.fills ?? {}).flatMap(([beside, value]) =>
      typeof value === 'string' ? [[beside, [value]] as const] : [],
    );
  });
  return values.with(brought);
}

/** How many fields of a form may search at once. */
const SEARCHES = 20;

/** Who is found for each field in which somebody is searched for. */
export async function foundFor(
  values: Values,
  search: (sought: string) => Promise<readonly Choice[]>,
): Promise<ReadonlyMap<string, readonly Choice[]>> {
  const asked = values
    .names()
    .filter((name) => name.endsWith(searchMark) && values.one(name).trim() !== '')
    .slice(0, SEARCHES);
  const bySought = new Map<string, Promise<readonly Choice[]>>();
  const found = await Promise.all(
    asked.map(async (name) => {
      const sought = values.one(name).trim();
      const finding = bySought.get(sought) ?? search(sought);
      bySought.set(sought, finding);
      return [name.slice(0, -searchMark.length), await finding] as const;
    }),
  );
  return new Map(found);
}

/** What several pages of the administration ask. */
import type { Text } from '../../../model/text.ts';
import { administersBody } from '../../access/bodies.ts';
import { Problem } from '../../problems.ts';
import type { SignedVisit, Site } from '../page.tsx';
import { say } from '../kit/view.ts';
import type { Option, PeopleFound } from './fields.tsx';
import type { Values } from './filled.ts';
import type { Body } from './organisations.tsx';

/** What is left open in a form is not asked for. */
export function given(query: Record<string, string[]>, names: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const [value = ''] = query[name] ?? [];
      return value === '' ? [] : [[name, [value]]];
    }),
  );
}

/** The first of each. */
export function firsts(asked: Record<string, string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asked).map(([name, [value = '']]) => [name, value]));
}

/** Every body: what it is called, and those among which the reader chooses. */
export interface Bodies {
  readonly all: readonly Body[];
  readonly named: (id: string) => string;
  /** Those that the reader administers, which have not ended. */
  readonly options: readonly Option[];
}

export async function bodiesFor({ api }: Site, { inside, me, view }: SignedVisit): Promise<Bodies> {
  const all: Body[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: ['500'], ...(cursor !== undefined && { cursor: [cursor] }) };
    const { body } = await api.organisations.ask(inside({ query }));
    all.push(...body.items);
    cursor = body.next;
  } while (cursor !== undefined);
  const names = new Map<string, Text>(all.map(({ id, nameJa: ja, nameEn: en }) => [id, { ja, en }]));
  return {
    all,
    named: (id) => say(view, names.get(id) ?? { ja: id, en: id }),
    options: all.filter(({ id }) => administersBody(me, id)).map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en })),
  };
}

/** People that a list to choose from holds. */
const LISTED = 50;

/** Whom one can choose in a body: everybody where they are few, else whoever is searched for; who is chosen stays. */
export async function peopleFor(
  { api }: Site,
  { inside }: SignedVisit,
  organisation: string,
  values: Values,
  name = 'person',
): Promise<PeopleFound> {
  const search = values[`_search_${name}`]?.trim() ?? '';
  const query = {
    organisation: [organisation],
    limit: [String(LISTED + 1)],
    ...(search !== '' && { search: [search] }),
  };
  const { items } = (await api.people.ask(inside({ query }))).body;
  const many = items.length > LISTED;
  const listed = many && search === '' ? [] : items.slice(0, LISTED);
  const people = listed.map(({ id, nameJa: ja, nameEn: en }): Option => ({ id, ja, en }));
  const chosen = values[name] ?? '';
  if (chosen !== '' && !people.some(({ id }) => id === chosen)) {
    const one = await orNothing(api.person.ask(inside({ params: { person: chosen }, query: {} })));
    if (one !== undefined) people.unshift({ id: chosen, ja: one.body.nameJa, en: one.body.nameEn });
  }
  return { people, many: many || search !== '' };
}

/** The departments of a body that have not ended. */
export async function departmentsOf({ api }: Site, { inside }: SignedVisit, organisation: string) {
  const query = { organisation: [organisation], limit: ['500'] };
  return (await api.departments.ask(inside({ query }))).body.items;
}

/** What cannot be read is left out. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && (error.kind === 'notFound' || error.kind === 'notAllowed')) return undefined;
    throw error;
  }
}

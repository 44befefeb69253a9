/**
 * The lists from which fields of a form are chosen, as their reader may know them: those of the procedure, made from what
 * the reader reads of it, and those that every procedure has. None is longer than a select can be; beyond that an address is named
 * at which to search.
 */
import { isSharedList, kindsOfDocuments } from '../../machines/core/index.ts';
import type { Choice, Decision, Json, Made } from '../../machines/core/index.ts';
import { fieldsIn, wordsOf, type FieldPart } from '../../model/field.ts';
import { asObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { isContext } from '../access/contents.ts';
import { bodySchemaOf } from './definitions.ts';
import { bounded, LISTED, type List, type Listed, type Making } from './listed.ts';
import { sharedList } from './shared-lists.ts';

/** The lists that the fields of a form name. */
export function listsOfForm(making: Making, name: string, decision: Decision): Promise<Lists> {
  return listsNamed(making, namedIn(fieldsIn(bodySchemaOf(name, decision))));
}

/**
 * The lists of what may be decided now, each once. Without what is long, and only asked for by who fills in a form:
 * documents, entries, and the deciders of what is entered from paper.
 */
export function listsOfState(making: Making, decisions: readonly (readonly [string, Decision])[]): Promise<Lists> {
  const fields = decisions.flatMap(([name, decision]) => fieldsIn(bodySchemaOf(name, decision)));
  const names = namedIn(fields.filter(({ path }) => !path.startsWith('enteredFor.')));
  return listsNamed(
    making,
    names.filter((name) => kindsOfDocuments(name) === undefined && name !== 'entries'),
  );
}

type Lists = Readonly<Record<string, List>>;

/** Lists by their names, each once; those that are not the reader's are missing. */
export async function listsNamed(making: Making, names: readonly string[]): Promise<Lists> {
  const facts = factsOnce(making);
  const lists = await Promise.all(
    [...new Set(names)].sort().map(async (name) => {
      const list = isSharedList(name) ? await sharedList(making, name) : await ownList(making, name, facts);
      return list === undefined ? [] : [[name, list] as const];
    }),
  );
  return Object.fromEntries(lists.flat());
}

function namedIn(fields: readonly FieldPart[]): string[] {
  return fields.flatMap(({ schema: part }) =>
    [part, asObject(part)['items']].flatMap((one) => wordsOf(one)?.choices ?? []),
  );
}

/** What a form shows, made from what the reader reads; `undefined` where that is not enough to make it from. */
export async function madeFor<T>({ read }: Making, made: Made<T>, facts: FactsOnce): Promise<T | undefined> {
  const { instance, organisation, year, at } = read.state.snapshot.context;
  // To whom its contents are not shown: what anybody may know, such as the requirements of an edition.
  const context: Json = read.reach.context ?? { instance, organisation, year, at };
  if (!isContext(context)) return undefined;
  const found = await facts(Object.keys(made.facts?.shape ?? {}), made.asks?.(context));
  try {
    return made.from(context, found);
  } catch {
    // Something it is made from is not the reader's to read.
    return undefined;
  }
}

/** Facts by name and what is asked of them, each looked up once. */
type FactsOnce = (names: readonly string[], asks?: Readonly<Record<string, Json>>) => Promise<Json>;

/** Facts of now: what is in force for the body, or what is asked for. */
export function factsOnce({ parts, me, read }: Making): FactsOnce {
  const { organisation, instance, at } = read;
  const found = new Map<string, Promise<Json>>();
  const fact = (name: string, ask: Json | undefined): Promise<Json> => {
    const key = JSON.stringify([name, ask]);
    const known = found.get(key);
    if (known !== undefined) return known;
    const scope = { organisation, instance, at, actor: me.actor, ask };
    const looked = parts.records.lookUps.fact(name, scope);
    found.set(key, looked);
    return looked;
  };
  return async (names, asks = {}) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await fact(name, asks[name])] as const)));
}

async function ownList(making: Making, name: string, facts: FactsOnce): Promise<List | undefined> {
  const { choices = {} } = making.read.procedure;
  const made = Object.hasOwn(choices, name) ? choices[name] : undefined;
  const listed = made === undefined ? undefined : await madeFor(making, made, facts);
  return listed === undefined ? undefined : bounded(await named(making, listed.slice(0, LISTED)), listed.length);
}

/** What the registry alone knows is put behind the procedure's own words. */
async function named({ parts, read }: Making, choices: readonly Choice[]): Promise<Listed[]> {
  const { registry } = parts.records;
  const bodies = [...new Set(choices.flatMap(({ organisation }) => organisation ?? []))];
  const [departments, people, organisations] = await Promise.all([
    registry.namesOfDepartments(read.organisation, [...new Set(choices.flatMap(({ department }) => department ?? []))]),
    registry.namesOfPeople([...new Set(choices.flatMap(({ person }) => person ?? []))]),
    Promise.all(bodies.map((body) => registry.organisation(body))),
  ]);
  const nameOf = ({ department, person, organisation }: Choice): Text[] => {
    const body = organisations.find((one) => one !== undefined && one.id === organisation);
    const found = [
      department === undefined ? undefined : departments.get(department),
      person === undefined ? undefined : people.get(person),
      body === undefined ? undefined : { ja: body.nameJa, en: body.nameEn },
    ];
    return found.filter((name) => name !== undefined);
  };
  return choices.map((choice) => {
    const { ja, en, fills } = choice;
    const id = { id: choice.id, ...(fills !== undefined && { fills: { ...fills } }) };
    const of = nameOf(choice);
    const behind = { ja: of.map((name) => name.ja).join('、'), en: of.map((name) => name.en).join(', ') };
    if (ja === '') return { ...id, ...(behind.ja === '' ? { ja: choice.id, en: choice.id } : behind) };
    return behind.ja === '' ? { ...id, ja, en } : { ...id, ja: `${ja}（${behind.ja}）`, en: `${en} (${behind.en})` };
  });
}

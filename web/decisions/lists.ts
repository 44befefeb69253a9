/**
 * The lists from which fields of a form are chosen, as their reader may know them: those of the procedure, made from what
 * the reader reads of it, and those of the registry. None is longer than a select can be; beyond that an address is named
 * at which to search.
 */
import { isSharedList, rolesOfList } from '../../machines/core/index.ts';
import type { BaseContext, Choice, Decision, Json, Made } from '../../machines/core/index.ts';
import type { DepartmentRow, NamedHolder } from '../../contract/records/registry.ts';
import { fieldsIn, wordsOf } from '../../model/field.ts';
import { clauseIds, clauseShown } from '../../model/clauses.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { asObject, isObject } from '../../model/json.ts';
import { isRole, roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { rolesIn } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { bodySchemaOf } from './definitions.ts';

/** What a select can hold. */
const LISTED = 300;
/** Documents whose names are looked for. */
const DOCUMENTS_LISTED = 50;

/** One line of a list. */
interface Listed extends Text {
  readonly id: string;
  /** The heading below which it stands: of a department its bureau. */
  readonly group?: Text;
}

/** A list as it is answered. */
export interface List {
  readonly items: readonly Listed[];
  /** There are more than are listed. */
  readonly more?: true;
  /** Where to search for others. */
  readonly searchAt?: string;
}

/** What something shown in a form is made from. */
interface Making {
  readonly parts: Parts;
  readonly me: Caller;
  readonly read: InstanceReading;
}

/** The lists that the fields of these decisions name, each once. */
export async function listsFor(
  making: Making,
  decisions: readonly (readonly [string, Decision])[],
  { without }: { readonly without?: string } = {},
): Promise<Readonly<Record<string, List>>> {
  const names = new Set(decisions.flatMap(([name, decision]) => namedIn(bodySchemaOf(name, decision))));
  if (without !== undefined) names.delete(without);
  const facts = factsOnce(making);
  const lists = await Promise.all(
    [...names].sort().map(async (name) => {
      const list = isSharedList(name) ? await sharedList(making, name) : await ownList(making, name, facts);
      return list === undefined ? [] : [[name, list] as const];
    }),
  );
  return Object.fromEntries(lists.flat());
}

function namedIn(schema: Json): string[] {
  return fieldsIn(schema).flatMap(({ schema: part }) =>
    [part, asObject(part)['items']].flatMap((one) => wordsOf(one)?.choices ?? []),
  );
}

/** What a form shows, made from what the reader reads; `undefined` where that is not enough to make it from. */
export async function madeFor<T>({ read }: Making, made: Made<T>, facts: FactsOnce): Promise<T | undefined> {
  const { instance, organisation, year, at } = read.state.snapshot.context;
  // To whom its contents are not shown: what anybody may know, such as the requirements of an edition.
  const context: Json = read.reach.context ?? { instance, organisation, year, at };
  if (!isContext(context)) return undefined;
  const found = await facts(Object.keys(made.facts?.shape ?? {}));
  try {
    return made.from(context, found);
  } catch {
    // Something it is made from is not the reader's to read.
    return undefined;
  }
}

/** Whether what somebody reads of a context is enough to know whose it is. */
export function isContext(context: Json): context is Json & BaseContext {
  return isObject(context) && typeof context['instance'] === 'string' && typeof context['at'] === 'number';
}

/** Facts by name, each looked up once. */
type FactsOnce = (names: readonly string[]) => Promise<Json>;

/** Facts that need no question: what is in force for the body now. */
export function factsOnce({ parts, me, read }: Making): FactsOnce {
  const { organisation, instance, at } = read;
  const found = new Map<string, Promise<Json>>();
  const fact = (name: string): Promise<Json> => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const scope = { organisation, instance, at, actor: me.actor, ask: undefined };
    const looked = parts.records.lookUps.fact(name, scope);
    found.set(name, looked);
    return looked;
  };
  return async (names) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await fact(name)] as const)));
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
    const { id, ja, en } = choice;
    const of = nameOf(choice);
    const behind = { ja: of.map((name) => name.ja).join('、'), en: of.map((name) => name.en).join(', ') };
    if (ja === '') return { id, ...(behind.ja === '' ? { ja: id, en: id } : behind) };
    return behind.ja === '' ? { id, ja, en } : { id, ja: `${ja}（${behind.ja}）`, en: `${en} (${behind.en})` };
  });
}

function bounded(items: readonly Listed[], all: number, searchAt?: string): List {
  return { items, ...(all > items.length && { more: true as const }), ...(searchAt !== undefined && { searchAt }) };
}

/** A list that every procedure has; people and departments are shown to those of the body alone, as everywhere. */
async function sharedList(making: Making, name: string): Promise<List | undefined> {
  const { parts, me, read } = making;
  const { organisation, at } = read;
  const { registry } = parts.records;
  const isOwn = rolesIn(me, organisation).length > 0;
  const search = `organisation=${organisation}&search=`;
  if (name === 'documents') return documents(making);
  if (name === 'clauses') return { items: clauseIds.map((id) => ({ id, ...clauseShown(id) })) };
  if (name === 'organisations') {
    const bodies = await registry.organisations();
    const items = bodies.slice(0, LISTED).map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }));
    return bounded(items, bodies.length, '/api/v1/organisations?search=');
  }
  if (!isOwn) return undefined;
  if (name === 'departments') {
    const today = dateInJapan(at);
    const standing = (await registry.departments(organisation)).filter(({ to }) => to === undefined || today <= to);
    const byId = new Map(standing.map((row) => [row.id, row]));
    const items = standing.slice(0, LISTED).map((row) => department(row, byId));
    return bounded(items, standing.length, `/api/v1/departments?${search}`);
  }
  const posts = rolesOfList(name).filter(isRole);
  const searchAt = `/api/v1/people?${search}`;
  if (posts.length === 0) return { items: [], more: true, searchAt };
  const holders = await registry.holdersOf(organisation, posts, at);
  const departments = await registry.namesOfDepartments(
    organisation,
    holders.flatMap((holder) => holder.department ?? []),
  );
  const items = new Map(holders.map((holder) => [holder.person, personListed(holder, departments)]));
  return { items: [...items.values()], searchAt };
}

/** A department below the name of its bureau. */
function department(row: DepartmentRow, byId: ReadonlyMap<string, DepartmentRow>): Listed {
  let bureau: DepartmentRow | undefined = row;
  const seen = new Set<string>();
  while (bureau !== undefined && !bureau.bureau && !seen.has(bureau.id)) {
    seen.add(bureau.id);
    bureau = bureau.parent === undefined ? undefined : byId.get(bureau.parent);
  }
  const group = bureau === undefined ? undefined : { ja: bureau.nameJa, en: bureau.nameEn };
  return { id: row.id, ja: row.nameJa, en: row.nameEn, ...(group !== undefined && { group }) };
}

function personListed(holder: NamedHolder, departments: ReadonlyMap<string, Text>): Listed {
  const { person, nameJa, nameEn, role, department: where } = holder;
  const place = where === undefined ? undefined : departments.get(where);
  const post = roles[role];
  return {
    id: person,
    ja: `${nameJa}（${place === undefined ? '' : `${place.ja} `}${post.ja}）`,
    en: `${nameEn} (${post.en}${place === undefined ? '' : `, ${place.en}`})`,
  };
}

/** Documents that the procedure cites already, to whoever reads all of it. */
async function documents({ parts, read }: Making): Promise<List> {
  const { reach, procedure, state, organisation } = read;
  const cited = reach.reading === 'full' ? procedure.project(state.snapshot).documents : [];
  const latest = cited.slice(-DOCUMENTS_LISTED);
  const items = await Promise.all(
    latest.map(async (hash): Promise<Listed> => {
      const sent = (await parts.records.documents.find(hash))?.sent ?? [];
      const name = sent.find((one) => one.organisation === organisation)?.name ?? `${hash.slice(0, 12)}…`;
      return { id: hash, ja: name, en: name };
    }),
  );
  return bounded(items, cited.length, `/api/v1/documents?procedure=${read.instance}`);
}

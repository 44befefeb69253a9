/** What the pages of registers ask. */
import type { Api } from '../../api/routes.ts';
import { isObject, type Json } from '../../../model/json.ts';
import {
  commonRegisters,
  commonSettings,
  knownRegister,
  type CommonList,
  type CommonRegister,
} from '../../../records/registers/known.ts';
import { keepsRegister } from '../../api/registers.ts';
import { LISTED } from '../../decisions/listed.ts';
import { notFound } from '../../problems.ts';
import { bodiesFor, orNothing } from '../admin/asked.ts';
import type { Choice, ChoiceList } from '../decide/filling.ts';
import type { SignedVisit, Site } from '../page.tsx';
import { nameOf } from './values.ts';

export type History = Awaited<ReturnType<Api['registers']['history']['ask']>>['body'];
export type Fact = History['items'][number];
export type Lists = Readonly<Record<string, ChoiceList>>;

/** A register as it is kept, for whoever reads it. */
export async function readRegister({ api }: Site, visit: SignedVisit, organisation: string, register: string) {
  const known = knownRegister(organisation, register);
  if (known === undefined) throw notFound();
  const { body } = await api.registers.history.ask(visit.inside({ params: { organisation, register }, query: {} }));
  return { known, history: body, isKept: keepsRegister(visit.me, organisation, known) };
}

/** The objectives of a body, with the names of the ministries whose ministers set them. */
export async function readObjectives(site: Site, visit: SignedVisit, organisation: string) {
  const register = 'objectives';
  const { body } = await site.api.registers.history.ask(
    visit.inside({ params: { organisation, register }, query: {} }),
  );
  return { facts: body.items, names: await namesIn(site, visit, register, body.items) };
}

/** The common registers: those of items, and the settings. */
export async function readCommon(site: Site, visit: SignedVisit) {
  const read = async <Id extends CommonRegister>(id: Id) => {
    const { history, isKept } = await readRegister(site, visit, 'common', id);
    return { id, facts: history.items, standard: history.standard, isKept };
  };
  return {
    lists: await Promise.all(listIds.map(read)),
    settings: await Promise.all(settingIds.map(read)),
  };
}

const listIds: readonly CommonList[] = ['editions', 'directives', 'guidelines', 'criteriaSets'];
const isSetting = (id: string): id is keyof typeof commonSettings => Object.hasOwn(commonSettings, id);
const settingIds = Object.keys(commonSettings).filter(isSetting);

export const isCommon = (register: string): register is CommonRegister => Object.hasOwn(commonRegisters, register);

/** Items of the register by what they call themselves. */
function itemsOf(facts: readonly Fact[], key?: string): Choice[] {
  const byKey = new Map(facts.filter(({ value }) => value !== null).map((fact) => [fact.key, fact]));
  return [...byKey.values()]
    .filter((fact) => fact.key !== key)
    .map((fact) => ({ id: fact.key, ...nameOf(fact.value, fact.key) }));
}

/** The lists by which values are shown: the bodies and items that they name. */
export async function namesIn({ api }: Site, { inside }: SignedVisit, register: string, facts: readonly Fact[]) {
  const bodies = [...new Set(facts.flatMap(({ value }) => [...openedTo(value), ...ministriesIn(value)]))];
  const named = await Promise.all(
    bodies.map(async (organisation): Promise<Choice[]> => {
      const found = await orNothing(api.organisation.ask(inside({ params: { organisation }, query: {} })));
      return found === undefined ? [] : [{ id: organisation, ja: found.body.nameJa, en: found.body.nameEn }];
    }),
  );
  const lists: Lists = { organisations: { items: named.flat() }, [register]: { items: itemsOf(facts) } };
  return lists;
}

function openedTo(value: unknown): string[] {
  const opened: unknown = isObject(value) ? value['opened'] : undefined;
  return (Array.isArray(opened) ? opened : []).flatMap((one: Json) => {
    const to = isObject(one) ? one['to'] : undefined;
    return typeof to === 'string' ? [to] : [];
  });
}

/** The ministries that objectives name. */
function ministriesIn(value: unknown): string[] {
  const ministries: unknown = isObject(value) ? value['ministries'] : undefined;
  return (Array.isArray(ministries) ? ministries : []).map(String);
}

/** Bodies to which others are usually opened stand first. */
const order = ['ministry', 'headquarters', 'centre'];
const placeOf = ({ kind }: { readonly kind: string }): number => -order.indexOf(kind);

/** The lists from which fields are chosen. */
export async function choicesFor(
  site: Site,
  visit: SignedVisit,
  { organisation, register, key }: { organisation: string; register: string; key?: string | undefined },
  facts: readonly Fact[],
): Promise<Lists> {
  if (register === 'visibility') {
    const { all } = await bodiesFor(site, visit);
    const chosen = new Set(facts.flatMap(({ value }) => openedTo(value)));
    const others = all.filter(({ id, to }) => id !== organisation && (to === undefined || chosen.has(id)));
    const sorted = others.toSorted((a, b) => placeOf(a) - placeOf(b));
    const items = sorted
      .filter(({ id }, i) => i < LISTED || chosen.has(id))
      .map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }));
    return { organisations: { items } };
  }
  const lists: Lists = { [register]: { items: itemsOf(facts, key) } };
  if (register !== 'editions') return lists;
  const { body } = await site.api.documents.list.ask(visit.inside({ query: { limit: ['50'] } }));
  const documents = body.items.map(({ hash, name = hash.slice(0, 12) }) => ({ id: hash, ja: name, en: name }));
  return { ...lists, documents: { items: documents } };
}

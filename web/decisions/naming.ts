/**
 * Names for refusals: what the things are called that a refusal is about, who holds the posts that could act, and which
 * decisions would mend it. Read in bulk for all refusals of an answer.
 */
import { z } from 'zod';
import type { PostOfThing, Procedure, Refusal, Remedy, Task, Thing } from '../../machines/core/index.ts';
import { decisionNamed, thingKinds } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import {
  parseInstanceId,
  type InstanceId,
  type Instant,
  type LocalDate,
  type OrganisationId,
} from '../../model/identifiers.ts';
import { dateInJapan, dateInWords, fiscalYearName } from '../../model/japan-time.ts';
import { nameOn } from '../../model/organisation-names.ts';
import { isRole, roles, type DecidingRole, type Role } from '../../model/roles.ts';
import { postsShown } from '../../model/posts-shown.ts';
import type { Text } from '../../model/text.ts';
import type { Registers } from '../../contract/records/registers.ts';
import type { NamedHolder } from '../../contract/records/registry.ts';
import type { Parts } from '../parts.ts';

/** People named for one post: whom to ask, not a list of all. */
const HOLDERS_SHOWN = 5;
/** Things looked up for one answer; further ones stand by their ids. */
const LOOKED_UP = 200;
/** Bodies in which posts are looked up for one answer. */
const BODIES_LOOKED_UP = 20;

/** A post, and who holds it. */
export interface Who extends Text {
  readonly role: DecidingRole;
  /** The body in which it is held, where that is not the procedure's own. */
  readonly organisation?: OrganisationId;
  /** Absent where the reader is not told who. */
  readonly holders?: (Text & { readonly person: string; readonly acting: boolean })[];
}

/** A decision that would mend something: which, where, by whom. */
export interface NamedRemedy extends Text {
  readonly decision: string;
  readonly instance?: InstanceId;
  readonly whoCould: readonly Who[];
}

/** What refusals are told with. */
export interface Names {
  /** `where`: the bodies in which the posts are held; absent: the procedure's own. */
  who(posts: readonly DecidingRole[], where?: readonly OrganisationId[]): Who[];
  thing(thing: Thing): Text;
  remedy(remedy: Remedy): NamedRemedy;
}

const anyone: Text = { ja: '当該機関の者', en: 'anyone of the body' };

/** Roles by name, in both languages. */
export function namesOfRoles(list: readonly DecidingRole[]): Who[] {
  return list.map((role) => ({ role, ...(role === 'anyone' ? anyone : roles[role]) }));
}

/** Names without any register: things by their ids, posts without holders. */
export const plainNames: Names = namesFrom({
  people: new Map(),
  departments: new Map(),
  organisations: new Map(),
  documents: new Map(),
  registered: new Map(),
});

/** Where the refusals arose. */
export interface NamingScope {
  readonly organisation: OrganisationId;
  readonly at: Instant;
  readonly procedure?: Procedure;
  readonly instance?: InstanceId;
  /** Posts to be named besides those of the refusals, and the other bodies in which they may be held. */
  readonly posts?: readonly DecidingRole[];
  readonly where?: readonly OrganisationId[];
  /** The other bodies whose posts take a decision of the procedure. */
  whereOf?(decision: string): readonly OrganisationId[] | undefined;
  /** Of whom a decision is expected now, where it is: fewer than could take it. */
  expected?(remedy: Remedy): readonly Task[];
  /** Whether the reader is told who holds the posts. */
  readonly tellsHolders: boolean;
}

/** What of a refusal is named. */
type Naming = Pick<Refusal, 'about' | 'remedies' | 'whoCould' | 'where'>;

/** Looks up all that these refusals name. */
export async function namesFor(
  { records }: Pick<Parts, 'records'>,
  scope: NamingScope,
  refusals: readonly Naming[],
): Promise<Names> {
  const { registry } = records;
  const { organisation, at } = scope;
  const things = refusals.flatMap(({ about = [] }) => about);
  const ids = (kind: Thing['kind']): string[] =>
    unique(things.flatMap((thing) => (thing.kind === kind && thing.label === undefined ? thing.id : [])));
  const departments = unique([
    ...ids('department'),
    ...things.flatMap(({ posts = [] }) => posts.flatMap(({ department }) => department ?? [])),
  ]);
  const posts = scope.tellsHolders ? postsOf(scope, refusals) : [];
  const elsewhere = bodiesOf(scope, refusals);
  const [people, named, organisations, holders, documents, registered] = await Promise.all([
    registry.namesOfPeople(ids('person').slice(0, LOOKED_UP)),
    registry.namesOfDepartments(organisation, departments.slice(0, LOOKED_UP)),
    namesOfOrganisations(records, unique([...ids('organisation'), ...elsewhere]).slice(0, LOOKED_UP), at),
    holdersIn(registry, [organisation, ...elsewhere], posts, at),
    namesOfDocuments(records, organisation, ids('document').slice(0, LOOKED_UP)),
    registeredNames(records, things, at),
  ]);
  return namesFrom({ people, departments: named, organisations, documents, registered, scope, holders });
}

/** Other bodies in which posts are held that some refusal or remedy names. */
function bodiesOf(scope: NamingScope, refusals: readonly Naming[]): OrganisationId[] {
  const named = refusals.flatMap(({ where = [], remedies = [] }) => [
    ...where,
    ...remedies.flatMap((remedy) => actingOn(scope, remedy).where ?? []),
  ]);
  const elsewhere = unique([...named, ...(scope.where ?? [])]).filter((body) => body !== scope.organisation);
  return elsewhere.slice(0, BODIES_LOOKED_UP);
}

/** By body. */
async function holdersIn(
  registry: Parts['records']['registry'],
  bodies: readonly OrganisationId[],
  posts: readonly Role[],
  at: Instant,
): Promise<ReadonlyMap<OrganisationId, readonly NamedHolder[]>> {
  return new Map(
    await Promise.all(bodies.map(async (body) => [body, await registry.holdersOf(body, posts, at)] as const)),
  );
}

/** Every post that some refusal or remedy names; who is one of many is not looked for. */
function postsOf(scope: NamingScope, refusals: readonly Naming[]): Role[] {
  const deciding = refusals.flatMap(({ whoCould, remedies = [] }) => [
    ...whoCould,
    ...remedies.flatMap((remedy) => actingOn(scope, remedy).posts),
  ]);
  const named = [...deciding, ...(scope.posts ?? [])].flatMap((role): Role[] => {
    if (role === 'anyone' || role === 'staff') return [];
    return role === 'ciso' ? ['ciso', 'deputyCiso'] : [role];
  });
  return unique(named);
}

/** The common registers in which things of a kind stand. */
const registersOfKinds: Readonly<Partial<Record<Thing['kind'], Parameters<Registers['common']>[0]>>> = {
  edition: 'editions',
  directive: 'directives',
  guideline: 'guidelines',
  criteriaSet: 'criteriaSets',
};

/** What editions, directives, guidelines and criteria sets are called in their registers: asked where one is named. */
async function registeredNames(
  { registers }: Parts['records'],
  things: readonly Thing[],
  at: Instant,
): Promise<ReadonlyMap<string, Text>> {
  const kinds = unique(things.flatMap(({ kind, label }) => (label === undefined ? kind : [])));
  const found = await Promise.all(
    kinds.map(async (kind): Promise<(readonly [string, Text])[]> => {
      const register = registersOfKinds[kind];
      const items = register === undefined ? [] : await registers.common(register, at);
      return items.flatMap((item) => {
        const { data } = registeredItem.safeParse(item);
        const ja = data?.nameJa ?? data?.titleJa;
        if (data === undefined || ja === undefined) return [];
        return [[`${kind} ${data.id}`, { ja: `「${ja}」`, en: `“${data.nameEn ?? data.titleEn ?? ja}”` }] as const];
      });
    }),
  );
  return new Map(found.flat());
}

const registeredItem = z.object({
  id: z.string(),
  nameJa: z.string().optional(),
  nameEn: z.string().optional(),
  titleJa: z.string().optional(),
  titleEn: z.string().optional(),
});

async function namesOfOrganisations(
  { registry }: Parts['records'],
  organisations: readonly OrganisationId[],
  at: Instant,
): Promise<ReadonlyMap<OrganisationId, Text>> {
  const day = dateInJapan(at);
  const bodies = await Promise.all(organisations.map((id) => registry.organisation(id)));
  return new Map(bodies.flatMap((body) => (body === undefined ? [] : [[body.id, nameOn(body, day)] as const])));
}

async function namesOfDocuments(
  { documents }: Parts['records'],
  organisation: OrganisationId,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Text>> {
  const found = await Promise.all(
    hashes.map(async (hash): Promise<[string, Text][]> => {
      const said = (await documents.find(hash))?.sent.find((sending) => sending.organisation === organisation);
      return said === undefined ? [] : [[hash, { ja: said.name, en: said.name }]];
    }),
  );
  return new Map(found.flat());
}

/** Names by id. */
interface NamesById {
  readonly people: ReadonlyMap<string, Text>;
  readonly departments: ReadonlyMap<string, Text>;
  readonly organisations: ReadonlyMap<string, Text>;
  readonly documents: ReadonlyMap<string, Text>;
  /** Of the common registers, by kind and id. */
  readonly registered: ReadonlyMap<string, Text>;
}

interface Known extends NamesById {
  readonly holders?: ReadonlyMap<OrganisationId, readonly NamedHolder[]>;
  readonly scope?: NamingScope;
}

function namesFrom({ holders, scope, ...registers }: Known): Names {
  const { departments } = registers;
  const post = ({ role, department, from, to }: PostOfThing): Text => {
    const name = isRole(role) ? roles[role] : { ja: role, en: role };
    const where =
      department === undefined ? undefined : (departments.get(department) ?? { ja: department, en: department });
    const days = from === undefined ? undefined : daysHeld(from, to);
    return {
      ja: [where?.ja, name.ja, days?.ja].filter(Boolean).join(' '),
      en: [name.en, where?.en, days?.en].filter(Boolean).join(', '),
    };
  };
  const whoIn = (
    body: OrganisationId | undefined,
    list: readonly DecidingRole[],
    departments?: readonly string[],
  ): Who[] =>
    namesOfRoles(list).map((named) => {
      const one = body === undefined || body === scope?.organisation ? named : inBody(named, body, registers);
      if (holders === undefined || scope?.tellsHolders !== true || one.role === 'anyone' || one.role === 'staff')
        return one;
      const there = holders.get(body ?? scope.organisation);
      if (there === undefined) return one;
      const held = there
        .filter(({ role }) => role === one.role || (one.role === 'ciso' && role === 'deputyCiso'))
        .filter(({ department }) => department === undefined || departments?.includes(department) !== false);
      return { ...one, holders: held.slice(0, HOLDERS_SHOWN).map(shownHolder) };
    });
  const who = (
    list: readonly DecidingRole[],
    where: readonly OrganisationId[] | undefined,
    departments?: readonly string[],
  ): Who[] =>
    where === undefined ? whoIn(undefined, list, departments) : where.flatMap((body) => whoIn(body, list, departments));
  return {
    who: (list, where) => who(list, where),
    thing(thing) {
      const name = thing.label ?? named(thing, registers);
      const withPosts = (language: 'ja' | 'en'): string => {
        const label = [thingKinds[thing.kind][language], name[language]].filter(Boolean).join(' ');
        const text = `${label}${titled(thing.title)[language]}`;
        const held = (thing.posts ?? []).map((one) => post(one)[language]);
        if (held.length === 0) return text;
        return language === 'ja' ? `${text}（${held.join('、')}）` : `${text} (${held.join('; ')})`;
      };
      return { ja: withPosts('ja'), en: withPosts('en') };
    },
    remedy(remedy) {
      const decision = scope === undefined ? undefined : defined(scope, remedy);
      const label = decision?.label ?? { ja: remedy.decision, en: remedy.decision };
      const { posts, where: bodies, departments } = scope === undefined ? { posts: [] } : actingOn(scope, remedy);
      const whoCould = who(posts, bodies, departments);
      const acting = postsShown(whoCould);
      const where =
        remedy.instance === undefined || remedy.instance === scope?.instance
          ? undefined
          : instanceShown(remedy.instance);
      return {
        ...remedy,
        ja: `${where === undefined ? '' : `${where.ja}で、`}「${label.ja}」${acting.ja === '' ? '' : `（行う者：${acting.ja}）`}`,
        en: `${label.en}${where === undefined ? '' : ` in ${where.en}`}${acting.en === '' ? '' : ` (by: ${acting.en})`}`,
        whoCould,
      };
    },
  };
}

/** A title to be put behind a label. */
export function titled(title: Text | undefined): Text {
  return title === undefined ? { ja: '', en: '' } : { ja: `「${title.ja}」`, en: ` “${title.en}”` };
}

/** A post with the body in which it is held. */
function inBody(who: Who, organisation: OrganisationId, { organisations }: NamesById): Who {
  const body = organisations.get(organisation) ?? { ja: organisation, en: organisation };
  return { ...who, organisation, ja: `${body.ja} ${who.ja}`, en: `${who.en}, ${body.en}` };
}

/** From when to when a post is or was held. */
function daysHeld(from: LocalDate, to: LocalDate | undefined): Text {
  const first = dateInWords(from);
  if (to === undefined) return { ja: `${first.ja}から`, en: `since ${first.en}` };
  const last = dateInWords(to);
  return { ja: `${first.ja}から${last.ja}まで`, en: `${first.en} to ${last.en}` };
}

function shownHolder({ person, nameJa, nameEn, role, acting }: NamedHolder): NonNullable<Who['holders']>[number] {
  const manner: Text | undefined =
    role === 'deputyCiso' ? { ja: '副責任者', en: 'deputy' } : acting ? { ja: '代理', en: 'acting' } : undefined;
  return {
    person,
    acting,
    ja: manner === undefined ? nameJa : `${nameJa}（${manner.ja}）`,
    en: manner === undefined ? nameEn : `${nameEn} (${manner.en})`,
  };
}

/** Who acts on a remedy: of whom it is expected, in which departments; else whoever could take the decision. */
function actingOn(
  scope: NamingScope,
  remedy: Remedy,
): {
  readonly posts: readonly DecidingRole[];
  readonly where?: readonly OrganisationId[];
  readonly departments?: readonly string[];
} {
  const tasks = scope.expected?.(remedy) ?? [];
  const departments = tasks.flatMap(({ department }) => department ?? []);
  const posts = unique(tasks.flatMap(({ roles: expected }) => expected));
  if (posts.length === 0) {
    const own = remedy.instance === undefined || remedy.instance === scope.instance;
    const where = own ? scope.whereOf?.(remedy.decision) : undefined;
    return { posts: defined(scope, remedy)?.by ?? [], ...(where !== undefined && { where }) };
  }
  const where = unique(tasks.flatMap(({ organisation }) => organisation ?? []));
  return { posts, ...(where.length > 0 && { where }), ...(departments.length === tasks.length && { departments }) };
}

function defined(scope: NamingScope, { decision, instance }: Remedy) {
  const elsewhere = instance === undefined ? undefined : parseInstanceId(instance)?.kind;
  const procedure = elsewhere === undefined ? scope.procedure : published.findLast(({ id }) => id === elsewhere);
  return procedure === undefined ? undefined : decisionNamed(procedure, decision);
}

function named({ kind, id }: Thing, known: NamesById): Text {
  if (kind === 'document') {
    const short = id.slice(0, 12);
    const name = known.documents.get(id);
    return name === undefined
      ? { ja: `${short}…`, en: `${short}…` }
      : { ja: `「${name.ja}」（${short}…）`, en: `“${name.en}” (${short}…)` };
  }
  if (kind === 'role') return isRole(id) ? roles[id] : { ja: id, en: id };
  if (kind === 'improvement' || kind === 'audit' || kind === 'cycle') return numberOf(id);
  const registers = { person: known.people, department: known.departments, organisation: known.organisations };
  const register = kind === 'person' || kind === 'department' || kind === 'organisation' ? registers[kind] : undefined;
  return register?.get(id) ?? known.registered.get(`${kind} ${id}`) ?? { ja: id, en: id };
}

/** An instance by its number, a cycle by its year: the id is for machines. */
function numberOf(id: InstanceId): Text {
  const key = parseInstanceId(id);
  if (key === undefined) return { ja: id, en: id };
  const { number, year } = key;
  return number === undefined ? fiscalYearName(year) : { ja: `第${number}号`, en: `no. ${number}` };
}

/** An instance by its kind and number. */
export function instanceShown(id: InstanceId): Text {
  const label = published.findLast((one) => one.id === parseInstanceId(id)?.kind)?.label;
  const number = numberOf(id);
  return label === undefined ? number : { ja: `${label.ja}${number.ja}`, en: `${label.en} ${number.en}` };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

import type { Actor, Appointment, Json, Procedure, State } from '../../../machines/core/index.ts';
import type { CalendarSettings } from '../../../model/calendar/settings.ts';
import { asObject, isObject } from '../../../model/json.ts';
import type {
  DepartmentId,
  Instant,
  InstanceId,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../../../model/japan-time.ts';
import type { Profile } from '../../../model/organisations.ts';
import { shippedCalendars } from '../../../records/calendar-file.ts';
import { askedOf, askedUnder, type Asked } from '../../../records/look-ups/asked.ts';
import { calendarUnder } from '../../../records/look-ups/calendar.ts';
import { dueUnder } from '../../../records/look-ups/due.ts';
import { type Edition, editionSchema, registerDefaults } from '../../../records/registers/known.ts';
import { editionOn, requiredRoles } from '../../../records/registry/required-roles.ts';
import { body, type TestPerson } from './people.ts';

/**
 * What the tests' server would look up. Facts are computed from it, by name, as the real look-ups do, without a database:
 * `test/machines/world.test.ts` asks both the same questions. Departments are those of every moment, and a register has
 * one value, in force from the beginning; what a plan has of its year, the real rule says.
 */
export interface World {
  readonly organisation: OrganisationId;
  readonly profile: Profile;
  readonly people: readonly TestPerson[];
  /** Departments of the body: id → the departments that count as the same, itself first, then by id. */
  readonly departments: Readonly<Record<DepartmentId, readonly DepartmentId[]>>;
  /** What lies above a department, nearest first. */
  readonly above?: Readonly<Record<DepartmentId, readonly DepartmentId[]>>;
  /** Departments not audited for years. */
  readonly unaudited?: readonly { readonly department: DepartmentId; readonly scope: readonly DepartmentId[] }[];
  /** Bodies that headquarters has not audited for years. */
  readonly unauditedBodies?: readonly OrganisationId[];
  /** Supervising ministries; by default an agency has one. */
  readonly supervisors?: readonly OrganisationId[];
  /** The ministries competent for other bodies. */
  readonly supervisorsOf?: Readonly<Record<OrganisationId, readonly OrganisationId[]>>;
  /** Under which law the body is supervised, beside its profile and its supervisors; by default nothing is known. */
  readonly law?: Readonly<Record<string, Json>>;
  /** The bodies there are; see `bodiesIn`. */
  readonly bodies?: readonly { readonly id: OrganisationId; readonly kind: string }[];
  readonly registers: Readonly<Record<string, Json>>;
  readonly common: Readonly<Record<string, Json>>;
  /** The read model: what the `cited` fact answers. */
  readonly instances: readonly CitedInstance[];
  /** The body's calendar; by default the shipped one of its profile. */
  readonly calendar?: CalendarSettings;
}

/** A line of the read model. */
export interface CitedInstance {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly phase: string;
  readonly ended?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly marks: readonly string[];
}

/** The calendars every installation begins with. */
export const shipped = shippedCalendars(Date.UTC(2026, 10, 23));

/** A world with sensible defaults; give what the test is about. */
export function world(of: Partial<World> = {}): World {
  return {
    organisation: body,
    profile: 'ministry',
    people: [],
    departments: {},
    instances: [],
    ...of,
    registers: { minimumObservationDays: 0, ...of.registers },
    common: { editions: [], directives: [], guidelines: [], criteriaSets: [], ...of.common },
  };
}

/** A decision that facts are looked up for. */
export interface LookUpQuestion {
  readonly type: string;
  readonly input: Json;
  readonly actor: PersonId;
  readonly holders?: readonly PersonId[];
  readonly at: Instant;
}

/** What a decision asks of the look-ups, by the definition's own `asks`: fact name → its parameters. */
export function questions(
  procedure: Procedure,
  state: State,
  { type, input, actor, holders = [] }: LookUpQuestion,
): ReadonlyMap<string, Json | undefined> {
  const decision = procedure.decisions[type];
  if (decision?.facts === undefined) return new Map();
  const asked = decision.asks?.({ context: asObject(state.snapshot.context), input, actor, holders }) ?? {};
  return new Map(Object.keys(decision.facts.shape).map((name) => [name, asked[name]]));
}

/** The facts of a decision, looked up in the world as the server would. */
export function lookUp(of: World, procedure: Procedure, state: State, event: LookUpQuestion): Json {
  const shape = procedure.decisions[event.type]?.facts;
  if (shape === undefined) return {};
  const found: Record<string, Json> = {};
  for (const [name, ask] of questions(procedure, state, event)) found[name] = factIn(of, name, ask, event.at);
  return plain(shape.parse(found));
}

/** The input with the facts the server looks up when an instance is started. */
export function withStartFacts(
  of: World,
  procedure: Procedure,
  input: Json,
  at: Instant,
  year: number = fiscalYearOf(dateInJapan(at)),
): Json {
  if (procedure.startAsks === undefined) return input;
  const asked = Object.entries(procedure.startAsks({ input, year }));
  const facts = Object.fromEntries(asked.map(([name, ask]) => [name, factIn(of, name, ask, at)]));
  return plain({ ...asObject(input), facts });
}

/** The facts that `factIn` knows. */
export const worldFacts = [
  'structure',
  'registers',
  'common',
  'bodies',
  'competent',
  'objectives',
  'people',
  'departments',
  'inspection',
  'auditInterval',
  'headquartersInterval',
  'due',
  'calendar',
  'asked',
  'cited',
] as const;

/** One fact of the world, as it is asked for. */
export function factIn(of: World, name: string, ask: Json | undefined, at: Instant): Json {
  const asked = isObject(ask) ? ask : {};
  const today = dateInJapan(at);
  switch (worldFacts.find((fact) => fact === name)) {
    case 'structure':
      return structure(of, today);
    case 'registers':
      return registers(of, today);
    case 'common':
      return of.common;
    case 'people':
      return plain(
        distinct(asked['people'])
          .sort()
          .flatMap((id) => personFact(of, id, { from: String(asked['from']), to: String(asked['to']) }, today)),
      );
    case 'bodies':
      return bodies(of, distinct(asked['kinds']));
    case 'competent':
      return competent(of, asked['organisation'] === undefined ? of.organisation : String(asked['organisation']));
    case 'objectives':
      return [...list(of.registers['objectives'])];
    case 'departments':
      return departments(of, distinct(asked['departments']));
    case 'headquartersInterval':
      return { unaudited: [...(of.unauditedBodies ?? [])] };
    case 'auditInterval':
      // Nothing is known of the years before: a body of the tests is in its first year, unless it says who is unaudited.
      return plain({ years: 3, unaudited: of.unaudited ?? [] });
    case 'inspection':
      return inspection(of, distinct(asked['departments']), asked['withOfficers'] === true, today);
    case 'due':
      return dated(of, dueUnder, ask, at);
    case 'calendar':
      return dated(of, calendarUnder, ask, at);
    case 'asked':
      return dated(
        of,
        (settings, asks, when) => askedUnder(settings, askedIn(of, when), asks, when),
        ask,
        at,
        of.common,
      );
    case 'cited':
      return plain(distinct(asked['instances']).flatMap((id) => of.instances.filter((one) => one.instance === id)));
    default:
      throw new Error(`the world does not know the fact ${name}`);
  }
}

type Dating = (settings: CalendarSettings, ask: Json | undefined, at: Instant) => Json;
const datedBefore = new WeakMap<object, Map<string, Json>>();

/** What a world's calendar answers. Worked out once: an exploration asks the same of many states. */
function dated(
  { profile, calendar = shipped[profile] }: World,
  by: Dating,
  ask: Json | undefined,
  at: Instant,
  /** What it also rests on. */
  on: object = calendar,
): Json {
  const before = datedBefore.get(on) ?? new Map<string, Json>();
  datedBefore.set(on, before);
  const key = `${by.name} ${JSON.stringify(ask)} ${at}`;
  const known = before.get(key) ?? by(calendar, ask, at);
  before.set(key, known);
  return known;
}

/** What is asked of all bodies in a world. */
function askedIn({ common }: World, at: Instant): Asked[] {
  return askedOf({ editions: list(common['editions']), directives: list(common['directives']) }, at);
}

/** What is recorded, a plan only once its year has begun, and the defaults of what is not. */
function registers({ registers: values }: World, today: LocalDate): Json {
  const recorded = Object.entries(values).filter(([, value]) => yearOf(value) <= fiscalYearOf(today));
  return { ...registerDefaults, ...Object.fromEntries(recorded) };
}

/** The year a value is kept for; the first one where it is kept for all. */
function yearOf(value: Json | undefined): number {
  const { year } = asObject(value);
  return typeof year === 'number' ? year : 0;
}

const editionsIn = new WeakMap<World['common'], readonly Edition[]>();

/** The editions of a world, read once: explorations ask for them in every state. */
function editionsOf({ common }: World): readonly Edition[] {
  const known = editionsIn.get(common);
  if (known !== undefined) return known;
  const read = list(common['editions']).flatMap((value) => editionSchema.safeParse(value).data ?? []);
  editionsIn.set(common, read);
  return read;
}

/** Roles at a supervising ministry that an agency informs (4-6, 4-7). */
const contacts = ['workingLevelLiaison', 'manager'];

function structure(of: World, today: LocalDate): Json {
  const { organisation, profile } = of;
  const supervisors = supervisorsIn(of);
  const held = of.people
    .flatMap(({ appointments }) => appointments)
    .filter((one) => during(one, today, today))
    .sort(inOrder);
  return plain({
    profile,
    requiredRoles: requiredRoles(profile, editionOn(editionsOf(of), today)),
    holders: held
      .filter((one) => one.organisation === organisation)
      .map(({ role, person, department, kind }) => ({ role, person, kind, ...(department ? { department } : {}) })),
    supervisors,
    ministryContacts: supervisors.flatMap((supervisor) =>
      held
        .filter((one) => one.organisation === supervisor && contacts.includes(one.role))
        .map(({ role, person }) => ({ role, organisation: supervisor, person })),
    ),
  });
}

function personFact(
  of: World,
  id: PersonId,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  today: LocalDate,
): Json[] {
  const found = of.people.find(({ person }) => person === id);
  if (found === undefined) return [];
  const all = scoped(of, found.appointments).sort(inOrder);
  const inPeriod = all.filter((one) => during(one, from, to));
  const appointments = [...inPeriod, ...all.filter((one) => !inPeriod.includes(one) && during(one, today, today))];
  return [plain({ person: id, appointments, ...(found.outside ? { outside: found.outside } : {}) })];
}

/** The ministries competent for a world's own body. */
export function supervisorsIn({ profile, supervisors }: World): readonly OrganisationId[] {
  return supervisors ?? (profile === 'ministry' ? [] : ['demo-ministry']);
}

/** The bodies of a world: those it names, or its own, its supervisors and wherever else its people hold posts. */
export function bodiesIn(of: World) {
  const { organisation, profile, people, bodies: named } = of;
  if (named !== undefined) return named;
  const held = people.flatMap(({ appointments }) => appointments.map((one) => one.organisation));
  const others = [...new Set([...supervisorsIn(of), ...held])].filter((id) => id !== organisation);
  return [{ id: organisation, kind: String(profile) }, ...others.map((id) => ({ id, kind: 'ministry' }))];
}

function bodies(of: World, kinds: readonly string[]): Json {
  const found = bodiesIn(of).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const called = found.map((one) => ({ ...one, nameJa: `${one.id}（架空）`, nameEn: `${one.id} (fictional)` }));
  return plain(called.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

function competent(of: World, organisation: OrganisationId): Json {
  const { profile, supervisorsOf = {}, law = {} } = of;
  if (organisation === of.organisation) {
    const known = profile === 'incorporated-administrative-agency' ? { class: 'medium-term-objectives' } : {};
    return plain({ kind: profile, ministries: supervisorsIn(of), successors: [], ...known, ...law });
  }
  // The registry forgets nobody: a body that the world no longer has is gone.
  const { kind } = bodiesIn(of).find(({ id }) => id === organisation) ?? {};
  const gone = kind === undefined ? { to: '1999-12-31' } : {};
  return plain({ kind: kind ?? 'ministry', ministries: supervisorsOf[organisation] ?? [], successors: [], ...gone });
}

function departments(of: World, ids: readonly string[]): Json {
  const all = Object.keys(of.departments).sort();
  return (ids.length === 0 ? all : ids).map((id) => {
    const scope = of.departments[id];
    return { id, exists: scope !== undefined, scope: scope === undefined ? [] : [...scope] };
  });
}

/** Nobody's work was taken over in a world, since its departments are those of every moment. */
function inspection(of: World, ids: readonly string[], withOfficers: boolean, today: LocalDate): Json {
  const officers = of.people
    .flatMap(({ appointments }) => appointments)
    .filter((one) => one.organisation === of.organisation && one.role === 'officer' && during(one, today, today))
    .flatMap(({ department }) => department ?? []);
  return [...new Set([...ids, ...(withOfficers ? officers : [])])].sort().map((id) => ({
    id,
    exists: of.departments[id] !== undefined,
    officer: officers.includes(id),
    above: [...(of.above?.[id] ?? [])],
    succeeds: [],
    successors: [],
  }));
}

/** The actor as the server puts it on an event: nothing but person and appointments. */
export function actorIn(of: World, { person, appointments }: Actor): Actor {
  return { person, appointments: scoped(of, appointments) };
}

/** Appointments with the departments that count as the same in this world. */
function scoped({ organisation, departments: known }: World, appointments: readonly Appointment[]): Appointment[] {
  return appointments.map((one) => {
    const scope = one.organisation === organisation && known[one.department ?? ''];
    return scope ? { ...one, scope } : one;
  });
}

/** Whether an appointment is in force on at least one day first–last. */
function during(one: Appointment, first: LocalDate, last: LocalDate): boolean {
  return one.from <= last && first <= (one.to ?? '9999-12-31');
}

/** As records answer: by first day, then by id. */
function inOrder(a: Appointment, b: Appointment): number {
  return a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1;
}

function distinct(value: Json | undefined): string[] {
  return Array.isArray(value) ? [...new Set(value.map(String))] : [];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

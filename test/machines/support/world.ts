import type { Json, Procedure, State } from '../../../machines/core/index.ts';
import { asObject } from '../../../model/json.ts';
import type {
  DepartmentId,
  Instant,
  InstanceId,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../../model/identifiers.ts';
import { addDays, dateInJapan, endOfDate, startOfDate } from '../../../model/japan-time.ts';
import type { Profile } from '../../../model/organisations.ts';
import type { Role } from '../../../model/roles.ts';
import { body, type TestPerson } from './people.ts';

/** What the tests' server would look up. Facts are computed from it, by name, as the real look-ups do. */
export interface World {
  readonly organisation: OrganisationId;
  readonly profile: Profile;
  readonly people: readonly TestPerson[];
  /** Departments of the body: id → the departments that count as the same (itself included). */
  readonly departments: Readonly<Record<DepartmentId, readonly DepartmentId[]>>;
  readonly requiredRoles: readonly Role[];
  /** Supervising ministries; by default an agency has one. */
  readonly supervisors?: readonly OrganisationId[];
  readonly ministryContacts: readonly Json[];
  readonly registers: Readonly<Record<string, Json>>;
  readonly common: Readonly<Record<string, Json>>;
  /** The read model: what the `cited` fact answers. */
  readonly instances: readonly CitedInstance[];
  /** What the `calendar` fact answers: a changed calendar. */
  readonly calendar?: Json;
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

/** A world with sensible defaults; give what the test is about. */
export function world(of: Partial<World> = {}): World {
  return {
    organisation: body,
    profile: 'ministry',
    people: [],
    departments: {},
    requiredRoles: [],
    ministryContacts: [],
    instances: [],
    ...of,
    registers: {
      committeeRule: false,
      exceptionDecider: 'ciso',
      minimumObservationDays: 0,
      coolingOffDays: 0,
      auditIntervalYears: 3,
      ...of.registers,
    },
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

/** The facts of a decision, looked up in the world as the server would: by the definition's own `asks`. */
export function lookUp(of: World, procedure: Procedure, state: State, event: LookUpQuestion): Json {
  const { type, input, actor, holders = [], at } = event;
  const decision = procedure.decisions[type];
  if (decision?.facts === undefined) return {};
  const context = asObject(state.snapshot.context);
  const asked = decision.asks?.({ context, input, actor, holders }) ?? {};
  const found: Record<string, Json> = {};
  for (const name of Object.keys(decision.facts.shape)) found[name] = fact(of, name, asObject(asked[name]), at);
  return JSON.parse(JSON.stringify(decision.facts.parse(found)));
}

/** The input with the facts the server looks up when an instance is started. */
export function withStartFacts(of: World, procedure: Procedure, input: Json, at: Instant): Json {
  if (procedure.startAsks === undefined) return input;
  const asked = Object.entries(procedure.startAsks({ input }));
  const facts = Object.fromEntries(asked.map(([name, ask]) => [name, fact(of, name, asObject(ask), at)]));
  return plain({ ...asObject(input), facts });
}

function fact(of: World, name: string, ask: Readonly<Record<string, Json | undefined>>, at: Instant): Json {
  switch (name) {
    case 'structure':
      return structure(of, dateInJapan(at));
    case 'registers':
      return of.registers;
    case 'common':
      return of.common;
    case 'people':
      return plain(strings(ask['people']).flatMap((id) => personFact(of, id, ask, dateInJapan(at))));
    case 'departments':
      return departments(of, strings(ask['departments']));
    case 'due':
      return list(ask['items']).map((item) => {
        const inDays = item['inDays'];
        const date = typeof inDays === 'number' ? addDays(dateInJapan(at), inDays) : String(item['date']);
        return dueFact(String(item['id']), date, at);
      });
    case 'calendar':
      return of.calendar ?? { items: [], inspectionBegins: 0 };
    case 'cited':
      return plain(of.instances.filter(({ instance }) => strings(ask['instances']).includes(instance)));
    default:
      throw new Error(`the fact ${name} does not exist (see contracts)`);
  }
}

function structure(of: World, today: LocalDate): Json {
  const held = of.people.flatMap(({ appointments }) => appointments);
  const holders = held
    .filter((one) => one.organisation === of.organisation && one.from <= today && today <= (one.to ?? today))
    .map(({ role, person, department, kind }) => ({ role, person, kind, ...(department ? { department } : {}) }));
  const { profile, requiredRoles, ministryContacts } = of;
  const { supervisors = profile === 'ministry' ? [] : ['demo-ministry'] } = of;
  return plain({ profile, requiredRoles, holders, supervisors, ministryContacts });
}

function personFact(
  of: World,
  id: PersonId,
  ask: Readonly<Record<string, Json | undefined>>,
  today: LocalDate,
): Json[] {
  const found = of.people.find(({ person }) => person === id);
  if (found === undefined) return [];
  const from = String(ask['from']);
  const to = String(ask['to']);
  const appointments = found.appointments.filter(
    (one) => (one.from <= to && from <= (one.to ?? '9999-12-31')) || (one.from <= today && today <= (one.to ?? today)),
  );
  return [plain({ person: id, appointments, ...(found.outside ? { outside: found.outside } : {}) })];
}

function departments(of: World, ids: readonly string[]): Json {
  const all = Object.keys(of.departments);
  return (ids.length === 0 ? all : ids).map((id) => {
    const scope = of.departments[id];
    return { id, exists: scope !== undefined, scope: scope === undefined ? [] : [...scope] };
  });
}

/** A simple ladder: 30, 7 and 0 days before and every 5 days after, at 09:00 JST, only what is still to come. */
export function dueFact(id: string, date: LocalDate, at: Instant): Json {
  const rungs = [-30, -7, 0, 5, 10, 15, 20]
    .map((days) => startOfDate(addDays(date, days)) + 9 * 3_600_000)
    .filter((rung) => rung > at);
  const escalations = [{ at: startOfDate(addDays(date, 14)) + 9 * 3_600_000, to: 'ciso' }];
  return { id, date, due: endOfDate(date), rungs, escalations, basis: { kind: 'given', own: date } };
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function list(value: Json | undefined): Readonly<Record<string, Json | undefined>>[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/**
 * What a change of the registry does to running procedures: whose tasks become whose, on each day on which it takes effect.
 * The same query that says what somebody is expected to do, asked of the registry as it stands and as it would.
 */
import { sql } from 'kysely';
import type { ChangeEffects, DayOfEffects, MovedTask } from '../../contract/records/governance.ts';
import type { Instant, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import { mineOf } from '../read-model/mine.ts';
import type { JudgedChange } from '../registry/change.ts';

/** What is looked at for one change: more bodies, days, people or tasks are counted and not looked up. */
const limits = { bodies: 30, days: 8, tasks: 300, expectations: 20_000 } as const;

/** Where, of whom and on which days a change may move tasks. */
export interface Reach {
  readonly bodies: readonly OrganisationId[];
  readonly people: readonly PersonId[];
  readonly days: readonly LocalDate[];
  readonly moreBodies: number;
  readonly moreDays: number;
}

/** Whom a task is expected of on a day, and who of those who hold the post is barred from it. */
interface Expected extends Omit<MovedTask, 'loses' | 'gains' | 'others'> {
  readonly people: ReadonlySet<PersonId>;
  readonly barred: ReadonlySet<PersonId>;
}
type Expectations = ReadonlyMap<string, Expected>;

/** Undefined where the change touches neither posts nor departments. */
export function reachOf({ written, recorded, after }: JudgedChange, at: Instant): Reach | undefined {
  const today = dateInJapan(at);
  const bodies = new Set<OrganisationId>();
  const people = new Set<PersonId>();
  const days = new Set<LocalDate>();
  const fromOn = (day: LocalDate | null | undefined): void => {
    if (day !== null && day !== undefined) days.add(day < today ? today : day);
  };
  const untilOn = (day: LocalDate | null | undefined): void =>
    fromOn(day === null || day === undefined ? undefined : addDays(day, 1));
  for (const { kind, id } of written) {
    if (kind === 'appointment') {
      const [before, now] = [recorded.appointments.get(id), after.appointments.get(id)];
      for (const row of [before, now]) {
        if (row === undefined) continue;
        bodies.add(row.organisation);
        people.add(row.person);
      }
      if (before?.from_date !== now?.from_date) [before, now].forEach((row) => fromOn(row?.from_date));
      if (before !== undefined && before.to_date !== now?.to_date) {
        [before, now].forEach((row) => untilOn(row?.to_date));
      }
    }
    if (kind === 'department') {
      const [before, now] = [recorded.departments.get(id), after.departments.get(id)];
      // A new one has no tasks yet.
      if (before === undefined || now === undefined) continue;
      bodies.add(now.organisation);
      if (before.to_date === now.to_date) days.add(today);
      else [before, now].forEach((row) => untilOn(row.to_date));
    }
  }
  if (bodies.size === 0 || days.size === 0) return undefined;
  const [allBodies, allDays] = [[...bodies].sort(), [...days].sort()];
  return {
    bodies: allBodies.slice(0, limits.bodies),
    people: [...people],
    days: allDays.slice(0, limits.days),
    moreBodies: Math.max(0, allBodies.length - limits.bodies),
    moreDays: Math.max(0, allDays.length - limits.days),
  };
}

/**
 * Whom each open task is expected of, day by day, in the registry as it stands in this transaction; undefined of a day on
 * which there are too many to be looked at.
 */
export async function expectationsIn(
  trx: Connection,
  { bodies, people, days }: Reach,
): Promise<(Expectations | undefined)[]> {
  const found: (Expectations | undefined)[] = [];
  for (const day of days) found.push(await expectedOn(trx, bodies, people, day));
  return found;
}

async function expectedOn(
  trx: Connection,
  bodies: readonly OrganisationId[],
  people: readonly PersonId[],
  day: LocalDate,
): Promise<Expectations | undefined> {
  const { rows } = await sql<{
    instance: string;
    position: number;
    procedure: string;
    version: number;
    decision: string;
    department: string | null;
    due_item: string | null;
    person: string;
    barred: boolean;
  }>`${mineOf({ bodies, people }, day)}
    select t.instance, t.position, t.procedure, t.version, t.decision, t.department, t.due_item, mine.person, mine.barred
    from mine join tasks t on t.instance = mine.instance and t.position = mine.position
    limit ${limits.expectations}`.execute(trx);
  // Of some it would say that nobody has them.
  if (rows.length === limits.expectations) return undefined;
  const tasks = new Map<string, Expected & { people: Set<PersonId>; barred: Set<PersonId> }>();
  for (const { instance, position, procedure, version, decision, department, due_item, person, barred } of rows) {
    const key = `${instance} ${position}`;
    const task = tasks.get(key) ?? {
      instance,
      procedure,
      version,
      decision,
      ...(department !== null && { department }),
      ...(due_item !== null && { dueItem: due_item }),
      people: new Set<PersonId>(),
      barred: new Set<PersonId>(),
    };
    task[barred ? 'barred' : 'people'].add(person);
    tasks.set(key, task);
  }
  // Who could do it by another post as well is not barred from it.
  for (const { people: able, barred } of tasks.values()) for (const person of able) barred.delete(person);
  return tasks;
}

/** What differs. On a later day what is as on the day before it is not said again. */
export function effectsBetween(
  { bodies, people, days, moreBodies, moreDays }: Reach,
  before: readonly (Expectations | undefined)[],
  after: readonly (Expectations | undefined)[],
): ChangeEffects {
  const said = new Map<string, string>();
  const found = days.flatMap((day, i): DayOfEffects[] => {
    const [was, would] = [before[i], after[i]];
    if (was === undefined || would === undefined) return [];
    const moved: MovedTask[] = [];
    for (const key of new Set([...was.keys(), ...would.keys()])) {
      const task = movedTask(was.get(key), would.get(key));
      const now = task === undefined ? '' : JSON.stringify([task.loses, task.gains, task.others]);
      if (now === (said.get(key) ?? '')) continue;
      said.set(key, now);
      if (task !== undefined) moved.push(task);
    }
    return [{ day, tasks: moved.slice(0, limits.tasks), more: Math.max(0, moved.length - limits.tasks) }];
  });
  return {
    bodies,
    days: found.filter(({ tasks }) => tasks.length > 0),
    barred: barredBy(people, before, after),
    moreBodies,
    moreDays: moreDays + days.length - found.length,
  };
}

function movedTask(was: Expected | undefined, would: Expected | undefined): MovedTask | undefined {
  const task = would ?? was;
  if (task === undefined) return undefined;
  const [had, has] = [was?.people ?? new Set<PersonId>(), would?.people ?? new Set<PersonId>()];
  const loses = [...had].filter((person) => !has.has(person));
  const gains = [...has].filter((person) => !had.has(person));
  if (loses.length === 0 && gains.length === 0) return undefined;
  const { people: _, barred: __, ...about } = task;
  return { ...about, loses, gains, others: has.size - gains.length };
}

/** Tasks of a post that somebody comes to and may not do: for what the person did there before. */
function barredBy(
  people: readonly PersonId[],
  before: readonly (Expectations | undefined)[],
  after: readonly (Expectations | undefined)[],
): ChangeEffects['barred'] {
  const found = new Map<string, ChangeEffects['barred'][number]>();
  for (const [i, would] of after.entries()) {
    for (const [key, { barred, people: _, ...task }] of would ?? []) {
      for (const person of barred) {
        const was = before[i];
        const isNew = people.includes(person) && was !== undefined && was.get(key)?.barred.has(person) !== true;
        if (isNew) found.set(`${key} ${person}`, { ...task, person });
      }
    }
  }
  return [...found.values()].slice(0, limits.tasks);
}

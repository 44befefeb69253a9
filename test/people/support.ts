/**
 * How people change in tests: yesterday was the day of the rotation. Appointments of those who left ended the day before,
 * those of their successors began yesterday – who leaves again did so yesterday. Nothing turns a clock.
 */
import { expect } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import type { Appointment, Json } from '../../machines/core/index.ts';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import type { Role } from '../../model/roles.ts';
import type { Reply, Stack } from '../support/stack.ts';

export const today = (): LocalDate => dateInJapan(Date.now());
export const yesterday = (): LocalDate => addDays(today(), -1);
/** The last day of those who left with the rotation. */
export const lastDay = (): LocalDate => addDays(today(), -2);

/** Starts an instance as its cycle would. */
export async function start(stack: Stack, instance: string, input: Json): Promise<string> {
  const [procedure = ''] = instance.split('/');
  await stack.records.instances.claim({ instance, procedure, version: 1, input }, 'test');
  await stack.engine.start({ instance, procedure, version: 1, input });
  expect(await stack.records.journal.waitFor(instance, 1, 20_000)).toBe(true);
  return instance;
}

/** A decision that is taken; answers its seq. */
export async function taken(
  stack: Stack,
  person: PersonId,
  instance: string,
  type: string,
  input: object = {},
): Promise<number> {
  const { status, text, body } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
  return body.seq;
}

/** A decision that is refused: the status, and the names of the failed rules. */
export async function refused(
  stack: Stack,
  person: PersonId,
  instance: string,
  type: string,
  input: object = {},
): Promise<[number, ...string[]]> {
  const answer = await (await stack.as(person)).decide(instance, type, input);
  return [answer.status, ...rulesOf(answer)];
}

export function rulesOf({ body }: Reply): string[] {
  return (body?.refusals ?? []).map(({ id }: { id: string }) => id);
}

/** The post of a role as the registry has it today. */
async function heldBy(stack: Stack, organisation: string, person: PersonId, role: Role): Promise<Appointment> {
  const held = await stack.records.registry.appointments(organisation, Date.now());
  const found = held.find((appointment) => appointment.person === person && appointment.role === role);
  if (found === undefined) throw new Error(`${person} does not hold ${role}`);
  return found;
}

/** Ends someone's post: vacant from the rotation on. */
export async function leaves(stack: Stack, organisation: string, person: PersonId, role: Role): Promise<Appointment> {
  const { scope: _, ...held } = await heldBy(stack, organisation, person, role);
  await change(stack, { ...held, to: held.from > lastDay() ? held.from : lastDay() });
  return held;
}

let appointed = 0;

/** Appoints someone from the rotation on. */
async function joins(
  stack: Stack,
  person: PersonId,
  post: Pick<Appointment, 'role' | 'organisation' | 'department'> & Partial<Appointment>,
): Promise<void> {
  appointed += 1;
  await change(stack, {
    kind: 'regular',
    from: yesterday(),
    ...post,
    id: `a-rotation-${appointed}`,
    person,
  });
}

/** The rotation of one post: the old holder left, the new one holds it from yesterday on. */
export async function rotates(
  stack: Stack,
  organisation: string,
  role: Role,
  { from, to, kind = 'regular' }: { from: PersonId; to: PersonId; kind?: Appointment['kind'] },
): Promise<void> {
  const { department } = await leaves(stack, organisation, from, role);
  await joins(stack, to, { role, organisation, kind, ...(department && { department }) });
}

async function change(stack: Stack, appointment: Appointment): Promise<void> {
  await stack.records.registry.change({ appointments: [appointment] }, administratorOfDemonstration, Date.now());
}

/** People who join with the rotation; invented, without a post until they are given one. */
export async function newcomers(stack: Stack, ...people: readonly PersonId[]): Promise<void> {
  await stack.records.registry.change(
    {
      people: people.map((id) => ({
        id,
        nameJa: `${id}（架空）`,
        nameEn: `${id} (fictional)`,
        mail: `${id}@rotation.example`,
      })),
    },
    administratorOfDemonstration,
    Date.now(),
  );
}

/** Marks of an instance as someone is shown them. */
export async function marksOf(stack: Stack, person: PersonId, instance: string): Promise<string[]> {
  const { body } = await (await stack.as(person)).show(instance);
  return body.marks.map(({ id }: { id: string }) => id);
}

/** Decisions someone is expected to take in an instance. */
export async function tasksOf(stack: Stack, person: PersonId, instance: string): Promise<string[]> {
  const { body } = await (await stack.as(person)).get('/tasks?limit=500');
  return body.items
    .filter((task: { instance: string }) => task.instance === instance)
    .map((task: { decision: string }) => task.decision);
}

/**
 * A decision tried beforehand (`?check=1`): the same checks as taking it, and what would come of it – by the core's own
 * step on the present state. Nothing is recorded and no key is spent.
 */
import { lastChangeOn, refusals, shown, step } from '../../machines/core/index.ts';
import type { Audience, Effect, Json, Projection, Refusal, Step } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { rolesIn } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { readPresent, type InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { marksOf, textOf, topicOf } from '../texts.ts';
import { askedFor } from './asked.ts';
import { rulesForPeople, toldRefusals, withheldRefusals } from './refused.ts';
import { presentToDecide } from './open-next.ts';
import { staleProblem } from './refusing.ts';
import { damagedRecord, type SentDecision } from './take.ts';

/** Names told of one audience: more of them are a number. */
const NAMES_TOLD = 20;

/** What would come of it; throws the problems that taking it would, but for a refusal, which is the answer. */
export async function check(
  parts: Parts,
  me: Caller,
  { instance, body, expectedSeq, brings = [] }: Omit<SentDecision, 'key'> & { readonly brings?: readonly string[] },
) {
  const read = await readPresent(parts, me, await presentToDecide(parts, me, instance, body), 'decisions');
  const damaged = await parts.records.integrity.damageOf(instance);
  if (damaged !== undefined) throw damagedRecord(instance, damaged.damages[0]?.seq ?? 1);
  const { procedure, state, at } = read;
  const { event: asked, refused } = await askedFor(parts, me, read, body, { hold: false, brings });
  const event = { ...asked, at: Math.max(at, state.snapshot.context.at) };
  const isStale = (seq: number): boolean => seq < lastChangeOn(procedure, state, event.type) || seq > state.seq;
  if (expectedSeq !== undefined && isStale(expectedSeq)) throw staleProblem();
  const against = refused.length > 0 ? refused : refusals(procedure, state, event);
  if (against.length > 0) return refusedBeforehand(parts, me, read, body, against);
  const taken = step(procedure, state, event);
  if (taken.entry.refused !== undefined) return refusedBeforehand(parts, me, read, body, taken.entry.refused);
  return { wouldBeTaken: true as const, refusals: [], ...(await effectsOf(parts, me, read, taken)) };
}

async function refusedBeforehand(
  parts: Parts,
  me: Caller,
  read: InstanceReading,
  body: Json,
  against: readonly Refusal[],
) {
  const all = [...withheldRefusals(me, against), ...against];
  const { refusals: told, names } = await toldRefusals(parts, me, read, body, all);
  return { wouldBeTaken: false as const, refusals: rulesForPeople(told, names) };
}

async function effectsOf(parts: Parts, me: Caller, read: InstanceReading, { entry, effects }: Step) {
  const { procedure, state } = read;
  const before = shown(procedure, state);
  const { projection } = entry;
  const { phase, ended } = projection;
  const marks = [...new Set([...entry.marks, ...projection.marks])].filter((mark) => !before.marks.includes(mark));
  return {
    phaseAfter: { id: phase, ...textOf(procedure.phases, phase) },
    ...(ended !== undefined && { ends: { id: ended, ...textOf(procedure.phases, ended) } }),
    starts: effects.flatMap((effect) =>
      effect.kind === 'start' || effect.kind === 'startNext' ? [startedBy(effect)] : [],
    ),
    tells: await toldBy(parts, me, read, effects),
    marks: marksOf(procedure, marks),
    dueAfter: openDue(projection).map(({ id, name, due }) => ({ id, ...textOf(procedure.dueItems, id, name), due })),
  };
}

function openDue({ due, ended }: Projection) {
  return ended === undefined ? due.filter(({ met }) => met === undefined) : [];
}

function startedBy(effect: Extract<Effect, { kind: 'start' | 'startNext' }>) {
  const { procedure } = effect;
  const instance = effect.kind === 'start' ? effect.instance : effect.of;
  return { procedure, ...(newestOf(procedure)?.label ?? { ja: procedure, en: procedure }), instance };
}

/** Who is told what: posts or a person, with the names of those whom the caller may know – people of a body of their own. */
async function toldBy({ records }: Parts, me: Caller, read: InstanceReading, effects: readonly Effect[]) {
  const { procedure, organisation, at } = read;
  const notices = effects.filter((effect) => effect.kind === 'notify');
  const audiences = notices.map(({ to }) => to);
  const found = await records.lookUps.recipients(audiences, at);
  const mayKnow = (to: Audience): boolean =>
    !('supervisorsOf' in to) && rolesIn(me, organisationOf(to, read)).length > 0;
  const told = audiences.map((to, i) => (mayKnow(to) ? (found[i] ?? []) : []));
  const names = await records.registry.namesOfPeople([
    ...new Set(told.flatMap((people) => people.slice(0, NAMES_TOLD))),
  ]);
  return notices.map(({ to, topic }, i) => ({
    topic: { id: topic, ...topicOf(procedure, topic) },
    roles: 'roles' in to ? to.roles.map((role) => ({ role, ...roles[role] })) : [],
    ...('department' in to && { department: to.department }),
    ...(organisationOf(to, read) !== organisation && { organisation: organisationOf(to, read) }),
    people: (told[i] ?? []).slice(0, NAMES_TOLD).map((person) => ({ person, ...nameIn(names, person) })),
    more: Math.max(0, (told[i] ?? []).length - NAMES_TOLD),
    /** Nobody holds the post. */
    vacant: (found[i] ?? []).length === 0,
  }));
}

function organisationOf(to: Audience, { organisation }: InstanceReading): string {
  if ('organisation' in to) return to.organisation;
  return 'supervisorsOf' in to ? to.supervisorsOf : organisation;
}

const nameIn = (names: ReadonlyMap<PersonId, Text>, person: PersonId): Text =>
  names.get(person) ?? { ja: person, en: person };

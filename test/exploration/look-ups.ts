/** Facts for the moves of an exploration: what the same look-ups answered before is not looked up again. */
import type { Json, Procedure, State } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import { lookUp, type LookUpQuestion, type World } from '../machines/support/world.ts';

const HOUR = 3_600_000;
const answers = new WeakMap<World, Map<string, Json>>();

/**
 * `lookUp`, remembered. An answer rests on the world, on what the definition asks for, and on the instant by the dates and
 * the mornings (09:00 in Japan) that are still to come, so that it is the same throughout an hour.
 */
export function lookedUp(of: World, procedure: Procedure, state: State, question: LookUpQuestion): Json {
  const { type, input, actor, holders = [], at } = question;
  const context = asObject(state.snapshot.context);
  const asked = procedure.decisions[type]?.asks?.({ context, input, actor, holders }) ?? {};
  const key = JSON.stringify([procedure.id, procedure.version, type, Math.floor(at / HOUR), asked]);
  const known = answers.get(of) ?? new Map<string, Json>();
  answers.set(of, known);
  const found = known.get(key) ?? lookUp(of, procedure, state, question);
  known.set(key, found);
  return found;
}

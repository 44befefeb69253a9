/** Reading an instance for a caller: its state, how much of it the caller may read, and the trace that leaves. */
import { NoSuchInstance } from '../contract/engine.ts';
import { stateAfter } from '../machines/core/index.ts';
import { procedureOf } from '../machines/procedures.ts';
import type { InstanceId } from '../model/identifiers.ts';
import { instanceId, parseInstanceId, type InstanceKey } from '../model/identifiers.ts';
import type { Reach } from './access/contents.ts';
import { readableAt, readingOf } from './access/reading.ts';
import type { Caller } from './caller.ts';
import type { CurrentInstance } from './known-states.ts';
import type { Parts } from './parts.ts';
import { notFound, Problem } from './problems.ts';
import { noteReading } from './reads.ts';

/** A present instance with what the caller may read of it. */
export interface InstanceReading extends CurrentInstance {
  readonly reach: Reach;
}

/** Id of the instance an address names. Throws 404 for an address at which nothing can stand. */
export function instanceAt(key: InstanceKey): InstanceId {
  const id = instanceId(key);
  if (parseInstanceId(id) === undefined) throw notFound();
  return id;
}

/**
 * The present state: from the engine while it knows the instance, afterwards rebuilt from the journal (Temporal forgets
 * ended runs). Throws 404 when neither has it.
 */
export async function presentOf(parts: Parts, instance: InstanceId): Promise<CurrentInstance> {
  const organisation = parseInstanceId(instance)?.organisation;
  if (organisation === undefined) throw notFound();
  try {
    const view = await parts.engine.view(instance);
    const { state } = view;
    const at = Math.max(parts.clock(), view.at);
    return { instance, organisation, procedure: procedureOf(view.procedure, view.version), state, at };
  } catch (error) {
    if (!(error instanceof NoSuchInstance)) throw error;
  }
  const row = await parts.records.instances.get(instance);
  if (row === undefined || row.seq === 0) throw notFound();
  const procedure = procedureOf(row.procedure, row.version);
  const state = stateAfter(procedure, await parts.records.journal.all(instance));
  if (state === undefined) throw notFound();
  return { instance, organisation, procedure, state, at: parts.clock() };
}

/** The instance as the caller may read it; 404 when not allowed, and a line in the read log when it is another body's. */
export async function readBy(parts: Parts, me: Caller, instance: InstanceId, what: string): Promise<InstanceReading> {
  await checkReadable(parts, me, instance);
  return readPresent(parts, me, await presentOf(parts, instance), what);
}

/**
 * Throws 404 when nothing of the instance could be the caller's to read: judged from its address, before anybody is asked
 * whether it exists.
 */
export async function checkReadable(parts: Parts, me: Caller, instance: InstanceId): Promise<void> {
  if ((await readableAt(parts.records, me, [instance])).length === 0) throw notFound();
}

/** The same of an instance whose state is at hand. */
export async function readPresent(
  parts: Parts,
  me: Caller,
  present: CurrentInstance,
  what: string,
): Promise<InstanceReading> {
  const reach = await readingOf(parts.records, me, present);
  if (!('reads' in reach)) throw notFound();
  // Before the answer: nothing of another body's is read without a trace.
  await noteReading(parts.records, me, [present.organisation], `${what} ${present.instance}`);
  return { ...present, reach };
}

/** What the caller may read of an instance, without a trace; nothing also when there is none. */
export async function readIfAny(
  parts: Parts,
  me: Caller,
  instance: InstanceId,
): Promise<InstanceReading | { readonly reach: { readonly reading: 'nothing' | 'board' } }> {
  if (parseInstanceId(instance) === undefined) return { reach: { reading: 'nothing' } };
  try {
    await checkReadable(parts, me, instance);
    const present = await presentOf(parts, instance);
    const reach = await readingOf(parts.records, me, present);
    return 'reads' in reach ? { ...present, reach } : { reach };
  } catch (error) {
    if (isNotFound(error)) return { reach: { reading: 'nothing' } };
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Problem && error.kind === 'notFound';
}

/**
 * A person opens an instance by its first decision. At the address without a number stands the one that would be opened: it
 * is judged there as if it had begun, then the records give the number and the engine begins it with the decision, or not
 * at all.
 */
import { NoSuchInstance, Refused, Unavailable } from '../../contract/engine.ts';
import type { DecideAnswer, DecideMessage, DurableInput } from '../../contract/messages.ts';
import { begin, coreRefusal, refusals, type Json, type Procedure } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import { parseInstanceId, type InstanceId } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import { startOf } from '../../records/look-ups/start-facts.ts';
import { all } from '../access/contents.ts';
import { rolesIn } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { presentOf, type InstanceReading } from '../instances.ts';
import type { CurrentInstance } from '../known-states.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { askedFor } from './asked.ts';
import { inJournal } from './in-journal.ts';
import { refusal, staleProblem } from './refusing.ts';

/** The definition of which a person opens the next instance at this address; none where something stands there itself. */
function openedAt(instance: InstanceId): Procedure | undefined {
  const key = parseInstanceId(instance);
  const procedure = key === undefined || key.number !== undefined ? undefined : newestOf(key.kind);
  return procedure?.opens === undefined ? undefined : procedure;
}

/** What is decided on at an address: what runs there, or what would be opened. Throws 404. */
export async function presentToDecide(
  parts: Parts,
  me: Caller,
  instance: InstanceId,
  body: Json,
): Promise<CurrentInstance> {
  const procedure = openedAt(instance);
  if (procedure === undefined) return presentOf(parts, instance);
  return (await notBegun(parts, me, procedure, instance, body)).present;
}

/** What would be opened, as it is judged, and how it would be started: with the same facts. */
interface NotBegun {
  readonly present: CurrentInstance;
  readonly start: DurableInput;
}

/**
 * The instance as it would begin. Throws 404 for whoever is not of the body, where that body has none of the kind, and for
 * another fiscal year than the present one: what is opened belongs to the year in which that is done.
 */
async function notBegun(
  parts: Parts,
  me: Caller,
  procedure: Procedure,
  instance: InstanceId,
  body: Json,
): Promise<NotBegun> {
  const { organisation = '', year = 0 } = parseInstanceId(instance) ?? {};
  const kind = (await parts.records.registry.organisation(organisation))?.kind;
  if (rolesIn(me, organisation).length === 0 || kind === undefined) throw notFound();
  if (procedure.opens?.of.includes(kind) !== true) throw notFound();
  const at = parts.clock();
  if (year !== fiscalYearOf(dateInJapan(at))) throw notFound();
  const start = await startOf(parts.records, procedure, { instance, input: beginningOf(procedure, body), at });
  const { state } = begin(procedure, { instance, organisation, year, input: start.input }, at);
  return { present: { instance, organisation, procedure, state, at }, start };
}

/** What the decision's input says of what it begins with. */
function beginningOf(procedure: Procedure, body: Json): Json {
  const { type, ...given } = isObject(body) ? body : {};
  const decision =
    typeof type === 'string' && Object.hasOwn(procedure.decisions, type) ? procedure.decisions[type] : undefined;
  const parsed = decision?.input.safeParse(given);
  const input: Json = JSON.parse(JSON.stringify(parsed?.success === true ? parsed.data : {}));
  return procedure.opens?.beginning?.(input) ?? {};
}

/** An opening under its key. */
interface Opening extends Pick<DecideMessage, 'updateId' | 'bodyHash'> {
  readonly of: InstanceId;
  readonly body: Json;
  /** Of an `If-Match`: nothing stands there yet beyond its beginning. */
  readonly expectedSeq?: number | undefined;
  /** From here on it may have been taken. */
  readonly sending: () => void;
}

/** True where a decision at this address opens an instance. */
export function isOpening(instance: InstanceId): boolean {
  return openedAt(instance) !== undefined;
}

/** Opens the next instance with the decision, or throws why not; nothing is begun then. */
export async function openNext(
  parts: Parts,
  me: Caller,
  { of, body, expectedSeq, updateId, bodyHash, sending }: Opening,
): Promise<DecideAnswer & { readonly instance: InstanceId }> {
  const { records, engine } = parts;
  const procedure = openedAt(of);
  if (procedure === undefined) throw notFound();
  const { present, start: beginning } = await notBegun(parts, me, procedure, of, body);
  const { state, at } = present;
  if (expectedSeq !== undefined && expectedSeq > state.seq) throw staleProblem();
  const read: InstanceReading = { ...present, reach: all(state) };
  const { name, event, refused } = await askedFor(parts, me, read, body, { hold: true });
  const against = refused.length > 0 ? refused : refusalsOfOpening(procedure, present, { ...event, at });
  if (against.length > 0) throw await refusal(parts, me, read, name, body, against);
  const messageTo = (instance: InstanceId): DecideMessage => ({
    instance,
    updateId,
    bodyHash,
    event,
    ...(me.tokenIssuedBy !== undefined && { tokenIssuedBy: me.tokenIssuedBy }),
  });
  const { start } = await records.instances.claimNext(of, updateId, (instance) => ({
    ...beginning,
    instance,
    first: messageTo(instance),
  }));
  const { instance } = start;
  sending();
  try {
    await engine.start(start);
    // It was taken with the start: this is answered what came of it.
    return { ...(await engine.decide(start.first ?? messageTo(instance))), instance };
  } catch (error) {
    if (error instanceof Refused) {
      await records.instances.release(instance, updateId);
      throw await refusal(parts, me, read, name, body, error.refusals);
    }
    if (!(error instanceof NoSuchInstance)) throw error;
    return await afterItsOnlyRun(parts, instance, updateId);
  }
}

/** What was opened and has ended by the same decision; or began nothing, because the engine's own look refused it. */
async function afterItsOnlyRun(
  parts: Parts,
  instance: InstanceId,
  updateId: string,
): Promise<DecideAnswer & { readonly instance: InstanceId }> {
  const { records } = parts;
  await inJournal(parts, instance, 2);
  const answer = await records.journal.byUpdate(updateId);
  if (answer !== undefined) return answer;
  await records.instances.release(instance, updateId);
  throw new Unavailable('the instance was not begun', 1, 'notTaken');
}

/** Why a decision opens nothing: it is none that does, or the rules say so. */
function refusalsOfOpening(
  procedure: Procedure,
  { state }: CurrentInstance,
  event: Parameters<typeof refusals>[2],
): ReturnType<typeof refusals> {
  const { by = [] } = procedure.opens ?? {};
  if (by.includes(event.type)) return refusals(procedure, state, event);
  const remedies = { remedies: by.map((decision) => ({ decision })) };
  return [coreRefusal(procedure, state.snapshot.context, 'notNow', '6-1', [], remedies)];
}

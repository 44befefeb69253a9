/**
 * Rebuilds an instance that Temporal no longer runs, or runs in the place of somebody else: from what its last genuine run
 * would have handed on, where Temporal still has it – the only place of entries that never reached the journal –, else
 * from the journal alone.
 */
import { follow, type Procedure, type State, stateAfter } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { canonicalText } from '../../model/canonical.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Engine, Rebuilder, RunHistory } from '../../contract/engine.ts';
import { NoSuchInstance, Unavailable } from '../../contract/engine.ts';
import type { InstanceRow } from '../../contract/records/instances.ts';
import type { RecordedEntry } from '../../contract/records/journal.ts';
import type { Head, Restoration } from '../../contract/records/integrity.ts';
import type { RebuildOutcome } from '../../contract/records/rebuilds.ts';
import type { Records } from '../../contract/records/records.ts';
import { bytesOf, CARRIED_AT_MOST, type CarriedState, isCarried } from '../../workflows/carried.ts';
import { carriedFromJournal } from '../../workflows/from-journal.ts';
import { entriesOfRun } from '../../workflows/told-again.ts';
import { KEPT_AT_LEAST } from '../../workflows/remembered.ts';

/** What an instance has just taken is on its way to the journal for so long, milliseconds. */
const ON_THE_WAY = 3_000;
/** Lines read at once. */
const PAGE = 500;

export interface RebuildParts {
  readonly records: Pick<Records, 'instances' | 'journal' | 'integrity'>;
  /** The heads of an instance that were signed, ascending. */
  readonly signed: (instance: InstanceId) => Promise<readonly Head[]>;
  readonly engine: Pick<Engine, 'view'> & Rebuilder;
  readonly clock: () => Instant;
}

/** Rebuilds it unless it runs; its journal is put right first where it is damaged. Throws `Unavailable`, `RecordsUnavailable`. */
export async function rebuild(parts: RebuildParts, instance: InstanceId): Promise<RebuildOutcome> {
  const { records, engine, clock } = parts;
  const restored = await restoredJournal(parts, instance);
  if (restored !== undefined && 'unproven' in restored) return { outcome: 'damaged', unproven: restored.unproven };
  const row = await records.instances.get(instance);
  if (row === undefined) return { outcome: 'unknown' };
  const running = row.projection.ended === undefined ? await stateOf(engine, instance) : undefined;
  const handed = running === undefined ? await engine.handedOver(instance) : undefined;
  const procedure = procedureOf(row.procedure, row.version);
  // What a run would hand on may bring the missing entries itself; else they are made again from its history.
  const brought = handed === undefined ? undefined : genuine(procedure, await allOf(records, instance), handed);
  const there = running ?? (isCarried(handed) && brought === undefined ? handed.state : undefined);
  const taken = await takeOver(parts, row, there);
  if ('unproven' in taken) return { outcome: 'damaged', unproven: taken.unproven };
  const lines = (restored?.lines ?? 0) + taken.lines;
  const now = (taken.lines > 0 ? await records.instances.get(instance) : undefined) ?? row;
  const ended = now.projection.ended !== undefined;
  if (ended || (running !== undefined && running.seq >= now.seq)) {
    if (lines > 0) return { outcome: 'restored', lines };
    return { outcome: ended ? 'ended' : 'runs' };
  }
  const recorded = await allOf(records, instance);
  const whole = brought ?? genuine(procedure, recorded, handed);
  const carried = whole ?? smallEnough((atMost) => carriedFromJournal(procedure, instance, recorded, clock(), atMost));
  if (carried === undefined) return { outcome: 'tooLarge' };
  const { version } = row;
  await engine.startAnew({ instance, procedure: procedure.id, version, carried: JSON.parse(JSON.stringify(carried)) });
  const { seq } = carried.state;
  return { outcome: 'rebuilt', seq, source: whole === undefined ? 'journal' : 'engine', ...(lines > 0 && { lines }) };
}

/** Puts a damaged journal right; `undefined` where it is whole. */
async function restoredJournal(
  { records, engine, signed, clock }: RebuildParts,
  instance: InstanceId,
): Promise<Restoration | undefined> {
  const heads = await signed(instance);
  if ((await records.integrity.damagesNow(instance, heads)).length === 0) return undefined;
  const made = entriesIn(await engine.histories(instance), instance);
  return records.integrity.restore({ instance, made: [...made.values()], signed: heads, at: clock() });
}

/** The state in which it runs; what does not answer as ours is not it. */
async function stateOf(engine: RebuildParts['engine'], instance: InstanceId): Promise<State | undefined> {
  try {
    return (await engine.view(instance)).state;
  } catch (error) {
    if (error instanceof NoSuchInstance || error instanceof Unavailable) return undefined;
    throw error;
  }
}

/**
 * Takes over what Temporal knows beyond the journal. Records that were put back from an earlier backup lack what was decided
 * since: the instance has given it to the journal once and does so no more. It is made again from Temporal's history, and
 * taken when it leads from the journal's end to the very state that is there; else nothing is done, for what was accepted
 * would be lost.
 */
async function takeOver(
  { records, engine }: RebuildParts,
  { instance, seq: head, ...row }: InstanceRow,
  there: State | undefined,
): Promise<Restoration> {
  if (there === undefined || there.seq <= head) return { lines: 0 };
  if (await records.journal.waitFor(instance, there.seq, ON_THE_WAY)) return { lines: 0 };
  const made = entriesIn(await engine.histories(instance), instance);
  const missing = [...made.values()]
    .filter(({ entry }) => entry.seq > head && entry.seq <= there.seq)
    .sort((a, b) => a.entry.seq - b.entry.seq);
  const procedure = procedureOf(row.procedure, row.version);
  const reached = stateAfter(procedure, await records.journal.all(instance));
  const state =
    reached &&
    follow(
      procedure,
      reached,
      missing.map(({ entry }) => entry),
    );
  if (state === undefined || canonicalText(state) !== canonicalText(there)) {
    return { unproven: Array.from({ length: there.seq - head }, (_, i) => head + 1 + i) };
  }
  await records.journal.append(missing);
  return { lines: missing.length };
}

/** By number, as the runs that Temporal still has tell of them; of an entry that two tell of both say the same. */
function entriesIn(histories: readonly RunHistory[], instance: InstanceId): ReadonlyMap<number, RecordedEntry> {
  const made = histories.toReversed().flatMap((history) => entriesOfRun(instance, history) ?? []);
  return new Map(made.map((recorded) => [recorded.entry.seq, recorded]));
}

async function allOf({ journal }: RebuildParts['records'], instance: InstanceId): Promise<RecordedEntry[]> {
  const all: RecordedEntry[] = [];
  for (;;) {
    const lines = await journal.page(instance, all.length, PAGE);
    for (const { entry, updateId, bodyHash, tokenIssuedBy } of lines) {
      all.push({
        entry,
        ...(updateId !== undefined && { updateId }),
        ...(bodyHash !== undefined && { bodyHash }),
        ...(tokenIssuedBy !== undefined && { tokenIssuedBy }),
      });
    }
    if (lines.length < PAGE) return all;
  }
}

/** What a run handed on, when it is the journal's own continuation: its entries lead from the journal's end to its state. */
function genuine(
  procedure: Procedure,
  recorded: readonly RecordedEntry[],
  handed: Json | undefined,
): CarriedState | undefined {
  if (!isCarried(handed)) return undefined;
  const reached = stateAfter(
    procedure,
    recorded.map(({ entry }) => entry),
  );
  if (reached === undefined) return undefined;
  const further = handed.unsent.map(({ entry }) => entry).filter(({ seq }) => seq > reached.seq);
  const state = follow(procedure, reached, further);
  return state !== undefined && canonicalText(state) === canonicalText(handed.state) ? handed : undefined;
}

function smallEnough(make: (atMost?: number) => CarriedState | undefined): CarriedState | undefined {
  return [undefined, KEPT_AT_LEAST].map((atMost) => make(atMost)).find((all) => bytesOf(all) <= CARRIED_AT_MOST);
}

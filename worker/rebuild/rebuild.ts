/**
 * Rebuilds an instance that Temporal no longer runs, or runs in the place of somebody else: from what its last genuine run
 * would have handed on, where Temporal still has it – the only place of entries that never reached the journal –, else
 * from the journal alone.
 */
import { type Entry, follow, type Procedure, stateAfter } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { canonicalText } from '../../model/canonical.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Engine, Rebuilder } from '../../contract/engine.ts';
import { NoSuchInstance, Unavailable } from '../../contract/engine.ts';
import type { RecordedEntry } from '../../contract/records/journal.ts';
import type { Head, Restoration } from '../../contract/records/integrity.ts';
import type { RebuildOutcome } from '../../contract/records/rebuilds.ts';
import type { Records } from '../../contract/records/records.ts';
import { bytesOf, CARRIED_AT_MOST, type CarriedState, isCarried } from '../../workflows/carried.ts';
import { carriedFromJournal } from '../../workflows/from-journal.ts';
import { entriesOfRun } from '../../workflows/told-again.ts';
import { KEPT_AT_LEAST } from '../../workflows/remembered.ts';

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
  const lines = restored?.lines ?? 0;
  const row = await records.instances.get(instance);
  if (row === undefined) return { outcome: 'unknown' };
  const ended = row.projection.ended !== undefined;
  if (ended || (await isCarriedOn(engine, instance, row.seq))) {
    if (lines > 0) return { outcome: 'restored', lines };
    return { outcome: ended ? 'ended' : 'runs' };
  }
  const procedure = procedureOf(row.procedure, row.version);
  const recorded = await allOf(records, instance);
  const entries = recorded.map(({ entry }) => entry);
  const handed = genuine(procedure, entries, await engine.handedOver(instance));
  const carried = handed ?? smallEnough((atMost) => carriedFromJournal(procedure, instance, recorded, clock(), atMost));
  if (carried === undefined) return { outcome: 'tooLarge' };
  const { version } = row;
  await engine.startAnew({ instance, procedure: procedure.id, version, carried: JSON.parse(JSON.stringify(carried)) });
  const { seq } = carried.state;
  return { outcome: 'rebuilt', seq, source: handed === undefined ? 'journal' : 'engine', ...(lines > 0 && { lines }) };
}

/** Puts a damaged journal right; `undefined` where it is whole. */
async function restoredJournal(
  { records, engine, signed, clock }: RebuildParts,
  instance: InstanceId,
): Promise<Restoration | undefined> {
  const heads = await signed(instance);
  if ((await records.integrity.damagesNow(instance, heads)).length === 0) return undefined;
  const histories = await engine.histories(instance);
  // The newest last: of an entry that two runs tell of both say the same.
  const made = histories.toReversed().flatMap((history) => entriesOfRun(instance, history) ?? []);
  const once = new Map(made.map((recorded) => [recorded.entry.seq, recorded]));
  return records.integrity.restore({ instance, made: [...once.values()], signed: heads, at: clock() });
}

/** Whether it runs, and stands no earlier than its journal. What does not answer as ours is not it. */
async function isCarriedOn(engine: RebuildParts['engine'], instance: InstanceId, head: number): Promise<boolean> {
  try {
    return (await engine.view(instance)).state.seq >= head;
  } catch (error) {
    if (error instanceof NoSuchInstance || error instanceof Unavailable) return false;
    throw error;
  }
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
function genuine(procedure: Procedure, entries: readonly Entry[], handed: Json | undefined): CarriedState | undefined {
  if (!isCarried(handed)) return undefined;
  const reached = stateAfter(procedure, entries);
  if (reached === undefined) return undefined;
  const further = handed.unsent.map(({ entry }) => entry).filter(({ seq }) => seq > reached.seq);
  const state = follow(procedure, reached, further);
  return state !== undefined && canonicalText(state) === canonicalText(handed.state) ? handed : undefined;
}

function smallEnough(make: (atMost?: number) => CarriedState | undefined): CarriedState | undefined {
  return [undefined, KEPT_AT_LEAST].map((atMost) => make(atMost)).find((all) => bytesOf(all) <= CARRIED_AT_MOST);
}

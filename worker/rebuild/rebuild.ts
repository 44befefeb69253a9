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
import type { Engine, Rebuilder, RunHistory } from '../../contract/engine.ts';
import { NoSuchInstance, Unavailable } from '../../contract/engine.ts';
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
  const lines = restored?.lines ?? 0;
  const row = await records.instances.get(instance);
  if (row === undefined) return { outcome: 'unknown' };
  const ended = row.projection.ended !== undefined;
  const runsAt = ended ? undefined : await carriedOnAt(engine, instance);
  if (ended || (runsAt !== undefined && runsAt >= row.seq)) {
    const all = lines + (runsAt === undefined ? 0 : await catchUp(parts, instance, row.seq, runsAt));
    if (all > 0) return { outcome: 'restored', lines: all };
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
  const made = entriesIn(await engine.histories(instance), instance);
  return records.integrity.restore({ instance, made: [...made.values()], signed: heads, at: clock() });
}

/** The entry at which it runs; what does not answer as ours is not it. */
async function carriedOnAt(engine: RebuildParts['engine'], instance: InstanceId): Promise<number | undefined> {
  try {
    return (await engine.view(instance)).state.seq;
  } catch (error) {
    if (error instanceof NoSuchInstance || error instanceof Unavailable) return undefined;
    throw error;
  }
}

/**
 * Records that were put back from an earlier backup lack what was decided since: the instance has given it to the journal
 * once and does so no more. It is made again from Temporal's history. Answers how many entries it was.
 */
async function catchUp(
  { records, engine }: RebuildParts,
  instance: InstanceId,
  head: number,
  runsAt: number,
): Promise<number> {
  if (runsAt === head || (await records.journal.waitFor(instance, runsAt, ON_THE_WAY))) return 0;
  const made = entriesIn(await engine.histories(instance), instance);
  const missing = [...made.values()].filter(({ entry }) => entry.seq > head).sort((a, b) => a.entry.seq - b.entry.seq);
  if (missing.length === 0) return 0;
  await records.journal.append(missing);
  return missing.length;
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

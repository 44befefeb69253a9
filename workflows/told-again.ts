/**
 * The entries of a run, made again from what Temporal's history says came to it: by the very steps that made them, at the
 * instants of the run's own tasks. Whether they are what stood in the journal, their hashes say.
 */
import { begin } from '../machines/core/index.ts';
import { procedureOf } from '../machines/procedures.ts';
import type { RunHistory } from '../contract/engine.ts';
import { Refused } from '../contract/engine.ts';
import type { DecideMessage, DurableInput, TellMessage } from '../contract/messages.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import { isUnsealed } from '../contract/unsealed.ts';
import { type InstanceId, parseInstanceId } from '../model/identifiers.ts';
import type { Json } from '../model/json.ts';
import { isCarried } from './carried.ts';
import { makeInstance } from './instance.ts';
import { recallAnswers } from './remembered.ts';
import { isDecideMessage, isDurableInput, isTellMessage } from './well-formed.ts';

/** The entries, oldest first; `undefined` of a run that is none of ours. */
export function entriesOfRun(instance: InstanceId, { input, tasks }: RunHistory): readonly RecordedEntry[] | undefined {
  const [first] = tasks;
  if (!isDurableInput(input) || input.instance !== instance || first === undefined) return undefined;
  const procedure = procedureOf(input.procedure, input.version);
  const made: RecordedEntry[] = [];
  const carried = isCarried(input.carried) ? input.carried : undefined;
  let at = first.at;
  const beginning = carried === undefined ? beginAt(input, at) : undefined;
  const state = carried?.state ?? beginning?.state;
  if (state === undefined) return undefined;
  if (beginning !== undefined) made.push({ entry: beginning.entry });
  else made.push(...(carried?.unsent ?? []));
  const own = makeInstance({
    procedure,
    id: instance,
    state,
    answers: recallAnswers(carried?.answers ?? { to: [], rows: [] }),
    told: new Map(carried?.told ?? []),
    clock: () => at,
    kept: ({ entry }, request) => void made.push({ entry, ...request }),
  });
  if (beginning !== undefined && input.first !== undefined) own.decide(input.first);
  own.fireWhatIsDue();
  for (const message of input.inbox ?? []) own.take(message);
  for (const task of tasks) {
    ({ at } = task);
    for (const message of task.signals) if (isTold(message)) own.take(message);
    for (const message of task.updates) if (isDecided(message)) decideAgain(own.decide, message);
    if (task.timers || task.signals.length + task.updates.length > 0) own.fireWhatIsDue();
  }
  return made;
}

function beginAt({ instance, procedure, version, input = {} }: DurableInput, at: number) {
  const { organisation, year } = parseInstanceId(instance) ?? { organisation: '', year: 0 };
  return begin(procedureOf(procedure, version), { instance, organisation, year, input }, at);
}

/** What the run refused by itself left no entry. */
function decideAgain(decide: (message: DecideMessage) => unknown, message: DecideMessage): void {
  try {
    decide(message);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function isTold(message: Json): message is Json & TellMessage {
  return !isUnsealed(message) && isTellMessage(message);
}

function isDecided(message: Json): message is Json & DecideMessage {
  return !isUnsealed(message) && isDecideMessage(message);
}

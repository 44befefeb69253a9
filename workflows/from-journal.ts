/** What an instance is handed when it is rebuilt from its journal alone. */
import { type Entry, type Procedure, stateAfter } from '../machines/core/index.ts';
import type { DecideAnswer } from '../contract/messages.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import type { Instant, InstanceId } from '../model/identifiers.ts';
import { isObject } from '../model/json.ts';
import type { CarriedState } from './carried.ts';
import { outgoingOf } from './outgoing.ts';
import { carryAnswers, carryIds, forgottenUntil } from './remembered.ts';

/** Starts and tells of the last so many milliseconds are sent again: for so long their receivers surely know them. */
const SENT_AGAIN = 25 * 24 * 60 * 60 * 1000;

/**
 * State, answers and ids as the instance itself would hand them on. What it caused elsewhere lately is caused again, because
 * the journal does not say whether it arrived: a start finds the instance there, a tell is recognised by its id.
 * `undefined` where there are no entries.
 *
 * @param atMost answers and ids remembered at most; fewer for an instance that is too large otherwise
 */
export function carriedFromJournal(
  procedure: Procedure,
  instance: InstanceId,
  recorded: readonly RecordedEntry[],
  now: Instant,
  atMost?: number,
): CarriedState | undefined {
  const entries = recorded.map(({ entry }) => entry);
  const state = stateAfter(procedure, entries);
  if (state === undefined) return undefined;
  const answers = new Map(recorded.flatMap(answerIn));
  const told = new Map(entries.flatMap(toldIn));
  const remembered = carryAnswers(answers, now, atMost);
  const ids = carryIds(told, now, atMost);
  const instants = new Map([...answers].map(([id, { at }]) => [id, at]));
  return {
    state,
    answers: remembered,
    told: ids,
    forgotten: { answers: forgottenUntil(0, instants, remembered.rows), told: forgottenUntil(0, told, ids) },
    unsent: [],
    outgoing: entries
      .filter(({ at }) => at >= now - SENT_AGAIN)
      .flatMap(({ effects }) => outgoingOf(instance, effects)),
  };
}

function answerIn({ entry, updateId, bodyHash = '' }: RecordedEntry): [string, DecideAnswer][] {
  const { seq, at, to } = entry;
  return updateId === undefined ? [] : [[updateId, { seq, at, to, bodyHash }]];
}

/** The id under which an entry's event was told, where it was told. */
function toldIn({ at, event }: Entry): [string, Instant][] {
  const id = isObject(event) ? event['id'] : undefined;
  return typeof id === 'string' ? [[id, at]] : [];
}

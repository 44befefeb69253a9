/** What one run of an instance hands to the next by continue-as-new: everything, as data. */
import type { State } from '../machines/core/index.ts';
import type { Instant } from '../model/identifiers.ts';
import { isObject } from '../model/json.ts';
import { utf8Bytes } from '../model/utf8.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import type { OutgoingMessage } from './outgoing.ts';
import type { CarriedAnswers, CarriedIds } from './remembered.ts';

export interface CarriedState {
  readonly state: State;
  readonly answers: CarriedAnswers;
  readonly told: CarriedIds;
  /** Up to when decisions and told events may have been forgotten. */
  readonly forgotten: { readonly answers: Instant; readonly told: Instant };
  /** Entries that are not yet known to be in the journal. */
  readonly unsent: readonly RecordedEntry[];
  /** Starts and tells that are not yet known to be done. */
  readonly outgoing: readonly OutgoingMessage[];
}

/** More than this is not handed over in one payload (Temporal's limit is 2 MB, and then it ends the workflow). */
export const CARRIED_AT_MOST = 1_500_000;

/** True for what a run before handed over. Only this interpreter writes it, so its parts are trusted. */
export function isCarried(value: unknown): value is CarriedState {
  return isObject(value) && isObject(value['state']) && isObject(value['answers']) && Array.isArray(value['unsent']);
}

/** Bytes of a value's JSON text in UTF-8. */
export function bytesOf(value: unknown): number {
  return utf8Bytes(JSON.stringify(value) ?? '');
}

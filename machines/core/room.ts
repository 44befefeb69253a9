/**
 * How large an instance may become. Its whole state travels in one payload whenever it is looked at or continues as new,
 * and Temporal ends what does not fit into 2 MB; beside it travel what is remembered of messages (260 kB at least) and
 * what is under way. So decisions are refused early, in words, long before that:
 *
 * - above `COMMON` whatever can be repeated at will;
 * - above `RESERVED` also what the procedure needs on its way to its end (`room: 'reserved'`): nobody who may only record
 *   and report takes that room from those who carry the procedure through;
 * - above `LATE` also what opens a way to an end – proposing a withdrawal, a transfer, a judgement – or names somebody else
 *   (`room: 'late'`): each may be taken again and again, with ever new documents;
 * - never what ends, or returns or decides what waits (`room: 'always'`: something must have been put forward before), what
 *   others tell, and what time brings: from `LATE` to what is carried over (1.5 MB) there is room for some hundred of them.
 */
import { treeBytes } from '../../model/tree-digest.ts';
import { utf8Bytes } from '../../model/utf8.ts';
import type { Decision } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { State } from './state.ts';

/**
 * Bytes of JSON in UTF-8. The tests' honest year has 9 kB; 300 measures, 3,000 documents, 300 exceptions and 200
 * improvements would come to about 420 kB.
 */
const COMMON = 600_000;
/** Room for the largest request (256 KiB) above everything common. */
const RESERVED = 900_000;
/** Some thousand documents more, or two dozen of the longest texts; 300 kB before what is carried over. */
const LATE = 1_200_000;

/** Whether an instance is as large as it may be by this decision, before anything is given with it. */
export function isFull({ room }: Decision, state: State): boolean {
  return room !== 'always' && treeBytes(state) >= limitOf(room);
}

/** Whether a decision's input has no room in the instance. Total. */
export function hasNoRoom({ room }: Decision, state: State, { input }: DecisionEvent): boolean {
  if (room === 'always') return false;
  // What is kept of an input is at most the input; facts are bounded by what they are looked up in.
  return treeBytes(state) + utf8Bytes(JSON.stringify(input) ?? '') > limitOf(room);
}

function limitOf(room: 'reserved' | 'late' | undefined): number {
  if (room === 'late') return LATE;
  return room === 'reserved' ? RESERVED : COMMON;
}

/** A change as it waits in the database. */
import { canonicalText, digestOf, sha256Hex } from '../../model/canonical.ts';
import type { PersonId } from '../../model/identifiers.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { JudgedChange } from '../registry/change.ts';
import type { Where } from '../registry/problems.ts';
import type { GivenRows, Item } from '../registry/rows.ts';

/** A row with its place as text. */
interface StoredItem<T> {
  readonly where: string;
  readonly row: T;
}
/** What was given, as JSON: fields that say nothing are absent. */
type StoredChange = { readonly [Kind in keyof GivenRows]: readonly StoredItem<GivenRows[Kind][number]['row']>[] };

/** A row's name among those of a change. */
export const rowKey = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

/** What was given, as text. Only what could be read in full ever waits. */
export function storedForm(given: GivenRows): string {
  const stored: StoredChange = {
    organisations: given.organisations.map(storedItem),
    departments: given.departments.map(storedItem),
    people: given.people.map(storedItem),
    appointments: given.appointments.map(storedItem),
    nominations: given.nominations.map(storedItem),
    voids: given.voids.map(storedItem),
  };
  return JSON.stringify(stored);
}

function storedItem<T>({ where, row }: Item<T>): StoredItem<T> {
  return { where: where(), row };
}

/** The same change as it was given. */
export function givenFrom(text: string): GivenRows {
  const stored: StoredChange = JSON.parse(text);
  return {
    organisations: stored.organisations.map(itemFrom),
    departments: stored.departments.map(itemFrom),
    people: stored.people.map(itemFrom),
    appointments: stored.appointments.map(itemFrom),
    nominations: stored.nominations.map(itemFrom),
    voids: stored.voids.map(itemFrom),
  };
}

/**
 * Whom a change that waits puts on which posts, from its text; but for those of whom it says itself who they are – they
 * must be as they were when it is approved.
 */
export function appointmentsIn(text: string): readonly { readonly person: PersonId; readonly role: string }[] {
  const { appointments = [], people = [] }: Partial<StoredChange> = JSON.parse(text);
  const named = new Set(people.map(({ row }) => row.id));
  return appointments.flatMap(({ row: { person, role } }) =>
    person === undefined || role === undefined || named.has(person) ? [] : [{ person, role }],
  );
}

function itemFrom<T>({ where: place, row }: StoredItem<T>): Item<T> {
  const where: Where = (field) => (field === undefined ? place : `${place}: ${field}`);
  return { where, row };
}

/** The same over what was given, wherever it stood in a file. */
export function digestOfGiven(given: GivenRows): string {
  const rows = Object.entries(given).map(([kind, items]: [string, readonly Item<unknown>[]]) => [
    kind,
    items.map(({ row }) => canonicalText(JSON.parse(JSON.stringify(row)))),
  ]);
  return digestOf(rows);
}

/** A row a waiting change touches, with the hash of what was recorded when it was asked for. */
export interface WaitingRow {
  readonly kind: JournaledRow['kind'];
  readonly id: string;
  readonly act: string;
  /** Empty when nothing was recorded. */
  readonly before: string;
  readonly guarded?: true;
}

/** The rows a judged change touches. */
export function waitingRows({ written, recorded }: JudgedChange, guarded: ReadonlySet<string>): WaitingRow[] {
  return written.map(({ kind, id, act }) => ({
    kind,
    id,
    act,
    before: fingerprint(recordedRow(recorded, kind, id)),
    ...(guarded.has(rowKey({ kind, id })) ? { guarded: true } : {}),
  }));
}

/** Rows that are no longer recorded as they were when the change was asked for. */
export function movedSince(rows: readonly WaitingRow[], { recorded }: JudgedChange): string[] {
  return rows.filter(({ kind, id, before }) => fingerprint(recordedRow(recorded, kind, id)) !== before).map(rowKey);
}

function recordedRow(recorded: JudgedChange['recorded'], kind: JournaledRow['kind'], id: string): object | undefined {
  switch (kind) {
    case 'organisation':
      return recorded.organisations.get(id);
    case 'department':
      return recorded.departments.get(id);
    case 'person':
      return recorded.people.get(id);
    case 'appointment':
      return recorded.appointments.get(id);
    case 'nomination':
      return recorded.nominations.get(id);
    default:
      return undefined;
  }
}

function fingerprint(row: object | undefined): string {
  return row === undefined ? '' : sha256Hex(canonicalText(row));
}

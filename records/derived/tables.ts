/** The tables that are derived from journals, and how a row of each is known. What else stands in the database is not. */
import { sql, type RawBuilder } from 'kysely';

/** A derived table, as far as one instance or body has rows in it. */
export interface DerivedTable {
  readonly name: string;
  /** The columns by which a row is known, in the order in which differences are told. */
  readonly key: readonly string[];
  /** The column that says whose a row is. */
  readonly of: 'instance' | 'organisation';
  /** Columns that come from elsewhere. */
  readonly without: readonly string[];
  /** Columns that hold JSON as text: what counts is what they say. */
  readonly json: readonly string[];
  /** The rows that are derived, where others are not. */
  readonly only?: RawBuilder<boolean>;
}

const plain = { without: [], json: [] } as const;

/** From the entries of an instance; cited documents also from the nominations recorded for it. */
export const tablesOfInstance: readonly DerivedTable[] = [
  {
    name: 'instances',
    key: ['instance'],
    of: 'instance',
    // Who claimed it, and the mark of the last verification.
    without: ['claimed_by', 'start_input', 'damaged'],
    json: ['projection', 'counts'],
  },
  { ...plain, name: 'tasks', key: ['instance', 'position'], of: 'instance', json: ['waits_for'] },
  { ...plain, name: 'invitations', key: ['instance', 'person', 'organisation', 'role'], of: 'instance' },
  { ...plain, name: 'document_citations', key: ['instance', 'hash'], of: 'instance' },
  { ...plain, name: 'reliances', key: ['instance', 'seq', 'appointment'], of: 'instance' },
];

/** From the entries of all instances of a body, and from the registry as it stands at that moment. */
export const tablesOfBody: readonly DerivedTable[] = [
  { ...plain, name: 'board_bodies', key: ['organisation'], of: 'organisation', json: ['former_names'] },
  { ...plain, name: 'board_lines', key: ['organisation', 'year'], of: 'organisation' },
  {
    name: 'registers',
    key: ['organisation', 'register', 'key', 'instance', 'seq'],
    of: 'organisation',
    without: ['id'],
    json: ['value'],
    // What people set stands in the registry's journal, which the verification compares.
    only: sql<boolean>`instance is not null`,
  },
];

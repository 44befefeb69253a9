import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Entry, Projection } from '../../machines/core/index.ts';
import type { Records } from '../../contract/records/records.ts';
import type { RegistryChange } from '../../contract/records/registry.ts';
import { type Database, openDatabase } from '../../records/database.ts';
import { recordsOver } from '../../records/open.ts';
import { emptyDatabase } from './postgres.ts';
import { testKeys } from './keys.ts';

/** Records on a database of their own, and that database, for what only someone at the database could do. */
export interface TestRecords {
  records: Records;
  db: Database;
  /** The same database opened as another process would; on PGlite only one process may have it. */
  databaseUrl: string | undefined;
}

/** Runs the same tests on PGlite and on a real PostgreSQL, each with records of its own. */
export function onBothDatabases(tests: (here: () => TestRecords) => void): void {
  describe.each(['PGlite', 'PostgreSQL'])('on %s', (kind) => {
    let here: TestRecords | undefined;
    let cleanUp = async (): Promise<void> => {};
    beforeAll(async () => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'junkan-records-'));
      const database = kind === 'PostgreSQL' ? await emptyDatabase() : undefined;
      const opened = await openDatabase({ keys: testKeys, databaseUrl: database?.url, dataDirectory });
      const records = await recordsOver(opened, { create: { kind: 'demonstration' } });
      here = { records, db: opened.db, databaseUrl: database?.url };
      cleanUp = async () => {
        await records.close();
        await database?.drop();
        await rm(dataDirectory, { recursive: true, force: true });
      };
    });
    afterAll(() => cleanUp());
    tests(() => {
      if (here === undefined) throw new Error('the records are not open');
      return here;
    });
  });
}

/** 2026-05-01 12:00 JST. */
export const noon = Date.parse('2026-05-01T03:00:00Z');
export const DAY = 24 * 60 * 60 * 1000;

/** An entry as the core would write it; everything may be said otherwise. */
export function entryOf(instance: string, seq: number, other: Partial<Entry> = {}): Entry {
  return {
    instance,
    procedure: instance.split('/')[0] ?? '',
    version: 1,
    seq,
    at: noon + seq,
    event:
      seq === 1
        ? { type: 'begin', at: noon, input: {} }
        : { type: 'add', at: noon + seq, actor: { person: 'p-1', appointments: [] }, input: { seq }, facts: {} },
    from: null,
    to: { counting: seq },
    digest: String(seq).padStart(64, '0'),
    projection: projectionOf(),
    effects: [],
    marks: [],
    reliedOn: [],
    ...other,
  };
}

export function projectionOf(other: Partial<Projection> = {}): Projection {
  return { phase: 'running', due: [], tasks: [], counts: {}, marks: [], documents: [], invited: [], ...other };
}

export function dueItem(id: string, due: number) {
  return { id, due, original: due, rungs: [], roles: ['ciso' as const] };
}

/** Invented bodies with an invented person on each post named: `post('demo-a', 'p-1', 'ciso')`. */
export function bodies(...ids: string[]): RegistryChange {
  return {
    organisations: ids.map((id) => ({
      id,
      kind: 'ministry' as const,
      nameJa: `${id}省（架空）`,
      nameEn: `Ministry ${id} (fictional)`,
      supervisors: [],
      fictional: true,
    })),
  };
}

type Appointed = NonNullable<RegistryChange['appointments']>[number];

/** A person on a post, who is recorded with it. */
export function post(
  organisation: string,
  person: string,
  role: Appointed['role'],
  other: Partial<Appointed> = {},
): RegistryChange {
  return {
    people: [{ id: person, nameJa: `${person}（架空）`, nameEn: `${person} (fictional)` }],
    appointments: [
      {
        id: `a-${organisation}-${person}-${role.toLowerCase()}`,
        person,
        role,
        organisation,
        from: '2026-04-01',
        kind: 'regular',
        ...other,
      },
    ],
  };
}

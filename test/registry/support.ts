import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { OrganisationRow, RegistryChange } from '../../contract/records/registry.ts';
import { RegistryErrors } from '../../contract/records/registry.ts';
import { type Database, openDatabase } from '../../records/database.ts';
import { migrate } from '../../records/migrate.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { testKeys } from '../support/keys.ts';

/** 2026-11-23 12:00 JST. */
export const now = Date.UTC(2026, 10, 23, 3);

/** Opens an empty, migrated database; `close` removes it. */
async function open(kind: 'PGlite' | 'PostgreSQL'): Promise<{ db: Database; close(): Promise<void> }> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'junkan-registry-'));
  const server = kind === 'PostgreSQL' ? await emptyDatabase() : undefined;
  const opened = await openDatabase({
    keys: testKeys,
    dataDirectory,
    ...(server === undefined ? {} : { databaseUrl: server.url }),
  });
  await migrate(opened.db);
  return {
    db: opened.db,
    async close() {
      await opened.close();
      await server?.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Runs the same tests over each kind of database, each with one fresh database for the block. */
export function onEachDatabase(title: string, tests: (database: () => Database) => void): void {
  describe.each(['PGlite', 'PostgreSQL'] as const)(`${title} (%s)`, (kind) => {
    onDatabase(kind, tests);
  });
}

/** One fresh database for the block. */
export function onDatabase(kind: 'PGlite' | 'PostgreSQL', tests: (database: () => Database) => void): void {
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  beforeAll(async () => {
    opened = await open(kind);
  });
  afterAll(() => opened?.close());
  tests(() => {
    if (opened === undefined) throw new Error('used before the database was opened');
    return opened.db;
  });
}

/** A ministry and an agency under it, invented. */
export const ministry: OrganisationRow = {
  id: 'demo-m',
  kind: 'ministry',
  nameJa: '試験省（架空）',
  nameEn: 'Ministry of Tests (fictional)',
  supervisors: [],
  fictional: true,
};
export const agency: OrganisationRow = {
  id: 'demo-a',
  kind: 'incorporated-administrative-agency',
  class: 'medium-term-objectives',
  nameJa: '独立行政法人試験機構（架空）',
  nameEn: 'Testing Agency (fictional)',
  supervisors: ['demo-m'],
  fictional: true,
};

/** Two bureaus and a division, three people, a head, a CISO and an officer of the division. */
export const world: RegistryChange = {
  organisations: [ministry, agency],
  departments: [
    { id: 'north', organisation: 'demo-m', nameJa: '北局', nameEn: 'North Bureau', bureau: true },
    { id: 'north-a', organisation: 'demo-m', nameJa: '北局甲課', nameEn: 'Division A', parent: 'north', bureau: false },
    { id: 'south', organisation: 'demo-m', nameJa: '南局', nameEn: 'South Bureau', bureau: true },
  ],
  people: ['p-1', 'p-2', 'p-3'].map((id) => ({
    id,
    nameJa: `人物${id.slice(2)}（架空）`,
    nameEn: `Person ${id.slice(2)} (fictional)`,
    mail: `${id}@test.example`,
  })),
  appointments: [
    {
      id: 'a-1',
      person: 'p-1',
      role: 'headOfOrganisation',
      organisation: 'demo-m',
      from: '2024-04-01',
      kind: 'regular',
    },
    { id: 'a-2', person: 'p-2', role: 'ciso', organisation: 'demo-m', from: '2025-04-01', kind: 'regular' },
    {
      id: 'a-3',
      person: 'p-3',
      role: 'officer',
      organisation: 'demo-m',
      department: 'north-a',
      from: '2025-04-01',
      kind: 'regular',
      instrument: { order: '人事発令第1号', date: '2025-03-25' },
    },
  ],
};

/** What a refused change says: `where: en`, sorted. */
export async function errorsOf(attempt: Promise<unknown>): Promise<string[]> {
  const caught = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(caught instanceof RegistryErrors)) throw new Error(`expected RegistryErrors, got ${String(caught)}`);
  for (const error of caught.errors) {
    if (error.ja === '' || !/[ぁ-んァ-ヶ一-龠]/.test(error.ja))
      throw new Error(`no Japanese: ${JSON.stringify(error)}`);
  }
  return caught.errors.map((error) => `${error.where}: ${error.en}`);
}

/** The expectations (beginnings or patterns) that do not meet exactly one of the errors. */
export function notOnce(errors: readonly string[], expected: readonly (string | RegExp)[]): (string | RegExp)[] {
  const meets = (error: string, each: string | RegExp): boolean =>
    typeof each === 'string' ? error.startsWith(each) : each.test(error);
  return expected.filter((each) => errors.filter((error) => meets(error, each)).length !== 1);
}

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type Migration, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordsUnavailable } from '../../contract/records/unavailable.ts';
import { type Database, openDatabase } from '../../records/database.ts';
import { migrate, NewerSchema, OlderSchema } from '../../records/migrate.ts';
import { migrations } from '../../records/migrations/index.ts';
import { NoInstallation, OtherFormat, openRecords } from '../../records/open.ts';
import { bundled } from '../support/bundled.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { entryOf } from '../support/records.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { testKeys } from '../support/keys.ts';

describe('records of several processes on one PostgreSQL', () => {
  let database: TestDatabase;
  const where = () => ({ databaseUrl: database.url, dataDirectory: '/nowhere', create: { kind: 'real' as const } });
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  afterAll(() => database.drop());

  it('may start at once on an empty database: one creates it, all see the same installation', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => openRecords({ ...where(), keys: testKeys })));
    expect(new Set(opened.map((records) => records.installation.id)).size).toBe(1);
    const again = await openRecords({ keys: testKeys, ...where(), create: { kind: 'demonstration' } });
    expect(again.installation.kind).toBe('real');
    await Promise.all([...opened, again].map((records) => records.close()));
  });

  it('write the same and different instances at once without a gap, and wake who waits in another process', async () => {
    const [one, two] = await Promise.all([
      openRecords({ ...where(), keys: testKeys }),
      openRecords({ ...where(), keys: testKeys }),
    ]);
    const shared = 'counter/2026/demo-a/1';
    const body = (n: number) => `improvement/2026/demo-a/${n}`;
    const waiting = two.journal.waitFor(shared, 20, 30_000);
    const writers = [one, two].map(async ({ journal }, process) => {
      for (let seq = 1; seq <= 20; seq += 1) {
        await Promise.all([
          journal.append([{ entry: entryOf(shared, seq) }]),
          journal.append([1, 2, 3].map((n) => ({ entry: entryOf(body(n + 3 * process), seq) }))),
        ]);
      }
    });
    await Promise.all(writers);
    expect(await waiting).toBe(true);
    for (const name of [shared, ...[1, 2, 3, 4, 5, 6].map(body)]) {
      expect((await one.journal.all(name)).map((entry) => entry.seq)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      expect(await two.journal.verifyChain(name)).toBeUndefined();
    }
    await Promise.all([one.close(), two.close()]);
  });
});

describe('the schema', () => {
  const tablesOf = async (db: Database): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
    return rows.map(({ name }) => name);
  };

  it('of a newer junkan is refused in both languages, and nothing is changed', async () => {
    const database = await emptyDatabase();
    const where = { databaseUrl: database.url, dataDirectory: '/nowhere' };
    await expect(openRecords({ ...where, keys: testKeys })).rejects.toBeInstanceOf(NoInstallation);
    await (await openRecords({ keys: testKeys, ...where, create: { kind: 'real' } })).close();
    const newer = await openDatabase({ ...where, keys: testKeys });
    const before = await tablesOf(newer.db);
    await sql`insert into kysely_migration (name, timestamp) values ('0002-to-come', '2027-04-01T00:00:00Z')`.execute(
      newer.db,
    );
    const refused = await openRecords({ ...where, keys: testKeys }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NewerSchema);
    expect(String(refused)).toMatch(/新しい版の junkan.*0002-to-come.*0001-first.*newer junkan/s);
    expect(await tablesOf(newer.db)).toEqual(before);
    await sql`delete from kysely_migration where name = '0002-to-come'`.execute(newer.db);
    await newer.close();
    await (await openRecords({ ...where, keys: testKeys })).close();
    await database.drop();
  });

  it('of nobody is not begun by a process that does not create the installation', async () => {
    const database = await emptyDatabase();
    const where = { databaseUrl: database.url, dataDirectory: '/nowhere' };
    await expect(openRecords({ ...where, keys: testKeys })).rejects.toBeInstanceOf(NoInstallation);
    const opened = await openDatabase({ ...where, keys: testKeys });
    expect(await tablesOf(opened.db)).toEqual([]);
    await opened.close();
    await database.drop();
  });

  it('from before the first release is refused with what to do, and nothing is changed', async () => {
    const database = await emptyDatabase();
    const where = { databaseUrl: database.url, dataDirectory: '/nowhere' };
    const older = await openDatabase({ ...where, keys: testKeys });
    await sql`create table schema_steps (number integer primary key, name text not null)`.execute(older.db);
    await sql`insert into schema_steps values (8, '0010-answers-reserved')`.execute(older.db);
    await sql`create table installation (kind text, id text, created bigint)`.execute(older.db);
    for (const create of [undefined, { kind: 'real' as const }]) {
      const refused = await openRecords({ keys: testKeys, ...where, ...(create && { create }) }).catch(
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(OlderSchema);
      expect(String(refused)).toMatch(/最初のリリースより前.*作り直す.*before the first release.*make them anew/s);
    }
    expect(await tablesOf(older.db)).toEqual(['installation', 'schema_steps']);
    await older.close();
    await database.drop();
  });

  it('of another format is refused with what to do, and nothing is changed', async () => {
    const database = await emptyDatabase();
    const where = { databaseUrl: database.url, dataDirectory: '/nowhere' };
    await (await openRecords({ keys: testKeys, ...where, create: { kind: 'real' } })).close();
    const other = await openDatabase({ ...where, keys: testKeys });
    const before = await tablesOf(other.db);
    const refused = async (create?: 'real') => {
      const opening = openRecords({ keys: testKeys, ...where, ...(create && { create: { kind: create } }) });
      return opening.catch((error: unknown) => error);
    };
    await other.db.updateTable('installation').set({ format: 1 }).execute();
    expect(await refused()).toBeInstanceOf(OtherFormat);
    expect(String(await refused('real'))).toMatch(/形式（1）.*作り直す.*format \(1\).*make them anew/s);
    await sql`alter table installation drop column format`.execute(other.db);
    expect(String(await refused())).toMatch(/番号なし.*no number/s);
    expect(await tablesOf(other.db)).toEqual(before);
    await other.close();
    await database.drop();
  });

  it('is left as it was when a step fails in the middle', async () => {
    const database = await emptyDatabase();
    const opened = await openDatabase({ keys: testKeys, databaseUrl: database.url, dataDirectory: '/nowhere' });
    await migrate(opened.db);
    const before = await tablesOf(opened.db);
    const whole: Migration = { up: async (db) => void (await sql`create table whole (a integer)`.execute(db)) };
    const half: Migration = {
      up: async (db) => {
        await sql`create table half_made (a integer)`.execute(db);
        await sql`select 1 / 0`.execute(db);
      },
    };
    const steps = { ...migrations, '0002-whole': whole, '0003-half': half };
    await expect(migrate(opened.db, steps)).rejects.toThrow('division by zero');
    expect(await tablesOf(opened.db)).toEqual(before);
    await migrate(opened.db);
    await migrate(opened.db, { ...migrations, '0002-whole': whole });
    expect(await tablesOf(opened.db)).toEqual([...before, 'whole'].sort());
    await opened.close();
    await database.drop();
  });
});

describe('a database that goes away', () => {
  const directory = mkdtempSync(join(tmpdir(), 'junkan-away-'));
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres(join(directory, 'postgres'));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is told apart from every other failure, and everything works again when it is back', async () => {
    const records = await openRecords({
      keys: testKeys,
      databaseUrl: server.url('postgres'),
      dataDirectory: '/nowhere',
      create: { kind: 'demonstration' },
    });
    const name = 'counter/2026/demo-a/1';
    await records.journal.append([{ entry: entryOf(name, 1) }]);
    await server.stop();
    expect(await records.ready()).toBe(false);
    await expect(records.journal.append([{ entry: entryOf(name, 2) }])).rejects.toBeInstanceOf(RecordsUnavailable);
    await expect(records.tokens.holder('x', 0)).rejects.toBeInstanceOf(RecordsUnavailable);
    const calls = Array.from({ length: 20 }, () => records.journal.head(name).catch((error: unknown) => error));
    for (const failure of await Promise.all(calls)) expect(failure).toBeInstanceOf(RecordsUnavailable);
    const waiting = records.journal.waitFor(name, 2, 60_000);
    await server.start();
    await eventually(() => records.ready());
    await records.journal.append([{ entry: entryOf(name, 2) }]);
    expect(await waiting).toBe(true);
    expect(await records.journal.verifyChain(name)).toBeUndefined();
    await records.close();
  });

  it('under writers: what was acknowledged is there once, the rest goes through when sent again', async () => {
    const records = await openRecords({
      keys: testKeys,
      databaseUrl: server.url('postgres'),
      dataDirectory: '/nowhere',
      create: { kind: 'demonstration' },
    });
    const names = Array.from({ length: 6 }, (_, i) => `counter/2026/demo-b/${i + 1}`);
    let failures = 0;
    const lanes = names.map(async (name) => {
      for (let seq = 1; seq <= 150; seq += 1) {
        for (;;) {
          try {
            await records.journal.append([{ entry: entryOf(name, seq) }]);
            break;
          } catch (error) {
            if (!(error instanceof RecordsUnavailable)) throw error;
            failures += 1;
            await pause(20);
          }
        }
      }
    });
    await eventually(async () => (await records.journal.head(names[0]!)) > 20);
    await server.stop();
    await eventually(() => failures > 0);
    await server.start();
    await Promise.all(lanes);
    for (const name of names) {
      expect(await records.journal.head(name)).toBe(150);
      expect(await records.journal.verifyChain(name)).toBeUndefined();
    }
    await records.close();
  });
});

describe('a writer on PGlite that is killed', () => {
  it(
    'in the middle of its entries loses nothing it acknowledged, and again after that',
    { timeout: 180_000 },
    async () => {
      const dataDirectory = temporaryDirectory();
      const instance = 'counter/2026/demo-a/1';
      let acknowledged = 0;
      for (const more of [60, 110]) {
        const program = await bundled('test/records/writer-program.ts');
        const writer = spawn(process.execPath, [program, dataDirectory, instance], {
          stdio: ['ignore', 'pipe', 'inherit'],
          cwd: ROOT,
        });
        const gone = new Promise((resolve) => writer.once('exit', resolve));
        const until = acknowledged + more;
        for await (const line of createInterface({ input: writer.stdout })) {
          acknowledged = Number(line);
          if (acknowledged >= until) writer.kill('SIGKILL');
        }
        await gone;
        expect(acknowledged).toBeGreaterThanOrEqual(until);
        const records = await openRecords({ keys: testKeys, dataDirectory });
        const head = await records.journal.head(instance);
        expect(head).toBeGreaterThanOrEqual(acknowledged);
        expect(head).toBeLessThanOrEqual(acknowledged + 1);
        expect(await records.journal.all(instance)).toHaveLength(head);
        expect(await records.journal.verifyChain(instance)).toBeUndefined();
        expect(await records.instances.get(instance)).toMatchObject({ seq: head });
        await records.close();
      }
    },
  );
});

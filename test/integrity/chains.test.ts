/** What somebody does who can write into the database, and how it is noticed: named by chain, place and kind. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../contract/records/integrity.ts';
import { seedDemonstration } from '../../demonstration/index.ts';
import { link } from '../../records/journal/chain.ts';
import { sha256 } from '../../records/hash.ts';
import { startKeeper, type Keeper } from '../../worker/keeper/keeper.ts';
import { eventually } from '../support/eventually.ts';
import { entryOf, onBothDatabases } from '../support/records.ts';

onBothDatabases((here) => {
  const directory = mkdtempSync(join(tmpdir(), 'junkan-checkpoints-'));
  const second = mkdtempSync(join(tmpdir(), 'junkan-checkpoints-second-'));
  const log: object[] = [];
  let number = 0;
  let keeper: Keeper;

  beforeAll(async () => {
    const { records } = here();
    await seedDemonstration(records, Date.now());
    keeper = startKeeper({
      integrity: records.integrity,
      installation: records.installation,
      keyFile: join(directory, 'keys', 'checkpoints.pem'),
      directories: [directory, second],
      log: (level, message, about) => void log.push({ level, message, ...about }),
      timing: { first: 0, look: 10 },
    });
  });
  afterAll(async () => {
    await keeper.stop();
    rmSync(directory, { recursive: true, force: true });
    rmSync(second, { recursive: true, force: true });
  });

  /** An instance with five entries whose heads have been signed. */
  async function signedInstance(): Promise<string> {
    const { records } = here();
    number += 1;
    const name = `counter/2026/demo-a/${number}`;
    for (let seq = 1; seq <= 5; seq += 1) await records.journal.append([{ entry: entryOf(name, seq) }]);
    await round('checkpoint');
    return name;
  }

  async function round(what: 'checkpoint' | 'verification'): Promise<Verification | undefined> {
    const { integrity } = here().records;
    const before = (await integrity.round(what))?.finished ?? 0;
    await integrity.ask(what, Math.max(Date.now(), before + 1));
    await eventually(async () => {
      const now = await integrity.round(what);
      return now?.open === false && now.finished > before;
    });
    return integrity.last();
  }

  async function damagesOf(name: string) {
    await round('verification');
    return (await here().records.integrity.damageOf(name))?.damages;
  }

  const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(here().db);

  it('finds nothing wrong where nothing was done, and says how much it read', async () => {
    const name = await signedInstance();
    const found = await round('verification');
    expect(found?.damaged).toEqual([]);
    expect(found?.foreign).toEqual([]);
    expect(found?.lines).toBeGreaterThanOrEqual(5);
    expect(await here().records.integrity.damageOf(name)).toBeUndefined();
  });

  it.each([
    [
      'an entry edited',
      `update journal set payload = replace(payload, '"seq":3', '"seq":8') where seq = 3`,
      3,
      'edited',
    ],
    ['a header edited with its hash', 'edit', 3, 'edited'],
    ['an entry taken out of the middle', 'delete from journal where seq = 3', 3, 'missing'],
    ['the last entries taken away', 'delete from journal where seq > 3', 4, 'missing'],
    ['two entries swapped', 'swap', 2, 'moved'],
    ['an entry put in between', 'insert', 3, 'inserted'],
    ['an entry put at the end', 'append', 6, 'inserted'],
    ['everything from an entry on written anew, the head too', 'rewrite', 1, 'rewritten'],
    ['all of it taken away, the head too', 'remove', 1, 'missing'],
  ])('%s', async (_what, how, seq, kind) => {
    const name = await signedInstance();
    const of = `instance = '${name}'`;
    if (how === 'swap') {
      await run(`update journal set seq = 100 where seq = 2 and ${of}`);
      await run(`update journal set seq = 2 where seq = 3 and ${of}`);
      await run(`update journal set seq = 3 where seq = 100 and ${of}`);
    } else if (how === 'edit') await rewrite(name, 3, 3);
    else if (how === 'insert') await insertAt(name, 3);
    else if (how === 'append') await insertAt(name, 6);
    else if (how === 'rewrite') await rewrite(name, 4, 5);
    else if (how === 'remove') {
      await run(`delete from journal where ${of}`);
      await run(`delete from instances where ${of}`);
    } else await run(`${how} and ${of}`);
    expect((await damagesOf(name))?.[0]).toEqual({ seq, kind });
    expect(log).toContainEqual(expect.objectContaining({ chain: name, message: 'a chain is not what was written' }));
    if (how === 'remove') await here().db.deleteFrom('damages').execute();
  });

  it('names the first entry written anew where an earlier one was signed before', async () => {
    const name = await signedInstance();
    await here().records.journal.append([6, 7].map((seq) => ({ entry: entryOf(name, seq) })));
    await round('checkpoint');
    await rewrite(name, 7, 7);
    expect(await damagesOf(name)).toEqual([{ seq: 6, kind: 'rewritten' }]);
  });

  it('does not sign over what no longer holds what was signed', async () => {
    const name = await signedInstance();
    await rewrite(name, 2, 5);
    await here().records.journal.append([{ entry: entryOf(name, 6) }]);
    await round('checkpoint');
    expect(await damagesOf(name)).toEqual([{ seq: 1, kind: 'rewritten' }]);
  });

  it('an appointment, a person, a register’s fact written by SQL are named, and one taken away', async () => {
    const { db } = here();
    const one = await db.selectFrom('appointments').selectAll().where('role', '=', 'ciso').executeTakeFirstOrThrow();
    const id = `a-${randomUUID()}`;
    await db
      .insertInto('appointments')
      .values({ ...one, id })
      .execute();
    const taken = await db
      .selectFrom('appointments')
      .selectAll()
      .where('role', '=', 'auditOfficer')
      .executeTakeFirstOrThrow();
    await db.deleteFrom('appointments').where('id', '=', taken.id).execute();
    await db.updateTable('people').set({ mail: 'thief@example.com' }).where('id', '=', one.person).execute();
    await db
      .insertInto('registers')
      .values({
        organisation: one.organisation,
        register: 'enteredFor',
        key: '',
        value: 'true',
        from_at: 1,
        to_at: null,
        by_person: one.person,
        instance: null,
        seq: null,
      })
      .execute();
    const found = await round('verification');
    expect(found?.foreign).toEqual(
      expect.arrayContaining([
        { table: 'appointments', id, kind: 'inserted' },
        { table: 'appointments', id: taken.id, kind: 'missing' },
        { table: 'people', id: one.person, kind: 'edited' },
        { table: 'registers', id: `${one.organisation}/enteredFor/`, kind: 'inserted' },
      ]),
    );
    const told = await db.selectFrom('notice_items').select('about').where('topic', '=', 'rowForeign').execute();
    expect(told).toContainEqual({ about: `appointments ${id}` });
  });

  it('the registry’s chain rewritten whole is not what was signed', async () => {
    const { db, records } = here();
    await records.registry.change({ people: [{ id: 'p-new', nameJa: '新任', nameEn: 'New' }] }, 'p-1', Date.now());
    await round('checkpoint');
    const last = await db.selectFrom('registry_journal').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
    const header = sha256('forged');
    await db.updateTable('registry_journal').set({ hash: header }).where('seq', '=', last.seq).execute();
    const found = await round('verification');
    const registry = found?.damaged.find(({ chain }) => chain === 'registry');
    expect(registry?.damages[0]).toEqual({ seq: last.seq, kind: 'edited' });
    await db.updateTable('registry_journal').set({ hash: last.hash }).where('seq', '=', last.seq).execute();
    expect((await round('verification'))?.damaged.find(({ chain }) => chain === 'registry')).toBeUndefined();
  });

  describe('checkpoints', () => {
    const files = (of = directory): string[] => readdirSync(of).filter((name) => name.endsWith('.jsonl'));

    it('stand in both places, the same, with the public key beside them', async () => {
      await signedInstance();
      for (const name of files()) {
        expect(readFileSync(join(second, name), 'utf8')).toBe(readFileSync(join(directory, name), 'utf8'));
      }
      expect(readdirSync(second).some((name) => name.endsWith('.pem'))).toBe(true);
    });

    it('one edited or taken away in the database is named, and one forged there is not gone on with', async () => {
      const { db } = here();
      await signedInstance();
      const [first, next] = await db.selectFrom('checkpoints').selectAll().orderBy('seq').execute();
      if (first === undefined || next === undefined) throw new Error('no checkpoints');
      await db.updateTable('checkpoints').set({ signature: 'AAAA' }).where('seq', '=', first.seq).execute();
      await db.deleteFrom('checkpoints').where('seq', '=', next.seq).execute();
      const { last } = await db
        .selectFrom('checkpoints')
        .select((eb) => eb.fn.max('seq').as('last'))
        .executeTakeFirstOrThrow();
      await db
        .insertInto('checkpoints')
        .values({ ...first, seq: last + 1 })
        .execute();
      await signedInstance();
      const found = await round('verification');
      expect(found?.foreign).toContainEqual({ table: 'checkpoints', id: String(first.seq), kind: 'edited' });
      // What was taken away is told once, and put back from the files.
      expect(log).toContainEqual(
        expect.objectContaining({ table: 'checkpoints', id: String(next.seq), kind: 'missing' }),
      );
      expect((await db.selectFrom('checkpoints').select('seq').execute()).map(({ seq }) => seq)).toContain(next.seq);
      expect(log).toContainEqual(
        expect.objectContaining({ table: 'checkpoints', id: String(last + 1), kind: 'inserted' }),
      );
    });

    it('a line edited in a file is named by file and line', async () => {
      await signedInstance();
      const [name = ''] = files(second);
      const file = join(second, name);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('\\"lines\\":', '\\"lines\\":1'));
      const found = await round('verification');
      expect(found?.foreign).toContainEqual({
        table: 'checkpoint files, second place',
        id: `${name}:1`,
        kind: 'edited',
      });
      writeFileSync(file, text);
    });
  });

  it('a row put in by SQL is noticed when heads are signed, before the day’s verification', async () => {
    const { db, records } = here();
    await round('verification');
    await sql`insert into tokens (id, secret_hash, person, issued_by, issued, expires, purpose, seen)
      values ('mine', 'mine', 'p-1', 'p-1', 0, 1e15, '', 0)`.execute(db);
    await round('checkpoint');
    const mine = { table: 'tokens', id: 'mine', kind: 'inserted' };
    await eventually(async () => (await records.integrity.last())?.foreign.some(({ id }) => id === 'mine'));
    expect((await records.integrity.last())?.foreign).toContainEqual(mine);
    expect(await records.integrity.hasNewForeignRows()).toBe(false);
    await sql`delete from tokens where id = 'mine'`.execute(db);
  });

  /** Writes entries anew with hashes that fit together; to the last one, the head too. */
  async function rewrite(name: string, from: number, to: number): Promise<void> {
    const { db } = here();
    const rows = await db.selectFrom('journal').selectAll().where('instance', '=', name).orderBy('seq').execute();
    let head = rows[from - 2] ?? { seq: 0, hash: '0'.repeat(64) };
    for (const row of rows.slice(from - 1, to)) {
      const header = row.header.replace('"marks":[]', '"marks":["forged"]');
      const linked = link(head, header);
      await db
        .updateTable('journal')
        .set({ header, hash: linked.hash, previous_hash: linked.previousHash })
        .where('instance', '=', name)
        .where('seq', '=', row.seq)
        .execute();
      head = { seq: row.seq, hash: linked.hash };
    }
    if (to === rows.length) {
      await db.updateTable('instances').set({ head_hash: head.hash }).where('instance', '=', name).execute();
    }
  }

  /** Puts a line of one's own at a place, the others moved on. */
  async function insertAt(name: string, seq: number): Promise<void> {
    const { db } = here();
    const rows = await db.selectFrom('journal').selectAll().where('instance', '=', name).orderBy('seq').execute();
    const before = rows[seq - 2];
    if (before === undefined) throw new Error('nothing stands before it');
    for (const row of rows.filter((each) => each.seq >= seq).reverse()) {
      await db
        .updateTable('journal')
        .set({ seq: row.seq + 1 })
        .where('instance', '=', name)
        .where('seq', '=', row.seq)
        .execute();
    }
    const header = before.header.replace(`"seq":${seq - 1}`, `"seq":${seq}`);
    const linked = link(before, header);
    const forged = { ...before, seq, header, hash: linked.hash, previous_hash: linked.previousHash };
    await db
      .insertInto('journal')
      .values({ ...forged, at: before.at })
      .execute();
  }
});

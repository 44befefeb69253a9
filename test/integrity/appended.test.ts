/** Who writes a row by SQL and its line as well, rightly hashed, at the end of the journal: the line has no seal of ours. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PayloadKey, payloadKey } from '../../client/sealing/keyring.ts';
import { type ChainName, type Head, registryChain, tokenChain } from '../../contract/records/integrity.ts';
import { canonicalText } from '../../model/canonical.ts';
import { load } from '../../records/backup/load.ts';
import { openDatabase } from '../../records/database.ts';
import { sha256 } from '../../records/hash.ts';
import { link, sealed } from '../../records/journal/chain.ts';
import { LineSeals, type LineSeal } from '../../records/line-seals.ts';
import { recordsOver } from '../../records/open.ts';
import { registryHead } from '../../records/registry/journal.ts';
import { tokenHead } from '../../records/token-journal.ts';
import { world } from '../registry/support.ts';
import { nothing } from '../support/integrity.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { DAY, noon, onBothDatabases, post, type TestRecords } from '../support/records.ts';

const aKey = (): PayloadKey => payloadKey(randomBytes(32));
const ringOf = (...keys: readonly [PayloadKey, ...PayloadKey[]]) => ({
  current: () => keys[0],
  find: (id: string) => keys.find((key) => key.id === id),
});
const tip: Head = { seq: 0, hash: '0'.repeat(64) };

/** Verifies everything, by what was signed of some chains. */
function verify({ integrity }: TestRecords['records'], signed: ReadonlyMap<ChainName, Head> = new Map()) {
  const all = new Map([...signed].map(([chain, head]) => [chain, [head]]));
  return integrity.verify({
    signed: { tip, last: signed, all: () => Promise.resolve(all) },
    also: [],
    clock: () => noon,
  });
}

/** The end of a chain as a stranger makes it: everything but the seal can be computed. */
async function forgedAppointment({ db }: TestRecords, seal: LineSeal): Promise<number> {
  const head = await registryHead(db);
  const seq = head.seq + 1;
  await sql`insert into appointments select (jsonb_populate_record(t, jsonb_build_object('id', 'forged', 'person', 'p-3'))).*
    from appointments as t where role = 'administrator' limit 1`.execute(db);
  const { rows } = await sql<{
    row: object;
  }>`select to_jsonb(t) as row from appointments as t where id = 'forged'`.execute(db);
  const payload = sealed({ salt: '00', row: rows[0]?.row });
  const said = { seq, at: noon, by: 'p-1', token: null, issuers: [] };
  const of = { kind: 'appointment', id: 'forged', act: 'added', hash: payload.hash };
  const { previousHash, hash } = link(head, canonicalText({ ...said, rows: [of] }));
  await db
    .insertInto('registry_journal')
    .values({ seq, at: noon, by_person: 'p-1', token: null, issuers: [], previous_hash: previousHash, hash, ...seal })
    .execute();
  const row = { position: 0, kind: 'appointment', row_id: 'forged', act: 'added', organisation: 'demo-c' } as const;
  await db
    .insertInto('registry_journal_rows')
    .values({ seq, ...row, payload_hash: payload.hash, payload: payload.text })
    .execute();
  return seq;
}

async function forgedToken({ db }: TestRecords, seal: LineSeal): Promise<number> {
  const head = await tokenHead(db);
  const seq = head.seq + 1;
  const any = await db.selectFrom('tokens').selectAll().limit(1).executeTakeFirstOrThrow();
  const token = { ...any, id: 'forged', secret_hash: sha256('mine') };
  await db.insertInto('tokens').values(token).execute();
  const { seen: _, ...row } = { ...token, purpose: sha256(token.purpose) };
  const line = { seq, at: noon, act: 'issued' as const, token: 'forged', row: canonicalText(row) };
  const { previousHash, hash } = link(head, canonicalText(line));
  await db
    .insertInto('token_journal')
    .values({ ...line, previous_hash: previousHash, hash, ...seal })
    .execute();
  return seq;
}

async function removed({ db }: TestRecords): Promise<void> {
  await sql`delete from registry_journal_rows where row_id = 'forged'`.execute(db);
  await sql`delete from registry_journal as line where not exists (
    select from registry_journal_rows as row where row.seq = line.seq)`.execute(db);
  await sql`delete from appointments where id = 'forged'`.execute(db);
  await sql`delete from tokens where id = 'forged'`.execute(db);
  await sql`delete from token_journal where token = 'forged'`.execute(db);
}

onBothDatabases((here) => {
  const issue = () =>
    here().records.tokens.issue({ person: 'p-1', issuedBy: 'p-2', at: noon, expires: noon + DAY, purpose: 't' });

  beforeAll(async () => {
    const { registry } = here().records;
    await registry.change(world, 'p-1', noon);
    const centre = {
      id: 'demo-c',
      kind: 'centre' as const,
      nameJa: '試験センター（架空）',
      nameEn: 'Testing Centre (fictional)',
      supervisors: [],
      fictional: true,
    };
    await registry.change({ organisations: [centre] }, 'p-1', noon);
    await registry.change(post('demo-c', 'p-admin', 'administrator', { from: '2025-04-01' }), 'p-1', noon);
    await issue();
  });

  const forge = { [registryChain]: forgedAppointment, [tokenChain]: forgedToken };
  const table = { [registryChain]: 'registry_journal', [tokenChain]: 'token_journal' } as const;

  describe.each([registryChain, tokenChain] as const)('the journal of %s', (chain) => {
    const ofAnotherKey = (seq: number): LineSeal => {
      const key = aKey();
      return new LineSeals(ringOf(key)).sealed(chain, { seq, hash: 'any' });
    };

    it.each([
      ['without a seal', async () => ({ seal: '', seal_key: '' })],
      ['with a seal by another key', async () => ofAnotherKey(1)],
      [
        'with the seal of another line',
        async () =>
          here().db.selectFrom(table[chain]).select(['seal', 'seal_key']).orderBy('seq').executeTakeFirstOrThrow(),
      ],
    ])('a line appended %s', async (_what, seal) => {
      const { records, db } = here();
      const before = await verify(records);
      expect(before).toMatchObject(nothing);
      const seq = await forge[chain](here(), await seal());
      const found = await verify(records);
      expect(found.foreign).toEqual([]);
      expect(found.damaged).toEqual([{ chain, noticed: noon, damages: [{ seq, kind: 'unsealed' }] }]);
      // What is signed once is believed for ever: this is not, and the other chain is.
      const signer = { key: 'k', sign: () => 's' };
      const { left, checkpoint } = await records.integrity.checkpoint(signer, { tip, last: new Map() }, noon);
      expect(left).toEqual([chain]);
      const heads: unknown = JSON.parse(checkpoint?.header ?? '{}').heads;
      expect(heads).not.toHaveProperty(chain);
      expect(heads).toHaveProperty(chain === registryChain ? tokenChain : registryChain);
      await db.deleteFrom('checkpoints').execute();
      await removed(here());
      expect(await verify(records)).toMatchObject(nothing);
    });
  });

  it('tells the administrators', async () => {
    const { records, db } = here();
    const seq = await forgedToken(here(), { seal: '', seal_key: '' });
    await verify(records);
    const notices = await db.selectFrom('notice_items').select('about').where('topic', '=', 'recordDamaged').execute();
    expect(notices.map(({ about }) => about)).toContain(`${tokenChain} ${seq}`);
    await removed(here());
    await verify(records);
  });
});

describe('keys that come and go', () => {
  const [first, second, third] = [aKey(), aKey(), aKey()];
  const undo: (() => Promise<void>)[] = [];

  async function opened(...keys: readonly [PayloadKey, ...PayloadKey[]]) {
    const server = await emptyDatabase();
    undo.push(() => server.drop());
    return { open: await openedAgain(server.url, ...keys), url: server.url };
  }
  async function openedAgain(databaseUrl: string, ...keys: readonly [PayloadKey, ...PayloadKey[]]) {
    const database = await openDatabase({ databaseUrl, dataDirectory: '', keys: ringOf(...keys) });
    const records = await recordsOver(database, { create: { kind: 'demonstration' } });
    undo.unshift(() => records.close());
    return { records, db: database.db };
  }
  async function* given(lines: readonly string[]): AsyncGenerator<string> {
    yield* lines;
  }

  it('a former key is needed until what it sealed is signed; a backup put back elsewhere is sealed anew', async () => {
    const { open, url } = await opened(first);
    await open.records.registry.change(world, 'p-1', noon);
    const { records, db } = await openedAgain(url, second, first);
    await records.registry.change(post('demo-m', 'p-9', 'administrator'), 'p-1', noon);
    await records.tokens.issue({ person: 'p-1', issuedBy: 'p-2', at: noon, expires: noon + DAY, purpose: 't' });
    expect(await verify(records)).toMatchObject(nothing);
    const lines = await db.selectFrom('registry_journal').select('seal_key').orderBy('seq').execute();
    expect(lines.map(({ seal_key }) => seal_key)).toEqual([first.id, second.id]);

    const later = await openedAgain(url, second);
    expect((await verify(later.records)).damaged).toEqual([
      expect.objectContaining({ chain: registryChain, damages: [{ seq: 1, kind: 'unsealed' }] }),
    ]);
    const { hash } = await db
      .selectFrom('registry_journal')
      .select('hash')
      .where('seq', '=', 1)
      .executeTakeFirstOrThrow();
    expect(await verify(later.records, new Map([[registryChain, { seq: 1, hash }]]))).toMatchObject(nothing);

    // It may be removed when what it sealed is signed, and no earlier.
    for (const { id, fingerprint } of [first, second]) await records.payloadKeys.note({ id, fingerprint }, noon);
    const retired = async (at: number) => {
      await records.engineWatch.looked([], { open: 0, unseen: [], key: second.id, allNoted: true }, at);
      return (await records.payloadKeys.all()).flatMap((key) => (key.retired === undefined ? [] : [key.id]));
    };
    expect(await retired(noon)).toEqual([]);
    expect(await retired(noon + 32 * DAY)).toEqual([]);
    await records.integrity.checkpoint({ key: 'k', sign: () => 's' }, { tip, last: new Map() }, noon);
    expect(await retired(noon + 32 * DAY)).toEqual([first.id]);
    expect(await later.records.governance.verify()).toMatchObject({ whole: true });

    const backup: string[] = [];
    for await (const line of records.backup(noon)) backup.push(line.trimEnd());
    const places: readonly (readonly [number, PayloadKey, ...PayloadKey[]])[] = [
      [0, third, second, first],
      [1, third, second],
      [3, third],
    ];
    for (const [sealedAnew, ...keys] of places) {
      const place = await emptyDatabase();
      undo.push(() => place.drop());
      const there = await openDatabase({ databaseUrl: place.url, dataDirectory: '', keys: ringOf(...keys) });
      expect(await load(there.db, given(backup), { newKeys: false })).toMatchObject({ sealed: sealedAnew });
      const restored = await recordsOver(there, {});
      undo.unshift(() => restored.close());
      expect(await verify(restored)).toMatchObject(nothing);
    }
    for (const one of undo) await one();
  });

  it('without a key nothing is written that would have to be sealed', async () => {
    const server = await emptyDatabase();
    const dataDirectory = mkdtempSync(join(tmpdir(), 'junkan-no-keys-'));
    const none = (): never => {
      throw new Error('there is no key');
    };
    const database = await openDatabase({
      databaseUrl: server.url,
      dataDirectory,
      keys: { current: none, find: none },
    });
    const records = await recordsOver(database, { create: { kind: 'demonstration' } });
    await expect(records.registry.change(world, 'p-1', noon)).rejects.toThrow('there is no key');
    expect(await records.registry.organisations()).toEqual([]);
    await records.close();
    await server.drop();
    rmSync(dataDirectory, { recursive: true });
  });
});

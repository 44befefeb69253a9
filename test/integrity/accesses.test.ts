/** What lets people in, written by SQL: tokens are compared with their journal, and named where it does not account for them. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { tokenChain, type ForeignRow, type Head, type Verification } from '../../contract/records/integrity.ts';
import { defaultRetention } from '../../contract/records/retention.ts';
import { recordsOver } from '../../records/open.ts';
import { openDatabase } from '../../records/database.ts';
import { sha256 } from '../../records/hash.ts';
import { link } from '../../records/journal/chain.ts';
import { removeByAge } from '../../records/retention.ts';
import { tokenHead } from '../../records/token-journal.ts';
import { canonicalText } from '../../model/canonical.ts';
import { world } from '../registry/support.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { DAY, noon, onBothDatabases, post } from '../support/records.ts';

const issuer = 'https://provider.example';

onBothDatabases((here) => {
  beforeAll(async () => {
    const { registry } = here().records;
    await registry.change(world, 'p-1', noon);
    await registry.change(post('demo-m', 'p-admin', 'administrator'), 'p-1', noon);
  });

  function verify(signed: readonly Head[] = []): Promise<Verification> {
    const last = new Map(signed.slice(-1).map((head) => [tokenChain, head]));
    const all = new Map([[tokenChain, signed]]);
    return here().records.integrity.verify({
      signed: { tip: { seq: 0, hash: '' }, last, all: () => Promise.resolve(all) },
      also: [],
      clock: () => noon,
    });
  }
  const foreign = async (): Promise<readonly ForeignRow[]> => (await verify()).foreign;
  const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(here().db);
  const issue = (person = 'p-1', at = noon) =>
    here().records.tokens.issue({ person, issuedBy: 'p-2', at, expires: at + DAY, purpose: '試験 "1"' });

  /** What is named when something was done to a row; when the row is as it was, nothing is. */
  async function namedAfter(table: string, id: string, ...attack: string[]): Promise<readonly ForeignRow[]> {
    expect(await foreign()).toEqual([]);
    const of = sql`${sql.table(table)} where id = ${id}`;
    const { rows } = await sql<{ row: string }>`select to_jsonb(of)::text as row from ${sql.table(table)} as of
      where id = ${id}`.execute(here().db);
    for (const statement of attack) await run(statement);
    const named = await foreign();
    await sql`delete from ${of}`.execute(here().db);
    for (const { row } of rows) {
      await sql`insert into ${sql.table(table)} overriding system value
        select * from jsonb_populate_record(null::${sql.table(table)}, ${row}::jsonb)`.execute(here().db);
    }
    expect(await foreign()).toEqual([]);
    return named;
  }

  describe('tokens', () => {
    it('a whole life of tokens and sessions is accounted for', async () => {
      const { tokens } = here().records;
      const parent = await issue();
      const minting = { person: 'p-1', by: 'p-1', at: noon, expires: noon + DAY, purpose: 'mint' };
      const child = await tokens.mint(parent.id, minting);
      const session = await tokens.mint(parent.id, { ...minting, session: true });
      const other = await tokens.mint(parent.id, { ...minting, session: true });
      if (typeof child === 'string' || typeof session === 'string' || typeof other === 'string')
        throw new Error('none');
      // Used: that is no act on it.
      await tokens.session(session.secret, noon + 10 * 60_000);
      await tokens.signOut(session.id, 'p-1', noon + 1);
      await tokens.endSessions('p-1', 'none', noon + 2);
      await tokens.revoke(session.id, 'p-2', noon + 3);
      await tokens.revoke(child.id, 'p-2', noon + 4);
      await tokens.revokeAll('p-1', { by: 'p-2', at: noon + 5 });
      const found = await verify();
      expect(found.foreign).toEqual([]);
      expect(found.damaged).toEqual([]);
      const lines = await here().db.selectFrom('token_journal').selectAll().orderBy('seq').execute();
      expect(lines.filter(({ token }) => token === session.id).map(({ act }) => act)).toEqual([
        'issued',
        'signedOut',
        'revoked',
      ]);
      expect(JSON.stringify(lines)).not.toContain('試験');
    });

    it('inserted', async () => {
      const { id } = await issue();
      const columns = `person, issued_by, ancestors, issued, expires, purpose, seen`;
      const named = await namedAfter(
        'tokens',
        'forged',
        `insert into tokens (id, secret_hash, ${columns})
          select 'forged', '${sha256('mine')}', ${columns} from tokens where id = '${id}'`,
      );
      expect(named).toEqual([{ table: 'tokens', id: 'forged', kind: 'inserted' }]);
    });

    /** A token with an ancestor and issuers, revoked. */
    async function revoked(): Promise<{ readonly id: string; readonly parent: string }> {
      const { tokens } = here().records;
      const given = { issuedBy: 'p-2', earlier: ['p-3'], at: noon, expires: noon + DAY, purpose: 'p' };
      const parent = await tokens.issue({ person: 'p-1', ...given });
      const made = await tokens.mint(parent.id, { ...given, person: 'p-1', by: 'p-1' });
      if (typeof made === 'string') throw new Error(made);
      await tokens.revoke(made.id, 'p-2', noon + 1);
      return { id: made.id, parent: parent.id };
    }

    it.each([
      ['un-revoked', 'revoked = null, revoked_by = null'],
      ['given to another person', `person = 'p-3'`],
      ['extended', `expires = expires + 1`],
      ['given another secret', `secret_hash = 'mine'`],
      ['without its ancestors', `ancestors = '{}'`],
      ['without its issuers', `earlier_issuers = '{}'`],
      ['good for guarded posts', 'plain = not plain'],
      ['a session that lets programs in', 'session = not session'],
      ['as if it had only been left', 'signed_out = true'],
    ])('%s', async (_what, set) => {
      const { id } = await revoked();
      expect(await namedAfter('tokens', id, `update tokens set ${set} where id = '${id}'`)).toEqual([
        { table: 'tokens', id, kind: 'edited' },
      ]);
    });

    it('an ancestor deleted, so that its revocation is forgotten', async () => {
      const { parent } = await revoked();
      await here().records.tokens.revoke(parent, 'p-2', noon + 2);
      expect(await namedAfter('tokens', parent, `delete from tokens where id = '${parent}'`)).toEqual([
        { table: 'tokens', id: parent, kind: 'missing' },
      ]);
    });

    it('gone by age is not missed, and no age covers what is still valid', async () => {
      const { db } = here();
      await issue('p-1', noon - (defaultRetention.tokens + 2) * DAY);
      const before = await db.selectFrom('tokens').select('id').execute();
      await removeByAge(db, defaultRetention, noon);
      await removeByAge(db, defaultRetention, noon + 1);
      expect(await db.selectFrom('tokens').select('id').execute()).toHaveLength(before.length - 1);
      expect(await foreign()).toEqual([]);
      const { seq } = await db
        .selectFrom('token_journal')
        .select('seq')
        .where('act', '=', 'aged')
        .executeTakeFirstOrThrow();
      expect((await tokenHead(db)).seq).toBe(seq);
      const { id } = await issue();
      expect(await namedAfter('tokens', id, `delete from tokens where id = '${id}'`)).toEqual([
        { table: 'tokens', id, kind: 'missing' },
      ]);
    });

    it('a line edited, taken away or written anew is named by its place', async () => {
      const { db, records } = here();
      await issue();
      const head = await tokenHead(db);
      const line = await db
        .selectFrom('token_journal')
        .selectAll()
        .where('seq', '=', head.seq)
        .executeTakeFirstOrThrow();
      const damages = async () => (await verify([head])).damaged;
      expect(await damages()).toEqual([]);
      const named = async (seq: number, kind: string): Promise<void> => {
        expect(await damages()).toEqual([
          { chain: tokenChain, noticed: noon, damages: [expect.objectContaining({ seq, kind })] },
        ]);
      };
      const row = line.row.replace('"person":"p-1"', '"person":"p-3"');
      await db.updateTable('token_journal').set({ row }).where('seq', '=', head.seq).execute();
      await named(head.seq, 'edited');
      const { previousHash, hash } = link(
        { seq: head.seq - 1, hash: line.previous_hash },
        canonicalText({ seq: head.seq, at: line.at, act: line.act, token: line.token, row }),
      );
      await db
        .updateTable('token_journal')
        .set({ row, previous_hash: previousHash, hash })
        .where('seq', '=', head.seq)
        .execute();
      await named(1, 'rewritten');
      await db.deleteFrom('token_journal').where('seq', '=', head.seq).execute();
      await named(head.seq, 'missing');
      await db.insertInto('token_journal').values(line).execute();
      expect(await damages()).toEqual([]);
      // What was signed and no longer holds is not signed over.
      const signer = { key: 'k', sign: () => 's' };
      const tip = { seq: 0, hash: '0'.repeat(64) };
      const wrong = { tip, last: new Map([[tokenChain, { seq: 1, hash: 'other' }]]) };
      expect((await records.integrity.checkpoint(signer, wrong, noon)).left).toEqual([tokenChain]);
      const { checkpoint } = await records.integrity.checkpoint(signer, { tip, last: new Map() }, noon);
      expect(JSON.parse(checkpoint?.header ?? '{}')).toMatchObject({ heads: { [tokenChain]: [head.seq, head.hash] } });
    });

    it('a line that is no JSON any more does not keep the rest from being compared', async () => {
      const { db } = here();
      const { id } = await issue();
      const { row } = await db
        .selectFrom('token_journal')
        .select('row')
        .where('token', '=', id)
        .executeTakeFirstOrThrow();
      await db.updateTable('token_journal').set({ row: '{' }).where('token', '=', id).execute();
      const found = await verify();
      expect(found.damaged.map(({ chain }) => chain)).toEqual([tokenChain]);
      expect(found.foreign).toEqual([{ table: 'tokens', id: '*', kind: 'edited' }]);
      await db.updateTable('token_journal').set({ row }).where('token', '=', id).execute();
    });
  });
});

describe('sign-ins and revocations at the same time', () => {
  it(
    'wait for each other in one order: none is broken off, and the chain has no gap',
    { timeout: 60_000 },
    async () => {
      const { url, drop } = await emptyDatabase();
      const opened = await openDatabase({ databaseUrl: url, dataDirectory: '' });
      const records = await recordsOver(opened, { create: { kind: 'demonstration' } });
      try {
        await records.registry.change(world, 'p-1', noon);
        const account = (subject: string) => ({ issuer, subject });
        for (let i = 0; i < 20; i += 1) {
          const at = noon + i * 60_000;
          const ofLink = { person: 'p-3', issuedBy: 'p-2', purpose: 'l', tokenDays: 1, at };
          const [one, two] = [await records.claims.issue(ofLink), await records.claims.issue(ofLink)];
          if (one.status !== 'issued' || two.status !== 'issued') throw new Error('no links');
          const key = {
            credential: `c-${i}`,
            publicKey: new Uint8Array([1]),
            counter: 0,
            transports: [],
            synced: false,
          };
          await records.identities.bindByLink(one.secret, account(`s-${i}`), at);
          await records.passkeys.enrolByLink(two.secret, key, at);
          const passkey = (await records.passkeys.inUse('p-3'))[0]?.id ?? '';
          const signed = { by: 'p-2', at: at + 1 };
          await Promise.all([
            ...Array.from({ length: 4 }, () => records.identities.signIn(account(`s-${i}`), at + 1)),
            records.tokens.revokeAll('p-3', signed),
            ...Array.from({ length: 4 }, () => records.passkeys.signIn(passkey, 0, at + 1)),
            records.passkeys.remove(passkey, signed),
            records.identities.loggedOut(account(`s-${i}`), at + 1, at + 1),
            records.tokens.endSessions('p-3', 'none', at + 1),
            records.claims.issue({ ...ofLink, at: at + 1 }),
          ]);
          // Nobody whose access was revoked signs in afterwards.
          expect(await records.identities.signIn(account(`s-${i}`), at + 2)).toBeUndefined();
        }
        const found = await records.integrity.verify({
          signed: { tip: { seq: 0, hash: '' }, last: new Map(), all: () => Promise.resolve(new Map()) },
          also: [],
          clock: () => noon,
        });
        expect(found).toMatchObject({ damaged: [], foreign: [] });
      } finally {
        await records.close();
        await drop();
      }
    },
  );
});

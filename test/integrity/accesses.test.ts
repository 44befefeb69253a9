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
import { nothing, verified } from '../support/integrity.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { DAY, noon, onBothDatabases, post } from '../support/records.ts';
import { testKeys } from '../support/keys.ts';

const issuer = 'https://provider.example';

onBothDatabases((here) => {
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
  });

  const verify = (signed: readonly Head[] = []): Promise<Verification> => verified(here().records, signed);
  const foreign = async (): Promise<readonly ForeignRow[]> => (await verify()).foreign;
  const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(here().db);
  const issue = (person = 'p-1', at = noon) =>
    here().records.tokens.issue({ person, issuedBy: 'p-2', at, expires: at + DAY, purpose: '試験 "1"' });

  /** What is named when something was done to a row; when the row is as it was, nothing is. */
  async function namedAfter(
    table: string,
    id: string,
    attack: string,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<readonly ForeignRow[]> {
    expect(await foreign()).toEqual([]);
    const of = sql`${sql.table(table)} where id = ${id}`;
    const { rows } = await sql<{ row: string }>`select to_jsonb(of)::text as row from ${sql.table(table)} as of
      where id = ${id}`.execute(here().db);
    await run(attack);
    const named = await foreign();
    await meanwhile();
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

  describe('links, accounts, passkeys, calendar links and webhooks', () => {
    let number = 0;
    const signed = { by: 'p-2', at: noon + 1 };

    /** When links are made and passkeys go; later than what has gone by age. */
    let later = noon;

    async function aLink(person = 'p-3', at = later) {
      const { claims } = here().records;
      const link = await claims.issue({ person, issuedBy: 'p-2', purpose: 'l', tokenDays: 1, at });
      if (link.status !== 'issued') throw new Error('it waits');
      return link;
    }
    function aKey() {
      number += 1;
      const publicKey = new Uint8Array([number]);
      return { credential: `c-${number}`, publicKey, counter: 0, transports: ['usb'], synced: false };
    }
    async function anAccount(): Promise<string> {
      number += 1;
      const { identities } = here().records;
      await identities.bindByLink((await aLink()).secret, { issuer, subject: `s-${number}` }, noon);
      const { id } = await here()
        .db.selectFrom('identities')
        .select('id')
        .where('subject', '=', `s-${number}`)
        .executeTakeFirstOrThrow();
      return id;
    }
    async function aPasskey(): Promise<string> {
      const { passkeys } = here().records;
      const key = aKey();
      await passkeys.enrolByLink((await aLink()).secret, key, later);
      const found = await passkeys.find(key.credential);
      if (found === undefined) throw new Error('none');
      await passkeys.remove(found.id, { by: 'p-2', at: later + 1 });
      return found.id;
    }

    it('a whole life of them is accounted for', async () => {
      const { claims, feeds, identities, passkeys, tokens, webhooks } = here().records;
      const made = [await aLink(), await aLink(), await aLink(), await aLink()] as const;
      await claims.claim(made[0].secret, noon + 1);
      await claims.revoke(made[1].id, 'p-2', noon + 1);
      await claims.issueAtMachine({ person: 'p-3', purpose: 'm', tokenDays: 1 }, noon);
      const account = { issuer, subject: 'life' };
      await identities.bindByLink(made[2].secret, { ...account, sid: 'there' }, noon + 1);
      await identities.signIn(account, noon + 2);
      await identities.loggedOut(account, noon + 3, noon + 3);
      await anAccount();
      const key = aKey();
      await passkeys.enrolByLink(made[3].secret, key, noon + 1);
      const own = (await passkeys.find(key.credential))?.id ?? '';
      await passkeys.signIn(own, 3, noon + 2);
      await passkeys.signIn(own, 2, noon + 2);
      expect(await passkeys.enrolBy(own, aKey(), { by: 'p-3', at: noon + 3 })).toBe('enrolled');
      await passkeys.remove(own, signed);
      await aLink();
      await feeds.create({ by: 'p-3', at: noon });
      await feeds.revoke({ by: 'p-3', at: noon + 1 });
      await feeds.create({ by: 'p-3', at: noon + 2 });
      await feeds.create({ by: 'p-3', at: noon + 3 });
      const ours = { by: 'p-3', at: noon };
      const [one, two] = [await aWebhook(), await aWebhook()];
      await webhooks.change(one, { url: 'https://other.invalid/' }, ours);
      await webhooks.change(one, { enabled: false }, ours);
      await webhooks.rotate(one, noon + 1, ours);
      await webhooks.remove(two, ours);
      await tokens.revokeAll('p-3', { by: 'p-2', at: noon + 5 });
      expect(await webhooks.get(one)).toMatchObject({ state: 'disabled', reason: 'lapsed' });
      expect(await verify()).toMatchObject(nothing);
    });

    it('a link issued before a guarded post came, and used after, is accounted for', async () => {
      const { claims, registry } = here().records;
      await registry.change({ people: [{ id: 'p-9', nameJa: '九（架空）', nameEn: 'Nine (fictional)' }] }, 'p-1', noon);
      const { secret } = await aLink('p-9');
      await registry.change(post('demo-m', 'p-9', 'ciso'), 'p-1', noon);
      expect(await claims.claim(secret, noon + 1)).toBeUndefined();
      expect(await foreign()).toEqual([]);
    });

    it.each([
      ['a link inserted', 'claims', 'inserted', () => aLink().then(({ id }) => id), ''],
      ['a link’s secret changed', 'claims', 'edited', () => aLink().then(({ id }) => id), `secret_hash = 'mine'`],
      ['a link for somebody else', 'claims', 'edited', () => aLink().then(({ id }) => id), `person = 'p-1'`],
      [
        'a link that two have seen',
        'claims',
        'edited',
        () => aLink().then(({ id }) => id),
        `alone = '{}', guarded = true`,
      ],
      ['a used link good again', 'claims', 'edited', usedLink, 'claimed = null'],
      ['an account bound to somebody else', 'identities', 'edited', anAccount, `person = 'p-1'`],
      ['an account replaced by another', 'identities', 'edited', anAccount, `subject = 'mine'`],
      ['an account inserted', 'identities', 'inserted', anAccount, ''],
      ['a passkey’s key replaced', 'passkeys', 'edited', aPasskey, `public_key = '\\xff'`],
      ['a passkey’s credential replaced', 'passkeys', 'edited', aPasskey, `credential = 'mine'`],
      ['a removed passkey good again', 'passkeys', 'edited', aPasskey, 'removed = null'],
      ['a passkey inserted', 'passkeys', 'inserted', aPasskey, ''],
      ['a calendar link inserted', 'calendar_feeds', 'inserted', aFeed, ''],
      ['a calendar link’s secret changed', 'calendar_feeds', 'edited', aFeed, `secret_hash = 'mine'`],
      ['a calendar link of somebody else', 'calendar_feeds', 'edited', aFeed, `person = 'p-1'`],
      ['a webhook inserted', 'webhook_endpoints', 'inserted', aWebhook, ''],
      ['a webhook sent elsewhere', 'webhook_endpoints', 'edited', aWebhook, `url = 'https://mine.invalid/'`],
      ['a webhook for all bodies', 'webhook_endpoints', 'edited', aWebhook, `organisations = '{}'`],
      ['a webhook’s secret changed', 'webhook_endpoints', 'edited', aWebhook, `secret = 'mine'`],
      ['a webhook for which somebody else stands', 'webhook_endpoints', 'edited', aWebhook, `address_by = 'p-1'`],
      ['a disabled webhook enabled', 'webhook_endpoints', 'edited', disabledWebhook, `state = 'active', reason = null`],
    ] as const)('%s', async (_what, table, kind, make, set) => {
      const id = await make();
      const forged = { secret_hash: 'mine', subject: 'mine', credential: 'mine', id: 'forged', person: 'p-1' };
      const [other, attack] =
        kind === 'edited'
          ? [id, `update ${table} set ${set} where id = '${id}'`]
          : [
              'forged',
              `insert into ${table} select (jsonb_populate_record(null::${table},
                to_jsonb(t) || '${JSON.stringify(forged)}')).* from ${table} as t where id = '${id}'`,
            ];
      expect(await namedAfter(table, other, attack)).toEqual([{ table, id: other, kind }]);
    });

    it.each([
      ['identities', anAccount],
      ['passkeys', aPasskey],
    ] as const)('of %s one that is in use and gone is missed, one that was removed is not', async (table, make) => {
      const { records, db } = here();
      const id = await make();
      const inUse = table === 'identities' ? id : await keyInUse();
      expect(await namedAfter(table, inUse, `delete from ${table} where id = '${inUse}'`)).toEqual([
        { table, id: inUse, kind: 'missing' },
      ]);
      if (table === 'identities') await records.identities.remove(id, signed);
      await removeByAge(db, defaultRetention, noon + (defaultRetention.tokens + 1) * DAY);
      expect(await foreign()).toEqual([]);
    });

    it.each([
      ['a link', 'claims', async () => (await aLink()).id],
      ['a used link', 'claims', usedLink],
      ['a removed passkey', 'passkeys', aPasskey],
      ['a calendar link', 'calendar_feeds', aFeed],
      ['a webhook', 'webhook_endpoints', aWebhook],
    ] as const)('%s deleted before its time is missed', async (_what, table, make) => {
      later = noon + (defaultRetention.tokens + 2) * DAY;
      const id = await make();
      expect(await namedAfter(table, id, `delete from ${table} where id = '${id}'`)).toEqual([
        { table, id, kind: 'missing' },
      ]);
    });

    async function aFeed(): Promise<string> {
      const { records, db } = here();
      const { secret } = await records.feeds.create({ by: 'p-3', at: noon });
      const where = db.selectFrom('calendar_feeds').select('id').where('secret_hash', '=', sha256(secret));
      return (await where.executeTakeFirstOrThrow()).id;
    }
    async function aWebhook(): Promise<string> {
      const settings = { url: 'https://example.invalid/', purpose: 'w', types: [], organisations: ['demo-m'] };
      return (await here().records.webhooks.add(settings, { by: 'p-3', at: noon })).id;
    }
    async function disabledWebhook(): Promise<string> {
      const id = await aWebhook();
      await here().records.webhooks.change(id, { enabled: false }, { by: 'p-3', at: noon });
      return id;
    }
    async function usedLink(): Promise<string> {
      const link = await aLink();
      await here().records.claims.claim(link.secret, later + 1);
      return link.id;
    }
    async function keyInUse(): Promise<string> {
      const { passkeys } = here().records;
      const key = aKey();
      await passkeys.enrolByLink((await aLink()).secret, key, noon);
      return (await passkeys.find(key.credential))?.id ?? '';
    }
  });

  describe('changes that wait, ends that may be objected to, posts that never were', () => {
    let number = 0;
    beforeAll(async () => {
      await here().records.registry.change(
        post('demo-c', 'p-second', 'administrator', { from: '2025-04-01' }),
        'p-1',
        noon,
      );
    });

    /** Somebody new on a guarded post: it waits for the second administrator. */
    async function waiting(by = 'p-admin', at = noon): Promise<string> {
      number += 1;
      const person = `p-new-${number}`;
      const { people, appointments } = post('demo-m', person, 'deputyCiso');
      const home = people?.map((one) => ({ ...one, home: 'demo-m' }));
      const asked = await here().records.governance.ask({ people: home, appointments }, by, at);
      if (asked.status !== 'pending') throw new Error('it does not wait');
      return asked.id;
    }
    const approve = (id: string, by: string, at = noon) => here().records.governance.decide(id, 'approve', by, at);

    it('a whole life of them is accounted for', async () => {
      const { governance, claims } = here().records;
      await governance.decide(await waiting(), 'withdraw', 'p-admin', noon);
      await governance.decide(await waiting(), 'reject', 'p-second', noon, '誤り');
      await approve(await waiting(), 'p-second');
      await waiting('p-second', noon - 100 * DAY);
      const link = { person: 'p-1', issuedBy: 'p-admin', purpose: 'l', tokenDays: 1, at: noon };
      const asked = await claims.issue(link);
      expect(await foreign()).toEqual([]);
      if (asked.status !== 'pending') throw new Error('it does not wait');
      await approve(asked.change, 'p-second');
      expect(await foreign()).toEqual([]);
      const fetched = await claims.issue(link);
      expect(await foreign()).toEqual([]);
      if (fetched.status !== 'issued') throw new Error('it cannot be fetched');
      await claims.claim(fetched.secret, noon + 1);
      expect(await verify()).toMatchObject(nothing);
      const statuses = await here().db.selectFrom('registry_changes').select('status').distinct().execute();
      expect(statuses.map(({ status }) => status).sort()).toEqual(['done', 'expired', 'rejected', 'withdrawn']);
    });

    const changes = 'registry_changes';
    it.each([
      ['in somebody else’s name', `by_person = 'p-second'`],
      ['with other content', `given = replace(given, 'deputyCiso', 'administrator')`],
      ['with another term', 'expires = expires + 1'],
      ['not for whom it appoints', `appointed = '{}'`],
      ['as if it had come through nobody’s hands', `issuers = '{p-9}'`],
    ])('a change that waits, %s, is named, and nobody can approve it', async (_what, set) => {
      const id = await waiting();
      const refused: unknown[] = [];
      const named = await namedAfter(changes, id, `update ${changes} set ${set} where id = '${id}'`, async () => {
        for (const by of ['p-admin', 'p-second']) {
          refused.push(await approve(id, by).catch((error: unknown) => String(error)));
        }
      });
      expect(named).toEqual([{ table: changes, id, kind: 'edited' }]);
      expect(refused).toEqual([
        expect.stringContaining('not what was recorded'),
        expect.stringContaining('not what was recorded'),
      ]);
      expect(await approve(id, 'p-second')).toMatchObject({ status: 'done' });
    });

    it('one that nobody asked for is named, and nobody can approve it', async () => {
      const id = await waiting();
      const insert = `insert into ${changes} overriding user value select (jsonb_populate_record(null::${changes},
        to_jsonb(t) || '{"id": "forged", "by_person": "p-second"}')).* from ${changes} as t where id = '${id}'`;
      const named = await namedAfter(changes, 'forged', insert, async () => {
        await expect(approve('forged', 'p-admin')).rejects.toThrow('not what was recorded');
      });
      expect(named).toEqual([{ table: changes, id: 'forged', kind: 'inserted' }]);
      const gone = await namedAfter(changes, id, `delete from ${changes} where id = '${id}'`);
      expect(gone).toEqual([{ table: changes, id, kind: 'missing' }]);
      await here().records.governance.decide(id, 'withdraw', 'p-admin', noon);
    });

    it.each([
      ['approved, waiting again', `status = 'pending', given = '{}', decided_by = null, decided_at = null`],
      ['objected to by nobody', `status = 'objected'`],
      ['approved by somebody else', `decided_by = 'p-admin'`],
      ['asked for by somebody else', `by_person = 'p-second'`],
    ])('a change %s is named', async (_what, set) => {
      const id = await waiting();
      await approve(id, 'p-second');
      expect(await namedAfter(changes, id, `update ${changes} set ${set} where id = '${id}'`)).toEqual([
        { table: changes, id, kind: 'edited' },
      ]);
    });

    it('what an objection would restore, and who may object', async () => {
      const { records, db } = here();
      const appointment = 'a-demo-c-p-second-administrator';
      const ended = await records.governance.ask({ ends: [{ appointment, to: '2026-05-01' }] }, 'p-admin', noon);
      if (ended.status !== 'done' || ended.id === undefined) throw new Error('it waits');
      const change = ended.id;
      expect(await foreign()).toEqual([]);
      const row = await db.selectFrom('endings').selectAll().where('change', '=', change).executeTakeFirstOrThrow();
      const edited = [{ table: 'endings', id: `${change}/${appointment}`, kind: 'edited' }];
      for (const [other, named] of [
        [{ until: row.until + DAY }, edited],
        [{ to_before: '2099-01-01' }, edited],
        [{ overall: !row.overall }, edited],
        [{ person: 'p-3' }, edited],
        [
          { appointment: 'a-1' },
          [
            { table: 'endings', id: `${change}/a-1`, kind: 'inserted' },
            { table: 'endings', id: `${change}/${appointment}`, kind: 'missing' },
          ],
        ],
      ] as const) {
        await db.updateTable('endings').set(other).execute();
        expect(await foreign()).toEqual(named);
        await db.updateTable('endings').set(row).execute();
        expect(await foreign()).toEqual([]);
      }
      await records.governance.object(change, 'p-second', noon, '異議あり');
      expect(await verify()).toMatchObject(nothing);
    });

    it('a post whose line was emptied, so that it said nothing against another person on it', async () => {
      const { db } = here();
      const line = db
        .updateTable('registry_journal_rows')
        .where('kind', '=', 'appointment')
        .where('row_id', '=', 'a-2');
      const { payload } = await db
        .selectFrom('registry_journal_rows')
        .select('payload')
        .where('row_id', '=', 'a-2')
        .executeTakeFirstOrThrow();
      await line.set({ payload: null }).execute();
      await run(`update appointments set person = 'p-3' where id = 'a-2'`);
      expect(await foreign()).toEqual([{ table: 'appointments', id: 'a-2', kind: 'edited' }]);
      await line.set({ payload }).execute();
      await run(`update appointments set person = 'p-2' where id = 'a-2'`);
      expect(await foreign()).toEqual([]);
    });

    it('a post that was voided, and one that was not', async () => {
      const { records, db } = here();
      const id = 'a-3';
      const asked = await records.governance.ask({ voids: [{ appointment: id, reason: '誤り' }] }, 'p-admin', noon);
      if (asked.status !== 'pending') throw new Error('it does not wait');
      await approve(asked.id, 'p-second');
      expect(await foreign()).toEqual([]);
      const row = await db.selectFrom('voided_appointments').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const table = 'voided_appointments';
      for (const [attack, named, other = id] of [
        [`update ${table} set reason = '他の理由'`, 'edited'],
        [`update ${table} set begun = not begun`, 'edited'],
        [`update ${table} set person = 'p-1'`, 'edited'],
        [`delete from ${table}`, 'missing'],
        [
          `insert into ${table} select (jsonb_populate_record(v, '{"id": "a-1"}')).* from ${table} as v`,
          'inserted',
          'a-1',
        ],
      ] as const) {
        await run(attack);
        expect(await foreign()).toEqual([{ table, id: other, kind: named }]);
        await db.deleteFrom(table).execute();
        await db.insertInto(table).values(row).execute();
      }
      expect(await verify()).toMatchObject(nothing);
    });
  });
});

describe('sign-ins and revocations at the same time', () => {
  it(
    'wait for each other in one order: none is broken off, and the chain has no gap',
    { timeout: 60_000 },
    async () => {
      const { url, drop } = await emptyDatabase();
      const opened = await openDatabase({ keys: testKeys, databaseUrl: url, dataDirectory: '' });
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
        expect(await verified(records)).toMatchObject(nothing);
      } finally {
        await records.close();
        await drop();
      }
    },
  );
});

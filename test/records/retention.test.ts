/** What goes by age, and what never does: on both databases, as the hourly look does it. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { defaultRetention } from '../../contract/records/retention.ts';
import { removeUncited } from '../../records/documents/documents.ts';
import { removeByAge } from '../../records/retention.ts';
import { world } from '../registry/support.ts';
import { DAY, entryOf, noon, onBothDatabases } from '../support/records.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

onBothDatabases((here) => {
  it('documents that nothing cites go after seven days; cited, wanted since, or rested on by a register: never', async () => {
    const { records, db } = here();
    const { documents } = records;
    const about = { name: 'n', mediaType: 'text/plain', organisation: 'o', confidentiality: 1, by: 'p-1' } as const;
    const put = (text: string, at = noon) =>
      documents.put(
        (async function* () {
          yield Buffer.from(text);
        })(),
        { ...about, at },
      );
    const texts = ['cited', 'wanted', 'registered', 'sent again', 'goes'];
    for (const text of texts) await put(text);
    expect(await documents.uncited('p-1')).toEqual({ count: 5, bytes: 35, oldestGoes: noon + 7 * DAY });
    const instance = 'cycle/2026/o-cites';
    const entry = entryOf(instance, 1);
    await records.journal.append([
      { entry: { ...entry, projection: { ...entry.projection, documents: [hashOf('cited')] } } },
    ]);
    expect(await documents.uncited('p-1')).toMatchObject({ count: 4 });
    await documents.hold([hashOf('wanted')], noon + 6 * DAY);
    await put('sent again', noon + 6 * DAY);
    await sql`insert into registers (organisation, register, key, value, from_at)
      values ('o', 'policy', '', ${JSON.stringify({ document: hashOf('registered') })}, ${noon})`.execute(db);
    const left = async () => {
      const found = await Promise.all(texts.map((text) => documents.find(hashOf(text))));
      return texts.filter((_, i) => found[i] !== undefined);
    };
    await removeUncited(db, noon + 7 * DAY);
    expect(await left()).toEqual(texts);
    await removeUncited(db, noon + 7 * DAY + 1);
    expect(await left()).toEqual(['cited', 'wanted', 'registered', 'sent again']);
    await removeUncited(db, noon + 13 * DAY + 1);
    expect(await left()).toEqual(['cited', 'registered']);
    const { rows } = await sql`select from document_chunks`.execute(db);
    expect(rows).toHaveLength(2);
    await put('goes', noon + 14 * DAY);
    expect(await left()).toEqual(['cited', 'registered', 'goes']);
  });

  it('refusals, readings, answers, notices, tokens and links go after their time; the journals stay', async () => {
    const { records, db } = here();
    const token = { person: 'p-1', issuedBy: 'p-1', at: noon, expires: noon + DAY, purpose: 't' };
    await records.tokens.issue(token);
    await records.refusals.record({
      at: noon,
      instance: 'cycle/2026/o',
      organisation: 'o',
      person: 'p-1',
      decision: 'd',
      refused: [],
    });
    await records.readLog.record({ at: noon, person: 'p-1', organisations: ['o'], what: 'w' });
    await records.answers.put('p-1', 'k', { bodyHash: 'b', status: 200, body: null, at: noon });
    await sql`insert into notices (person, organisation, grouped, at, written, mail, next_at)
      select 'p-1', 'o', false, ${noon}, ${noon}, mail, 0 from unnest(array['off', 'queued']) as mail`.execute(db);
    await sql`insert into notice_items (notice, source, person, topic, at)
      select id, 's' || id, 'p-1', 't', ${noon} from notices`.execute(db);
    await records.journal.append([{ entry: entryOf('cycle/2026/o-stays', 1) }]);
    const counts = async () => {
      const { rows } = await sql<Record<string, number>>`select
        (select count(*)::integer from refusals) as refusals, (select count(*)::integer from read_log) as reads,
        (select count(*)::integer from answers) as answers, (select count(*)::integer from notices) as notices,
        (select count(*)::integer from notice_items) as items, (select count(*)::integer from tokens) as tokens,
        (select count(*)::integer from journal where instance = 'cycle/2026/o-stays') as entries`.execute(db);
      return rows[0];
    };
    const all = { refusals: 1, reads: 1, answers: 1, notices: 2, items: 2, tokens: 1, entries: 1 };
    expect(await counts()).toEqual(all);
    await removeByAge(db, defaultRetention, noon + 400 * DAY);
    expect(await counts()).toEqual(all);
    await removeByAge(db, defaultRetention, noon + 400 * DAY + 1);
    expect(await counts()).toEqual({ ...all, answers: 0 });
    // What is queued is still to be sent.
    await removeByAge(db, defaultRetention, noon + 100_000 * DAY);
    expect(await counts()).toEqual({ refusals: 0, reads: 0, answers: 0, notices: 1, items: 1, tokens: 0, entries: 1 });
  });

  it('an account that was removed goes after its time; one by which somebody signs in stays', async () => {
    const { records, db } = here();
    await records.registry.change(world, 'p-1', noon);
    await sql`insert into identities (id, issuer, subject, person, how, bound, issued_by, plain, removed, removed_by)
      values ('i-1', 'https://provider.example', 's-1', 'p-1', 'link', 0, 'p-1', false, ${noon}, 'p-1'),
        ('i-2', 'https://provider.example', 's-2', 'p-1', 'link', 0, 'p-1', false, null, null)`.execute(db);
    const left = async () => (await records.identities.page('p-1', undefined, 10)).items.map(({ id }) => id);
    await removeByAge(db, defaultRetention, noon + defaultRetention.tokens * DAY);
    expect(await left()).toEqual(['i-2', 'i-1']);
    await removeByAge(db, defaultRetention, noon + defaultRetention.tokens * DAY + 1);
    expect(await left()).toEqual(['i-2']);
  });

  it('a passkey that was removed goes after its time; one by which somebody signs in stays', async () => {
    const { records, db } = here();
    await records.registry.change(world, 'p-1', noon);
    await sql`insert into passkeys (id, credential, public_key, counter, synced, person, how, enrolled, issued_by, plain,
        removed, removed_by)
      values ('k-1', 'c-1', '', 0, false, 'p-1', 'link', 0, 'p-1', false, ${noon}, 'p-1'),
        ('k-2', 'c-2', '', 0, false, 'p-1', 'link', 0, 'p-1', false, null, null)`.execute(db);
    const left = async () => (await records.passkeys.page('p-1', undefined, 10)).items.map(({ id }) => id);
    await removeByAge(db, defaultRetention, noon + defaultRetention.tokens * DAY);
    expect(await left()).toEqual(['k-2', 'k-1']);
    await removeByAge(db, defaultRetention, noon + defaultRetention.tokens * DAY + 1);
    expect(await left()).toEqual(['k-2']);
  });

  it('the document of a nomination stays between the look whether it is there and the record (6-4)', async () => {
    const { records, db } = here();
    const text = 'written nomination';
    const sent = { name: 'n', mediaType: 'text/plain', organisation: 'demo-m', confidentiality: 1, by: 'p-1' } as const;
    const content = (async function* () {
      yield Buffer.from(text);
    })();
    await records.documents.put(content, { ...sent, at: noon });
    await records.registry.change(world, 'p-1', noon);
    const at = noon + 8 * DAY;
    // The hourly look comes just then.
    const reads = async (hash: string): Promise<boolean> => {
      const isThere = (await records.documents.find(hash)) !== undefined;
      await removeUncited(db, at);
      return isThere;
    };
    const row = { id: 'n-1', organisation: 'demo-m', head: 'p-1', person: 'p-3', date: '2026-05-08' } as const;
    const nominations = [{ ...row, instance: 'cycle/2026/demo-m', document: hashOf(text) }];
    const asked = await records.governance.ask({ nominations }, 'p-1', at, undefined, reads);
    expect(asked).toMatchObject({ status: 'done', added: 1 });
    await removeUncited(db, at + 30 * DAY);
    expect(await records.documents.find(hashOf(text))).toBeDefined();
  });
});

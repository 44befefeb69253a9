/** Which decision rested on which appointment, written by SQL: compared with the entries, and named. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { verified } from '../support/integrity.ts';
import { bodies, entryOf, noon, onBothDatabases, post } from '../support/records.ts';

const instance = 'counter/2026/demo-a/1';
const event = { type: 'add', at: noon, actor: { person: 'p-1', appointments: [] }, input: {}, facts: {} };

onBothDatabases((here) => {
  const run = (statement: string) => sql.raw(statement).execute(here().db);
  const foreign = async () => (await verified(here().records)).foreign;

  beforeAll(async () => {
    const { governance, registry, journal } = here().records;
    await registry.change(bodies('demo-a'), 'p-1', noon);
    await registry.change(post('demo-a', 'p-1', 'ciso', { id: 'a-wrong' }), 'p-1', noon);
    await registry.change(post('demo-a', 'p-2', 'deputyCiso', { id: 'a-right' }), 'p-1', noon);
    await journal.append([{ entry: entryOf(instance, 1) }]);
    await journal.append([{ entry: entryOf(instance, 2, { event, reliedOn: ['a-wrong', 'a-right'] }) }]);
    for (const person of ['p-admin', 'p-second'])
      await registry.change(post('demo-a', person, 'administrator', { from: '2025-04-01' }), 'p-1', noon);
    const voids = [{ appointment: 'a-wrong', reason: '取り違え' }];
    const asked = await governance.ask({ voids }, 'p-admin', noon + 3);
    if (asked.status === 'pending') await governance.decide(asked.id, 'approve', 'p-second', noon + 4);
  });

  it('as they were written nothing is named', async () => {
    const marks = await here().db.selectFrom('rested_on').selectAll().execute();
    expect(marks).toMatchObject([{ appointment: 'a-wrong', why: 'recordedInError' }]);
    expect(await foreign()).toEqual([]);
  });

  const right = `${instance} 2 a-right`;
  const wrong = `${instance} 2 a-wrong`;
  it.each([
    ['one inserted', 'reliances', `${instance} 1 a-right`, 'inserted', `seq = 1`, 'insert'],
    ['one of somebody else', 'reliances', right, 'edited', `person = 'p-9'`, `appointment = 'a-right'`],
    ['one of another day', 'reliances', right, 'edited', `at = 1`, `appointment = 'a-right'`],
    ['one taken away', 'reliances', right, 'missing', '', `appointment = 'a-right'`],
    ['a mark for what nobody relied on', 'rested_on', `${instance} 1 a-wrong`, 'inserted', 'seq = 1', 'insert'],
    ['a mark moved', 'rested_on', right, 'inserted', `appointment = 'a-right'`, 'true'],
    ['a mark taken away', 'rested_on', wrong, 'missing', '', 'true'],
  ] as const)('%s', async (_what, table, id, kind, set, where) => {
    const { db } = here();
    const before = await sql`select * from ${sql.table(table)}`.execute(db);
    if (where === 'insert') {
      await run(`create temporary table copied as select * from ${table} where seq = 2 limit 1`);
      await run(`update copied set ${set}${table === 'reliances' ? `, appointment = 'a-right'` : ''}`);
      await run(`insert into ${table} select * from copied`);
      await run('drop table copied');
    } else await run(set === '' ? `delete from ${table} where ${where}` : `update ${table} set ${set} where ${where}`);
    expect(await foreign()).toContainEqual({ table, id, kind });
    await sql`delete from ${sql.table(table)}`.execute(db);
    await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)},
      ${JSON.stringify(before.rows)}::json)`.execute(db);
    expect(await foreign()).toEqual([]);
  });
});

/** An embedded database is made once on a machine, by a process of its own, and copied whole from then on. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../records/database.ts';
import { ensureDatabase } from '../../records/empty-database.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { testKeys } from '../support/keys.ts';

async function answers(dataDirectory: string, cache: string): Promise<unknown> {
  const { db, close } = await openDatabase({ keys: testKeys, dataDirectory, cache });
  try {
    return (await sql`select 1 as one`.execute(db)).rows;
  } finally {
    await close();
  }
}

test('what was made once is copied, and a copy is a database', async () => {
  const cache = temporaryDirectory();
  const first = temporaryDirectory();
  await ensureDatabase(join(first, 'records'), cache);
  const [kept = ''] = readdirSync(cache);
  expect(readdirSync(cache)).toEqual([expect.stringMatching(/^empty-database-pglite-\d+\.\d+\.\d+$/)]);

  // A mark in what is kept shows that the second one is a copy.
  writeFileSync(join(cache, kept, 'mark'), '');
  const second = temporaryDirectory();
  expect(await answers(second, cache)).toEqual([{ one: 1 }]);
  expect(existsSync(join(second, 'records', 'mark'))).toBe(true);
  for (const place of [first, second]) expect(readdirSync(place)).toEqual(['records']);
}, 240_000);

test('one that is there is left alone', async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'PG_VERSION'), '18');
  await ensureDatabase(directory, '/nowhere');
  expect(readdirSync(directory)).toEqual(['PG_VERSION']);
});

test('what somebody else has in its place is neither opened nor removed', async () => {
  const place = temporaryDirectory();
  const directory = join(place, 'records');
  mkdirSync(directory);
  writeFileSync(join(directory, 'letter.txt'), 'keep');
  await expect(ensureDatabase(directory)).rejects.toThrow(/ENOTEMPTY/);
  expect(readdirSync(directory)).toEqual(['letter.txt']);
  expect(readdirSync(place)).toEqual(['records']);
});

test('a cache that cannot be used is done without', async () => {
  const place = temporaryDirectory();
  const notDirectory = join(place, 'file');
  writeFileSync(notDirectory, '');
  const data = temporaryDirectory();
  expect(await answers(data, notDirectory)).toEqual([{ one: 1 }]);
}, 240_000);

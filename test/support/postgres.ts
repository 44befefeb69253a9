import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** An empty database on the tests' real PostgreSQL. */
export interface TestDatabase {
  /** For `DATABASE_URL`. */
  url: string;
  /** Removes the database, closing whatever is still connected. */
  drop(): Promise<void>;
}

/** Makes an empty database on the one real PostgreSQL of the test run. Call `drop` in `afterAll`. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const response = await fetch(`${inject('sharedServers')}/postgres`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`no PostgreSQL for the tests: ${answer}`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await run(answer, `create database ${name}`);
  const url = new URL(answer);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => run(answer, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { expect, test } from 'vitest';
import { emptyDatabase } from '../support/postgres.ts';
import { pinned } from '../support/pinned.ts';
import { ownNamespace, sharedTemporal } from '../support/temporal.ts';

test('the shared Temporal server is the pinned one and takes a workflow at once', async () => {
  const { address, namespace } = await sharedTemporal();
  const connection = await Connection.connect({ address });
  const info = await connection.workflowService.getSystemInfo({});
  expect(info.serverVersion).toBe(pinned.server);
  const client = new Client({ connection, namespace });
  const handle = await client.workflow.start('nobody', { taskQueue: 'nobody', workflowId: 'set-up-shared' });
  await handle.terminate();
  await connection.close();
});

test('a namespace of one’s own takes a workflow as soon as it is handed out', async () => {
  const { address, namespace } = await ownNamespace();
  const connection = await Connection.connect({ address });
  const handle = await new Client({ connection, namespace }).workflow.start('nobody', {
    taskQueue: 'nobody',
    workflowId: 'set-up-own',
  });
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await connection.close();
});

test('an empty database on a real PostgreSQL keeps Japanese text', async () => {
  const database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ version: string; text: string }>('select version(), $1::text as text', [
    '葛󠄀城市',
  ]);
  expect(rows[0]?.version).toMatch(/^PostgreSQL 18/);
  expect(rows[0]?.text).toBe('葛󠄀城市');
  await client.end();
  await database.drop();
});

import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { ensureNamespace } from '../../worker/temporal-server/namespace.ts';

/** Where the tests' Temporal server is and which namespace to use. */
export interface TestTemporal {
  address: string;
  namespace: string;
}

/**
 * The one real Temporal server of the test run (pinned version, time skipping allowed), namespace `default`, which all
 * files share: use ids and task queues of your own, or `ownNamespace`.
 */
export async function sharedTemporal(): Promise<TestTemporal> {
  const response = await fetch(`${inject('sharedServers')}/temporal`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`no Temporal server for the tests: ${answer}`);
  return { address: answer, namespace: 'default' };
}

/** A new namespace on the shared server, usable when the promise resolves (a few seconds). One per file is plenty. */
export async function ownNamespace(): Promise<TestTemporal> {
  const { address } = await sharedTemporal();
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await ensureNamespace(connection, namespace, Date.now() + 30_000);
  } finally {
    await connection.close();
  }
  return { address, namespace };
}

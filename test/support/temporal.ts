import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { payloadCodecs } from '../../client/codecs.ts';
import type { SealedTemporal } from '../../client/connection.ts';
import { ensureNamespace } from '../../worker/temporal-server/namespace.ts';
import { testKeys } from './keys.ts';

/** Where the tests' Temporal server is, which namespace to use, and with what everything is sealed there. */
export interface TestTemporal extends SealedTemporal {
  address: string;
  namespace: string;
}

/** A client of the tests' own, that seals and opens as junkan does. Whoever forges makes one without. */
export function sealedClient({ namespace, ...sealing }: SealedTemporal, connection: Connection): Client {
  return new Client({ connection, namespace, dataConverter: { payloadCodecs: payloadCodecs(sealing) } });
}

/**
 * The one real Temporal server of the test run (pinned version, time skipping allowed), namespace `default`, which all
 * files share: use ids and task queues of your own, or `ownNamespace`.
 */
export async function sharedTemporal(): Promise<TestTemporal> {
  const response = await fetch(`${inject('sharedServers')}/temporal`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`no Temporal server for the tests: ${answer}`);
  return { address: answer, namespace: 'default', keys: testKeys };
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
  return { address, namespace, keys: testKeys };
}

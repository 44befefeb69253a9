import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { payloadCodecs } from '../../client/codecs.ts';
import type { SealedTemporal } from '../../client/connection.ts';
import { fixedKeyring, payloadKey } from '../../client/sealing/keyring.ts';
import { ensureNamespace } from '../../worker/temporal-server/namespace.ts';

/** The key of the tests: one for all, so that whoever connects by itself can open what the others sealed. */
const bytes = new Uint8Array(32).fill(7);
const key = payloadKey(bytes);
export const testKeys = fixedKeyring(key);

/** The same for programs: writes it where they look for it and answers the path, for `JUNKAN_KEY_FILE`. */
export function testKeyFile(directory: string): string {
  const file = join(directory, 'payloads.json');
  const kept = { id: key.id, key: Buffer.from(bytes).toString('base64'), made: new Date().toISOString() };
  writeFileSync(file, JSON.stringify({ keys: [kept] }), { mode: 0o600 });
  return file;
}

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

/** The keys of an installation: made once, kept for their owner alone, and no process starts with others. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startPayloadEndpoint } from '../../app/keys/endpoint.ts';
import { addKey, keyringOf, readKeyFile } from '../../app/keys/key-file.ts';
import { keysFor } from '../../app/keys/keys-for.ts';
import { UserError } from '../../app/user-error.ts';
import { fixedKeyring, payloadKey } from '../../client/sealing/keyring.ts';
import { seal } from '../../client/sealing/sealed.ts';
import { commandLine } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import { onBothDatabases } from '../support/records.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const now = Date.now();
const newFile = (): string => join(temporaryDirectory(), 'keys', 'payloads.json');

/** The texts a refusal is told in. */
async function refused(starting: Promise<unknown>): Promise<string> {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`not refused: ${String(error)}`);
  expect(error.text.ja).not.toBe('');
  return error.text.en;
}

onBothDatabases((here) => {
  test('the first start makes a key of 32 bytes for its owner alone; records know its fingerprint, no process has another', async () => {
    const { payloadKeys } = here().records;
    const file = newFile();
    const keys = await keysFor(file, { payloadKeys }, now);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(JSON.parse(readFileSync(file, 'utf8')).keys[0].key, 'base64')).toHaveLength(32);
    const known = await payloadKeys.all();
    expect(known).toEqual([{ id: keys.current().id, fingerprint: keys.current().fingerprint, since: now, runs: 0 }]);
    expect(JSON.stringify(known)).not.toContain(JSON.parse(readFileSync(file, 'utf8')).keys[0].key);
    expect((await keysFor(file, { payloadKeys }, now)).current().id).toBe(keys.current().id);

    // Another key, and no key at all where records know one.
    const other = newFile();
    addKey(other);
    const { id } = keys.current();
    expect(await refused(keysFor(other, { payloadKeys }, now))).toContain(`key of this installation (${id}) is not in`);
    const none = newFile();
    expect(await refused(keysFor(none, { payloadKeys }, now))).toContain('Put the file of keys back');
    expect(existsSync(none)).toBe(false);
    expect(await payloadKeys.all()).toEqual(known);

    // A further one beside the first is taken up; from then on both are needed.
    const first = readFileSync(file, 'utf8');
    const added = addKey(file);
    expect((await keysFor(file, { payloadKeys }, now + 1)).current().id).toBe(added.id);
    expect((await payloadKeys.all()).map((key) => key.id)).toEqual([added.id, id]);
    writeFileSync(file, first);
    expect(await refused(keysFor(file, { payloadKeys }, now))).toContain(added.id);
  });
});

describe('the file of keys', () => {
  test('that others can read or change is refused, and so is one that is not whole; nothing of it is said', async () => {
    const file = newFile();
    const { id } = addKey(file);
    const secret: string = JSON.parse(readFileSync(file, 'utf8')).keys[0].key;
    for (const mode of [0o604, 0o620, 0o666]) {
      chmodSync(file, mode);
      expect(() => readKeyFile(file)).toThrow(`chmod 600 ${file}`);
    }
    chmodSync(file, 0o600);
    const whole = readFileSync(file, 'utf8');
    for (const broken of [
      '',
      whole.slice(0, -9),
      '{"keys":[]}',
      whole.replace(id, '0'.repeat(16)),
      whole.replace(secret, 'AAAA'),
    ]) {
      writeFileSync(file, broken);
      const said = await refused((async () => readKeyFile(file))());
      expect(said).toContain(`${file} cannot be read`);
      expect(said).not.toContain(secret.slice(0, 8));
    }
  });

  test('to which a key was added is read again by a process that runs: it seals with the new one and opens with both', async () => {
    const file = newFile();
    const first = addKey(file);
    const keys = keyringOf(file, readKeyFile(file)!);
    expect(keys.current().id).toBe(first.id);
    const second = addKey(file);
    await eventually(async () => keys.find(second.id) !== undefined);
    expect(keys.current().id).toBe(second.id);
    expect(keys.find(first.id)?.fingerprint).toBe(first.fingerprint);
    // A file that is half written in this moment, or away, changes nothing.
    writeFileSync(file, '{');
    expect(await eventually(async () => keys.find('unknown') === undefined)).toBe(true);
    expect(keys.current().id).toBe(second.id);
  });
});

describe('junkan key', () => {
  const run = (file: string, ...args: string[]) => {
    const environment = {
      PATH: process.env['PATH'],
      JUNKAN_LANGUAGE: 'en',
      JUNKAN_KEY_FILE: file,
      JUNKAN_DATA: join(file, '..', 'data'),
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine(), 'key', ...args], {
      cwd: ROOT,
      env: environment,
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };

  test('makes the first, prepares and rotates, shows no key, and removes none that may be needed', () => {
    const file = newFile();
    expect(run(file, 'rotate')).toMatchObject({ status: 1, said: expect.stringContaining('There is no file of keys') });
    expect(run(file, 'make').status).toBe(0);
    expect(run(file, 'make')).toMatchObject({ status: 1, said: expect.stringContaining('exists already') });
    const ids = () => readKeyFile(file)?.map(({ id }) => id) ?? [];
    const [first = ''] = ids();
    expect(run(file, 'rotate', '--prepare').status).toBe(0);
    const prepared = ids()[1] ?? '';
    expect(ids()).toEqual([first, prepared]);
    expect(run(file, 'rotate').said).toContain(prepared);
    expect(ids()).toEqual([prepared, first]);
    expect(run(file, 'rotate').status).toBe(0);
    const [third = ''] = ids();
    expect(ids()).toEqual([third, prepared, first]);
    const { said } = run(file, 'list');
    for (const id of [first, prepared, third]) expect(said).toContain(id);
    expect(said.match(/current/g)).toHaveLength(1);
    for (const { key } of JSON.parse(readFileSync(file, 'utf8')).keys) expect(said).not.toContain(key);
    expect(run(file, 'remove', first).status).not.toBe(0);
    expect(ids()).toEqual([third, prepared, first]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('the endpoint for Temporal’s web page', () => {
  test('opens what is sealed for whoever has its address, on this machine alone; it seals nothing and is no page’s but Temporal’s', async () => {
    const keys = fixedKeyring(payloadKey(randomBytes(32)));
    const endpoint = await startPayloadEndpoint(keys, 'a-secret', 0);
    onTestFinished(() => endpoint.close());
    const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
    const shown = ({ metadata, data }: Payload) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
      data: base64(data),
    });
    const plain = defaultPayloadConverter.toPayload({ text: '循環' });
    const foreign = shown(seal(plain, fixedKeyring(payloadKey(randomBytes(32)))));
    const ask = (address: string, more: RequestInit = {}) =>
      fetch(address, {
        method: 'POST',
        headers: { origin: 'http://localhost:8233' },
        body: JSON.stringify({ payloads: [shown(seal(plain, keys)), foreign] }),
        ...more,
      });
    const answer = await ask(`${endpoint.address}/decode`);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:8233');
    expect(await answer.json()).toEqual({ payloads: [shown(plain), foreign] });
    expect((await ask(`${endpoint.address}/encode`)).status).toBe(404);
    expect((await ask(`${endpoint.address.replace('a-secret', 'another')}/decode`)).status).toBe(404);
    expect((await ask(`${endpoint.address}/decode`, { body: '{' })).status).toBe(400);
    const elsewhere = await ask(`${endpoint.address}/decode`, { headers: { origin: 'https://elsewhere.example' } });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
    expect(new URL(endpoint.address).hostname).toBe('127.0.0.1');
  });
});

import { keyringIn } from '../../app/keys/key-file.ts';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { readRunning } from '../../app/cli/running.ts';
import { openRecords } from '../../records/open.ts';
import { endPrograms, junkan, untilItSays, type Program } from '../support/program.ts';

// Whole programs are started from their sources: many seconds on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const data = mkdtempSync(join(tmpdir(), 'junkan-'));
const keys = mkdtempSync(join(tmpdir(), 'junkan-'));
const certificate = join(keys, 'certificate.pem');
const key = join(keys, 'key.pem');
const tls = { JUNKAN_TLS_CERTIFICATE: certificate, JUNKAN_TLS_KEY: key };
const administrator = '架空 管理';

const programs: Program[] = [];
/** The command as a user types it. */
function run(args: readonly string[], environment?: Readonly<Record<string, string>>): Program {
  const program = junkan(data, args, environment);
  programs.push(program);
  return program;
}

afterAll(() => {
  endPrograms();
  for (const directory of [data, keys]) rmSync(directory, { recursive: true, force: true });
});

/** Asks over HTTPS, trusting that certificate alone. */
function ask(port: string, path: string, token?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    get(
      { host: '127.0.0.1', servername: 'localhost', port, path, headers, ca: readFileSync(certificate), agent: false },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    ).on('error', reject);
  });
}

it('off loopback nothing starts without TLS, and a real installation needs its first administrator', async () => {
  const open = run(['start'], { JUNKAN_HOST: '0.0.0.0' });
  const nobody = run(['start', '--empty']);
  expect(await open.ended).toBeGreaterThan(0);
  expect(open.said()).toContain('JUNKAN_TLS_CERTIFICATE');
  expect(await nobody.ended).toBeGreaterThan(0);
  expect(nobody.said()).toContain('--administrator');
  expect(existsSync(join(data, 'records'))).toBe(false);
});

it('starts a real installation over TLS: nobody invented, no year; a lost token is recovered with the system stopped', async () => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync('openssl', [...made, '-keyout', key, '-out', certificate, ...subject], { stdio: 'ignore' });
  const system = run(['start', '--empty', '--administrator', administrator, '--mail', 'kanri@agency.example'], {
    JUNKAN_HOST: '0.0.0.0',
    ...tls,
  });
  await untilItSays(system, /Ctrl-C stops it/);
  const address = readRunning(join(data, 'running.json'))?.address ?? '';
  const { protocol, port } = new URL(address);
  expect(protocol).toBe('https:');
  const token = readFileSync(join(data, 'admin.token'), 'utf8').trim();
  expect(JSON.parse((await ask(port, '/health')).body)).toMatchObject({ installation: { kind: 'real' } });
  expect(JSON.parse((await ask(port, '/api/v1/years', token)).body).items).toEqual([]);
  const board = JSON.parse((await ask(port, '/api/v1/board?limit=500', token)).body);
  expect(board.installation).toBe('real');
  expect(JSON.stringify(board)).not.toMatch(/架空|fictional/);
  expect((await ask(port, '/api/v1/board', 'not-a-token')).status).toBe(401);
  // What only the owner of the data may ask of the system while it runs.
  const compared = run(['rebuild', '--check']);
  expect(await compared.ended).toBe(0);
  expect(compared.said()).toMatch(/違いはありません|None differs/);
  // By the link beside it the first administrator makes a passkey.
  const link = readFileSync(join(data, 'admin.link'), 'utf8').trim();
  expect([statSync(join(data, 'admin.link')).mode & 0o777, new URL(link).origin]).toEqual([0o600, address]);
  expect(system.said()).toContain(join(data, 'admin.link'));
  expect(await ask(port, new URL(link).pathname)).toMatchObject({
    status: 200,
    body: expect.stringContaining(administrator),
  });
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();

  const tooEarly = run(['token', 'recover']);
  expect(await tooEarly.ended).toBeGreaterThan(0);
  expect(readFileSync(join(data, 'admin.token'), 'utf8').trim()).toBe(token);
  system.process.kill('SIGTERM');
  expect(await system.ended).toBe(0);

  const recovered = run(['token', 'recover']);
  expect([await recovered.ended, recovered.said()]).toEqual([0, expect.stringContaining('90 days')]);
  const fresh = readFileSync(join(data, 'admin.token'), 'utf8').trim();
  expect(statSync(join(data, 'admin.token')).mode & 0o777).toBe(0o600);
  expect(fresh).not.toBe(token);
  const bare = run(['token', 'recover', '--link'], { JUNKAN_PORT: '0', ...tls });
  expect([await bare.ended, bare.said()]).toEqual([0, expect.stringContaining('Only the path')]);
  expect(readFileSync(join(data, 'admin.link'), 'utf8')).toMatch(/^\/claim\/[\w-]{43}\n$/);
  const another = run(['token', 'recover', '--link'], { JUNKAN_URL: 'https://junkan.agency.example', ...tls });
  expect([await another.ended, another.said()]).toEqual([0, expect.stringContaining('seven days')]);
  const newLink = readFileSync(join(data, 'admin.link'), 'utf8').trim();
  expect(newLink).toMatch(/^https:\/\/junkan\.agency\.example\/claim\/[\w-]{43}$/);
  const secrets = [token, fresh, ...[link, newLink].map((one) => one.split('/').at(-1) ?? '')];
  for (const { said } of programs) for (const secret of secrets) expect(said()).not.toContain(secret);
  const records = await openRecords({ keys: keyringIn(join(data, 'keys', 'payloads.json')), dataDirectory: data });
  try {
    const holder = await records.tokens.holder(fresh, Date.now());
    expect(holder?.person).toBe((await records.tokens.holder(token, Date.now()))?.person);
    const all = await records.tokens.list(holder?.person ?? '');
    expect(all.find(({ id }) => id === holder?.id)).toMatchObject({ purpose: 'recovered' });
    const made = await records.claims.page(holder?.person ?? '', undefined, 10);
    expect(made.items.map(({ purpose, issuedBy }) => [purpose, issuedBy === holder?.person])).toEqual([
      ['recovered', true],
      ['recovered', true],
      ['first administrator', true],
    ]);
  } finally {
    await records.close();
  }
});

it('is backed up while it runs, and restored on an empty machine: with other keys only where that is said', async () => {
  const [first, second] = [mkdtempSync(join(tmpdir(), 'junkan-')), mkdtempSync(join(tmpdir(), 'junkan-'))];
  const file = join(first, 'junkan.backup');
  const restore = join(second, 'data');
  const system = junkan(first, ['start', '--empty', '--administrator', administrator]);
  try {
    await untilItSays(system, /Ctrl-C stops it/);
    const token = readFileSync(join(first, 'admin.token'), 'utf8').trim();
    const backup = junkan(first, ['backup', file]);
    expect([await backup.ended, backup.said()]).toEqual([0, expect.stringContaining(file)]);
    system.process.kill('SIGTERM');
    await system.ended;
    const refused = junkan(restore, ['restore', file]);
    expect(await refused.ended).toBeGreaterThan(0);
    expect(refused.said()).toContain('--new-keys');
    expect(existsSync(join(restore, 'records'))).toBe(false);
    writeFileSync(join(first, 'cut'), readFileSync(file).subarray(0, 2_000));
    const cut = junkan(restore, ['restore', join(first, 'cut'), '--new-keys']);
    expect(await cut.ended).toBeGreaterThan(0);
    expect(existsSync(join(restore, 'keys', 'payloads.json')), 'no key is left of what did not come').toBe(false);
    const restored = junkan(restore, ['restore', file, '--new-keys']);
    expect([await restored.ended, restored.said()]).toEqual([0, expect.anything()]);
    const there = junkan(restore, ['start']);
    try {
      await untilItSays(there, /Ctrl-C stops it/);
      const address = readRunning(join(restore, 'running.json'))?.address ?? '';
      const health = await fetch(`${address}/health`);
      expect(await health.json()).toMatchObject({ installation: { kind: 'real' } });
      const board = await fetch(`${address}/api/v1/board`, { headers: { authorization: `Bearer ${token}` } });
      expect(board.status, 'what was issued before is still good').toBe(200);
      const whole = junkan(restore, ['journal', 'verify', '--all'], { JUNKAN_TOKEN_FILE: join(first, 'admin.token') });
      expect([await whole.ended, whole.said()]).toEqual([0, expect.anything()]);
    } finally {
      there.process.kill('SIGTERM');
      await there.ended;
    }
  } finally {
    system.process.kill('SIGTERM');
    await system.ended;
    for (const directory of [first, second]) rmSync(directory, { recursive: true, force: true });
  }
});

it('on this machine alone is opened by a name, at which browsers let passkeys be used; its number leads there', async () => {
  const plain = mkdtempSync(join(tmpdir(), 'junkan-'));
  const system = junkan(plain, ['start', '--empty', '--administrator', administrator]);
  try {
    await untilItSays(system, /Ctrl-C stops it/);
    const { origin, port } = new URL(readRunning(join(plain, 'running.json'))?.address ?? '');
    expect(origin).toBe(`http://127.0.0.1:${port}`);
    expect(system.said()).toContain(`http://localhost:${port}`);
    const led = await fetch(`${origin}/sign-in?to=%2Fnotices`, { redirect: 'manual' });
    expect([led.status, led.headers.get('location')]).toEqual([303, `http://localhost:${port}/sign-in?to=%2Fnotices`]);
  } finally {
    system.process.kill('SIGTERM');
    await system.ended;
    rmSync(plain, { recursive: true, force: true });
  }
});

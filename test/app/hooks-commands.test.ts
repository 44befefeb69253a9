/** `junkan webhook` and `junkan feed` as a user runs them, with the engine, a sender and a real receiver. */
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWebhookSender, type WebhookSender } from '../../worker/webhooks/sender.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { commandLine } from '../support/command.ts';
import { authority, startReceiver, verified, type Receiver } from '../support/webhook-receiver.ts';

// Each command is a process of its own, started from its sources: seconds each on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const body = cast.ministry.organisation;
let stack: Stack;
let receiver: Receiver;
let sender: WebhookSender;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  receiver = await startReceiver();
  stack = await startStack({ privateDestinations: ['localhost'] });
  sender = startWebhookSender({
    webhooks: stack.records.webhooks,
    privateDestinations: ['localhost'],
    ports: 'any',
    certificates: [authority],
    version: '0.0.0-test',
    every: 50,
    schedule: [],
  });
  for (const person of [cast.ministry.ciso, (await stack.administrator()).person]) {
    const at = Date.now();
    const token = { person, issuedBy: person, at, expires: at + 3_600_000, purpose: 'test' };
    tokens[person] = (await stack.records.tokens.issue(token)).secret;
  }
});
afterAll(async () => {
  await sender?.stop();
  await stack?.close();
  await receiver?.close();
});

function junkan(person: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...commandLine(), ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        JUNKAN_DATA: temporaryDirectory(),
        JUNKAN_LANGUAGE: 'en',
        JUNKAN_SERVER: stack.address,
        JUNKAN_TOKEN: tokens[person],
      },
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('close', (code) => resolve({ code, out }));
  });
}

describe('the commands of hooks', () => {
  it('registers a webhook, its secret in a new 0600 file; events of a real year arrive signed; the dead list is replayed', async () => {
    const { person } = await stack.administrator();
    const file = join(temporaryDirectory(), 'secret');
    const added = await junkan(
      person,
      'webhook',
      'add',
      receiver.url,
      '--purpose',
      'test',
      '--organisations',
      body,
      '--file',
      file,
    );
    expect(added).toMatchObject({ code: 0 });
    const secret = readFileSync(file, 'utf8').trim();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(added.out).not.toContain(secret);
    const id = /wh_[0-9a-f]{32}/.exec(added.out)![0];

    receiver.answer = (response) => response.writeHead(500).end();
    await stack.openYear(2026, [body, cast.agency.organisation]);
    const first = await eventually(() => receiver.received[0]);
    const instance = `cycle/2026/${body}`;
    expect(verified(first, secret)).toMatchObject({
      type: 'procedure.phaseChanged',
      data: { instance, organisation: body, procedure: 'cycle', phase: 'planning' },
    });
    // The other body's year is not its business.
    await eventually(async () => (await stack.records.webhooks.get(id))?.dead === receiver.received.length);
    expect(receiver.received.every(({ body: text }) => JSON.parse(text).data.organisation === body)).toBe(true);

    const event = first.headers['webhook-id']!;
    expect((await junkan(person, 'webhook', 'dead', id)).out).toContain(event);
    receiver.answer = (response) => response.writeHead(204).end();
    expect((await junkan(person, 'webhook', 'replay', id, event)).out).toContain('1 wait');
    await eventually(() => receiver.received.filter(({ headers }) => headers['webhook-id'] === event).length === 2);
    expect((await junkan(person, 'webhook', 'list', '-o', 'json')).out).not.toContain('whsec_');
    expect((await junkan(person, 'webhook', 'remove', id)).code).toBe(0);
    expect((await junkan(cast.ministry.ciso, 'webhook', 'list')).code).toBe(1);
  });

  it('makes, shows and revokes a calendar link; the link stands in a new 0600 file alone', async () => {
    const file = join(temporaryDirectory(), 'link');
    const made = await junkan(cast.ministry.ciso, 'feed', 'create', '--file', file);
    expect(made.code).toBe(0);
    const link = readFileSync(file, 'utf8').trim();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(made.out).not.toContain('/calendar/');
    const text = await (await fetch(link)).text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    expect(events.length).toBeGreaterThan(3);
    expect((await junkan(cast.ministry.ciso, 'feed', 'show')).out).toContain('is valid');
    expect((await junkan(cast.ministry.ciso, 'feed', 'revoke')).code).toBe(0);
    expect((await fetch(link)).status).toBe(404);
    expect((await junkan(cast.ministry.ciso, 'feed', 'show')).out).toContain('no calendar link');
  });
});

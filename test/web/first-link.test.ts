/** The link that is made at the machine: the first passkey of whoever nobody could issue a link to, and what it carries. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withSession } from '../support/signed-in.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

const [admin, second] = ['p-admin', 'p-centre'];
let web: TestWeb;

beforeAll(async () => {
  web = await makeWeb();
  const post = { id: 'a-second', person: second, role: 'administrator' as const, organisation: 'demo-centre' };
  const appointments = [{ ...post, from: '2026-04-01', kind: 'regular' as const }];
  await web.records.registry.change({ appointments }, admin, web.now);
});
afterAll(() => web?.close());

const atMachine = (person: string) =>
  web.records.claims.issueAtMachine({ person, purpose: 'first administrator', tokenDays: 90 }, web.now);

/** Enrols a key by a link, and signs in by it. */
async function enrolled(link: string) {
  const key = { credential: randomUUID(), publicKey: new Uint8Array([1]), counter: 0, transports: [], synced: false };
  const opened = await web.records.passkeys.enrolByLink(link, key, web.now);
  if (typeof opened === 'string') return opened;
  const [made] = (await web.records.passkeys.page(opened.person, undefined, 1)).items;
  const again = await web.records.passkeys.signIn(made?.id ?? '', 0, web.now);
  return again === undefined || again === 'wentBack' ? 'unusable' : again;
}

it('gives a key that came through nobody’s hands and carries the post, once; the person is told', async () => {
  const { secret } = await atMachine(admin);
  const session = await enrolled(secret);
  if (typeof session === 'string') throw new Error(session);
  const held = await web.records.tokens.session(session.secret, web.now);
  expect(held).toMatchObject({ person: admin, issuedBy: admin });
  expect(held).not.toHaveProperty('alone');
  expect(held).not.toHaveProperty('earlier');
  expect(held).not.toHaveProperty('plain');
  expect(await enrolled(secret)).toBe('unusable');
  const notices = await ask(web.app, 'GET', '/api/v1/notices', { token: await web.token(admin) });
  const topics = notices.body.items.map(({ topic }: { topic: { id: string } }) => topic);
  expect(JSON.stringify(topics)).toMatch(/linkIssued/);
  expect(JSON.stringify(topics)).toMatch(/passkeyEnrolled/);
  // The secret stands nowhere in the journal.
  const token = await web.token(second);
  const { text } = await ask(web.app, 'GET', '/api/v1/registry/journal?limit=500', { token });
  expect(text).toContain('"how":"machine"');
  expect(text).not.toContain(secret);
});

it('lets two who have one each be two: what the one asks for the other approves', async () => {
  const sessions = [];
  for (const person of [admin, second]) {
    const session = await enrolled((await atMachine(person)).secret);
    if (typeof session === 'string') throw new Error(session);
    sessions.push(withSession(web.app, person, session.token, session.secret));
  }
  const [asking, approving] = sessions;
  const post = { id: 'a-guarded', person: 'p-staff', role: 'ciso', organisation: 'demo-unrelated' };
  const change = JSON.stringify({ appointments: [{ ...post, from: '2027-04-01', kind: 'regular' }] });
  const asked = await asking?.post('/admin/changes', { change });
  const [, id = ''] = /\/admin\/changes\/([\w-]+)\?told=pending/.exec(asked?.to ?? '') ?? [];
  const done = await approving?.post(`/admin/changes/${id}/approve`);
  expect(done?.to).toBe(`/admin/changes/${id}?told=approved`);
});

it('is not to be had by any token over HTTP: nobody issues a link for themselves', async () => {
  const token = await web.token(admin);
  const body = { person: admin, purpose: 'mine' };
  const { status } = await ask(web.app, 'POST', '/api/v1/claims', { token, body });
  expect(status).toBe(403);
});

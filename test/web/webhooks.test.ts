import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Webhooks } from '../../contract/records/webhooks.ts';
import { named, post } from '../registry/over-http.ts';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';
import { entryOf, projectionOf } from '../support/records.ts';

let web: TestWeb;
let admin: string;
let webhooks: Webhooks;
beforeAll(async () => {
  web = await makeWeb({ privateDestinations: ['localhost'], webhookPorts: 'any' });
  admin = await web.token('p-admin');
  ({ webhooks } = web.records);
});
afterAll(() => web?.close());
afterEach(async () => {
  for (const { id } of await webhooks.list()) await webhooks.remove(id, { by: 'p-administrator', at: Date.now() });
});

const url = 'https://localhost:9/hook';
const send = (method: string, path: string, body?: unknown, key?: string): Promise<Reply> =>
  ask(web.app, method, `/api/v1/webhooks${path}`, {
    token: admin,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { key }),
  });
const register = (more: object = {}): Promise<Reply> => send('POST', '', { url, purpose: 'test', ...more });
let instances = 0;
const happen = (): Promise<void> => {
  instances += 1;
  const entry = entryOf(`audit/2026/demo-ministry/${instances}`, 1, { projection: projectionOf({ phase: 'x' }) });
  return web.records.journal.append([{ entry }]);
};
/** Takes what waits and gives it up, as the sender does at the end of its schedule. */
const giveUp = async (): Promise<void> => {
  const taken = await webhooks.take({ at: web.now, lease: 60_000, perEndpoint: 100, except: [] });
  for (const one of taken) await webhooks.settle(one, { kind: 'dead', result: 'http 503' }, web.now);
};

describe('webhooks over HTTP', () => {
  it('shows the secret once: not in a repeat, not in the list, not after a change, not in the log', async () => {
    const first = await send('POST', '', { url, purpose: 'test' }, 'key-once');
    expect(first.status).toBe(201);
    const { id, secret } = first.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const repeat = await send('POST', '', { url, purpose: 'test' }, 'key-once');
    expect(repeat.body).toEqual({ id });
    const answers = [
      await send('GET', ''),
      await send('PUT', `/${id}`, { purpose: 'other' }),
      await send('GET', `/${id}/deliveries`),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toContain('secret');
      expect(text).not.toContain(secret);
    }
    expect(JSON.stringify(web.log)).not.toContain(secret);
    expect((await send('GET', '')).body.items).toMatchObject([{ id, url, purpose: 'other', state: 'active' }]);
  });

  it('rotates: a new secret once, the old one signs for a day', async () => {
    const { id, secret } = (await register()).body;
    const rotated = await send('POST', `/${id}/rotate`, undefined, 'key-rotate');
    expect(rotated.body).toMatchObject({ id, previousUntil: web.now + 86_400_000 });
    expect(rotated.body.secret).not.toBe(secret);
    expect((await send('POST', `/${id}/rotate`, undefined, 'key-rotate')).text).not.toContain('whsec_');
    await webhooks.ping(id, web.now);
    const [taken] = await webhooks.take({ at: web.now, lease: 1, perEndpoint: 1, except: [] });
    expect(taken?.secrets).toEqual([rotated.body.secret, secret]);
  });

  it.each([
    ['http://localhost/hook', 'https://'],
    ['https://127.0.0.1/hook', 'internal address'],
    ['https://2130706433/hook', 'internal address'],
    ['https://[::1]/hook', 'internal address'],
    ['https://169.254.169.254/latest', 'internal address'],
    ['https://10.0.0.1/hook', 'internal address'],
    ['https://a:b@localhost/hook', 'password'],
    ['https://no-such-host.invalid/hook', 'cannot be found'],
    ['nonsense', 'https://'],
  ])('refuses the address %s', async (wrong, why) => {
    const { status, body } = await register({ url: wrong });
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'url']);
    expect(body.errors[0].en).toContain(why);
    const { id } = (await register()).body;
    expect((await send('PUT', `/${id}`, { url: wrong })).status).toBe(400);
    expect((await send('GET', '')).body.items).toMatchObject([{ url }]);
  });

  it('refuses types and bodies that do not exist', async () => {
    expect((await register({ types: ['procedure.other'] })).status).toBe(400);
    expect((await register({ types: ['webhook.ping'] })).status).toBe(400);
    const { status, body } = await register({ organisations: ['demo-ministry', 'demo-nowhere'] });
    expect([status, body.errors[0].path]).toEqual([400, 'organisations[1]']);
  });

  it('shows the dead list and sends from it again, one event or all', async () => {
    const { id } = (await register()).body;
    for (let i = 0; i < 3; i += 1) await happen();
    await giveUp();
    const dead = await send('GET', `/${id}/deliveries?status=dead&limit=2`);
    expect(dead.body.items).toHaveLength(2);
    expect(dead.body.items[0]).toMatchObject({ status: 'dead', result: 'http 503', attempts: 1 });
    const rest = await send('GET', `/${id}/deliveries?status=dead&limit=2&cursor=${dead.body.next}`);
    const events = [...dead.body.items, ...rest.body.items].map(({ event }: { event: string }) => event);
    expect(new Set(events).size).toBe(3);
    expect((await send('POST', `/${id}/replay`, { events: [events[0]] })).body).toEqual({ replayed: 1 });
    expect((await send('POST', `/${id}/replay`, {})).body).toEqual({ replayed: 2 });
    const waiting = await send('GET', `/${id}/deliveries?status=waiting`);
    expect(waiting.body.items.map(({ event }: { event: string }) => event).sort()).toEqual(events.sort());
    expect((await send('POST', `/${id}/replay`, { events: ['x'] })).status).toBe(400);
  });

  it('disables and enables; a disabled one is told nothing, tested and replayed only when enabled', async () => {
    const { id } = (await register()).body;
    await happen();
    const disabled = await send('PUT', `/${id}`, { enabled: false });
    expect(disabled.body).toMatchObject({ state: 'disabled', reason: 'administrator', waiting: 0, dead: 1 });
    await happen();
    expect((await send('POST', `/${id}/ping`)).status).toBe(409);
    expect((await send('POST', `/${id}/replay`, {})).status).toBe(409);
    const enabled = await send('PUT', `/${id}`, { enabled: true });
    expect(enabled.body).toMatchObject({ state: 'active', dead: 1 });
    expect(enabled.body).not.toHaveProperty('reason');
    expect((await send('POST', `/${id}/ping`)).status).toBe(202);
  });

  it('deletes with everything that belongs to it', async () => {
    const { id } = (await register()).body;
    await happen();
    expect((await send('DELETE', `/${id}`)).status).toBe(200);
    for (const [method, path, body] of [
      ['GET', `/${id}/deliveries`, undefined],
      ['PUT', `/${id}`, {}],
      ['DELETE', `/${id}`, undefined],
      ['POST', `/${id}/rotate`, undefined],
      ['POST', `/${id}/ping`, undefined],
      ['POST', `/${id}/replay`, {}],
    ] as const) {
      expect([method, path, (await send(method, path, body)).status]).toEqual([method, path, 404]);
    }
    expect((await webhooks.deliveries(id, {}, undefined, 10)).items).toEqual([]);
  });

  it('is for administrators of the installation: everybody else gets 403 and learns nothing', async () => {
    const { id } = (await register()).body;
    const ofOneBody = {
      id: 'a-of-one',
      person: 'p-of-one',
      role: 'administrator',
      organisation: 'demo-ministry',
    } as const;
    await web.records.registry.change(
      {
        people: [{ id: 'p-of-one', nameJa: '一機関の管理者（架空）', nameEn: 'administrator of one body (fictional)' }],
        appointments: [{ ...ofOneBody, from: '2026-04-01', kind: 'regular' }],
      },
      'p-admin',
      web.now,
    );
    for (const person of ['p-ciso', 'p-centre', 'p-staff', 'p-of-one']) {
      const token = await web.token(person);
      for (const [method, path, body] of [
        ['GET', '', undefined],
        ['POST', '', { url, purpose: 'x' }],
        ['PUT', `/${id}`, { purpose: 'x' }],
        ['DELETE', `/${id}`, undefined],
        ['POST', `/${id}/rotate`, undefined],
        ['POST', `/${id}/ping`, undefined],
        ['GET', `/${id}/deliveries`, undefined],
        ['POST', `/${id}/replay`, {}],
      ] as const) {
        const answer = await ask(web.app, method, `/api/v1/webhooks${path}`, {
          token,
          ...(body === undefined ? {} : { body }),
        });
        expect([person, method, path, answer.status]).toEqual([person, method, path, 403]);
      }
    }
  });
});

describe('a webhook goes no further than those who stand for it', () => {
  const others = ['p-second', 'p-leaver'];
  beforeAll(async () => {
    await web.records.registry.change(
      {
        people: others.map((id) => named(id, 'demo-centre')),
        appointments: others.map((id) => post(`a-${id}`, id, 'administrator', 'demo-centre')),
      },
      'p-admin',
      web.now,
    );
  });
  const by = (token: string, method: string, path: string, body?: object): Promise<Reply> =>
    ask(web.app, method, `/api/v1${path}`, { token, ...(body && { body }) });
  const minted = async (person: string): Promise<{ id: string; secret: string }> =>
    (await by(await web.token(person), 'POST', '/tokens', { person, days: 30, purpose: 'hooks' })).body;
  const registered = async (token: string): Promise<{ id: string; secret: string }> =>
    (await by(token, 'POST', '/webhooks', { url, purpose: 'test' })).body;
  /** What would be sent now, of something that happens now. */
  const sent = async (id: string) => {
    await happen();
    const taken = await webhooks.take({ at: web.now, lease: 1, perEndpoint: 100, except: [] });
    return taken.filter(({ endpoint }) => endpoint === id);
  };
  const shown = async (id: string) => (await send('GET', '')).body.items.find((one: { id: string }) => one.id === id);

  it('ends with the token it was registered with, and with one that this descends from; its administrators are told', async () => {
    const parent = await minted('p-second');
    const child = (await by(parent.secret, 'POST', '/tokens', { person: 'p-second', days: 5, purpose: 'child' })).body;
    const hooks = [await registered(parent.secret), await registered(child.secret)];
    for (const { id } of hooks) expect(await sent(id)).toHaveLength(1);
    await by(await web.token('p-second'), 'DELETE', `/tokens/${parent.id}`);
    for (const { id } of hooks) {
      expect(await sent(id)).toEqual([]);
      expect(await shown(id)).toMatchObject({ state: 'disabled', reason: 'lapsed' });
    }
    const { items } = (await by(admin, 'GET', '/notices')).body;
    expect(JSON.stringify(items)).toContain('webhookLapsed');
  });

  it('ends with its administrator’s post, at once, and stays ended', async () => {
    const { id } = await registered(await web.token('p-leaver'));
    expect(await sent(id)).toHaveLength(1);
    const ended = { ...post('a-p-leaver', 'p-leaver', 'administrator', 'demo-centre'), to: '2026-11-22' };
    await web.records.registry.change({ appointments: [ended] }, 'p-admin', web.now);
    expect(await sent(id)).toEqual([]);
    await webhooks.sweep(web.now);
    expect(await shown(id)).toMatchObject({ state: 'disabled', reason: 'lapsed', waiting: 0 });
    expect((await send('PUT', `/${id}`, { enabled: true })).status).toBe(409);
    expect(await sent(id)).toEqual([]);
  });

  it('ends when all access of its administrator is revoked, whichever token it was registered with', async () => {
    const { id } = await registered((await minted('p-second')).secret);
    const done = await by(admin, 'POST', '/tokens/revoke-all', { person: 'p-second' });
    expect([done.status, done.body.webhooks]).toEqual([200, 1]);
    expect(await sent(id)).toEqual([]);
  });

  it('is taken over by a new secret: it goes on, and the one before signs no more', async () => {
    const issued = { person: 'p-second', issuedBy: 'p-second', at: web.now, expires: web.now + 86_400_000 };
    const old = await web.records.tokens.issue({ ...issued, purpose: 'old' });
    const hook = await registered(old.secret);
    await by(old.secret, 'DELETE', `/tokens/${old.id}`);
    const rotated = await send('POST', `/${hook.id}/rotate`);
    expect(rotated.body).not.toHaveProperty('previousUntil');
    const [delivery] = await sent(hook.id);
    expect(delivery?.secrets).toEqual([rotated.body.secret]);
    expect(await shown(hook.id)).toMatchObject({ state: 'active' });
  });

  it('ends with whoever gave it another address, too', async () => {
    const issued = { person: 'p-second', issuedBy: 'p-second', at: web.now, expires: web.now + 86_400_000 };
    const other = await web.records.tokens.issue({ ...issued, purpose: 'other' });
    const { id } = await registered(admin);
    await by(other.secret, 'PUT', `/webhooks/${id}`, { url: 'https://localhost:9/theirs' });
    expect(await sent(id)).toHaveLength(1);
    await by(other.secret, 'DELETE', `/tokens/${other.id}`);
    expect(await sent(id)).toEqual([]);
  });
});

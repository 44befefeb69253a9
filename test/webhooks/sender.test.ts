import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebhookSender, type SenderOptions, type WebhookSender } from '../../worker/webhooks/sender.ts';
import { bundled } from '../support/bundled.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/pinned.ts';
import type { RegistryChange } from '../../contract/records/registry.ts';
import { entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';
import { authority, startReceiver, verified, type Receiver } from '../support/webhook-receiver.ts';

/** The body that operates the installation, and its administrator. */
const operator: RegistryChange = {
  people: [{ id: 'p-operating', nameJa: '管理者', nameEn: 'administrator' }],
  appointments: [
    {
      id: 'a-operating',
      person: 'p-operating',
      role: 'administrator',
      organisation: 'operator',
      from: '2026-04-01',
      kind: 'regular',
    },
  ],
  organisations: [
    { id: 'operator', kind: 'operator', nameJa: '運用者', nameEn: 'operator', supervisors: [], fictional: false },
  ],
};

/** Pauses that a test can wait for. */
const quick = [20, 20, 20];

describe('the sender of webhooks', () => {
  onBothDatabases((here) => {
    let receiver: Receiver;
    const senders: WebhookSender[] = [];
    const endpoints: string[] = [];
    let bodies = 0;
    beforeEach(async () => {
      receiver = await startReceiver();
    });
    afterEach(async () => {
      await Promise.all(senders.splice(0).map((sender) => sender.stop()));
      for (const id of endpoints.splice(0))
        await here().records.webhooks.remove(id, { by: 'p-administrator', at: Date.now() });
      await receiver.close();
    });

    const start = (options: Partial<SenderOptions> = {}): WebhookSender => {
      const sender = startWebhookSender({
        webhooks: here().records.webhooks,
        privateDestinations: 'all',
        ports: 'any',
        certificates: [authority],
        version: '0.0.0',
        every: 20,
        timeout: 5_000,
        lease: 60_000,
        schedule: quick,
        ...options,
      });
      senders.push(sender);
      return sender;
    };
    const register = async (url = receiver.url) => {
      const settings = { url, purpose: 'test', types: [], organisations: [] };
      const made = await here().records.webhooks.add(settings, { by: 'p-administrator', at: Date.now() });
      endpoints.push(made.id);
      return made;
    };
    /** Something happens: a procedure of a body of its own begins. */
    const happen = async (): Promise<string> => {
      bodies += 1;
      const instance = `cycle/2026/demo-${bodies}`;
      const projection = projectionOf({ phase: 'planning' });
      await here().records.journal.append([{ entry: entryOf(instance, 1, { at: noon, projection }) }]);
      return instance;
    };
    const deliveries = async (id: string) => (await here().records.webhooks.deliveries(id, {}, undefined, 100)).items;
    const only = async (id: string, status: string) =>
      eventually(async () => {
        const [first] = await deliveries(id);
        return first?.status === status ? first : undefined;
      });

    it('signs as Standard Webhooks has it, so that the library verifies it; nobody else can', async () => {
      const { id, secret } = await register();
      const other = await register('https://localhost:1/never');
      const instance = await happen();
      start();
      const { attempts, result, event } = await only(id, 'delivered');
      expect([attempts, result]).toEqual([1, 'http 204']);
      const [received] = receiver.received;
      expect(verified(received!, secret)).toMatchObject({
        type: 'procedure.phaseChanged',
        data: { instance, id: event },
      });
      expect(received).toMatchObject({
        method: 'POST',
        path: '/hook',
        headers: { 'webhook-id': event, 'content-type': 'application/json', 'user-agent': 'junkan/0.0.0' },
      });
      expect(() => verified(received!, other.secret)).toThrow('No matching signature');
      expect(() => verified({ ...received!, body: `${received!.body} ` }, secret)).toThrow('No matching signature');
    });

    it('signs with both secrets after a rotation, and with the new one alone when the overlap is over', async () => {
      const { id, secret } = await register();
      const now = Date.now();
      const rotated = await here().records.webhooks.rotate(id, now + 60_000, { by: 'p-administrator', at: now });
      await happen();
      const sender = start();
      await only(id, 'delivered');
      for (const each of [secret, rotated!.secret]) expect(() => verified(receiver.received[0]!, each)).not.toThrow();
      await sender.stop();
      await here().records.webhooks.ping(id, now);
      start({ now: () => now + 60_001 });
      const second = await eventually(() => receiver.received[1]);
      expect(second.headers['webhook-signature']!.split(' ')).toHaveLength(1);
    });

    it('tries again under the same id until it is taken', async () => {
      const { id, secret } = await register();
      let failing = 2;
      receiver.answer = (response) => response.writeHead(failing-- > 0 ? 500 : 200).end('ignored');
      await happen();
      start();
      const { attempts } = await only(id, 'delivered');
      expect(attempts).toBe(3);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
      for (const received of receiver.received) expect(() => verified(received, secret)).not.toThrow();
    });

    it('gives up at the end of the schedule: the dead list, from which it can be sent again under its id', async () => {
      const { id } = await register();
      receiver.answer = (response) => response.writeHead(503).end();
      await happen();
      start();
      const dead = await only(id, 'dead');
      expect(dead).toMatchObject({ attempts: quick.length + 1, result: 'http 503' });
      expect(receiver.received).toHaveLength(quick.length + 1);
      receiver.answer = (response) => response.writeHead(204).end();
      expect(await here().records.webhooks.replay(id, [dead.event], Date.now())).toBe(1);
      expect((await only(id, 'delivered')).event).toBe(dead.event);
      expect(receiver.received.at(-1)!.headers['webhook-id']).toBe(dead.event);
    });

    it('tells the administrators of an endpoint that is given up, once a day', async () => {
      const { registry, readModel } = here().records;
      await registry.change(operator, 'p-administrator', noon);
      const { id } = await register();
      receiver.answer = (response) => response.writeHead(500).end();
      for (let i = 0; i < 3; i += 1) await happen();
      start({ schedule: [] });
      await eventually(async () => (await here().records.webhooks.get(id))?.dead === 3);
      const notices = await readModel.notices('p-operating', undefined, 50);
      const told = notices.flatMap(({ items }) => items).filter(({ about }) => about === id);
      expect(told.map(({ topic }) => topic)).toEqual(['webhookDead']);
      expect(await readModel.notices('p-unrelated', undefined, 50)).toEqual([]);
    });

    it('waits as long as Retry-After asks', async () => {
      const { id } = await register();
      receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7200' }).end();
      await happen();
      const before = Date.now();
      start();
      const waiting = await eventually(async () => (await deliveries(id)).find(({ attempts }) => attempts === 1));
      expect(waiting.status).toBe('waiting');
      expect(waiting.next).toBeGreaterThanOrEqual(before + 7_200_000);
    });

    it('disables an endpoint that answers 410, and puts aside what waits for it', async () => {
      const { id } = await register();
      receiver.answer = (response) => response.writeHead(410).end();
      await happen();
      await happen();
      start({ perEndpoint: 1 });
      await eventually(async () => (await here().records.webhooks.get(id))?.state === 'disabled');
      expect(await here().records.webhooks.get(id)).toMatchObject({ reason: 'gone', waiting: 0, dead: 2 });
      expect((await deliveries(id)).map(({ result }) => result)).toEqual(['http 410', 'http 410']);
      expect(receiver.received).toHaveLength(1);
      await happen();
      expect(await deliveries(id)).toHaveLength(2);
    });

    it('follows no redirect, wherever it leads', async () => {
      const { id } = await register();
      const inside = await startReceiver();
      try {
        receiver.answer = (response) => response.writeHead(307, { location: inside.url }).end();
        await happen();
        start();
        expect((await only(id, 'dead')).result).toBe('http 307');
        expect(inside.received).toEqual([]);
      } finally {
        await inside.close();
      }
    });

    it.each(['localhost', '127.0.0.1'])(
      'reaches no internal address at connect time, even one that was registered when it was none: %s',
      async (host) => {
        const { id } = await register(`https://${host}:${receiver.port}/hook`);
        await happen();
        start({ privateDestinations: 'none' });
        expect((await only(id, 'dead')).result).toBe('forbidden');
        expect(receiver.received).toEqual([]);
      },
    );

    it('reaches the internal hosts that are named, and no other', async () => {
      const named = await register(receiver.url);
      const other = await register(`https://127.0.0.1:${receiver.port}/other`);
      await happen();
      start({ privateDestinations: ['localhost'] });
      await only(named.id, 'delivered');
      expect((await only(other.id, 'dead')).result).toBe('forbidden');
    });

    it('trusts no certificate but of the well-known and the configured authorities', async () => {
      const { id } = await register();
      await happen();
      senders.push(
        startWebhookSender({
          webhooks: here().records.webhooks,
          privateDestinations: 'all',
          ports: 'any',
          version: '0.0.0',
          every: 20,
          schedule: [],
        }),
      );
      expect((await only(id, 'dead')).result).toBe('certificate');
      expect(receiver.received).toEqual([]);
    });

    it('is held up by an endpoint that hangs neither for ever nor for the others', async () => {
      const patiently = { within: 45_000 };
      const hanging = await startReceiver(() => {});
      try {
        const slow = await register(hanging.url);
        const quickOne = await register();
        const began = Date.now();
        // More than the hanging one can take up, two at a time, while the other is served on a busy machine.
        for (let i = 0; i < 16; i += 1) await happen();
        start({ timeout: 3_000, perEndpoint: 2, schedule: [] });
        await eventually(
          async () => (await deliveries(quickOne.id)).every(({ status }) => status === 'delivered'),
          patiently,
        );
        expect((await deliveries(slow.id)).filter(({ status }) => status === 'waiting').length).toBeGreaterThan(0);
        const timedOut = await eventually(
          async () => (await deliveries(slow.id)).find(({ status }) => status === 'dead'),
          patiently,
        );
        expect(timedOut.result).toBe('timeout');
        expect(Date.now() - began).toBeGreaterThanOrEqual(3_000);
      } finally {
        await Promise.all(senders.splice(0).map((sender) => sender.stop()));
        await hanging.close();
      }
    });

    it('gives an answer that never ends no more than its head', async () => {
      const { id } = await register();
      receiver.answer = (response) => {
        response.writeHead(200);
        response.write('x'.repeat(1_000));
      };
      await happen();
      start();
      expect((await only(id, 'delivered')).result).toBe('http 200');
    });

    it('notices when the other side dies in the middle', async () => {
      const { id } = await register();
      receiver.answer = (response) => void response.socket?.destroy();
      await happen();
      start({ schedule: [] });
      expect((await only(id, 'dead')).result).toBe('connection');
    });

    it('sends nothing of an endpoint that was deleted or disabled', async () => {
      const gone = await register();
      const off = await register();
      await happen();
      await here().records.webhooks.remove(gone.id, { by: 'p-administrator', at: Date.now() });
      await here().records.webhooks.change(off.id, { enabled: false }, { by: 'p-administrator', at: Date.now() });
      const witness = await register();
      await here().records.webhooks.ping(witness.id, Date.now());
      start();
      await only(witness.id, 'delivered');
      expect(receiver.received).toHaveLength(1);
      expect(await here().records.webhooks.get(off.id)).toMatchObject({ state: 'disabled', dead: 1, waiting: 0 });
    });

    it('sends each event once when several senders run at once', async ({ skip }) => {
      const { databaseUrl, records } = here();
      // One process alone has the embedded database: there is no second sender.
      if (databaseUrl === undefined) return skip();
      const { id } = await register();
      for (let i = 0; i < 40; i += 1) await happen();
      for (let i = 0; i < 3; i += 1) start({ perEndpoint: 3 });
      await eventually(async () => (await records.webhooks.get(id))?.waiting === 0 && receiver.received.length >= 40);
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    });

    it('is sent under the same id by the next sender when a sender is killed in the middle', async ({ skip }) => {
      const { databaseUrl } = here();
      // One process alone has the embedded database: there is no second sender.
      if (databaseUrl === undefined) return skip();
      const { id, secret } = await register();
      let seen = 0;
      receiver.answer = () => void (seen += 1);
      const instance = await happen();
      const program = spawn(process.execPath, [await bundled('test/webhooks/sender-program.ts'), databaseUrl, '4000'], {
        cwd: ROOT,
        stdio: 'inherit',
      });
      await eventually(() => seen > 0, { within: 60_000 });
      program.kill('SIGKILL');
      receiver.answer = (response) => response.writeHead(204).end();
      start();
      const delivered = await only(id, 'delivered');
      expect(delivered.attempts).toBe(1);
      expect(receiver.received).toHaveLength(2);
      for (const received of receiver.received) {
        expect(verified(received, secret).data).toMatchObject({ id: delivered.event, instance });
      }
    }, 120_000);

    it('never writes a secret or an address to its log', async () => {
      const { id, secret } = await register();
      const lines: string[] = [];
      receiver.answer = (response) => response.writeHead(500).end();
      await happen();
      const { webhooks } = here().records;
      start({
        webhooks: { ...webhooks, settle: () => Promise.reject(new Error('no settling')) },
        log: (level, message, about) => void lines.push(JSON.stringify([level, message, about])),
      });
      await eventually(() => lines.length > 0);
      expect(lines.join('\n')).toContain(id);
      expect(lines.join('\n')).not.toContain(secret);
      expect(lines.join('\n')).not.toContain('localhost');
    });
  });
});

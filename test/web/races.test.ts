/** Who comes at the same moment as others: on real PostgreSQL, because on one connection everybody takes turns. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { type App, ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

const ROUNDS = Array.from({ length: 5 }, (_, round) => round);
let database: TestDatabase;
let web: TestWeb;
/** Two webs on the same records, as two processes are. */
let webs: readonly [App, App];

beforeAll(async () => {
  database = await emptyDatabase();
  web = await makeWeb({}, { databaseUrl: database.url });
  webs = [web.app, web.another()];
  await web.records.registry.change(
    {
      people: ['p-second', 'p-third'].map((id) => ({ id, nameJa: `${id}（架空）`, nameEn: `${id} (fictional)` })),
      appointments: ['p-second', 'p-third'].map((person) => ({
        id: `a-${person}`,
        person,
        role: 'administrator',
        organisation: 'demo-centre',
        from: '2026-04-01',
        kind: 'regular',
      })),
    },
    'p-admin',
    web.now,
  );
});
afterAll(async () => {
  await web?.close();
  await database?.drop();
});

const api = async (person: string, method: string, path: string, body?: object, i = 0): Promise<Reply> =>
  ask(webs[i % 2 === 0 ? 0 : 1], method, `/api/v1${path}`, {
    token: await web.token(person),
    ...(body === undefined ? {} : { body }),
  });
const many = <T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => act(i)));
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort((a, b) => a - b);

describe('of many at once', () => {
  it.each(ROUNDS)('one gets the token of a one-time link (round %i)', async () => {
    const { body } = await api('p-admin', 'POST', '/claims', { person: 'p-staff', days: 5, purpose: 'first token' });
    const headers = { accept: 'application/json' };
    const replies = await many(10, (i) => ask(webs[i % 2 === 0 ? 0 : 1], 'POST', body.path, { key: '', headers }));
    expect(statuses(replies)).toEqual([201, ...Array.from({ length: 9 }, () => 404)]);
  });

  // One link is one row, which two cannot take anyway: that the registry is locked shows only where each writes a line.
  it.each(ROUNDS)(
    'each gets the token of a link of their own, and the registry’s journal a line for each (round %i)',
    async () => {
      const people = ['p-staff', 'p-officer', 'p-audit', 'p-office', 'p-manager', 'p-agency-staff'];
      const links: string[] = [];
      for (const person of people) {
        const { body } = await api('p-admin', 'POST', '/claims', { person, days: 5, purpose: 'first token' });
        if (typeof body.path === 'string') links.push(body.path);
      }
      expect(links.length).toBeGreaterThanOrEqual(3);
      const { lines } = await web.records.governance.verify();
      const headers = { accept: 'application/json' };
      const replies = await Promise.all(
        links.map((path, i) => ask(webs[i % 2 === 0 ? 0 : 1], 'POST', path, { key: '', headers })),
      );
      expect(statuses(replies)).toEqual(links.map(() => 201));
      expect(await web.records.governance.verify()).toMatchObject({ whole: true, lines: lines + links.length });
    },
  );

  it.each(ROUNDS)('one approves a change of the registry (6-4) (round %i)', async (round) => {
    const who = `p-new-${round}`;
    const { body } = await api('p-admin', 'POST', '/registry/changes', {
      people: [{ id: who, nameJa: `${who}（架空）`, nameEn: `${who} (fictional)`, home: 'demo-ministry' }],
      appointments: [
        {
          id: `a-new-${round}`,
          person: who,
          role: 'deputyCiso',
          organisation: 'demo-ministry',
          from: '2026-12-01',
          kind: 'regular',
        },
      ],
    });
    const approve = (i: number): Promise<Reply> =>
      api(i % 2 === 0 ? 'p-second' : 'p-third', 'POST', `/registry/changes/${body.id}/approve`, {}, i);
    expect(statuses(await many(4, approve))).toEqual([200, 409, 409, 409]);
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
  });

  it.each(ROUNDS)('one calendar link of a person stays (round %i)', async () => {
    const links = await many(4, async (i) => {
      const { status, body } = await api('p-audit', 'POST', '/calendar-feed', undefined, i);
      expect(status).toBe(201);
      return new URL(body.link, 'https://junkan.test').pathname;
    });
    const reads = await Promise.all(links.map((path) => ask(web.app, 'GET', path)));
    expect(statuses(reads)).toEqual([200, 404, 404, 404]);
  });

  it.each(ROUNDS)('under one Idempotency-Key it is done once, by whichever web (round %i)', async () => {
    const before = (await web.records.tokens.list('p-manager')).length;
    const key = randomUUID();
    const token = await web.token('p-admin');
    const body = { person: 'p-manager', days: 5, purpose: 'for the test' };
    const replies = await many(10, (i) =>
      ask(webs[i % 2 === 0 ? 0 : 1], 'POST', '/api/v1/tokens', { token, body, key }),
    );
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.body.id}`)).size).toBe(1);
    expect(await web.records.tokens.list('p-manager')).toHaveLength(before + 1);
  });
});

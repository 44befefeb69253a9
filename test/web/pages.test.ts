/** Lists are read page by page while they change: what a cursor names may be gone; nothing comes twice or is left out. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { entryOf, projectionOf } from '../support/records.ts';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

let database: TestDatabase;
let web: TestWeb;
let client: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase();
  web = await makeWeb({ privateDestinations: ['localhost'] }, { databaseUrl: database.url });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await web?.close();
  await database?.drop();
});

const api = async (person: string, method: string, path: string, body?: object): Promise<Reply> =>
  ask(web.app, method, `/api/v1${path}`, { token: await web.token(person), ...(body && { body }) });
const numbers = [1, 2, 3, 4, 5, 6];

/** Reads a list in pages of two; after each page what its cursor names is deleted. Answers what was shown. */
async function readDeleting(
  person: string,
  path: string,
  idOf: (item: Record<string, unknown>) => unknown,
  remove: (id: string) => Promise<unknown>,
): Promise<string[]> {
  const shown: string[] = [];
  let next: string | undefined;
  do {
    const cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    const { status, body } = await api(person, 'GET', `${path}${path.includes('?') ? '&' : '?'}limit=2${cursor}`);
    expect(status).toBe(200);
    const ids = body.items.map((item: Record<string, unknown>) => String(idOf(item)));
    shown.push(...ids);
    next = body.next;
    const last = ids.at(-1);
    if (next !== undefined && last !== undefined) await remove(last);
    expect(shown.length).toBeLessThan(30);
  } while (next !== undefined);
  return shown;
}

describe('the next page follows although the last item shown was deleted', () => {
  it('of webhooks', async () => {
    const ids: string[] = [];
    for (const n of numbers) {
      web.now += 1;
      const settings = { url: 'https://localhost:8443/hook', purpose: `p${n}` };
      const { status, body } = await api('p-admin', 'POST', '/webhooks', settings);
      expect(status).toBe(201);
      ids.push(body.id);
    }
    const remove = (id: string) => api('p-admin', 'DELETE', `/webhooks/${id}`);
    expect(await readDeleting('p-admin', '/webhooks', ({ id }) => id, remove)).toEqual(ids);
  });

  it('of tokens', async () => {
    const ids: string[] = [];
    for (const n of numbers) {
      web.now += 1;
      const token = { person: 'p-manager', days: 5, purpose: `p${n}` };
      ids.push((await api('p-admin', 'POST', '/tokens', token)).body.id);
    }
    const remove = (id: string) => client.query('delete from tokens where id = $1', [id]);
    expect(await readDeleting('p-admin', '/tokens?person=p-manager', ({ id }) => id, remove)).toEqual(ids);
  });

  it('of claim links', async () => {
    const ids: string[] = [];
    for (const n of numbers) {
      web.now += 1;
      const claim = { person: 'p-audit', days: 5, purpose: `p${n}` };
      ids.push((await api('p-admin', 'POST', '/claims', claim)).body.id);
    }
    const remove = (id: string) => client.query('delete from claims where id = $1', [id]);
    expect(await readDeleting('p-admin', '/claims?person=p-audit', ({ id }) => id, remove)).toEqual(ids.reverse());
  });

  it('of changes of the registry', async () => {
    const ids: string[] = [];
    for (const n of numbers) {
      const home = 'demo-ministry';
      const person = { id: `p-listed-${n}`, nameJa: `人${n}（架空）`, nameEn: `${n} (fictional)`, home };
      ids.push((await api('p-admin', 'POST', '/registry/changes', { people: [person] })).body.id);
    }
    const remove = (id: string) => client.query('delete from registry_changes where id = $1', [id]);
    const shown = await readDeleting('p-admin', '/registry/changes', ({ id }) => id, remove);
    expect(shown.slice(0, ids.length)).toEqual(ids.reverse());
  });

  it('of tasks, which are done meanwhile', async () => {
    const instances = numbers.map((n) => `audit/2026/demo-ministry/${n}`);
    const tasks = [{ decision: 'decideIt', roles: [], person: 'p-officer' }];
    for (const instance of instances) {
      await web.records.journal.append([{ entry: entryOf(instance, 1, { projection: projectionOf({ tasks }) }) }]);
    }
    const done = (instance: string) =>
      web.records.journal.append([{ entry: entryOf(instance, 2, { projection: projectionOf({ tasks: [] }) }) }]);
    expect(await readDeleting('p-officer', '/tasks', ({ instance }) => instance, done)).toEqual(instances);
  });
});

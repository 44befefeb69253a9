/** Open challenges are counted by where they are asked for from: a network of IPv6 is one source. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHALLENGES } from '../../../contract/records/passkeys.ts';
import { startWeb, type WebServer } from '../../../web/server.ts';
import { makeWeb, type TestWeb } from '../support/web.ts';

let web: TestWeb;
let server: WebServer;
beforeAll(async () => {
  web = await makeWeb({ url: 'https://junkan.example.go.jp', proxies: ['127.0.0.1'] }, { kind: 'real' });
  server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await web?.close();
});

async function begin(source: string): Promise<number> {
  const headers = { 'x-forwarded-for': source, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${server.address}/sign-in/passkey/begin`, { method: 'POST', headers, body: 'to=%2F' });
  await answer.arrayBuffer();
  return answer.status;
}

it('and others are let in meanwhile', async () => {
  const statuses: number[] = [];
  for (let i = 0; i <= CHALLENGES.ofSource; i += 1) statuses.push(await begin(`2001:db8:1:2::${(i + 1).toString(16)}`));
  expect([new Set(statuses.slice(0, -1)), statuses.at(-1)]).toEqual([new Set([200]), 429]);
  expect(await begin('2001:db8:1:3::1')).toBe(200);
  expect(await begin('203.0.113.7')).toBe(200);
});

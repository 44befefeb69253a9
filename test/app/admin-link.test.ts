/** The file of the first administrator's one-time link goes at the next start once the link cannot be used. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueAdministratorLink, linkAt, removeDeadLink } from '../../app/installation.ts';
import { makeWeb, type TestWeb } from '../web/support/web.ts';

const DAY = 24 * 60 * 60 * 1000;
const dataDirectory = mkdtempSync(join(tmpdir(), 'junkan-link-'));
const file = join(dataDirectory, 'admin.link');
let web: TestWeb;

beforeAll(async () => {
  web = await makeWeb();
});
afterAll(async () => {
  await web?.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** Writes the file of a new link, as a start does; answers its secret. */
async function written(): Promise<string> {
  const path = await issueAdministratorLink(web.records, 'p-admin', 'first administrator', web.now);
  writeFileSync(file, `${linkAt('http://127.0.0.1:8080', path)}\n`);
  return path.replace('/claim/', '');
}

async function isThereAfterStart(now: number): Promise<boolean> {
  await removeDeadLink({ records: web.records, configuration: { dataDirectory }, now });
  return existsSync(file);
}

it('stays while the link can be used, and goes once it was', async () => {
  const secret = await written();
  expect(await isThereAfterStart(web.now)).toBe(true);
  expect(await web.records.claims.claim(secret, web.now)).toBeDefined();
  expect(await isThereAfterStart(web.now)).toBe(false);
  expect(await isThereAfterStart(web.now)).toBe(false);
});

it('goes when it ran out', async () => {
  await written();
  expect(await isThereAfterStart(web.now + 6 * DAY)).toBe(true);
  expect(await isThereAfterStart(web.now + 8 * DAY)).toBe(false);
});

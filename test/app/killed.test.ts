import { keyringIn } from '../../app/keys/key-file.ts';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRunning } from '../../app/cli/running.ts';
import { cast } from '../../demonstration/index.ts';
import { dateInJapan, fiscalYearDates, fiscalYearOf } from '../../model/japan-time.ts';
import { openRecords } from '../../records/open.ts';
import { asObject } from '../../model/json.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { eventually } from '../support/eventually.ts';
import { endPrograms, junkan, untilItSays, type Program } from '../support/program.ts';

const data = mkdtempSync(join(tmpdir(), 'junkan-killed-'));
const year = fiscalYearOf(dateInJapan(Date.now()));
const bodies = [cast.ministry, cast.agency, cast.corporation];
const IMPROVEMENTS = 5;
const DECISIONS = 200;

let system: Program;
let address = '';
const tokens = new Map<string, string>();
const instances: string[] = [];

/** Sends until it is answered, as a client does: what was cut off or told to come back is sent again under its key. */
async function sent(token: string, path: string, body: object, key: string = randomUUID()): Promise<unknown> {
  return eventually(
    async () => {
      const response = await fetch(`${address}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return asObject(JSON.parse(text));
    },
    { within: 180_000, every: 500 },
  );
}

const reassign = (instance: string, turn: number) => ({
  type: 'reassign',
  role: 'officer',
  department: departmentOf(instance),
  reason: `計測 ${turn}`,
});
const bodyOf = (instance: string) => bodies.find(({ organisation }) => instance.split('/')[2] === organisation);
const departmentOf = (instance: string): string => bodyOf(instance)?.departments.services ?? '';
const tokenFor = (instance: string): string => tokens.get(instance.split('/')[2] ?? '') ?? '';

async function start(port = '0'): Promise<void> {
  system = junkan(data, ['start'], { JUNKAN_PORT: port });
  await untilItSays(system, /Ctrl-C stops it/);
  address = readRunning(join(data, 'running.json'))?.address ?? '';
  address = address.replace(/\/$/, '');
}

beforeAll(async () => {
  await start();
  const administrator = readFileSync(join(data, 'admin.token'), 'utf8').trim();
  for (const { organisation, headOfOfficers, departments } of bodies) {
    const issued = asObject(await sent(administrator, '/tokens', { person: headOfOfficers, days: 1, purpose: 'test' }));
    const token = String(issued['secret']);
    tokens.set(organisation, token);
    for (let n = 1; n <= IMPROVEMENTS; n += 1) {
      await sent(token, `/procedures/cycle/${year}/${organisation}/decisions`, {
        type: 'openImprovement',
        title: `own ${n}`,
        source: 'own',
        covers: [{ ref: `own-${n}`, clause: '3-16' }],
        needsAudit: false,
      });
      instances.push(`improvement/${year}/${organisation}/${n}`);
    }
    await Promise.all(
      instances
        .filter((instance) => tokenFor(instance) === token)
        .map((instance) =>
          sent(token, `/procedures/${instance}/decisions`, {
            type: 'assignOwner',
            number: Number(instance.split('/').at(-1)),
            title: `own ${instance.split('/').at(-1)}`,
            role: 'officer',
            department: departments.services,
            planBy: fiscalYearDates(year).last,
          }),
        ),
    );
  }
}, 600_000);

afterAll(() => {
  endPrograms();
  rmSync(data, { recursive: true, force: true });
});

it('everything killed amid 200 decisions on 15 instances: accepted = journaled, each once, and repeats get their first answers', async () => {
  const decisions = Array.from({ length: DECISIONS }, (_, i) => ({
    instance: instances[i % instances.length] ?? '',
    turn: i,
    key: randomUUID(),
  }));
  const send = ({ instance, turn, key }: (typeof decisions)[number]) =>
    sent(tokenFor(instance), `/procedures/${instance}/decisions`, reassign(instance, turn), key);
  const answers = new Map<string, unknown>();
  const all = Promise.all(decisions.map(async (one) => answers.set(one.key, await send(one))));
  await eventually(() => answers.size >= 40, { within: 120_000, every: 5 });
  system.process.kill('SIGKILL');
  expect(await system.ended).toBeNull();
  expect(answers.size).toBeLessThan(DECISIONS);
  await start(new URL(address).port);
  await all;
  for (const one of decisions.slice(0, 60)) expect(await send(one)).toEqual(answers.get(one.key));
  system.process.kill('SIGTERM');
  expect(await system.ended).toBe(0);

  const records = await openRecords({ keys: keyringIn(join(data, 'keys', 'payloads.json')), dataDirectory: data });
  try {
    for (const instance of instances) {
      const entries = await refoldedWhole(records, instance);
      const taken = entries.filter(({ event }) => asObject(event)['type'] === 'reassign');
      const answered = decisions
        .filter((one) => one.instance === instance)
        .map(({ key }) => asObject(answers.get(key))['seq']);
      expect(taken.map(({ seq }) => seq)).toEqual(answered.map(Number).toSorted((a, b) => a - b));
    }
  } finally {
    await records.close();
  }
}, 600_000);

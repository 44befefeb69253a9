import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administratorOfDemonstration,
  cast,
  ministry,
  peopleAndAppointments,
  seedDemonstration,
  Teller,
} from '../../demonstration/index.ts';
import { lazyConnection } from '../../client/connection.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import type { Records } from '../../contract/records/records.ts';
import { openRecords } from '../../records/open.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { opened } from '../golden/record.ts';
import { eventually } from '../support/eventually.ts';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { endPrograms, junkan, untilItSays } from '../support/program.ts';
import { ownNamespace, type TestTemporal } from '../support/temporal.ts';
import { testKeyFile, testKeys } from '../support/keys.ts';

const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const { organisation } = cast.ministry;
const cycle = `cycle/${year}/${organisation}`;
const base = mkdtempSync(join(tmpdir(), 'junkan-two-'));
const directories = ['worker-1', 'worker-2', 'web-1', 'web-2'].map((name) => join(base, name));
/** What the tellers sent to each web, and everything the programs wrote to their terminals. */
const asked = [0, 0];
let said = (): string => '';
let database: TestDatabase;
let temporal: TestTemporal;
let records: Records;

beforeAll(async () => {
  [database, temporal] = await Promise.all([emptyDatabase(), ownNamespace()]);
  records = await openRecords({
    keys: testKeys,
    databaseUrl: database.url,
    dataDirectory: base,
    create: { kind: 'demonstration' },
  });
  await seedDemonstration(records, Date.now());
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    JUNKAN_KEY_FILE: testKeyFile(base),
  };
  const programs = directories.map((data, i) => junkan(data, [i < 2 ? 'worker' : 'web'], environment));
  said = () => programs.map((program) => program.said()).join('\n');
  const ready = await Promise.all(programs.map((program) => untilItSays(program, /: ready\. *(http\S*)?/)));
  const webs = ready.slice(2).map(([, address = '']) => address.replace(/\/$/, ''));
  const at = Date.now();
  const { secret: administrator } = await records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at,
    expires: at + 3_600_000,
    purpose: 'test',
  });
  const opened = await fetch(`${webs[0]}/api/v1/years`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${administrator}`,
      'content-type': 'application/json',
      'idempotency-key': 'two-of-each',
    },
    body: JSON.stringify({ year, organisations: [organisation] }),
  });
  if (opened.status !== 202) throw new Error(await opened.text());
  await eventually(async () => (await records.instances.get(cycle)) !== undefined, { within: 60_000 });
  let turn = 0;
  const teller = new Teller({
    get address() {
      turn = 1 - turn;
      asked[turn] = (asked[turn] ?? 0) + 1;
      return webs[turn] ?? '';
    },
    administrator,
    language: 'en',
    write: () => {},
  });
  await ministry({ teller, year, today, people: cast.ministry, committee: true }, cast.ministry.officerOfInformation);
}, 600_000);

afterAll(async () => {
  endPrograms();
  await records?.close();
  await database?.drop();
  rmSync(base, { recursive: true, force: true });
});

const instances = async (): Promise<string[]> =>
  (await records.instances.list({ year, organisation }, undefined, 100)).map(({ instance }) => instance);

describe('a whole year on PostgreSQL with two workers and two webs, decisions going to the webs in turn', () => {
  it('ends closed; every journal is whole and comes out the same when it is taken again', async () => {
    expect(Math.min(...asked)).toBeGreaterThan(30);
    expect((await records.instances.get(cycle))?.projection.ended).toBe('closed');
    for (const instance of await instances()) await refoldedWhole(records, instance);
  });
});

/** domain.md 2 and design.md, Records: people by opaque id only. */
describe('nobody’s name leaves the registry', () => {
  const { people = [] } = peopleAndAppointments(Date.now());
  const namedIn = (text: string): string[] =>
    people
      .flatMap(({ nameJa, nameEn, mail }) => [nameJa, nameEn, ...(mail === undefined ? [] : [mail])])
      .filter((name) => text.includes(name));
  const acted = (text: string): number => people.filter(({ id }) => text.includes(id)).length;

  it('into instance ids, entries and effects', async () => {
    for (const instance of await instances()) {
      const entries = JSON.stringify(await records.journal.all(instance));
      expect(acted(entries)).toBeGreaterThan(0);
      expect([instance, namedIn(instance + entries)]).toEqual([instance, []]);
    }
  });

  /** A history with what its payloads hold. */
  const textsOf = (history: string): string => {
    const payloads = [...history.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    return [history, ...payloads].join('\n');
  };

  it('into Temporal’s histories and payloads, of which whoever has no key sees nothing', async () => {
    const connection = lazyConnection(temporal);
    const client = new Client({ connection, namespace: temporal.namespace });
    try {
      for (const instance of await instances()) {
        const sealed = historyToJSON(await client.workflow.getHandle(instance).fetchHistory());
        expect(acted(textsOf(sealed))).toBe(0);
        const history = JSON.stringify(opened(JSON.parse(sealed), temporal));
        expect(acted(textsOf(history))).toBeGreaterThan(0);
        expect([instance, namedIn(textsOf(history))]).toEqual([instance, []]);
      }
    } finally {
      await connection.close();
    }
  });

  it('into the logs and terminals of any of the four processes', () => {
    const logs = directories.flatMap((data) =>
      readdirSync(join(data, 'logs')).map((name) => readFileSync(join(data, 'logs', name), 'utf8')),
    );
    const text = [...logs, said()].join('\n');
    expect(acted(text)).toBeGreaterThan(0);
    expect(namedIn(text)).toEqual([]);
  });
});

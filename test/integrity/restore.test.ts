/** A journal somebody wrote into is put right by one command: by what Temporal still proves, or by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenedDatabase, openDatabase } from '../../records/database.ts';
import { link } from '../../records/journal/chain.ts';
import { startKeeper, type Keeper } from '../../worker/keeper/keeper.ts';
import { signedHeadsIn } from '../../worker/keeper/signed-heads.ts';
import { startRebuilder, type Rebuilder } from '../../worker/rebuild/rebuilder.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { eventually } from '../support/eventually.ts';
import { entryOf } from '../support/records.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';
import { testKeys } from '../support/keys.ts';

const cycle = 'cycle/2026/demo-ministry';

let stack: Stack;
let database: OpenedDatabase;
let keeper: Keeper;
let rebuilder: Rebuilder;
let ciso: Caller;
const directory = mkdtempSync(join(tmpdir(), 'junkan-checkpoints-'));

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  database = await openDatabase({ keys: testKeys, databaseUrl: stack.databaseUrl ?? '', dataDirectory: '' });
  const { records, engine } = stack;
  keeper = startKeeper({
    integrity: records.integrity,
    installation: records.installation,
    keyFile: join(directory, 'keys', 'checkpoints.pem'),
    directories: [directory],
    timing: { first: 0, look: 10 },
  });
  rebuilder = startRebuilder({ records, engine, signed: signedHeadsIn(directory), look: 20 });
  ciso = await stack.as(cast.ministry.ciso);
  for (const direction of ['一', '二', '三', '四']) {
    const document = await ciso.document(direction);
    const input = { direction, resourcePolicy: '資源', level: '水準', document };
    const { status, text } = await ciso.decide(cycle, 'setDirection', input);
    if (status !== 200) throw new Error(text);
  }
});
afterAll(async () => {
  await keeper?.stop();
  await rebuilder?.stop();
  await database?.close();
  await stack?.close();
  rmSync(directory, { recursive: true, force: true });
});

async function round(what: 'checkpoint' | 'verification'): Promise<void> {
  const { integrity } = stack.records;
  const before = (await integrity.round(what))?.finished ?? 0;
  await integrity.ask(what, Math.max(Date.now(), before + 1));
  await eventually(async () => {
    const now = await integrity.round(what);
    return now?.open === false && now.finished > before;
  });
}

async function rebuilt(instance: string) {
  const administrator = await stack.administrator();
  const { status, body } = await administrator.post('/integrity/rebuilds', { instance });
  expect(status).toBe(202);
  return eventually(async () => {
    const now = await administrator.get(`/integrity/rebuilds?since=${body.asked}&instance=${instance}`);
    return now.body.waiting === 0 && (now.body.items[0] ?? { outcome: 'runs' });
  });
}

const linesOf = (instance: string) =>
  database.db.selectFrom('journal').selectAll().where('instance', '=', instance).orderBy('seq').execute();

/** What somebody does to the lines of an instance. */
type Attack = (instance: string) => Promise<unknown>;
const at = (instance: string, seq: number) => ({
  set: (values: object) =>
    database.db.updateTable('journal').set(values).where('instance', '=', instance).where('seq', '=', seq).execute(),
  delete: () => database.db.deleteFrom('journal').where('instance', '=', instance).where('seq', '>=', seq).execute(),
});

const attacks: Record<string, Attack> = {
  'an input altered': async (name) => {
    const [, , line] = await linesOf(name);
    return at(name, 3).set({ payload: line?.payload?.replace('二', '弐') ?? null });
  },
  'who decided altered, with a hash that fits': async (name) => {
    const [, two, three] = await linesOf(name);
    if (two === undefined || three === undefined) throw new Error('no lines');
    const header = three.header.replace(cast.ministry.ciso, 'p-nobody');
    return at(name, 3).set({ header, hash: link(two, header).hash });
  },
  'an entry taken out of the middle': (name) =>
    database.db.deleteFrom('journal').where('instance', '=', name).where('seq', '=', 2).execute(),
  'the last entries taken away': (name) => at(name, 4).delete(),
  'two entries swapped': async (name) => {
    await at(name, 2).set({ seq: 100 });
    await at(name, 3).set({ seq: 2 });
    await at(name, 100).set({ seq: 3 });
  },
  'everything written anew, the head too': async (name) => {
    let head = { seq: 0, hash: '0'.repeat(64) };
    for (const line of await linesOf(name)) {
      const header = line.header.replace(cast.ministry.ciso, 'p-nobody');
      const linked = link(head, header);
      await at(name, line.seq).set({ header, hash: linked.hash, previous_hash: linked.previousHash });
      head = linked;
    }
    await database.db.updateTable('instances').set({ head_hash: head.hash }).where('instance', '=', name).execute();
  },
  'all of it taken away, the head too': async (name) => {
    await at(name, 1).delete();
    await database.db.deleteFrom('instances').where('instance', '=', name).execute();
  },
};

it.each(Object.keys(attacks))('%s: everything is put back as it was', async (what) => {
  await round('checkpoint');
  const before = await linesOf(cycle);
  await attacks[what]?.(cycle);
  await round('verification');
  expect(await stack.records.integrity.damageOf(cycle)).toBeDefined();
  expect(await rebuilt(cycle)).toMatchObject({ instance: cycle, outcome: 'restored' });
  expect(await linesOf(cycle)).toEqual(before);
  await refoldedWhole(stack.records, cycle);
  await round('verification');
  expect(await stack.records.integrity.damageOf(cycle)).toBeUndefined();
  const document = await ciso.document(what);
  const again = { direction: what, resourcePolicy: '資源', level: '水準', document };
  expect((await ciso.decide(cycle, 'setDirection', again)).status).toBe(200);
});

it('what was found in its place is kept', async () => {
  const found = await database.db.selectFrom('damaged_lines').selectAll().where('instance', '=', cycle).execute();
  expect(found.some((line) => line.found.includes('弐'))).toBe(true);
  expect(found.some((line) => line.found.includes('p-nobody'))).toBe(true);
});

it('of one that Temporal knows nothing of, what stands elsewhere is put back, and what nothing proves is named', async () => {
  const name = 'improvement/2026/demo-ministry/77';
  for (let seq = 1; seq <= 5; seq += 1) await stack.records.journal.append([{ entry: entryOf(name, seq) }]);
  const before = await linesOf(name);
  await attacks['two entries swapped']?.(name);
  expect(await stack.records.integrity.restore({ instance: name, made: [], signed: [], at: Date.now() })).toEqual({
    lines: 2,
  });
  expect(await linesOf(name)).toEqual(before);
  await at(name, 3).set({ payload: '{}' });
  expect(await rebuilt(name)).toMatchObject({ outcome: 'damaged', unproven: [3] });
  expect(await linesOf(name)).not.toEqual(before);
});

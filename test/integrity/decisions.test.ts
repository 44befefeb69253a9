/** What becomes of decisions about a procedure whose journal was written into, and of everybody else's. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkOf, verifyLines } from '../../app/cli/proved-lines.ts';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { type OpenedDatabase, openDatabase } from '../../records/database.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';
import { testKeys } from '../support/keys.ts';

const cycle = 'cycle/2026/demo-ministry';
const agencyCycle = 'cycle/2026/demo-agency';
const nothingSigned = { tip: { seq: 0, hash: '0'.repeat(64) }, last: new Map(), all: async () => new Map() };

let stack: Stack;
let database: OpenedDatabase;
let ciso: Caller;
let direction: object;

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
  database = await openDatabase({ keys: testKeys, databaseUrl: stack.databaseUrl ?? '', dataDirectory: '' });
  ciso = await stack.as(cast.ministry.ciso);
  const document = await ciso.document('direction');
  direction = { direction: '方向性', resourcePolicy: '資源', level: '水準', document };
  const text = `${(await database.db.selectFrom('journal').select('payload').where('instance', '=', cycle).executeTakeFirstOrThrow()).payload}`;
  await database.db
    .updateTable('journal')
    .set({ payload: text.replace('"committeeRule":true', '"committeeRule":false') })
    .where('instance', '=', cycle)
    .where('seq', '=', 1)
    .execute();
  await stack.records.integrity.verify({ signed: nothingSigned, also: [], clock: Date.now });
});
afterAll(async () => {
  await database?.close();
  await stack?.close();
});

it('the procedure takes no decision, and says where, why and to whom to turn; a check says the same', async () => {
  const answer = await ciso.decide(cycle, 'setDirection', direction);
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ type: 'urn:junkan:problem:damaged', instance: cycle, seq: 1 });
  expect(answer.body.ja.detail).toContain('復元が終わるまで');
  const tried = await ciso.post(
    `/procedures/${cycle}/decisions?check=1`,
    { type: 'setDirection', ...direction },
    { key: '' },
  );
  expect([tried.status, tried.body.type]).toEqual([409, 'urn:junkan:problem:damaged']);
  expect((await ciso.show(cycle)).body.marks).toContainEqual(expect.objectContaining({ id: 'damagedRecord' }));
});

it('whoever may not read it learns nothing of it', async () => {
  const outsider = await stack.as(cast.corporation.ciso);
  expect((await outsider.decide(cycle, 'setDirection', direction)).status).toBe(404);
});

it('nobody else is held up, and the administrators are told', async () => {
  const other = await stack.as(cast.agency.ciso);
  const document = await other.document('direction of the agency');
  expect((await other.decide(agencyCycle, 'setDirection', { ...direction, document })).status).toBe(200);
  const administrator = await stack.as(administratorOfDemonstration);
  const { body } = await administrator.get('/notices?limit=50');
  expect(body.items).toContainEqual(expect.objectContaining({ topic: 'recordDamaged' }));
  const found = await administrator.get('/integrity');
  expect(found.body.verification.damaged).toEqual([
    { chain: cycle, damages: [{ seq: 1, kind: 'edited' }], noticed: expect.any(Number) },
  ]);
});

it('a reader recomputes the hash of each line that is theirs from what the API gives', async () => {
  const own = await (await stack.as(cast.agency.ciso)).get(`/procedures/${agencyCycle}/journal?proof=1`);
  expect(verifyLines(own.body.items.map(linkOf))).toEqual({ unread: 0 });
  const altered = own.body.items.map((line: { proof: { header: string } }) => ({
    ...line,
    proof: { ...line.proof, header: line.proof.header.replace('setDirection', 'close') },
  }));
  const { seq } = own.body.items.find(({ event }: { event: { type: string } }) => event.type === 'setDirection');
  expect(verifyLines(altered.map(linkOf))).toEqual({ broken: seq, unread: 0 });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.skipIf(!hasPython)('an outsider recomputes the same with a page of Python', async () => {
  const own = await (await stack.as(cast.agency.ciso)).get(`/procedures/${agencyCycle}/journal?proof=1`);
  const check = (pages: string) => spawnSync('python3', ['docs/verify_journal.py'], { input: pages, encoding: 'utf8' });
  expect(check(own.text)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^[23] lines fit together/) });
  const altered = own.text.replace(/("hash":")./, '$1z');
  expect(check(altered)).toMatchObject({ status: 1, stderr: expect.stringContaining('is not what was written') });
});

it('once it is what was written again, decisions are taken again', async () => {
  await database.db
    .updateTable('journal')
    .set((eb) => ({
      payload: eb.fn<string>('replace', ['payload', eb.val('"committeeRule":false'), eb.val('"committeeRule":true')]),
    }))
    .where('instance', '=', cycle)
    .where('seq', '=', 1)
    .execute();
  const found = await stack.records.integrity.verify({ signed: nothingSigned, also: [], clock: Date.now });
  expect(found.damaged).toEqual([]);
  expect((await ciso.decide(cycle, 'setDirection', direction)).status).toBe(200);
});

/** The command line as it is built: what `npx junkan` runs. */
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { procedures } from '../../app/cli/decisions.built.ts';
import { lists, sheets } from '../../app/cli/described.built.ts';
import { findRepository } from '../../app/repository.ts';
import { ROOT } from '../support/pinned.ts';
import { temporaryDirectory } from '../support/temporary.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const asked: IncomingMessage[] = [];
let status = 200;
let answer: unknown;
const server = createServer((request, response) => {
  asked.push(request);
  response
    .writeHead(status, { 'Content-Type': 'application/json', Location: '/elsewhere' })
    .end(JSON.stringify(answer));
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (typeof bound === 'object' && bound !== null) address = `http://127.0.0.1:${bound.port}`;
});
afterAll(() => server.close());

/** Runs the built command; `npm test` builds before it runs the tests. */
function junkan(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH'], JUNKAN_LANGUAGE: 'en', JUNKAN_DATA: temporaryDirectory(), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'bin/junkan.js'), ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

it('says version and commands, and completes a word that is being typed', async () => {
  expect(await junkan(['--version'])).toMatchObject({ code: 0, out: `${findRepository().version}\n`, err: '' });
  const help = await junkan(['--help']);
  expect(help.out).toContain('junkan vacant-posts');
  expect(help.out).toContain('junkan self-inspection list|template|enter');
  expect(help.out).toContain('junkan webhook list|add');
  expect((await junkan(['complete', '--', 'we'])).out).toBe('web\nwebhook\n');
  expect((await junkan(['complete', '--', 'web'])).out).toBe('web\nwebhook\n');
  expect((await junkan(['complete', '--', 'decide', 'cy'])).out).toBe('cycle\n');
});

it('says which flags a decision takes, and checks a calendar, without a server', async () => {
  const help = await junkan(['decide', 'cycle/2026/mof', 'setDirection', '--help']);
  expect(help.out).toContain('--resource-policy');
  expect(await junkan(['calendar', 'check'])).toMatchObject({ code: 0, err: '' });
});

it('shows tasks from the API, sending the token and following the pages', async () => {
  const task = {
    instance: 'cycle/2026/mof',
    decision: 'approvePlan',
    ja: '計画',
    en: 'the plan',
    due: 1_790_780_400_000,
  };
  asked.length = 0;
  status = 200;
  const titled = {
    ...task,
    decision: 'assignOwner',
    en: 'assign the owner',
    title: { ja: '権限', en: 'stale rights' },
  };
  answer = { items: [task, titled] };
  const { out, err, code } = await junkan(['tasks'], { JUNKAN_SERVER: address, JUNKAN_TOKEN: 'secret' });
  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out).toMatch(/2026-09-30\s+the plan\s+junkan decide cycle\/2026\/mof approvePlan --help/);
  expect(out).toMatch(/\s+assign the owner: stale rights\s+junkan decide/);
  expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/api/v1/tasks?limit=500', 'Bearer secret'],
  ]);
});

it('asks for a list by the flags that its endpoint describes, and writes what rows hold', async () => {
  const body = { organisation: 'mof', nameJa: '財務省', nameEn: 'Finance', phaseJa: '計画', phaseEn: 'planning' };
  const nextDue = { id: 'plan', ja: '計画の決定', en: 'plan decided', due: 1_790_780_400_000 };
  const counted = { overdue: 0, openImprovements: 2, unaudited: 3, vacantPosts: 1 };
  const between = { owedElsewhere: 1, owedElsewhereOverdue: 0, shared: {} };
  asked.length = 0;
  status = 200;
  answer = {
    installation: 'demonstration',
    items: [
      { ...body, ...counted, ...between, nextDue },
      { ...body, ...counted, ...between },
    ],
  };
  const flags = ['--overdue', '--kind', 'ministry', '--year', '2026'];
  const { out, err } = await junkan(['board', ...flags], { JUNKAN_SERVER: address, JUNKAN_TOKEN: 'secret' });
  expect(err).toBe('');
  expect(out).toContain('A demonstration');
  expect(out).toMatch(
    /Finance\s+mof\s+planning\s+2026-09-30 plan decided\s+0\s+–\s+–\s+1 \(overdue 0\)\s+–\s+–\s+–\s+2\s+3\s+1\s+–/,
  );
  expect(out).toMatch(/Finance\s+mof\s+planning\s+–\s+0\s+–\s+–\s+1 \(overdue 0\)\s+–\s+–\s+–\s+2\s+3\s+1\s+–/);
  const search = new URL(asked[0]?.url ?? '', address).searchParams;
  expect(Object.fromEntries(search)).toEqual({ overdue: 'true', kind: 'ministry', year: '2026', limit: '500' });
});

it('shows one thing as its endpoint describes it, and more of it when asked for', async () => {
  const due = 1_790_780_400_000;
  asked.length = 0;
  status = 200;
  answer = {
    instance: 'cycle/2026/mof',
    organisation: { id: 'mof', ja: '財務省', en: 'Ministry of Finance' },
    phase: { id: 'planning', ja: '計画', en: 'planning' },
    marks: [{ id: 'late', ja: '遅れ', en: 'opened late' }],
    due: [
      { id: 'plan', ja: '計画', en: 'the plan', due, original: due, basis: { ja: '慣例', en: 'customary' } },
      { id: 'policy', ja: '方針', en: 'the policy', due, original: due - 86_400_000, met: due - 1 },
    ],
    decisions: [
      { decision: 'setDirection', ja: '方向', en: 'set the direction', status: 'open', failing: [] },
      {
        decision: 'approvePlan',
        ja: '決定',
        en: 'approve the plan',
        status: 'closed',
        failing: [{ id: 'planStands', clause: '2-9', ja: '計画がない', en: 'There is no plan.' }],
      },
    ],
  };
  const environment = { JUNKAN_SERVER: address, JUNKAN_TOKEN: 'secret' };
  const { out, err } = await junkan(['show', 'cycle/2026/mof'], environment);
  expect(err).toBe('');
  expect(out).toMatch(/^cycle\/2026\/mof {2}Ministry of Finance {2}planning\n {2}＊ opened late \[late\]\n\n/);
  expect(out).toMatch(/\n 2026-09-30 +the plan +customary *\n 2026-09-30 +2026-09-29 +the policy +2026-09-30 *\n/);
  expect(out).toMatch(/setDirection +set the direction/);
  expect(out).not.toContain('approvePlan');
  const all = await junkan(['show', '--all', 'cycle/2026/mof'], environment);
  expect(all.out).toContain('\n\napprovePlan  approve the plan\n  There is no plan. [planStands · [2-9]]\n');
  expect(asked.map(({ url }) => url)).toEqual([
    '/api/v1/procedures/cycle/2026/mof',
    '/api/v1/procedures/cycle/2026/mof',
  ]);
  expect(JSON.parse((await junkan(['show', 'cycle/2026/mof', '-o', 'json'], environment)).out)).toEqual(answer);
});

it('shows an improvement, and those of a year, by their titles', async () => {
  const title = { ja: '権限の残存', en: 'stale rights' };
  const phase = { id: 'planning', ja: '計画', en: 'planning' };
  const child = { instance: 'improvement/2026/mof/3', ja: '改善措置第3号', en: 'improvement no. 3', title, phase };
  status = 200;
  answer = {
    instance: 'improvement/2026/mof/3',
    organisation: { id: 'mof', ja: '財務省', en: 'Ministry of Finance' },
    phase,
    title,
    marks: [],
    due: [],
    children: [child, { ...child, title: undefined }],
    decisions: [],
  };
  const { out, err } = await junkan(['show', 'improvement/2026/mof/3'], {
    JUNKAN_SERVER: address,
    JUNKAN_TOKEN: 'secret',
  });
  expect(err).toBe('');
  expect(out).toMatch(/^improvement\/2026\/mof\/3 {2}Ministry of Finance {2}planning\nstale rights\n/);
  expect(out).toMatch(/\n improvement no\. 3 stale rights +planning .*\n improvement no\. 3 +planning/);
});

it('shows notices with what each tells: date, subject, what the date rests on and the next step', async () => {
  const plan = { topic: 'near', ja: '期限', en: 'falls due', due: 1_790_780_400_000, instance: 'cycle/2026/mof' };
  const words = { dueItem: { ja: '計画', en: 'the plan' }, basis: { ja: '慣例', en: 'customary' } };
  asked.length = 0;
  status = 200;
  answer = {
    items: [
      {
        id: '7',
        at: 1_790_780_400_000,
        status: 'failed',
        reason: 'no route',
        items: [
          { ...plan, ...words, next: { ja: '決める', en: 'decide' } },
          { topic: 'x', ja: '台帳', en: 'changed', about: 'a-1' },
        ],
      },
    ],
  };
  const { out, err } = await junkan(['notices', '--unread'], { JUNKAN_SERVER: address, JUNKAN_TOKEN: 'secret' });
  expect(err).toBe('');
  expect(out).toMatch(
    /7 +2026-10-01 00:00 +the plan \(2026-09-30\) falls due cycle\/2026\/mof +failed \(no route\) +–/,
  );
  expect(out).toMatch(/\n +customary *\n +→ decide *\n +changed \[a-1\] *\n/);
  expect(asked.map(({ url }) => url)).toEqual(['/api/v1/notices?limit=500&unread=true']);
});

it('sends a token nowhere but to the server named: a redirect is a refusal', async () => {
  asked.length = 0;
  status = 302;
  answer = {};
  const { code, err } = await junkan(['tasks'], { JUNKAN_SERVER: address, JUNKAN_TOKEN: 'secret' });
  expect(code).toBe(1);
  expect(err).toContain('sends us on to /elsewhere');
  expect(asked).toHaveLength(1);
});

it('brings up nothing without the addresses it needs, and says so without a stack trace', async () => {
  const { code, err } = await junkan(['web']);
  expect(code).toBe(1);
  expect(err).toContain('TEMPORAL_ADDRESS: not set');
  expect(err).not.toMatch(/\n\s+at /);
});

it.each(Object.entries({ procedures, lists, sheets }))('%s is data, as the build takes it over', (_, data) => {
  expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
});

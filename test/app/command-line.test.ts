import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { dateInJapan } from '../../model/japan-time.ts';
import { freeBytes } from '../../app/disk.ts';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { ROOT } from '../support/pinned.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { commandLine } from '../support/command.ts';
import { temporaryDirectory } from '../support/temporary.ts';

// Each command is a process of its own, started from its sources: seconds each on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const YEAR = 2026;
const cycle = `cycle/${YEAR}/${cast.ministry.organisation}`;

const both = z.object({ ja: z.string(), en: z.string() });
const Finding = z.looseObject({ what: both, verdict: z.enum(['good', 'warning', 'bad']), detail: both });

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let stack: Stack;
let token: string;

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(YEAR, [cast.ministry.organisation]);
  token = await tokenOf(cast.ministry.ciso);
});
afterAll(() => stack?.close());

async function tokenOf(person: string): Promise<string> {
  const at = Date.now();
  const token = { person, issuedBy: person, at, expires: at + 3_600_000, purpose: 'test' };
  return (await stack.records.tokens.issue(token)).secret;
}

/** Runs the command as the person of the token unless the environment says otherwise. */
function junkan(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...commandLine(), ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        JUNKAN_DATA: temporaryDirectory(),
        JUNKAN_LANGUAGE: 'en',
        JUNKAN_SERVER: stack.address,
        JUNKAN_TOKEN: token,
        ...environment,
      },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the command line', () => {
  it('shows the board as text, JSON and JSON lines', async () => {
    expect((await junkan(['board', '--year', String(YEAR)])).out).toContain('Ministry of Starry Skies (fictional)');
    const json = JSON.parse((await junkan(['board', '--year', String(YEAR), '-o', 'json'])).out);
    expect(json).toContainEqual(
      expect.objectContaining({ organisation: cast.ministry.organisation, phase: 'planning' }),
    );
    const csv = (await junkan(['board', '--year', String(YEAR), '--sort', 'overdue', '--csv'])).out;
    // What reaches a terminal has plain line ends; the file of the API has CR LF.
    expect(csv).toMatch(/^\uFEFF機関ID,機関,.*\n/);
    expect(csv).toContain(cast.ministry.organisation);
    const lines = (await junkan(['board', '--year', String(YEAR), '-o', 'jsonl'])).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).organisation)).toContain(cast.ministry.organisation);
  });

  it('says nothing when its reader has read enough, as of `junkan board | head`', async () => {
    const shell = `${[process.execPath, ...commandLine()].map((part) => `'${part}'`).join(' ')} journal ${cycle} | true`;
    const child = spawn('sh', ['-c', shell], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        JUNKAN_DATA: temporaryDirectory(),
        JUNKAN_SERVER: stack.address,
        JUNKAN_TOKEN: token,
      },
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(said).toBe('');
  });

  it('shows tasks, a procedure and its journal', async () => {
    expect((await junkan(['tasks'])).out).toContain(cycle);
    expect((await junkan(['show', cycle, '--all'])).out).toContain('setDirection');
    expect((await junkan(['journal', cycle])).out).toContain('begun');
  });

  it('shows the guideline clause by clause: section first, its words, its rules, and where a year stands', async () => {
    expect((await junkan(['clauses', '--section', '3(1)③'])).out).toContain('guideline 3(1)③ [3-7]');
    const alone = (await junkan(['clause', '3-8'], { JUNKAN_LANGUAGE: 'ja' })).out;
    expect(alone).toMatch(/^指針3\(1\)③〔3-8〕 {2}対策推進計画の内容/);
    expect(alone).toContain('対策推進計画は、教育訓練、');
    expect(alone).toContain('planHasTrainingAndTechnical');
    expect(alone).not.toContain('求められている決定');
    const standing = (await junkan(['clause', '3-8', '--year', String(YEAR)], { JUNKAN_LANGUAGE: 'ja' })).out;
    expect(standing).toContain('求められている決定');
  });

  it('takes a decision by flags read off its schema, and refuses with rule, clause and basis (3-7)', async () => {
    const caller = await stack.as(cast.ministry.ciso);
    const document = await caller.document('direction');
    const flags = [
      '--direction',
      'more drills',
      '--resource-policy',
      'people first',
      '--level',
      'nine in ten',
      '--document',
      document,
    ];
    const done = await junkan(['decide', cycle, 'setDirection', ...flags]);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('Accepted');
    const refused = await junkan(['decide', cycle, 'approvePlan', '--document', document]);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/\[\w+ · guideline \S+ \[\d-\d+\] · (the guideline's words|junkan's design)/);
  });

  it('says which flags a decision takes', async () => {
    expect((await junkan(['decide', cycle, 'setDirection', '--help'])).out).toContain('--resource-policy');
  });

  it('ends with 4 without a valid token, as gh does, and never with a stack trace', async () => {
    const wrong = await junkan(['tasks'], { JUNKAN_TOKEN: 'wrong' });
    expect(wrong.code).toBe(4);
    expect(wrong.err).not.toMatch(/ at .*\.ts/);
    expect((await junkan(['tasks'], { JUNKAN_TOKEN: '' })).code).toBe(4);
  });

  it('writes an issued token to a new 0600 file, never to the output', async () => {
    const file = join(temporaryDirectory(), 'token');
    const issued = await junkan(['token', 'issue', cast.ministry.ciso, '--file', file]);
    expect(issued.code).toBe(0);
    const secret = readFileSync(file, 'utf8').trim();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(issued.out + issued.err).not.toContain(secret);
    expect((await junkan(['tasks'], { JUNKAN_TOKEN: '', JUNKAN_TOKEN_FILE: file })).code).toBe(0);
    expect((await junkan(['token', 'issue', cast.ministry.ciso, '--file', file])).code).toBe(1);
  });

  it('hands a one-time link over in a 0600 file, by which the person claims a token into another', async () => {
    const linkFile = join(temporaryDirectory(), 'link');
    const tokenFile = join(temporaryDirectory(), 'token');
    const administrator = { JUNKAN_TOKEN: await tokenOf(administratorOfDemonstration) };
    const guarded = await junkan(['token', 'link', cast.ministry.ciso, '--file', linkFile], administrator);
    expect(guarded).toMatchObject({ code: 0, err: '' });
    expect(guarded.out).toContain('needs a second administrator');
    expect(existsSync(linkFile)).toBe(false);
    const issued = await junkan(['token', 'link', cast.ministry.staffOfSystems, '--file', linkFile], administrator);
    expect(issued).toMatchObject({ code: 0, err: '' });
    expect(statSync(linkFile).mode & 0o777).toBe(0o600);
    const link = readFileSync(linkFile, 'utf8').trim();
    expect(issued.out).not.toContain(link);
    const claimed = await junkan(['token', 'claim', link, '--file', tokenFile], { JUNKAN_TOKEN: '' });
    expect(claimed).toMatchObject({ code: 0, err: '' });
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    expect(claimed.out).not.toContain(readFileSync(tokenFile, 'utf8').trim());
    expect((await junkan(['tasks'], { JUNKAN_TOKEN: '', JUNKAN_TOKEN_FILE: tokenFile })).code).toBe(0);
    const again = await junkan(['token', 'claim', link, '--file', `${tokenFile}-2`]);
    expect(again.code).toBe(1);
    expect(again.err).toContain('Ask the administrator for a new one');
  });

  it('doctor says which post a token claimed before it does not carry, and what to do', async () => {
    const person = cast.ministry.staffOfSystems;
    const administrator = await stack.administrator();
    const link = await administrator.post('/claims', { person, days: 5, purpose: 'first token' });
    const claimed = await fetch(`${stack.address}${link.body.path}`, {
      method: 'POST',
      headers: { accept: 'application/json' },
    });
    const { secret } = z.object({ secret: z.string() }).parse(await claimed.json());
    const line = async () => (await junkan(['doctor'], { JUNKAN_TOKEN: secret })).out;
    expect(await line()).not.toContain('posts of the token');
    const from = dateInJapan(Date.now());
    const row = { id: 'a-office', person, role: 'promotionOffice', organisation: 'demo-ministry', from } as const;
    const change = { appointments: [{ ...row, kind: 'regular' as const }] };
    await stack.records.registry.change(change, administrator.person, Date.now());
    expect(await line()).toMatch(/△.*posts of the token.*does not carry that post\. Ask the administrator/);
  });

  it('changes the registry, says what waits for whom, and verifies its journal', async () => {
    const administrator = { JUNKAN_TOKEN: await tokenOf(administratorOfDemonstration) };
    const post = ['--organisation', cast.ministry.organisation, '--person', cast.ministry.staffOfSystems];
    const made = await junkan(
      ['registry', 'appoint', ...post, '--role', 'areaOfficer', '--id', 'a-cli'],
      administrator,
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain('1 added');
    expect((await junkan(['registry', 'end', 'a-cli'], administrator)).out).toContain('1 changed');
    const refused = await junkan(['registry', 'appoint', ...post, '--role', 'auditor']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("[isAdministrator · guideline 6(1) [6-4] · junkan's design");
    const journal = await junkan(['registry', 'journal'], administrator);
    expect(journal.code).toBe(0);
    expect(journal.err).toContain('The chain is whole');
    expect(journal.out).toContain('changed appointment a-cli');
  });

  it.skipIf((freeBytes(tmpdir()) ?? 0) >= 999_999e6)(
    'doctor says when the disk is below its reserve, and fails then; where documents are still taken it does not',
    async () => {
      const looked = async (reserve: string, language: 'ja' | 'en', data = temporaryDirectory()) => {
        const told = { JUNKAN_DISK_RESERVE: reserve, JUNKAN_LANGUAGE: language, JUNKAN_DATA: data };
        const { out } = await junkan(['doctor', '-o', 'json'], told);
        const findings = z.array(Finding).parse(JSON.parse(out));
        return findings.find(({ what }) => what.en === 'free disk');
      };
      // Megabytes: the most that can be said.
      const all = '999999';
      const low = await looked(all, 'ja');
      expect(low).toMatchObject({
        verdict: 'bad',
        detail: { ja: expect.stringContaining('文書の登録を断っています') },
      });
      expect(low?.detail.en).toMatch(/^\d+\.\d GB: too little, so documents are refused \(JUNKAN_DISK_RESERVE\)/);
      const shown = await junkan(['doctor'], { JUNKAN_DISK_RESERVE: all, JUNKAN_LANGUAGE: 'ja' });
      expect([shown.code, shown.out]).toEqual([1, expect.stringMatching(/×.*空き容量/)]);
      const enough = await looked('1', 'en');
      expect(enough).toMatchObject({ verdict: 'good', detail: { en: expect.stringMatching(/^\d+\.\d GB$/) } });
      const nowhere = await looked('1', 'en', join(temporaryDirectory(), 'not-there'));
      expect(nowhere).toMatchObject({ verdict: 'good', detail: { en: 'there is no data directory yet' } });
    },
  );

  it('says what to do when nobody runs, and when the server cannot be reached', async () => {
    expect((await junkan(['board'], { JUNKAN_SERVER: '' })).err).toContain('npm start');
    expect((await junkan(['board'], { JUNKAN_SERVER: 'http://127.0.0.1:1' })).err).toContain('cannot be reached');
  });

  it('imports a registry file whole or not at all, with every error at its line', async () => {
    const file = join(temporaryDirectory(), 'people.csv');
    writeFileSync(file, 'id,nameJa,nameEn\n,x,y\n');
    chmodSync(file, 0o600);
    const refused = await junkan(['registry', 'import', file, '--kind', 'people']);
    expect(refused.code).toBe(1);
    expect(existsSync(file)).toBe(true);
    const without = await junkan(['registry', 'import', file]);
    expect(without.err).toContain('--kind');
  });

  it('gives a template, says what an import would change, and imports it', async () => {
    const administrator = await tokenOf(administratorOfDemonstration);
    const as = { JUNKAN_TOKEN: administrator, JUNKAN_LANGUAGE: 'ja' };
    const file = join(temporaryDirectory(), 'people.csv');
    const written = await junkan(['registry', 'template', 'people', '--to', file], as);
    expect([written.code, written.out]).toEqual([0, expect.stringContaining('--check')]);
    expect((await junkan(['registry', 'template', 'people', '--to', file], as)).err).toContain('書き込めません');
    const row = `p-filled,記入 花子（架空）,Kinyu Hanako (fictional),,${cast.ministry.organisation},,,,,\r\n`;
    writeFileSync(file, `${readFileSync(file, 'utf8')}${row}`);
    const looked = await junkan(['registry', 'import', '--kind', 'people', '--check', file], as);
    expect([looked.err, looked.code, looked.out]).toEqual([
      '',
      0,
      expect.stringContaining('  人物 p-filled を追加\n    人物ID：p-filled\n    氏名：記入 花子（架空）'),
    ]);
    expect(await stack.records.registry.person('p-filled')).toBeUndefined();
    const done = await junkan(['registry', 'import', '--kind', 'people', file], as);
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('追加 1')]);
    expect((await stack.records.registry.person('p-filled'))?.nameJa).toBe('記入 花子（架空）');
  });

  it('sends no JSON in which a field is given twice', async () => {
    const file = join(temporaryDirectory(), 'twice.json');
    writeFileSync(file, '{"people":[],\n"people":[]}');
    const { code, err } = await junkan(['registry', 'change', '--json', file], { JUNKAN_LANGUAGE: 'ja' });
    expect([code, err]).toEqual([1, expect.stringContaining('項目 people が二度あります（2行目）')]);
  });
});

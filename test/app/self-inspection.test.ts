/** `junkan self-inspection list`, `template` and `enter` against a real server: what an office does with its questionnaires. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { administratorOfDemonstration, criteria, planTheYear, Teller } from '../../demonstration/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { today } from '../people/support.ts';
import { commandLine } from '../support/command.ts';
import { ROOT } from '../support/pinned.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

// Each command is a process of its own, started from its sources: seconds each on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const people = cast.corporation;
const { organisation, departments } = people;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${organisation}`;

let stack: Stack;
const directory = mkdtempSync(join(tmpdir(), 'junkan-'));
const file = join(directory, 'self-inspection.csv');

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [organisation]);
  const teller = new Teller({
    address: stack.address,
    administrator: await tokenOf(administratorOfDemonstration),
    language: 'en',
    write: () => {},
  });
  await planTheYear({ teller, people, year, today: today(), committee: false });
  await (await stack.as(people.headOfOfficers)).decide(cycle, 'beginInspection', {});
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await stack?.close();
});

async function tokenOf(person: string): Promise<string> {
  const at = Date.now();
  const asked = { person, issuedBy: person, at, expires: at + 3_600_000, purpose: 'test' };
  return (await stack.records.tokens.issue(asked)).secret;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function junkan(person: string, ...args: readonly string[]): Promise<Ran> {
  const token = await tokenOf(person);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...commandLine(), 'self-inspection', ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        JUNKAN_DATA: directory,
        JUNKAN_LANGUAGE: 'ja',
        JUNKAN_SERVER: stack.address,
        JUNKAN_TOKEN: token,
      },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** The template as it comes back: ten people asked, nine compliant, every criterion achieved. */
function filledIn(template: string): string {
  const lines = template.split(/\r?\n/).filter((one) => one !== '' && !one.replace(/^"/, '').startsWith('#'));
  return lines
    .map((line, at) => {
      if (at === 0) return line;
      const [department = '', name = ''] = line.split(',');
      return [department, name, '職員', '10', '10', '9', ...criteria.map(() => '達成')].join(',');
    })
    .join('\r\n');
}

describe('junkan self-inspection', () => {
  it('lists who has not handed in, writes the template, checks and enters the file that came back', async () => {
    const before = await junkan(people.promotionLead, 'list', cycle);
    expect([before.code, before.err]).toEqual([0, '']);
    expect(before.out).toMatch(/給付部.*未提出/);

    const written = await junkan(people.promotionLead, 'template', cycle, '--to', file);
    expect([written.code, written.err]).toEqual([0, '']);
    const template = readFileSync(file, 'utf8');
    expect(template).toContain(departments.services);
    // Never over a file that is there.
    expect((await junkan(people.promotionLead, 'template', cycle, '--to', file)).code).not.toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(template);
    writeFileSync(file, filledIn(template));

    const checked = await junkan(people.promotionLead, 'enter', cycle, file, '--check');
    expect([checked.code, checked.err]).toEqual([0, '']);
    expect(checked.out).toMatch(/\d部署の結果が記録されます（まだ何も記録していません）。未提出の部署はありません。/);
    expect((await junkan(people.promotionLead, 'list', cycle)).out).toBe(before.out);

    const entered = await junkan(people.promotionLead, 'enter', cycle, file);
    expect([entered.code, entered.err]).toEqual([0, '']);
    expect(entered.out).toMatch(/\d部署の結果を記録しました（記録番号 \d+）。未提出の部署はありません。/);
    const after = JSON.parse((await junkan(people.promotionLead, 'list', cycle, '-o', 'json')).out);
    expect(JSON.stringify(after)).not.toContain('"missing"');
    expect(JSON.stringify(after)).toContain('"collected"');
  });

  it('says at which line a file is wrong, and who may not enter it', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace(',10,10,9,', ',10,12,9,'));
    const wrong = await junkan(people.promotionLead, 'enter', cycle, file);
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('line 2: 回答者数');
    expect(wrong.err).not.toContain('{');
    const officer = await junkan(people.officerOfServices, 'enter', cycle, file);
    expect(officer.code).not.toBe(0);
    expect(officer.err).toContain('情報セキュリティ対策推進体制');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';

const table = readFileSync(join(import.meta.dirname, '../../../docs/decisions/acts-improvement.md'), 'utf8');

it('every decision, told event and time of an improvement stands in the list of acts', () => {
  const { decisions, told, times } = improvementV1;
  const names = [decisions, told, times].flatMap((of) => Object.keys(of));
  expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});

it('every test the list of acts names for an improvement exists', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| domain'));
  expect(rows.length).toBeGreaterThan(30);
  const titles = rows.map((row) => row.split('|').at(-2)?.trim() ?? '').filter((title) => !/^-*$/.test(title));
  expect(titles.filter((title) => !tests.includes(title))).toEqual([]);
});

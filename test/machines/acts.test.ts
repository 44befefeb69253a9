import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotations } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { testTitles } from '../../scripts/clauses/test-titles.ts';
import { ROOT } from '../support/pinned.ts';
import { missingTests } from './named-tests.ts';

const decisions = join(ROOT, 'docs/decisions');
const read = (name: string): string => readFileSync(join(decisions, name), 'utf8');
const lists = readdirSync(decisions).filter((name) => name.startsWith('acts'));
const titles = await testTitles(join(ROOT, 'test'));

describe('the lists of acts', () => {
  it.each(published)('$id: name every decision, told event and time', (procedure) => {
    const table = read(`acts-${procedure.id}.md`);
    const names = [procedure.decisions, procedure.told, procedure.times].flatMap((of) => Object.keys(of));
    expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it('name what may be added to any entry afterwards', () => {
    expect(Object.keys(annotations).filter((name) => !read('acts.md').includes(`\`${name}\``))).toEqual([]);
  });

  it('leave no cell empty: every act has its decision and its test', () => {
    const rows = lists.flatMap((name) =>
      read(name)
        .split('\n')
        .filter((line) => line.startsWith('|')),
    );
    expect(rows.length).toBeGreaterThan(150);
    expect(
      rows.filter((row) =>
        row
          .split('|')
          .slice(1, -1)
          .some((cell) => cell.trim() === ''),
      ),
    ).toEqual([]);
  });

  it.each(lists)('%s names tests that there are', (name) => {
    const procedure = published.findLast(({ id }) => name === `acts-${id}.md`);
    expect(missingTests(read(name), titles, procedure)).toEqual([]);
  });

  it('would be told of a test, a rule or a file that is not there', () => {
    const list = [
      'Tests: H = `test/machines/cycle/honest-year.test.ts`, R = `rules.test.ts`.',
      '| act | decision | test |',
      '| a | b | H goes from direction to close, and …; R 6-4 rolesFilled, 3-1 rolesFilled |',
      '| a | b | H goes nowhere |',
      '| a | b | `test/no.test.ts`: any |',
      '| a | b | goes from direction to close |',
    ].join('\n');
    const procedure = published.find(({ id }) => id === 'cycle');
    expect(missingTests(list, titles, procedure).map((line) => line.split(': ').slice(1).join(': '))).toEqual([
      'no rule 3-1 rolesFilled',
      'no test "goes nowhere" in test/machines/cycle/honest-year.test.ts',
      'any: no file "test/no.test.ts"',
      'no file ""',
    ]);
  });
});

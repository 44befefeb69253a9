import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotations } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';

const decisions = join(import.meta.dirname, '../../docs/decisions');
const read = (name: string): string => readFileSync(join(decisions, name), 'utf8');

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
    const lists = readdirSync(decisions).filter((name) => name.startsWith('acts'));
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
});

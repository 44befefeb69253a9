import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** A test or a group of tests by its title. */
export interface TestTitle {
  /** Path from the repository's `test` folder's parent. */
  readonly file: string;
  readonly title: string;
}

/** The titles given to `it`, `test` and `describe`, of tables (`each`) as well, in all test files below a folder, sorted. */
export async function testTitles(folder: string): Promise<TestTitle[]> {
  const found: TestTitle[] = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.test.ts')) continue;
    const path = join(folder, entry);
    for (const title of titlesIn(path)) found.push({ file: join('test', relative(folder, path)), title });
  }
  return found.sort((a, b) => (a.file + a.title < b.file + b.title ? -1 : 1));
}

function titlesIn(path: string): string[] {
  const titles: string[] = [];
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  new Visitor({
    CallExpression({ callee, arguments: given }) {
      // `it(…)`, `it.skip(…)`, `it.each(…)(…)`
      const asked = callee.type === 'CallExpression' ? callee.callee : callee;
      const called = asked.type === 'MemberExpression' ? asked.object : asked;
      const [title] = given;
      if (called.type !== 'Identifier' || !['it', 'test', 'describe'].includes(called.name)) return;
      if (title?.type === 'Literal' && typeof title.value === 'string') titles.push(title.value);
    },
  }).visit(program);
  return titles;
}

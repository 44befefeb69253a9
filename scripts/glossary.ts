/** `npm run glossary`: writes the table of words into README.md. `test/docs/glossary.test.ts` fails when it is another. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { glossary } from '../model/glossary.ts';

/** Where the table stands. */
export const readme = resolve(import.meta.dirname, '../README.md');

/** The README as it stands with the table of today, as prettier writes it. Throws when it has no place for the table. */
export async function withGlossary(text: string): Promise<string> {
  const [begin, end] = ['<!-- words: npm run glossary -->', '<!-- end of words -->'];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  const rows = glossary
    .filter(({ meaning }) => meaning !== undefined)
    .map(({ en, ja, meaning }) => `| ${en} | ${ja} | ${meaning?.en} |`);
  const table = ['| word | 用語 | meaning |', '| --- | --- | --- |', ...rows].join('\n');
  const written = `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`;
  return format(written, { ...(await resolveConfig(readme)), parser: 'markdown' });
}

if (process.argv[1] === import.meta.filename) writeFileSync(readme, await withGlossary(readFileSync(readme, 'utf8')));

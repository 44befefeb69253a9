/** One word per thing: the README's table is the glossary's, and nobody reads a word that the glossary says is another's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { glossary } from '../../model/glossary.ts';
import { readme, withGlossary } from '../../scripts/glossary.ts';

const root = resolve(import.meta.dirname, '../..');
/** Headers that files brought along may have: what offices wrote, not what junkan says. */
const notOurs = ['model/glossary.ts', 'records/import/fields.ts'];
/** Every room whose texts reach people; those of tests and benchmarks do not. */
const rooms = 'activities app bin client contract demonstration machines model records web worker workflows'.split(' ');
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Every Japanese text in the product's sources; a value put into a template stands as `{}`. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const { program } = parseSync(file, readFileSync(resolve(root, file), 'utf8'));
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') texts.push(value);
    },
    TemplateLiteral: ({ quasis }) => {
      texts.push(quasis.map(({ value }) => value.cooked ?? '').join('{}'));
    },
  }).visit(program);
  return texts.filter((text) => japanese.test(text));
}

describe('the glossary', () => {
  it('is the table in README.md (npm run glossary writes it)', async () => {
    const text = readFileSync(readme, 'utf8');
    expect(text).toBe(await withGlossary(text));
  });

  it('has one word per thing: no text that people read uses another', () => {
    const files = rooms
      .filter((room) => existsSync(resolve(root, room)))
      .flatMap((room) => readdirSync(resolve(root, room), { recursive: true }).map((name) => join(room, String(name))))
      .filter((file) => /\.tsx?$/.test(file) && !notOurs.includes(file));
    const texts = files.flatMap((file) => textsIn(file).map((text) => ({ file, text })));
    expect(texts.length).toBeGreaterThan(1_000);
    const wrong = glossary.flatMap(({ ja, not = [] }) =>
      not.flatMap((word) =>
        texts
          .filter(({ text }) => new RegExp(word, 'u').test(text))
          .map(({ file, text }) => `${file}: ${text} – say ${ja}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

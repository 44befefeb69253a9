import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clauseShown } from '../../model/clauses.ts';
import { shippedClauses } from '../../records/clauses-file.ts';
import { clausesDocument, clausesFile } from '../../scripts/clauses/generate.ts';

describe('docs/clauses.md', () => {
  it('is what the definitions, records and tests give now (npm run clauses writes it)', async () => {
    expect(readFileSync(clausesFile, 'utf8')).toBe(await clausesDocument());
  });
  it('leaves out none of the 75 clauses of the guideline: each with its words, and what serves it or why nothing does', () => {
    const sections = readFileSync(clausesFile, 'utf8').split('\n## ').slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(
      shippedClauses().map(({ id, title }) => `${clauseShown(id).ja} ${title.ja}`),
    );
    for (const [i, { text, must }] of shippedClauses().entries()) {
      const [, words = '', inShort = ''] = sections[i]?.split(/\n\n(?=> )|\n\n(?!>)/) ?? [];
      expect(words.replaceAll(/^> ?/gm, '').replaceAll('\n\n', '\n')).toBe(text.ja);
      expect(inShort).toContain(must);
    }
    const serves = /^- (rule \((text|design)\)|decisions:|records:|test `|not yet:|needs no software:)/m;
    expect(sections.filter((section) => !serves.test(section))).toEqual([]);
  });
});

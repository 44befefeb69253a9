import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clauseIds } from '../../model/clauses.ts';
import { clausesDocument, clausesFile } from '../../scripts/clauses/generate.ts';

describe('docs/clauses.md', () => {
  it('is what the definitions, records and tests give now (npm run clauses writes it)', async () => {
    expect(readFileSync(clausesFile, 'utf8')).toBe(await clausesDocument());
  });
  it('says of each of the 75 clauses what serves it, that it is not yet there, or why no software is needed', async () => {
    const sections = (await clausesDocument()).split('\n## ').slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...clauseIds]);
    for (const section of sections)
      expect(section).toMatch(/^- (rule|decisions|records|test|not yet|needs no software)/m);
  });
});

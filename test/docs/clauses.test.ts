import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clauseIds } from '../../model/clauses.ts';
import { clausesDocument, clausesFile } from '../../scripts/clauses/generate.ts';

/** The guideline's clauses as they were read from its text. */
const clauses = z
  .array(z.object({ id: z.string(), must: z.string() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../data/clauses.json'), 'utf8')));

describe('docs/clauses.md', () => {
  it('is what the definitions, records and tests give now (npm run clauses writes it)', async () => {
    expect(readFileSync(clausesFile, 'utf8')).toBe(await clausesDocument());
  });
  it('leaves out none of the 75 clauses of the guideline: each with its words, and what serves it or why nothing does', () => {
    expect(clauses).toHaveLength(75);
    expect(clauses.map(({ id }) => id)).toEqual([...clauseIds]);
    const sections = readFileSync(clausesFile, 'utf8').split('\n## ').slice(1);
    expect(sections.map((section) => section.split('\n').slice(0, 3))).toEqual(
      clauses.map(({ id, must }) => [id, '', must]),
    );
    const serves = /^- (rule \((text|design)\)|decisions:|records:|test `|not yet:|needs no software:)/m;
    expect(sections.filter((section) => !serves.test(section))).toEqual([]);
  });
});

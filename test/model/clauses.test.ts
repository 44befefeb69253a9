import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clauseIds, clauseShown, sectionOf } from '../../model/clauses.ts';

const clauses = z
  .array(z.object({ id: z.string(), section: z.string() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../data/clauses.json'), 'utf8')));

describe('a clause of the guideline', () => {
  it('stands in the section that its text says, for all 75', () => {
    expect(clauseIds.map((id) => ({ id, section: sectionOf(id) }))).toEqual(
      clauses.map(({ id, section }) => ({ id, section })),
    );
  });
  it('is shown with the section first and our number after it', () => {
    expect(clauseShown('3-7')).toEqual({ ja: '指針3(1)③〔3-7〕', en: 'guideline 3(1)③ [3-7]' });
    expect(clauseShown('S-1')).toEqual({ ja: '指針附則〔S-1〕', en: 'guideline supplementary provision [S-1]' });
  });
  it('that this version does not know is shown by its number alone', () => {
    expect(clauseShown('7-1')).toEqual({ ja: '〔7-1〕', en: '[7-1]' });
  });
});

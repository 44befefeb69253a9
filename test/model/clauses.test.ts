import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clauseIds, clauseShown, sectionOf } from '../../model/clauses.ts';
import { shippedClauses } from '../../records/clauses-file.ts';
import { shippedFile } from '../../records/shipped.ts';

describe('a clause of the guideline', () => {
  it('stands in the section that its text says, for all 75', () => {
    expect(clauseIds.map((id) => ({ id, section: sectionOf(id) }))).toEqual(
      shippedClauses().map(({ id, section }) => ({ id, section })),
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

/** A heading of the guideline that begins a section, by the section's name. */
const headings: Readonly<Record<string, RegExp>> = {
  top: /^(\d|附則) /,
  middle: /^(?:- )?(\(\d\)) /,
  low: /^([①-③]) /,
};

/** The guideline line by line, each with the section it stands in; blanks and the signs of lists mean nothing. */
function guideline(): { section: string; line: string }[] {
  let [top, middle, low] = ['', '', ''];
  return readFileSync(shippedFile('guideline-2016.ja.txt'), 'utf8')
    .split('\n')
    .map((line) => {
      const [first, second, third] = Object.values(headings).map((heading) => heading.exec(line)?.[1]);
      if (first !== undefined) [top, middle, low] = [first, '', ''];
      if (second !== undefined) [middle, low] = [second, ''];
      if (third !== undefined) low = third;
      return { section: top + middle + low, line: bare(line.replace(/^- (\(\d\) )?/, '').replace(/^附則 /, '')) };
    });
}

const bare = (text: string): string => text.replaceAll(/\s/g, '');

/** The words of one section, without what stands in those below it. */
const wordsOf = (section: string): string =>
  guideline()
    .filter((one) => one.section === section)
    .map(({ line }) => line)
    .join('');

describe('the words of the clauses', () => {
  it.each(shippedClauses())('of $id are the guideline’s own, in section $section', ({ section, text }) => {
    expect(wordsOf(section)).toContain(bare(text.ja));
  });
  it('leave out no sentence of the guideline: only title, headings and the caption of the figure are nobody’s', () => {
    const whole = guideline()
      .map(({ line }) => line)
      .join('');
    // The longest first: what is defined within a sentence stands in a clause of its own.
    const words = shippedClauses()
      .map(({ text }) => bare(text.ja))
      .sort((a, b) => b.length - a.length);
    const rest = words.reduce((left, text) => left.replace(text, '\n'), whole);
    expect(rest).not.toContain('。');
    expect(rest.split(/\n+/).filter((part) => part.length > 120)).toEqual([]);
  });
  it('have an English text of all of them: as many items, and nothing left in Japanese', () => {
    for (const { text } of shippedClauses()) {
      expect(text.en.split('\n')).toHaveLength(text.ja.split('\n').length);
      expect(text.en).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      expect(text.en).toMatch(/(?:\.|and the like)$/);
    }
  });
});

/** The picture of a procedure: one model, drawn as lists and as SVG; every decision of a definition stands in it once. */
import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { decisionLabel } from '../../web/texts.ts';
import { textsOf } from '../../web/pages/kit/view.ts';
import { linesOf, widthOf } from '../../web/pages/kit/drawing.ts';
import { drawn } from '../../web/pages/procedure/drawn.tsx';
import { modelOfDefinition } from '../../web/pages/procedure/model.ts';

const languages = ['ja', 'en'] as const;
const procedures = published.map((procedure) => [procedure.id, procedure] as const);

describe.each(procedures)('the picture of %s', (_, procedure) => {
  const { lanes, anyTime } = pictureOf(procedure);
  const steps = new Set(lanes.flatMap((lane) => lane.steps.map(({ decision }) => decision)));
  const pairs = new Set(lanes.flatMap((lane) => lane.steps.flatMap(({ instead }) => instead)));

  it('has every decision as a step, or in the place of one, or at any time: one of the three', () => {
    const places = Object.keys(procedure.decisions).map((name) => ({
      name,
      places: [steps.has(name), pairs.has(name), anyTime.includes(name)].filter(Boolean).length,
    }));
    expect(places.filter(({ places: count }) => count !== 1)).toEqual([]);
    expect(places.length).toBeGreaterThan(10);
  });

  it.each(languages)(
    'says each step and what is decided in its place, in %s, in lists and as SVG',
    async (language) => {
      const model = modelOfDefinition({ language, texts: textsOf[language] }, procedure);
      const listed = model.lanes.flatMap((lane) => lane.steps);
      expect(new Set(listed.map(({ decision }) => decision))).toEqual(steps);
      for (const name of pairs) {
        expect(listed.some(({ under }) => under.includes(decisionLabel(procedure.id, name)[language]))).toBe(true);
      }
      const svg = await drawn(model, language);
      const words = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => unescaped(text));
      const together = words.join('').replaceAll(' ', '');
      for (const { words: label } of listed) expect(together).toContain(label.replaceAll(' ', ''));
      expect(svg).not.toMatch(/style=|<script|<style/);
    },
  );

  it.each(languages)('keeps all words within the drawing, in %s', async (language) => {
    const svg = await drawn(modelOfDefinition({ language, texts: textsOf[language] }, procedure), language);
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="(\d+)"[^>]*>([^<]*)</g)];
    expect(texts.length).toBeGreaterThan(10);
    for (const [, x, y, size, words = ''] of texts) {
      expect(Number(x) + widthOf(unescaped(words), Number(size))).toBeLessThanOrEqual(Number(width));
      expect(Number(y)).toBeLessThan(Number(height));
    }
  });
});

function unescaped(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

describe('words in lines', () => {
  it('break where they must; a closing mark never begins a line; what has no room ends in …', () => {
    expect(linesOf('判断済（評価前）', 10, 70, 3)).toEqual(['判断済（評価前）']);
    expect(linesOf('判断済（評価前）', 10, 60, 3)).toEqual(['判断済（評価', '前）']);
    expect(linesOf('approve the plan', 10, 70, 3)).toEqual(['approve the', 'plan']);
    expect(linesOf('一二三四五六', 10, 20, 2)).toEqual(['一二', '三…']);
  });
});

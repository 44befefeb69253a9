import { describe, expect, it } from 'vitest';
import { problemText } from '../../app/cli/problem.ts';

describe('wrong input at the command line', () => {
  const words = { title: '入力に誤りがあります', detail: '次の1件を直してください。' };
  const problem = (error: object, other: object = {}) =>
    problemText(
      400,
      { status: 400, ja: words, en: words, errors: [{ ja: '誤り', en: 'wrong', ...error }], ...other },
      '',
    ).ja;

  it('is told in words also where an error names no field', () => {
    expect(problem({ path: 'line 2: 回答者数' })).toBe(
      '入力に誤りがあります: 次の1件を直してください。\n  line 2: 回答者数: 誤り',
    );
  });

  it('names what there is to choose from', () => {
    const items = Array.from({ length: 12 }, (_, i) => ({ id: `M-${i}`, ja: `対策${i}`, en: `measure ${i}` }));
    const field = { ja: '「対策」', en: '“measure”' };
    const told = problem({ path: 'measure', field, choices: 'measures' }, { choices: { measures: { items } } });
    expect(told).toContain('選べるもの：M-0 対策0、M-1 対策1、');
    expect(told).toMatch(/M-9 対策9、ほか$/);
  });
});

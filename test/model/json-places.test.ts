import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesIn } from '../../model/json-places.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('where things stand in JSON', () => {
  it('agrees with JSON.parse on what JSON is, also with a character changed or lost', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', ']', '\\', ':', '0', '\u0000', '-', '\n', 'e'))
      .map(
        ([text, at, other]) => text.slice(0, at % (text.length + 1)) + other + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(placesIn(text).brokenLine === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds the line of every row, however the file is laid out', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1 }), fc.nat({ max: 4 }), (values, indent) => {
        const text = JSON.stringify({ first: 1, rows: values }, null, indent);
        const places = placesIn(text);
        for (const [index, value] of values.entries()) {
          const line = text.split('\n')[places.lineOf('rows', index) - 1] ?? '';
          const begins = JSON.stringify(value, null, indent).split('\n')[0] ?? '';
          expect(line).toContain(begins);
        }
        expect(places.duplicates).toEqual([]);
      }),
    );
  });
});

/** The digest of a state: the same for the same value, another for another, whatever was computed before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../model/canonical.ts';
import { treeBytes, treeDigest } from '../../model/tree-digest.ts';

/** JSON as a state has it: texts of any script, lists and objects deep enough to be hashed where they stand. */
const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const long = (mark: string) => ({ mark, texts: Array.from({ length: 40 }, (_, i) => `${mark}${i}`.repeat(4)) });

describe('the digest of a tree', () => {
  test('is that of its value: a copy that shares nothing has the same', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(treeDigest(copy(value)).digest).toBe(treeDigest(value).digest);
      }),
    );
  });

  test('differs where the canonical text differs', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(treeDigest(a).digest === treeDigest(b).digest).toBe(canonicalText(a) === canonicalText(b));
      }),
    );
  });

  test('counts the bytes of the whole text in UTF-8, whatever is hashed where it stands', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(treeBytes(copy(value))).toBe(Buffer.byteLength(JSON.stringify(value)));
      }),
    );
    expect(treeBytes({ a: [], b: {}, c: '循環\u{20b9f}', gone: undefined })).toBe(
      Buffer.byteLength('{"a":[],"b":{},"c":"循環\u{20b9f}"}'),
    );
  });

  test('does not depend on the order of keys', () => {
    expect(treeDigest({ b: long('x'), a: 1 }).digest).toBe(treeDigest({ a: 1, b: long('x') }).digest);
  });

  test('is not fooled by a text that looks like the hash of a part', () => {
    const part = long('x');
    const { digest } = treeDigest(part);
    expect(treeDigest({ part }).digest).not.toBe(treeDigest({ part: `#${digest}` }).digest);
  });

  test('gives the value as it comes back after being saved: what is undefined is gone, at every depth', () => {
    const value = { kept: 1, gone: undefined, deeper: { gone: undefined, list: [{ gone: undefined, kept: 'k' }] } };
    const { json: settled } = treeDigest(value);
    expect(Object.keys(settled ?? {})).toEqual(['deeper', 'kept']);
    expect(settled).toStrictEqual(copy(value));
    expect(treeDigest(value).digest).toBe(treeDigest(copy(value)).digest);
  });

  test('leaves what needs no change the same object, so that the next step has nothing to do there', () => {
    const state = { changed: long('y'), untouched: long('x') };
    const { json: first } = treeDigest(state);
    expect(first).toBe(state);
    const { json: second } = treeDigest({ ...state, changed: undefined });
    expect(second).toStrictEqual({ untouched: state.untouched });
    expect(Object(second).untouched).toBe(state.untouched);
  });

  test.each([
    ['infinity', { at: Number.POSITIVE_INFINITY }],
    ['not a number', [Number.NaN]],
    ['undefined in a list', [1, undefined]],
    ['a hole in a list', [1, , 2]], // oxlint-disable-line no-sparse-arrays
    ['a function', { act: () => 1 }],
    ['a date', { at: new Date(0) }],
    ['a map', { of: new Map() }],
  ])('refuses %s: it would not come back as it went', (_, value) => {
    expect(() => treeDigest(value)).toThrow(RangeError);
  });
});

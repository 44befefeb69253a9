/** Every name of the real registry, alone in a small file – the hardest case – and all of them in one, in each encoding. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decode } from '../../records/import/decode.ts';
import { encode } from '../support/encode.ts';

const file = new URL('../../data/organisations.json', import.meta.url);
const schema = z.object({ organisations: z.array(z.object({ nameJa: z.string() })) });
const names = schema.parse(JSON.parse(readFileSync(file, 'utf8'))).organisations.map(({ nameJa }) => nameJa);
const texts = names.flatMap((name) => [name, name.slice(-2), name.slice(0, 1)]).map((name) => `id,nameJa\nx,${name}\n`);

const bytesOf = (encoding: string, text: string): Uint8Array =>
  encoding === 'shift_jis' || encoding === 'euc-jp' ? encode(encoding, text) : new TextEncoder().encode(text);
const read = (encoding: string, text: string): string => {
  const decoded = decode(bytesOf(encoding, text));
  if ('problem' in decoded) return 'refused';
  return decoded.text === text ? 'right' : `read as ${decoded.text}`;
};

describe('what is read undeclared', () => {
  it.each([
    ['utf-8', texts.length],
    // One character alone may be another in UTF-8.
    ['shift_jis', texts.length - 1],
    ['euc-jp', 0],
  ])('in %s is right in %i files and refused in the others, never another text', (encoding, right) => {
    const outcomes = texts.map((text) => read(encoding, text));
    expect([...new Set(outcomes)].filter((outcome) => outcome !== 'right' && outcome !== 'refused')).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'right')).toHaveLength(right);
  });

  it.each([
    ['utf-8', 'right'],
    ['shift_jis', 'right'],
    ['euc-jp', 'refused'],
  ])('in %s, all names in one file, is %s', (encoding, expected) => {
    expect(read(encoding, `id,nameJa\n${names.join('\n')}`)).toBe(expected);
  });
});

/** Texts of a fixed form. */
import { z } from 'zod';
import type { Text } from './text.ts';

/**
 * A text that must match. `expected` says in words what is to be given; a refusal shows it and never the pattern.
 */
export const matching = (pattern: RegExp, expected: Text): z.ZodString =>
  z.string().regex(pattern, { error: `${expected.ja} / ${expected.en}` });

/** The sentence of a schema whose own message carries both languages as `日本語 / English`. */
export function ownWords(message: string): Text | undefined {
  const [ja, en, ...more] = message.split(' / ');
  return ja !== undefined && en !== undefined && more.length === 0 ? { ja, en } : undefined;
}

/** A SHA-256 in lower-case hexadecimal digits. */
export const sha256 = (): z.ZodString =>
  matching(/^[0-9a-f]{64}$/, {
    ja: 'SHA-256 を 64 桁の小文字の 16 進数で指定してください。',
    en: 'Give the SHA-256 as 64 lower-case hexadecimal digits.',
  });

/** A text in which something is written. */
export const written = (): z.ZodString =>
  matching(/\S/, { ja: '空白のみにはできません。入力してください。', en: 'Write something: it must not be blank.' });

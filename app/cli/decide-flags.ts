import type { Json } from '../../model/json.ts';
import { placesIn } from '../../model/json-places.ts';
import { UserError } from '../user-error.ts';
import type { Field } from './decisions.built.ts';

/**
 * A flag's text as the value of its field: texts, numbers and yes/no as they are, a list of texts with commas, everything
 * deeper as JSON.
 *
 * @throws UserError saying what is allowed
 */
export function parseField({ name, kind }: Field, text: string): Json {
  switch (kind) {
    case 'text':
      return text;
    case 'number': {
      const value = Number(text);
      if (text.trim() !== '' && Number.isFinite(value)) return value;
      throw unreadable(name, { ja: '数を指定してください', en: 'give a number' });
    }
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw unreadable(name, { ja: 'true または false を指定してください', en: 'give true or false' });
    case 'texts':
      return text.trimStart().startsWith('[') ? parseJson(name, text) : text.split(',').map((item) => item.trim());
    case 'json':
      return parseJson(name, text);
  }
}

/** JSON from the command line. @throws UserError naming the field */
export function parseJson(name: string, text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(name, { ja: 'JSON として読めません', en: 'this is not JSON' });
  }
  // What is sent on no longer shows it.
  const [twice] = placesIn(text).duplicates;
  if (twice === undefined) return value;
  const { path, line } = twice;
  throw unreadable(name, {
    ja: `項目 ${path} が二度あります（${line}行目）。一つにしてください`,
    en: `the field ${path} is there twice (line ${line}): keep one`,
  });
}

function unreadable(name: string, why: { ja: string; en: string }): UserError {
  return new UserError({ ja: `--${name}：${why.ja}。`, en: `--${name}: ${why.en}.` });
}

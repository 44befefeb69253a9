import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { UserError } from '../user-error.ts';

/** A field of a decision's input as a command-line flag. */
export interface FieldFlag {
  readonly name: string;
  readonly brief: string;
  readonly optional: boolean;
  /** How the flag's text becomes the field's value. @throws UserError saying what is allowed */
  parse(text: string): Json;
}

const Schema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
});
type Schema = z.output<typeof Schema>;
const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), Schema).optional(),
  required: z.array(z.string()).optional(),
});

/**
 * The flags of a decision, read off its input schema: texts, numbers and yes/no as they are, a list of texts with
 * commas, everything deeper as JSON.
 */
export function flagsOf(input: z.ZodObject): FieldFlag[] {
  const schema = ObjectSchema.parse(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }));
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    brief: `${field.description ?? name}${field.enum === undefined ? '' : ` (${field.enum.join(' | ')})`}`,
    optional: !required.has(name),
    parse: (text) => parseField(name, field, text),
  }));
}

function parseField(name: string, field: Schema, text: string): Json {
  if (field.type === 'string') return text;
  if (field.type === 'number' || field.type === 'integer') {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw unreadable(name, { ja: '数を指定してください', en: 'give a number' });
  }
  if (field.type === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw unreadable(name, { ja: 'true または false を指定してください', en: 'give true or false' });
  }
  if (field.type === 'array' && field.items?.type === 'string' && !text.trimStart().startsWith('[')) {
    return text.split(',').map((item) => item.trim());
  }
  return parseJson(name, text);
}

/** JSON from the command line. @throws UserError naming the field */
export function parseJson(name: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(name, { ja: 'JSON として読めません', en: 'this is not JSON' });
  }
}

function unreadable(name: string, why: { ja: string; en: string }): UserError {
  return new UserError({ ja: `--${name}：${why.ja}。`, en: `--${name}: ${why.en}.` });
}

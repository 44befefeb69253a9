/** The reason that an event gives: read off the schema of its input, never written down per notice. */
import { z } from 'zod';
import { wordsOf, type FieldWords } from '../../model/field.ts';
import { asObject, type Json } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { annotations } from './decisions.ts';
import type { Procedure } from './definition.ts';

/**
 * The field of an input that says why: the one marked `reason` in its words – a result, what was found –, else the one
 * called so. Reasons of single lines in a list are none of the whole.
 */
export function reasonField(input: z.ZodObject): string | undefined {
  const fields = Object.entries(input.shape);
  const marked = fields.find(([, field]) => wordsAt(field)?.reason === true);
  return marked?.[0] ?? (Object.hasOwn(input.shape, 'reason') ? 'reason' : undefined);
}

/** Why something was done, with what the field is called in which it was said. */
export interface Reason {
  readonly title: Text;
  readonly said: string;
}

/** Why it was done, as a decision or another procedure said; `undefined` where nothing was said. Total. */
export function reasonOf(procedure: Procedure, event: Json): Reason | undefined {
  const { type, input } = asObject(event);
  const schema = typeof type === 'string' ? inputOf(procedure, type) : undefined;
  const field = schema === undefined ? undefined : reasonField(schema);
  if (schema === undefined || field === undefined) return undefined;
  const said = asObject(input)[field];
  if (typeof said !== 'string' || said.trim() === '') return undefined;
  return { title: wordsAt(schema.shape[field])?.title ?? reason, said };
}

/** The words of a field, whether or not it may be left out. */
function wordsAt(field: z.core.$ZodType | undefined): FieldWords | undefined {
  if (field === undefined) return undefined;
  return wordsOf(z.globalRegistry.get(field instanceof z.ZodOptional ? field.unwrap() : field));
}

/** What another procedure tells has no words for its fields. */
const reason: Text = { ja: '理由', en: 'reason' };

function inputOf({ told, decisions }: Procedure, type: string): z.ZodObject | undefined {
  for (const table of [annotations, decisions, told]) if (Object.hasOwn(table, type)) return table[type]?.input;
  return undefined;
}

/** The part of the start-up check that reads the inputs of decisions as forms: every field in words, every list known. */
import { z } from 'zod';
import { fieldsIn, wordsOf, type FieldPart, type FieldWords } from '../../model/field.ts';
import { asObject, isList, type Json } from '../../model/json.ts';
import type { Decision, Procedure } from './definition.ts';
import { isSharedList } from './forms.ts';

type Say = (problem: string) => void;

/** Inputs are closed objects that stay as sent (no transforms), each field and each choice in both languages. */
export function checkInputs(procedure: Procedure, say: Say): void {
  const used = new Set<string>();
  for (const [name, decision] of Object.entries(procedure.decisions)) {
    const schema = jsonSchemaOf(decision.input);
    if (schema === undefined) {
      say(`the input of ${name} has no JSON Schema (a transform?)`);
      continue;
    }
    if (schema['additionalProperties'] !== false) say(`the input of ${name} is not a strict object`);
    for (const part of fieldsIn(schema)) {
      const words = wordsOf(part.schema);
      if (words === undefined) say(`the field ${part.path} of ${name} has no title in both languages`);
      else checkField(part, words, (problem) => say(`the field ${part.path} of ${name} ${problem}`));
      for (const list of listsOf(part.schema)) used.add(list);
    }
    checkGroups(decision, (problem) => say(`the groups of ${name} ${problem}`));
    if (decision.by.length === 0) say(`nobody may decide ${name}`);
  }
  const { choices = {}, drafts = {}, decisions } = procedure;
  for (const list of used) {
    if (!isSharedList(list) && !Object.hasOwn(choices, list)) say(`there is no list ${list} to choose from`);
  }
  for (const list of Object.keys(choices)) if (!used.has(list)) say(`no field is chosen from the list ${list}`);
  for (const name of Object.keys(drafts)) {
    if (!Object.hasOwn(decisions, name)) say(`drafts: there is no decision ${name}`);
  }
}

/** The list a field is chosen from, or that of what it lists. */
function listsOf(schema: Json): string[] {
  return [schema, asObject(schema)['items']].flatMap((part) => wordsOf(part)?.choices ?? []);
}

function checkField({ schema, among }: FieldPart, { labels = {}, requiredWhen }: FieldWords, say: Say): void {
  for (const part of [schema, asObject(schema)['items'] ?? null])
    if (isReference(part) && wordsOf(part)?.choices === undefined) say('names something and is chosen from no list');
  for (const value of valuesOf(schema)) if (!Object.hasOwn(labels, value)) say(`has no label for ${value}`);
  if (requiredWhen === undefined) return;
  const other = among[requiredWhen.field];
  if (other === undefined) say(`is required by ${requiredWhen.field}, which does not stand beside it`);
  if ('missing' in requiredWhen) return;
  const values = valuesOf(other);
  const { is } = 'is' in requiredWhen ? requiredWhen : { is: requiredWhen.isNot };
  for (const value of Array.isArray(is) ? is : [is]) {
    if (values.length > 0 && !values.includes(String(value)))
      say(`is required by a value ${value} that is never there`);
  }
}

/** What names something that is known: a person, a document, a measure. */
function isReference(schema: Json): boolean {
  const { reference } = asObject(schema);
  return typeof reference === 'string' && reference !== 'date';
}

/** The values a field may have, where they are listed. */
function valuesOf(schema: Json | undefined): string[] {
  const { enum: values, const: only } = asObject(schema);
  const listed = isList(values) ? values : only === undefined ? [] : [only];
  return listed.filter((value) => typeof value === 'string');
}

/** Fields that a form may have without headings. */
const FIELDS_WITHOUT_HEADINGS = 5;

/** A long form has headings; where there are some, they name every field once. */
function checkGroups({ groups, input }: Decision, say: Say): void {
  if (groups === undefined) {
    if (Object.keys(input.shape).length > FIELDS_WITHOUT_HEADINGS)
      say(`are missing: it has more than ${FIELDS_WITHOUT_HEADINGS} fields`);
    return;
  }
  for (const { ja, en } of groups) if (ja.trim() === '' || en.trim() === '') say('have a heading without words');
  const named = groups.flatMap(({ fields }) => fields);
  for (const field of new Set([...named, ...Object.keys(input.shape)])) {
    const times = named.filter((one) => one === field).length;
    if (times !== 1 || !Object.hasOwn(input.shape, field)) say(`name the field ${field} ${times} times`);
  }
}

function jsonSchemaOf(schema: z.ZodObject): { readonly [key: string]: Json | undefined } | undefined {
  try {
    z.toJSONSchema(schema, { io: 'output' }); // throws on a transform
    const told: Json = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', reused: 'inline' })));
    return asObject(told); // as input it tells a strict object from one that strips
  } catch {
    return undefined;
  }
}

/**
 * The decisions of every procedure as the command line needs them, read off the definitions. In a build this module is
 * what it comes to: data, without the definitions (scripts/bundle-commands.mjs).
 */
import { z } from 'zod';
import { annotations, type Decision } from '../../machines/core/index.ts';
import { newestOf, published } from '../../machines/procedures.ts';
import { wordsOf } from '../../model/field.ts';
import type { Text } from '../../model/text.ts';

/** A field of a decision's input. */
export interface Field {
  readonly name: string;
  readonly brief: string;
  readonly optional: boolean;
  /** `texts`: a list of texts. `json`: anything deeper. */
  readonly kind: 'text' | 'number' | 'boolean' | 'texts' | 'json';
}

/** A decision: what it is called, and what it takes. */
export interface DescribedDecision {
  readonly name: string;
  readonly label: Text;
  readonly fields: readonly Field[];
}

interface DescribedProcedure {
  readonly kind: string;
  readonly label: Text;
  readonly decisions: readonly DescribedDecision[];
}

const Schema = z.looseObject({
  type: z.string().optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
});
const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), Schema).optional(),
  required: z.array(z.string()).optional(),
});

/** Every kind of procedure in its newest version, with the decisions of its own and those all have. */
export const procedures: readonly DescribedProcedure[] = [...new Set(published.map(({ id }) => id))].flatMap((kind) => {
  const procedure = newestOf(kind);
  if (procedure === undefined) return [];
  const decisions = Object.entries({ ...procedure.decisions, ...annotations });
  return [{ kind, label: textOf(procedure.label), decisions: decisions.map(([name, one]) => described(name, one)) }];
});

function described(name: string, { label, input }: Decision): DescribedDecision {
  const schema = ObjectSchema.parse(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }));
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([field, of]) => ({
    name: field,
    brief: briefOf(field, of),
    optional: !required.has(field),
    kind: kindOf(of),
  }));
  return { name, label: textOf(label), fields };
}

/** Title, what is to be said of it, an example or the values with their labels: both languages, as everywhere in the help. */
function briefOf(field: string, schema: unknown): string {
  const words = wordsOf(schema);
  if (words === undefined) return field;
  const { title, help, unit, labels, example } = words;
  const values = Object.entries(labels ?? {}).map(([value, { ja, en }]) => `${value} ${ja} / ${en}`);
  const more = [
    ...(unit === undefined ? [] : [inBoth(unit)]),
    ...(help === undefined ? [] : [inBoth(help)]),
    ...(values.length === 0 ? [] : [values.join(' | ')]),
    ...(example === undefined ? [] : [`例 / e.g. ${JSON.stringify(example)}`]),
  ];
  return `${inBoth(title)}${more.map((one) => ` (${one})`).join('')}`;
}

function inBoth({ ja, en }: Text): string {
  return `${ja} / ${en}`;
}

function textOf({ ja, en }: Text): Text {
  return { ja, en };
}

function kindOf({ type, items }: z.output<typeof Schema>): Field['kind'] {
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'array' && items?.type === 'string' ? 'texts' : 'json';
}

/**
 * Definitions as the API needs them: each decision's JSON Schema, the same in the OpenAPI document, in what a caller is
 * shown, and – as the zod schema it is made from – in the check of what the caller sends.
 */
import { z } from '@hono/zod-openapi';
import { decisionsOf } from '../../machines/core/index.ts';
import type { Decision, Json, Procedure } from '../../machines/core/index.ts';
import { fieldMember, titled } from '../../model/field.ts';
import { asObject, isList, isObject } from '../../model/json.ts';
import { published } from '../../machines/procedures.ts';
import type { Role } from '../../model/roles.ts';
import { localDate, sha256 } from '../schemas.ts';

/** Fields of a decision's body that are not its input. */
const envelopeOf = (deciders: string) =>
  z.object({
    standIn: z
      .strictObject({
        reason: z
          .string()
          .trim()
          .min(1)
          .max(4000)
          .meta(titled('本来の決定者が決定できない理由 / why the proper decider cannot decide')),
      })
      .optional()
      .meta(
        titled(
          '組織の長（又はその指名を受けた者）による決定 / the head of the organisation or their nominee decides instead',
        ),
      ),
    enteredFor: z
      .strictObject({
        decider: z
          .string()
          .min(1)
          .max(128)
          .meta({ reference: 'person' })
          .meta(titled('決裁した者 / who decided', { choices: deciders })),
        decidedOn: localDate.meta({ reference: 'date' }).meta(titled('決裁日 / date of the decision')),
        number: z.string().trim().min(1).max(200).meta(titled('決裁番号 / number of the decision')),
        document: sha256
          .meta({ reference: 'document' })
          .meta(titled('決裁文書 / decision document', { choices: 'documents' })),
      })
      .optional()
      .meta(titled('別途決裁済みの内容の登録 / entered from a decision taken on paper')),
  });
export const envelopeSchema = envelopeOf('people');
export type Envelope = z.output<typeof envelopeSchema>;

const envelopeFields = ['type', ...Object.keys(envelopeSchema.shape)];

/** The list from which the decider on paper is chosen: the holders of the posts that decide. */
function decidersOf({ by }: Decision): string {
  const posts = by.flatMap((role): Role[] => {
    if (role === 'anyone' || role === 'staff') return [];
    return role === 'ciso' ? ['ciso', 'deputyCiso'] : [role];
  });
  return posts.length === by.length || by.includes('ciso') ? `people:${[...new Set(posts)].join(',')}` : 'people';
}

const cached = new WeakMap<Decision, Map<string, Json>>();

/**
 * JSON Schema (2020-12) of the whole body `{type, …input, standIn?, enteredFor?}` of a decision. Every field has its words
 * in the member `x-field` (`FieldWords`) with its place among its siblings and the heading below which it stands.
 */
export function bodySchemaOf(name: string, decision: Decision): Json {
  const byName = cached.get(decision) ?? new Map<string, Json>();
  cached.set(decision, byName);
  const known = byName.get(name);
  if (known !== undefined) return known;
  const input = asJson(z.toJSONSchema(decision.input, { io: 'input', reused: 'inline' }));
  const envelope = asJson(z.toJSONSchema(envelopeOf(decidersOf(decision)), { io: 'input', reused: 'inline' }));
  const properties = {
    type: { const: name, type: 'string' },
    ...asObject(asObject(inOrder(input, decision.groups))['properties']),
    ...asObject(asObject(inOrder(envelope))['properties']),
  };
  const required = asObject(input)['required'];
  const schema: Json = {
    type: 'object',
    title: `${decision.label.ja} / ${decision.label.en}`,
    properties,
    required: ['type', ...(Array.isArray(required) ? required : [])],
    additionalProperties: false,
  };
  byName.set(name, schema);
  return schema;
}

/** The schema with the place of every field among its siblings, at any depth, and the heading of those that have one. */
function inOrder(schema: Json, groups: Decision['groups'] = []): Json {
  if (isList(schema)) return schema.map((part) => inOrder(part));
  if (!isObject(schema)) return schema;
  const of = Object.entries(schema).map(([key, part]) => [key, key === 'properties' ? part : inOrder(part ?? null)]);
  const inGroups = groups.flatMap(({ fields }) => fields);
  const fields = Object.entries(asObject(schema['properties']));
  const asRead = fields.toSorted(([a], [b]) => inGroups.indexOf(a) - inGroups.indexOf(b));
  const placed = asRead.map(([name, part], i) => {
    const group = groups.find((one) => one.fields.includes(name));
    const place = { order: i + 1, ...(group !== undefined && { group: { ja: group.ja, en: group.en } }) };
    const field = asObject(inOrder(part ?? null));
    return [name, { ...field, [fieldMember]: { ...asObject(field[fieldMember]), ...place } }];
  });
  return { ...Object.fromEntries(of), ...(placed.length > 0 && { properties: Object.fromEntries(placed) }) };
}

/** Its own JSON, without what `JSON.stringify` would drop. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** Name of a decision's schema in the OpenAPI document. */
export function schemaName(procedure: Procedure, decision: string): string {
  return `${procedure.id}-v${procedure.version}-${decision}`;
}

/** Throws when a published decision's input has a field that would hide a field of the body. */
export function checkEnvelopes(): void {
  for (const procedure of published) {
    for (const [name, decision] of decisionsOf(procedure)) {
      const clash = envelopeFields.find((field) => Object.hasOwn(decision.input.shape, field));
      if (clash !== undefined) throw new Error(`the input of ${procedure.id} ${name} must not have a field ${clash}`);
    }
  }
}

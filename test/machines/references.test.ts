/** What a form asks for that is known already is chosen from a list: no id and no hash is typed. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decisionsOf, isSharedList, kindsOfDocuments, instancesOfList } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { fieldsIn, wordsOf } from '../../model/field.ts';
import { asObject, type Json } from '../../model/json.ts';

/** Short texts that name something, and are written all the same. */
const written: Readonly<Record<string, string>> = {
  version: 'a new version is named by who submits it; what was taught or made known is filled in by the draft',
  what: 'what lies outside the scope is in no register',
  protectedBy: 'who protects what lies outside may be nobody of the body',
  confirmed: 'how it was confirmed is told',
  decidedBy: 'whoever decided outside junkan – a minister, a committee – may not be in the registry',
  decider: 'who decided before the adoption may not be in the registry',
  name: 'the important information and operations are named by the risk assessment itself',
  id: 'a measure of a plan, an edition: numbered by who submits it',
  nameJa: 'what a new edition is called',
  nameEn: 'what a new edition is called',
  'requirements[]': 'the requirements of a new edition are in no register before it',
  place: 'where something was published is in no register',
  title: 'what a measure or an audit is called is new',
  reason: 'a reason is told',
  ref: 'the number under which an improvement was kept before the adoption',
  'missing[]': 'what is missing for a whole evaluation is told',
  passage: 'a passage of the body’s own rules, which junkan does not hold',
};

const forms = published.flatMap((procedure) =>
  decisionsOf(procedure).map(([name, { input, groups = [] }]) => {
    const schema: Json = JSON.parse(JSON.stringify(z.toJSONSchema(input, { io: 'input', reused: 'inline' })));
    const parts = fieldsIn(schema).flatMap(({ path, schema: part }) => {
      const items = asObject(part)['items'];
      return [{ path, part }, ...(items === undefined ? [] : [{ path: `${path}[]`, part: items }])];
    });
    return { procedure, form: `${procedure.id} ${name}`, input, groups, parts };
  }),
);

/** Whether something is named by a text or a number that nobody can read: an id, a hash, a number in a list. */
function mayName(part: Json): boolean {
  const { type, enum: values, const: only, reference, format, maxLength } = asObject(part);
  if (values !== undefined || only !== undefined || reference === 'date' || format === 'date') return false;
  if (reference !== undefined) return true;
  if (type === 'integer') return wordsOf(part)?.unit === undefined;
  return type === 'string' && (typeof maxLength !== 'number' || maxLength <= 200);
}

describe('a form', () => {
  it('of more than five fields has headings, and each field stands below one', () => {
    const long = forms.filter(({ input }) => Object.keys(input.shape).length > 5);
    expect(long.length).toBeGreaterThan(15);
    for (const { form, input, groups } of long) {
      const headed = groups.flatMap(({ fields }) => fields);
      expect([form, [...headed].sort()]).toEqual([form, Object.keys(input.shape).sort()]);
      expect([form, groups.length > 1]).toEqual([form, true]);
    }
  });

  it('offers a list for every field that names something known; the others are named here, with the reason', () => {
    const without = forms.flatMap(({ form, parts }) =>
      parts.filter(({ part }) => mayName(part) && wordsOf(part)?.choices === undefined).map(({ path }) => [form, path]),
    );
    const lastOf = (path = ''): string => path.split('.').at(-1) ?? '';
    expect(without.filter(([, path]) => !Object.hasOwn(written, lastOf(path)))).toEqual([]);
    expect(new Set(without.map(([, path]) => lastOf(path)))).toEqual(new Set(Object.keys(written)));
    const references = forms.flatMap(({ form, parts }) =>
      parts
        .filter(({ part }) => asObject(part)['reference'] !== undefined && asObject(part)['reference'] !== 'date')
        .map(({ path, part }) => ({ form, path, list: wordsOf(part)?.choices })),
    );
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter(({ list }) => list === undefined)).toEqual([]);
  });

  it('names lists that there are: of the procedure, or of kinds of procedures that are published', () => {
    const kinds = published.map(({ id }) => id);
    for (const { procedure, form, parts } of forms) {
      for (const list of new Set(parts.flatMap(({ part }) => wordsOf(part)?.choices ?? []))) {
        const isKnown = Object.hasOwn(procedure.choices ?? {}, list) || isSharedList(list);
        expect([form, list, isKnown]).toEqual([form, list, true]);
        const of = [...(kindsOfDocuments(list) ?? []), ...(instancesOfList(list)?.kind.split(',') ?? [])];
        expect([list, of.filter((kind) => !kinds.includes(kind))]).toEqual([list, []]);
      }
    }
  });
});

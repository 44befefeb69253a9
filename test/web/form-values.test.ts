/** What stands in a form comes to the body that was meant, whatever else stands in it. */
import { expect, it } from 'vitest';
import type { Field, Kind } from '../../web/pages/decide/fields.ts';
import { bodyOf, inBranch, Values, valuesFrom } from '../../web/pages/decide/values.ts';

const field = (name: string, kind: Kind): Field => ({
  name,
  kind,
  words: { title: { ja: name, en: name } },
  required: true,
});
const way = (value: string) => ({
  label: { ja: value, en: value },
  id: value,
  by: { is: 'mark', name: 'kind' } as const,
  fields: [field('document', { is: 'document' })],
});
const fields = [field('evaluation', { is: 'branches', branches: [way('predecessor'), way('before')] })];

it('of two ways with a field of one name the chosen one is read, whatever was filled in for the other', () => {
  const drafted = valuesFrom(fields, { evaluation: { kind: 'predecessor', document: 'last-year' } });
  expect(bodyOf(fields, drafted).body).toEqual({ evaluation: { kind: 'predecessor', document: 'last-year' } });
  const changed = new Values([
    ...drafted.entries(),
    ['evaluation.?', ['before']],
    [`${inBranch('evaluation', 'before')}.document`, ['another']],
  ]);
  expect(bodyOf(fields, changed).body).toEqual({ evaluation: { kind: 'before', document: 'another' } });
});

/** The rows of a change as people read them: what and whom they are about, and ids by what they are called. */
import { z } from '@hono/zod-openapi';
import type { ChangedRow } from '../contract/records/registry.ts';
import type { Appointment } from '../machines/core/index.ts';
import { roles, isRole } from '../model/roles.ts';
import { languages, type Text } from '../model/text.ts';
import type { Parts } from './parts.ts';
import { textSchema } from './schemas.ts';

/** What names add to a row that is shown before it is written. */
export const namedRow = {
  subject: textSchema.optional().describe('何についての行か、名称で / what the row is about, by name'),
  person: z.string().optional(),
};
export const namedField = {
  named: textSchema.optional().describe('ID に代えて名称で / the sentence with names in place of ids'),
};

/** Fields that hold the id of one thing, by what. */
const references: Readonly<Record<string, 'person' | 'organisation' | 'department'>> = {
  person: 'person',
  head: 'person',
  organisation: 'organisation',
  home: 'organisation',
  supervisors: 'organisation',
  department: 'department',
  parent: 'department',
};

type Row = ChangedRow;

/** Rows with names, looked up for all at once. */
export async function rowsNamed({ records: { registry } }: Parts, rows: readonly Row[]) {
  const recorded = await registry.appointmentsById(rows.flatMap((row) => (row.kind === 'appointment' ? row.id : [])));
  const posts = new Map(
    recorded.map((one) => ('voided' in one ? one.appointment : one)).map((one) => [one.id, one] as const),
  );
  const people = await registry.namesOfPeople([
    ...new Set([
      ...rows.flatMap((row) => (row.kind === 'person' ? row.id : idsIn(row, 'person'))),
      ...[...posts.values()].map(({ person }) => person),
    ]),
  ]);
  const bodies = new Map<string, Text>();
  for (const id of new Set(rows.flatMap((row) => [...idsIn(row, 'organisation'), ...bodyOf(row, posts)]))) {
    const body = await registry.organisation(id);
    if (body !== undefined) bodies.set(id, { ja: body.nameJa, en: body.nameEn });
  }
  // Who and what is recorded by the very change is called as it says.
  const coming = (kind: string): ReadonlyMap<string, Text> =>
    new Map(rows.flatMap((row) => (row.kind === kind && row.act === 'added' ? [[row.id, namesIn(row)] as const] : [])));
  const [newPeople, newBodies, newDepartments] = [coming('person'), coming('organisation'), coming('department')];
  const departments = new Map<string, ReadonlyMap<string, Text>>();
  for (const body of new Set(rows.flatMap((row) => bodyOf(row, posts)))) {
    const ids = rows.flatMap((row) => (bodyOf(row, posts)[0] === body ? departmentsIn(row, posts) : []));
    departments.set(body, await registry.namesOfDepartments(body, [...new Set(ids)]));
  }
  const nameOf = (row: Row, of: 'person' | 'organisation' | 'department', id: string): Text | undefined => {
    if (of === 'person') return people.get(id) ?? newPeople.get(id);
    if (of === 'organisation') return bodies.get(id) ?? newBodies.get(id);
    const [body = ''] = bodyOf(row, posts);
    return departments.get(body)?.get(id) ?? newDepartments.get(`${body}/${id}`);
  };
  return rows.map((row) => ({
    ...row,
    ...subjectOf(row, posts, nameOf),
    fields: row.fields.map((field) => ({ ...field, ...fieldNamed(row, field, nameOf) })),
  }));
}

type NameOf = (row: Row, of: 'person' | 'organisation' | 'department', id: string) => Text | undefined;
type Posts = ReadonlyMap<string, Appointment>;

const after = ({ fields }: Row, name: string): string | undefined => {
  const value = fields.find(({ field }) => field === name)?.after;
  return typeof value === 'string' ? value : undefined;
};

function bodyOf(row: Row, posts: Posts): string[] {
  if (row.kind === 'organisation') return [row.id];
  if (row.kind === 'department') return row.id.split('/').slice(0, 1);
  const body = after(row, 'organisation') ?? posts.get(row.id)?.organisation;
  return body === undefined ? [] : [body];
}

function departmentsIn(row: Row, posts: Posts): string[] {
  const own = row.kind === 'department' ? row.id.split('/').slice(1) : [];
  const held = posts.get(row.id)?.department;
  return [...own, ...idsIn(row, 'department'), ...(held === undefined ? [] : [held])];
}

function idsIn({ fields }: Row, of: string): string[] {
  return fields
    .flatMap(({ field, before, after: now }) =>
      references[field] === of ? [before, now].flatMap((value) => (Array.isArray(value) ? value : [value])) : [],
    )
    .filter((value) => typeof value === 'string');
}

function namesIn(row: Row): Text {
  return { ja: after(row, 'nameJa') ?? row.id, en: after(row, 'nameEn') ?? after(row, 'nameJa') ?? row.id };
}

/** 夕凪 薫（星空省、最高情報セキュリティ責任者）. */
function subjectOf(row: Row, posts: Posts, nameOf: NameOf): { readonly subject?: Text; readonly person?: string } {
  if (row.kind === 'person') return subjectIs(nameOf(row, 'person', row.id), row.id);
  if (row.kind === 'organisation') return subjectIs(nameOf(row, 'organisation', row.id));
  if (row.kind === 'department') return subjectIs(nameOf(row, 'department', row.id.split('/')[1] ?? ''));
  if (row.kind !== 'appointment') return {};
  const post = posts.get(row.id);
  const [person, role] = [after(row, 'person') ?? post?.person, after(row, 'role') ?? post?.role];
  if (person === undefined || role === undefined || !isRole(role)) return {};
  const [body = ''] = bodyOf(row, posts);
  const department = after(row, 'department') ?? post?.department;
  const parts = [
    nameOf(row, 'organisation', body),
    department === undefined ? undefined : nameOf(row, 'department', department),
    roles[role],
  ].filter((one) => one !== undefined);
  const name = nameOf(row, 'person', person) ?? { ja: person, en: person };
  return subjectIs(
    {
      ja: `${name.ja}（${parts.map(({ ja }) => ja).join('　')}）`,
      en: `${name.en} (${parts.map(({ en }) => en).join(', ')})`,
    },
    person,
  );
}

function subjectIs(subject: Text | undefined, person?: string) {
  return { ...(subject !== undefined && { subject }), ...(person !== undefined && { person }) };
}

/** The sentence of a field that holds ids, with what they are called. */
function fieldNamed(row: Row, field: Row['fields'][number], nameOf: NameOf): { readonly named?: Text } {
  const of = references[field.field];
  if (of === undefined) return {};
  const say = (language: keyof Text, value: unknown): string =>
    (Array.isArray(value) ? value : [value])
      .map((id) => (typeof id === 'string' ? (nameOf(row, of, id)?.[language] ?? id) : ''))
      .join(language === 'ja' ? '、' : ', ');
  const [ja = '', en = ''] = languages.map((language) => {
    // The head of the sentence is the field's name.
    const head = field[language].split(language === 'ja' ? '：' : ': ')[0] ?? field.field;
    const was = field.before === undefined ? '' : `${say(language, field.before)} → `;
    const is = field.after === undefined ? { ja: '（空）', en: '(empty)' }[language] : say(language, field.after);
    return `${head}${language === 'ja' ? '：' : ': '}${was}${is}`;
  });
  return { named: { ja, en } };
}

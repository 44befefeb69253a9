/** The registry: bodies for everyone who signs in; departments and people for the body itself. */
import { z } from '@hono/zod-openapi';
import { isFoundIn } from '../../model/search-key.ts';
import type { PersonRow } from '../../contract/records/registry.ts';
import { administersPerson, foreignBodiesOf, ownBodies, readsRegistryOf } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { localDate, nextCursor, opaqueId, organisationId, page } from '../schemas.ts';
import { classes, formerNameSchema, kinds, lawOfCorporation } from './registry-schemas.ts';

const organisationSchema = z
  .object({
    id: z.string(),
    kind: z.enum(kinds),
    class: z.enum(classes).optional().describe('独立行政法人の分類 / class of an incorporated administrative agency'),
    ...lawOfCorporation(z.string().optional()),
    nameJa: z.string(),
    nameEn: z.string(),
    formerNames: z.array(formerNameSchema).optional(),
    supervisors: z
      .array(z.string())
      .describe('所管府省庁。主たるものが先 / supervising ministries, the main one first'),
    corporateNumber: z.string().optional(),
    from: localDate.optional(),
    to: localDate.optional(),
    abolitionBasis: z.string().optional(),
    successors: z.array(z.string()).optional(),
    fictional: z.boolean(),
  })
  .openapi('Organisation');

const departmentSchema = z
  .object({
    id: z.string(),
    organisation: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    parent: z.string().optional(),
    bureau: z.boolean(),
    separate: z.boolean().optional(),
    from: localDate.optional(),
    to: localDate.optional(),
    successors: z.array(z.string()).optional(),
  })
  .openapi('Department');

const personSchema = z
  .object({
    id: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    mail: z.string().optional(),
    home: z.string().optional().describe('所属する機関 / the body the person belongs to'),
    outside: z
      .object({ firm: z.string(), contract: z.string(), from: localDate, to: localDate, declaration: z.string() })
      .optional(),
  })
  .openapi('Person');

const search = z
  .string()
  .min(1)
  .max(100)
  .optional()
  .describe(
    '名称の一部。全角・半角、空白、〜と～の違いは問わない / part of a name; widths, blanks and kinds of wave dash do not matter',
  );

function isSought(sought: string | undefined, texts: readonly string[]): boolean {
  return sought === undefined || isFoundIn(sought, texts);
}

/** Answers a page of a sorted list that is in memory: cursors are ids. */
export function paged<T extends { readonly id: string }>(all: readonly T[], cursor: string | undefined, limit: number) {
  const sorted = [...all]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id }) => cursor === undefined || id > cursor);
  const items = sorted.slice(0, limit);
  return { items, next: sorted.length > limit ? items.at(-1)?.id : undefined };
}

export function registryRoutes(router: Router) {
  const { parts } = router;
  const { records } = parts;
  const organisations = endpoint(
    router,
    {
      method: 'get',
      path: '/organisations',
      tag: 'registry',
      summary: { ja: '機関の一覧', en: 'bodies' },
      params: none,
      query: z.strictObject({ ...page, kind: z.enum(kinds).optional(), search }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(organisationSchema), next: nextCursor }),
      },
    },
    async ({ query: { kind, search: sought, cursor, limit } }) => {
      const all = await records.registry.organisations(kind && { kind });
      const found = all.filter(({ id, nameJa, nameEn, formerNames = [] }) =>
        isSought(sought, [id, nameJa, nameEn, ...formerNames.flatMap((name) => [name.nameJa, name.nameEn])]),
      );
      return { status: 200, body: paged(found, cursor, limit) };
    },
  );
  const organisation = endpoint(
    router,
    {
      method: 'get',
      path: '/organisations/{organisation}',
      tag: 'registry',
      summary: { ja: '機関', en: 'a body' },
      params: z.strictObject({ organisation: organisationId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '機関', en: 'the body' }, schema: organisationSchema },
    },
    async ({ params: { organisation: id } }) => {
      const body = await records.registry.organisation(id);
      if (body === undefined) throw notFound();
      return { status: 200, body };
    },
  );
  const departments = endpoint(
    router,
    {
      method: 'get',
      path: '/departments',
      tag: 'registry',
      summary: { ja: '部署の一覧', en: 'departments of a body' },
      params: none,
      query: z.strictObject({ ...page, organisation: organisationId, search }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(departmentSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { organisation: body, search: sought, cursor, limit } }) => {
      checkReads(me, body);
      await noteReading(records, me, [body], 'departments');
      const all = await records.registry.departments(body);
      const found = all.filter(({ id, nameJa, nameEn }) => isSought(sought, [id, nameJa, nameEn]));
      return { status: 200, body: paged(found, cursor, limit) };
    },
  );
  const people = endpoint(
    router,
    {
      method: 'get',
      path: '/people',
      tag: 'registry',
      summary: { ja: '機関の人', en: 'people of a body' },
      params: none,
      query: z.strictObject({ ...page, organisation: organisationId, search }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(personSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { organisation: body, search: sought, cursor, limit } }) => {
      checkReads(me, body);
      await noteReading(records, me, [body], 'people');
      const all = await records.registry.people(body);
      const found = all.filter(({ id, nameJa, nameEn }) => isSought(sought, [id, nameJa, nameEn]));
      const { items, next } = paged(found, cursor, limit);
      return { status: 200, body: { items: await Promise.all(items.map((one) => shown(parts, me, one))), next } };
    },
  );
  const person = endpoint(
    router,
    {
      method: 'get',
      path: '/people/{person}',
      tag: 'registry',
      summary: { ja: '人', en: 'a person' },
      params: z.strictObject({ person: opaqueId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '人', en: 'the person' }, schema: personSchema },
    },
    async ({ me, params: { person: id } }) => {
      const found = (await knows(parts, me, id)) ? await records.registry.person(id) : undefined;
      if (found === undefined) throw notFound();
      await noteReading(records, me, await foreignBodiesOf(records, me, id), `people ${id}`);
      return { status: 200, body: await shown(parts, me, found) };
    },
  );
  return { organisations, organisation, people, person, departments };
}

/** Throws 404 for who does not read people and posts of a body. */
export function checkReads(me: Caller, organisation: string): void {
  if (!readsRegistryOf(me, organisation)) throw notFound();
}

/** Whether the caller may know of a person: the caller in person, someone of the same body or, for an administrator, anyone. */
export async function knows({ records }: Parts, me: Caller, person: string): Promise<boolean> {
  if (person === me.person || (await administersPerson(records, me, person))) return true;
  for (const body of ownBodies(me)) {
    if ((await records.registry.people(body)).some(({ id }) => id === person)) return true;
  }
  return false;
}

/** Mail addresses are for the person and the administrator. */
async function shown({ records }: Parts, me: Caller, { mail, ...person }: PersonRow): Promise<PersonRow> {
  if (mail === undefined) return person;
  const reads = person.id === me.person || (await administersPerson(records, me, person.id));
  return reads ? { ...person, mail } : person;
}

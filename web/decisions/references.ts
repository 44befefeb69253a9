/**
 * References in a decision's input: fields marked `.meta({ reference })` must name something that exists and that the
 * caller may know of. A document may be cited only by someone who may read it – citing makes it readable to others.
 */
import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { asObject, isObject } from '../../model/json.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { isLocalDate } from '../../model/japan-time.ts';
import type { Text } from '../../model/text.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import type { FieldError } from '../problems.ts';

/** One reference found in a body. */
export interface Reference {
  readonly path: string;
  readonly kind: string;
  readonly value: string;
}

const schemas = new WeakMap<z.ZodType, Json>();

/** The references in a parsed value, by the schema it was parsed with. */
export function referencesIn(schema: z.ZodType, value: Json): Reference[] {
  let described = schemas.get(schema);
  if (described === undefined) {
    described = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'output', reused: 'inline' })));
    schemas.set(schema, described ?? null);
  }
  return walk(described ?? null, value, '');
}

function walk(schema: Json | undefined, value: Json | undefined, path: string): Reference[] {
  if (!isObject(schema) || value === undefined || value === null) return [];
  const found: Reference[] = [];
  const kind = schema['reference'];
  if (typeof kind === 'string' && typeof value === 'string') found.push({ path, kind, value });
  for (const branches of [schema['anyOf'], schema['oneOf'], schema['allOf']]) {
    if (Array.isArray(branches))
      found.push(...branches.filter((branch) => fits(branch, value)).flatMap((branch) => walk(branch, value, path)));
  }
  if (Array.isArray(value)) {
    found.push(...value.flatMap((item, i) => walk(schema['items'], item, `${path}[${i}]`)));
  } else if (isObject(value)) {
    const properties = asObject(schema['properties']);
    for (const [name, part] of Object.entries(value)) {
      const of = Object.hasOwn(properties, name) ? properties[name] : schema['additionalProperties'];
      found.push(...walk(of, part, path === '' ? name : `${path}.${name}`));
    }
  }
  return unique(found);
}

/** Of a union told apart by a constant field, only the branch that is meant. */
function fits(branch: Json, value: Json): boolean {
  const properties = asObject(asObject(branch)['properties']);
  const given = asObject(value);
  return Object.entries(properties).every(([name, of]) => {
    const constant = asObject(of)['const'];
    return constant === undefined || given[name] === constant;
  });
}

/** The same field may be reached through several branches of a union. */
function unique(references: Reference[]): Reference[] {
  return [...new Map(references.map((reference) => [`${reference.path} ${reference.kind}`, reference])).values()];
}

/** Where references are looked up. */
export interface ReferenceScope {
  readonly records: Records;
  /** The body whose departments are meant. */
  readonly organisation: OrganisationId;
  /** Whether the caller may read a document, and hence cite it. */
  mayCite(hash: string): Promise<boolean>;
  /** Whether the caller may know of an instance. */
  mayKnow(instance: string): Promise<boolean>;
}

/** What is wrong with the references: each unknown one at its path. */
export async function wrongReferences(references: readonly Reference[], scope: ReferenceScope): Promise<FieldError[]> {
  const { records, organisation } = scope;
  const departments = references.some(({ kind }) => kind === 'department')
    ? new Set((await records.registry.departments(organisation)).map(({ id }) => id))
    : new Set<string>();
  const known: Readonly<Record<string, (value: string) => Promise<boolean> | boolean>> = {
    document: (hash) => scope.mayCite(hash),
    person: async (id) => (await records.registry.person(id)) !== undefined,
    department: (id) => departments.has(id),
    organisation: async (id) => (await records.registry.organisation(id)) !== undefined,
    // Who decides on a body's procedure may name another of the same body (an outside verifier cites its audit).
    instance: async (id) =>
      parseInstanceId(id)?.organisation === organisation
        ? (await records.instances.get(id)) !== undefined
        : scope.mayKnow(id),
    date: isLocalDate,
  };
  const verdicts = new Map<string, Promise<boolean> | boolean>();
  const errors: FieldError[] = [];
  for (const { path, kind, value } of references) {
    const look = Object.hasOwn(known, kind) ? known[kind] : undefined;
    if (look === undefined) continue;
    const once = `${kind} ${value}`;
    const verdict = verdicts.get(once) ?? look(value);
    verdicts.set(once, verdict);
    if (!(await verdict))
      errors.push({ path, ...(unknownText[kind] ?? unknownText['instance'] ?? { ja: '', en: '' }) });
  }
  return errors;
}

const unknownText: Readonly<Record<string, Text>> = {
  document: {
    ja: 'この文書は登録されていないか、閲覧する権限がありません。先に /documents に登録してください。',
    en: 'This document is not there, or you may not read it. Upload it to /documents first.',
  },
  person: { ja: 'この人は登録されていません。', en: 'This person is not in the registry.' },
  department: {
    ja: 'この部署はこの機関に登録されていません。',
    en: 'This department is not in the registry of this body.',
  },
  organisation: { ja: 'この機関は登録されていません。', en: 'This body is not in the registry.' },
  instance: {
    ja: 'この手続は存在しないか、閲覧する権限がありません。',
    en: 'This procedure does not exist, or you may not read it.',
  },
  date: { ja: '暦にない日付です。', en: 'There is no such date.' },
};

import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decisionsOf } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { commonRegisters, organisationRegisters } from '../../records/registers/known.ts';
import { envelopeSchema } from '../../web/decisions/definitions.ts';
import { parsed } from '../../web/field-errors.ts';
import { Problem } from '../../web/problems.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

interface Operation {
  summary?: string;
  security?: object[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { properties?: Record<string, { const?: string }>; anyOf?: { $ref: string }[] }>;
  };
}

let web: TestWeb;
let document: Document;
beforeAll(async () => {
  web = await makeWeb();
  document = (await ask(web.app, 'GET', '/api/v1/openapi.json')).body;
});
afterAll(() => web?.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const copy: Record<string, unknown> = JSON.parse(JSON.stringify(document));
    const result = await validator.validate(copy);
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version, document.openapi]).toEqual([true, '3.1', '3.1.0']);
  });

  it('documents every route that is served but the pages, and serves every route it documents', () => {
    const served = web.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const documented = operations().map(({ method, path }) => `${method} ${path}`);
    const outside = served.filter((route) => !route.includes(' /api/') && !documented.includes(route));
    expect([...new Set(served)].filter((route) => !outside.includes(route)).sort()).toEqual(documented.sort());
    expect(documented.length).toBeGreaterThan(30);
  });

  it('has one schema per procedure, version and decision, naming the decision', () => {
    const { schemas } = document.components;
    const any = (schemas['Decision']?.anyOf ?? []).map(({ $ref }) => $ref.split('/').at(-1));
    for (const { id, version, decisions } of published) {
      for (const name of [...Object.keys(decisions), 'contradict']) {
        const schema = schemas[`${id}-v${version}-${name}`];
        expect([name, schema?.properties?.['type']?.const]).toEqual([name, name]);
        expect(any).toContain(`${id}-v${version}-${name}`);
      }
    }
  });

  it('says on every change that it needs an Idempotency-Key, and on every route but six that it needs a token', () => {
    const open: string[] = [];
    for (const { path, method, operation } of operations()) {
      const keyed = operation.parameters?.some(
        (parameter) => parameter.name === 'Idempotency-Key' && parameter.required,
      );
      // A link works once whoever sends it: there is nothing a key would add.
      const needsKey = method !== 'GET' && path !== '/claim/{secret}';
      expect([path, method, keyed ?? false]).toEqual([path, method, needsKey]);
      expect(operation.summary).toMatch(/.+ \/ .+/);
      const needsNoToken = operation.security?.length === 0;
      if (needsNoToken) open.push(path);
      const unauthenticated = Object.keys(operation.responses['401']?.content ?? {});
      expect([path, unauthenticated]).toEqual([path, needsNoToken ? [] : ['application/problem+json']]);
    }
    expect(open.sort()).toEqual([
      '/about',
      '/api/v1/openapi.json',
      '/calendar/{file}',
      '/claim/{secret}',
      '/claim/{secret}',
      '/health',
      '/metrics',
      '/ready',
    ]);
  });

  it('every route that needs a token answers 401 without one and with a wrong one', async () => {
    for (const { path, method, operation } of operations()) {
      if (operation.security?.length === 0) continue;
      const address = path
        .replace('{year}', '2026')
        .replace('{kind}', 'cycle')
        .replace('{organisation}', 'demo-ministry')
        .replaceAll(/\{\w+\}/g, '1');
      for (const token of [undefined, 'junkan_wrong', 'x'.repeat(900)]) {
        const { status, headers, body } = await ask(web.app, method, address, { token });
        expect([method, path, status, body.type]).toEqual([method, path, 401, 'urn:junkan:problem:unauthenticated']);
        expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
    }
  });
});

describe('what a refused text is told', () => {
  /** Every pattern within a schema, as a schema of its own. */
  function patternsIn(value: unknown, seen: Set<unknown> = new Set()): z.ZodType[] {
    if (typeof value !== 'object' || value === null || seen.has(value)) return [];
    seen.add(value);
    const own = value instanceof z.core.$ZodCheckRegex ? [z.string().check(value)] : [];
    const within = value instanceof z.core.$ZodType || value instanceof z.core.$ZodCheck ? value._zod.def : value;
    return [...own, ...Object.values(within).flatMap((inner) => patternsIn(inner, seen))];
  }

  const refusedBy = (schema: z.ZodType): string[] =>
    ['', ' ', '?/', 'x'.repeat(2000)].flatMap((sent) => {
      try {
        parsed(schema, sent);
        return [];
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return [JSON.stringify(error.members)];
      }
    });

  const inputs = (): unknown[] => [
    envelopeSchema,
    ...[...Object.values(organisationRegisters), ...Object.values(commonRegisters)].map(({ value }) => value),
    ...published.flatMap((procedure) => [...decisionsOf(procedure)].map(([, { input }]) => input)),
    ...web.app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' ? [definition.route.request] : [],
    ),
  ];

  it('is a sentence in both languages and never a pattern', () => {
    const patterns = inputs().flatMap((input) => patternsIn(input));
    expect(patterns.length).toBeGreaterThan(30);
    for (const schema of patterns) {
      const told = refusedBy(schema);
      expect(told.length).toBeGreaterThan(0);
      for (const text of told) expect(text).not.toMatch(/pattern|\/\^|\[a-z|does not have the right form/i);
    }
  });
});

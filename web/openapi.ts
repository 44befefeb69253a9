import { createHash } from 'node:crypto';
import type { Router } from './endpoint.ts';
import { decisionsOf } from '../machines/core/index.ts';
import { bodySchemaOf, schemaName } from './decisions/definitions.ts';
import { published } from '../machines/procedures.ts';

/** Name of the schema that any decision's body fits. */
export const anyDecision = 'Decision';

/** Serves the OpenAPI 3.1 document, made from the same schemas that check the requests. */
export function openApiRoutes({ app, parts, routes }: Router): void {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  const path = '/api/v1/openapi.json';
  registry.registerPath({
    method: 'get',
    path,
    tags: ['operation'],
    operationId: 'getOpenapi',
    summary: 'この文書 / this document',
    security: [],
    responses: {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
      304: { description: '変わっていません（If-None-Match） / not changed (If-None-Match)' },
    },
  });
  routes.push({ method: 'GET', path, pattern: /^\/api\/v1\/openapi\.json$/ });
  let made: { readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string } | undefined;
  app.get(path, (c) => {
    c.set('route', path);
    made ??= bytesOf(documentOf(app, parts.configuration.version));
    const headers = { etag: made.etag, 'cache-control': 'no-cache' };
    const known = (c.req.header('if-none-match') ?? '').split(',').map((etag) => etag.trim().replace(/^W\//, ''));
    if (known.includes(made.etag)) return c.body(null, 304, headers);
    return c.body(made.bytes, 200, { 'content-type': 'application/json', ...headers });
  });
}

/** The document as it is sent: written once, whoever asks for it how often. */
function bytesOf(document: object): { bytes: Uint8Array<ArrayBuffer>; etag: string } {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"` };
}

function documentOf(app: Router['app'], version: string): object {
  const made = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'junkan',
      version,
      description:
        '指針（2016-08-31）による情報セキュリティ対策の年度の手続。変更には Idempotency-Key が必要です。時刻は UTC からのミリ秒、日付は日本の日付です。\n\nProcedures of the guideline of 2016-08-31. Changes need an Idempotency-Key. Instants are epoch milliseconds, dates are dates in Japan.',
      license: { name: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      'me',
      'board',
      'years',
      'procedures',
      'documents',
      'registry',
      'registers',
      'tokens',
      'webhooks',
      'operation',
    ].map((name) => ({ name })),
  });
  return {
    ...made,
    components: { ...made.components, schemas: { ...made.components?.schemas, ...decisionSchemas() } },
  };
}

/** One schema per procedure, version and decision, exactly as a caller is shown it. */
function decisionSchemas(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  const refs: { $ref: string }[] = [];
  for (const procedure of published) {
    for (const [name, decision] of decisionsOf(procedure)) {
      const component = schemaName(procedure, name);
      schemas[component] = bodySchemaOf(name, decision);
      refs.push({ $ref: `#/components/schemas/${component}` });
    }
  }
  schemas[anyDecision] = refs.length > 0 ? { anyOf: refs } : { type: 'object', required: ['type'] };
  return schemas;
}

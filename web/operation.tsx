/** What runs here, whether it runs, and how much: `/`, `/health`, `/ready`, `/metrics`. Nobody signs in for these. */
import { z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { addressOf } from './address.ts';
import type { Router, WebContext } from './endpoint.ts';
import { HomePage } from './pages/home.tsx';
import { problemMediaType } from './problems.ts';

const healthSchema = z
  .object({
    status: z.literal('up'),
    version: z.string(),
    installation: z.object({ kind: z.enum(['demonstration', 'real']), id: z.string() }),
  })
  .openapi('Health');

const readySchema = z.object({ ready: z.boolean(), records: z.boolean(), engine: z.boolean() }).openapi('Ready');

export function operationRoutes(router: Router): void {
  const { parts } = router;
  const { installation } = parts.records;
  const { version, dataDirectory, logFile, temporalUi, commands } = parts.configuration;
  open(router, '/', { ja: '何が動いているか', en: 'what runs here' }, 'text/html', z.string(), (c) => {
    const home = {
      version,
      kind: installation.kind,
      address: addressOf(c, parts.configuration.proxies ?? []),
      ...(dataDirectory !== undefined && { dataDirectory }),
      ...(commands !== undefined && { commands }),
      ...(logFile !== undefined && { logFile }),
      ...(temporalUi !== undefined && { temporalUi }),
    };
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    );
    return c.html(html`<!doctype html>${(<HomePage home={home} />)}`);
  });
  open(router, '/health', { ja: '動いているか', en: 'whether it runs' }, 'application/json', healthSchema, (c) =>
    c.json({ status: 'up', version, installation: { kind: installation.kind, id: installation.id } }),
  );
  open(
    router,
    '/ready',
    { ja: '決定を受け付けられるか', en: 'whether decisions are taken' },
    'application/json',
    readySchema,
    async (c) => {
      const [records, engine] = await Promise.all([parts.records.ready(), parts.engine.ready()]);
      const ready = records && engine;
      return c.json({ ready, records, engine }, ready ? 200 : 503, ready ? {} : { 'retry-after': '5' });
    },
    503,
  );
  open(
    router,
    '/metrics',
    { ja: '計測値（名称を含まない）', en: 'metrics, without names' },
    'text/plain',
    z.string(),
    async (c) =>
      c.body(await parts.metrics.registry.metrics(), 200, { 'content-type': parts.metrics.registry.contentType }),
  );
}

/** Adds a route that needs no token, and documents it. */
function open(
  { app, routes }: Router,
  path: string,
  summary: { ja: string; en: string },
  mediaType: string,
  schema: z.ZodType,
  handle: (c: WebContext) => Response | Promise<Response>,
  otherwise?: 503,
): void {
  routes.push({ method: 'GET', path, pattern: new RegExp(`^${path}$`) });
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: ['operation'],
    operationId: `get${path === '/' ? 'Home' : path.slice(1, 2).toUpperCase() + path.slice(2)}`,
    summary: `${summary.ja} / ${summary.en}`,
    security: [],
    responses: {
      200: { description: summary.en, content: { [mediaType]: { schema } } },
      ...(otherwise && { [otherwise]: { description: 'not now', content: { [mediaType]: { schema } } } }),
      500: { description: 'failed', content: { [problemMediaType]: { schema: z.unknown() } } },
    },
  });
  app.get(path, async (c) => {
    c.set('route', path);
    c.header('cache-control', 'no-store');
    return handle(c);
  });
}

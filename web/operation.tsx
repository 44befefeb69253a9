/** What runs here, whether it runs, and how much: `/`, `/health`, `/ready`, `/metrics`. Nobody signs in for these. */
import { z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { isAdministrator } from './access/bodies.ts';
import { addressOf, isFromThisMachine } from './address.ts';
import { callerOf } from './caller.ts';
import type { Router, WebContext } from './endpoint.ts';
import { policy } from './pages/policy.ts';
import { HomePage } from './pages/about/about.tsx';
import type { Parts } from './parts.ts';
import { notAllowed, problemMediaType } from './problems.ts';

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
  open(router, '/about', { ja: '何が動いているか', en: 'what runs here' }, 'text/html', z.string(), (c) => {
    // Where things lie on this machine is for those who sit at it.
    const details = isFromThisMachine(c, parts.configuration) && {
      ...(dataDirectory !== undefined && { dataDirectory }),
      ...(logFile !== undefined && { logFile }),
      ...(temporalUi !== undefined && { temporalUi }),
    };
    const home = {
      version,
      kind: installation.kind,
      address: addressOf(c, parts.configuration),
      ...(commands !== undefined && { commands }),
      ...details,
    };
    c.header('content-security-policy', policy);
    return c.html(html`<!doctype html>${(<HomePage home={home} />)}`);
  });
  open(router, '/health', { ja: '動いているか', en: 'whether it runs' }, 'application/json', healthSchema, (c) =>
    c.json({ status: 'up', version, installation: { kind: installation.kind, id: installation.id } }),
  );
  const readiness = lastingASecond(async () => {
    const [records, engine] = await Promise.all([parts.records.ready(), parts.engine.ready()]);
    return { ready: records && engine, records, engine };
  });
  open(
    router,
    '/ready',
    { ja: '決定を受け付けられるか', en: 'whether decisions are taken' },
    'application/json',
    readySchema,
    async (c) => {
      const now = await readiness();
      return c.json(now, now.ready ? 200 : 503, now.ready ? {} : { 'retry-after': '5' });
    },
    503,
  );
  open(
    router,
    '/metrics',
    {
      ja: '計測値（名称を含まない）。この機械から、またはシステム管理者のトークンで',
      en: 'metrics, without names; from this machine, or with an administrator’s token',
    },
    'text/plain',
    z.string(),
    async (c) => {
      if (!isFromThisMachine(c, parts.configuration)) await checkMeasures(c, parts);
      return c.body(await parts.metrics.registry.metrics(), 200, {
        'content-type': parts.metrics.registry.contentType,
      });
    },
  );
}

/** Throws 401 or 403 for strangers. */
async function checkMeasures(c: WebContext, parts: Parts): Promise<void> {
  if (isAdministrator(await callerOf(c.req.raw, parts))) return;
  throw notAllowed({
    ja: '計測値を読めるのは、この機械の上からか、システム管理者です。',
    en: 'Metrics are read on this machine, or by an administrator.',
  });
}

/** Asks once a second at most, however many want to know. */
function lastingASecond<T>(look: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly found: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - last.at >= 1_000) last = { at: now, found: look() };
    return last.found;
  };
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
    operationId: `get${path.slice(1, 2).toUpperCase() + path.slice(2)}`,
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

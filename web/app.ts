/** The web: HTTP API, its document, the plain page, health and metrics, put together. */
import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { defaultQuotas } from '../contract/quotas.ts';
import { clientOf } from './address.ts';
import { apiRoutes } from './api/routes.ts';
import { calendarRoutes } from './calendar-feed/route.ts';
import { claimPageRoutes } from './claim-page.tsx';
import { checkEnvelopes } from './decisions/definitions.ts';
import type { Router, WebEnvironment } from './endpoint.ts';
import { failed, problemOf } from './errors.ts';
import { makeOnce } from './idempotency.ts';
import { KnownStates } from './known-states.ts';
import { makeMetrics } from './metrics.ts';
import { openApiRoutes } from './openapi.ts';
import { operationRoutes } from './operation.tsx';
import { lost } from './pages/page.tsx';
import { pageRoutes } from './pages/site.tsx';
import { makeProvider } from './provider.ts';
import type { Parts, WebParts } from './parts.ts';
import { makeQuotas } from './quotas.ts';
import { makeStrangers } from './strangers.ts';
import { notFound, Problem, problemKinds, problemResponse } from './problems.ts';

/** The Hono app of the web. Throws when a published definition cannot be served. */
export function makeApp(given: WebParts): OpenAPIHono<WebEnvironment> {
  checkEnvelopes();
  const { oidc, url } = given.configuration;
  const metrics = makeMetrics({ ...given.configuration, watched: () => given.records.engineWatch.standing(0) });
  const parts: Parts = {
    ...given,
    metrics,
    strangers: makeStrangers({ ...given, metrics }),
    known: new KnownStates(),
    ...(oidc !== undefined && url !== undefined && { provider: makeProvider(oidc, url) }),
  };
  const spend = makeQuotas(given.configuration.quotas ?? defaultQuotas, parts.metrics);
  const app = new OpenAPIHono<WebEnvironment>({ strict: false });
  const router: Router = { app, parts, once: makeOnce(parts), spend, routes: [] };
  observe(router);
  pageRoutes(router, apiRoutes(router));
  for (const add of [claimPageRoutes, calendarRoutes, operationRoutes, openApiRoutes]) add(router);
  return app;
}

/** Request ids, log, metrics, headers; errors and wrong addresses as problems. */
function observe({ app, parts, routes }: Router): void {
  app.use(async (c, next) => {
    const began = performance.now();
    c.set('request', randomUUID());
    c.set('route', '');
    c.set('person', '');
    await next();
    const { method } = c.req;
    const { status } = c.res;
    const seconds = (performance.now() - began) / 1000;
    const { request, route, person } = c.var;
    // The pattern, never the address: addresses carry ids of bodies and words searched for.
    const client = clientOf(c, parts.configuration.proxies);
    parts.logger.info({ request, method, route, status, person, client, ms: Math.round(seconds * 1000) }, 'request');
    parts.metrics.request(method, route === '' ? 'none' : route, status, seconds);
    c.header('x-request-id', request);
    c.header('x-content-type-options', 'nosniff');
    if (!c.res.headers.has('referrer-policy')) c.header('referrer-policy', 'no-referrer');
    // A proxy that ends TLS says so itself.
    if (parts.configuration.tls === true) c.header('strict-transport-security', 'max-age=31536000');
  });
  app.onError((error, c) => {
    const { request, route } = c.var;
    const problem = parts.strangers.counted(clientOf(c, parts.configuration.proxies), problemOf(error));
    if (problem === undefined) {
      parts.logger.error({ request, route, error: error.stack ?? error.message }, 'a request failed');
      return problemResponse(failed(), request);
    }
    if (problemKinds[problem.kind].status >= 500) {
      parts.logger.warn({ request, route, reason: error.message }, 'a request could not be served');
    }
    return problemResponse(problem, request);
  });
  app.notFound((c) => {
    const allowed = routes.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method);
    const problem = allowed.length > 0 ? wrongMethod(allowed) : notFound();
    const isForPeople = c.req.header('accept')?.includes('text/html') === true && !c.req.path.startsWith('/api/');
    return isForPeople ? lost(c, parts, problem) : problemResponse(problem, c.var.request);
  });
}

function wrongMethod(allowed: readonly string[]): Problem {
  const methods = [...new Set(allowed)].join(', ');
  return new Problem(
    'wrongMethod',
    { ja: `このアドレスで使えるのは ${methods} です。`, en: `This address takes ${methods}.` },
    { allowed: [...new Set(allowed)] },
    { allow: methods },
  );
}

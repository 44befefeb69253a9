/** Every page, put together. */
import type { Api } from '../api/routes.ts';
import type { Router } from '../endpoint.ts';
import { adminPages } from './admin/route.tsx';
import { assets, type Asset } from './assets.ts';
import { boardPages } from './board/route.tsx';
import { calendarPages } from './calendar/route.tsx';
import { passkeyByLink } from './claim/with-passkey.tsx';
import { decidePages } from './decide/route.tsx';
import { documentPages } from './documents/route.tsx';
import { guidelinePages } from './guideline/route.tsx';
import { helpPages } from './help/route.tsx';
import { homePages } from './home/route.tsx';
import { noticePages } from './notices/route.tsx';
import type { Site } from './page.tsx';
import { paperPages } from './papers/route.tsx';
import { procedurePages } from './procedure/route.tsx';
import { passkeyPages } from './settings/passkeys-route.tsx';
import { registerPages } from './registers/route.tsx';
import { sessionPages, settingsPages } from './settings/route.tsx';
import { signInPages } from './sign-in/route.tsx';
import { yearPages } from './year/route.tsx';

/** Adds all pages and what they need. */
export function pageRoutes(router: Router, api: Api): void {
  const site: Site = { router, api, kept: [] };
  for (const one of Object.values(assets)) assetRoute(router, one);
  for (const add of [
    homePages,
    signInPages,
    passkeyByLink,
    settingsPages,
    sessionPages,
    passkeyPages,
    boardPages,
    noticePages,
    calendarPages,
    guidelinePages,
    documentPages,
    helpPages,
    paperPages,
    adminPages,
    registerPages,
    procedurePages,
    decidePages,
    // Its address begins with the name of a body: after all that begin with a word of their own.
    yearPages,
  ])
    add(site);
}

/** A file named by its content: kept by browsers for ever. */
function assetRoute({ app, routes }: Router, { path, type, bytes, packed }: Asset): void {
  routes.push({ method: 'GET', path, pattern: new RegExp(`^${path}$`) });
  app.get(path, (c) => {
    c.set('route', '/assets');
    const isPacked = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
    return c.body(isPacked ? packed : bytes, 200, {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(isPacked && { 'content-encoding': 'gzip' }),
    });
  });
}

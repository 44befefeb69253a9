/** `/admin`: the registry, for administrators. */
import type { Site } from '../page.tsx';
import { bodiesFor } from './asked.ts';
import { bodyFormRoutes } from './body-form-routes.tsx';
import { bodyRoutes } from './body-routes.tsx';
import { adminPage } from './guard.ts';
import { toldBy } from './frame.tsx';
import { DAYS, OverviewPage, SHOWN } from './overview.tsx';
import { importRoutes } from './import-routes.tsx';
import { peopleRoutes } from './people-routes.tsx';
import { postRoutes } from './post-routes.tsx';
import { settingsRoutes } from './settings-routes.tsx';
import { systemRoutes } from './system-routes.tsx';

export function adminPages(site: Site): void {
  const { api } = site;
  adminPage(site, '/admin', async (visit) => {
    const { inside, view, query } = visit;
    const limit = [String(SHOWN)];
    const [pending, vacant, ending, unreachable, bodies] = await Promise.all([
      api.changes.list.ask(inside({ query: { status: ['pending'], limit } })),
      api.vacantPosts.ask(inside({ query: {} })),
      api.endingPosts.ask(inside({ query: { days: [String(DAYS)], limit } })),
      api.unreachablePeople.ask(inside({ query: { limit } })),
      bodiesFor(site, visit),
    ]);
    return {
      page: (
        <OverviewPage
          view={view}
          told={toldBy(view, query)}
          pending={pending.body}
          vacant={vacant.body.items}
          ending={ending.body}
          unreachable={unreachable.body}
          body={bodies.named}
        />
      ),
    };
  });
  bodyRoutes(site);
  bodyFormRoutes(site);
  peopleRoutes(site);
  postRoutes(site);
  importRoutes(site);
  settingsRoutes(site);
  systemRoutes(site);
}

import { page, type SignedVisit, type Site } from '../page.tsx';
import { HomePage } from './home.tsx';

/** How many of one's last acts are shown. */
const ACTS_SHOWN = 5;

/** `/`: what somebody is led to in the morning. Nobody signed in is led to the sign-in. */
export function homePages(site: Site): void {
  const { api } = site;
  page(site, '/', async ({ inside, query, view }) => {
    const { cursor } = query;
    const [tasks, waiting, notices, me, openings] = await Promise.all([
      api.tasks.ask(inside({ query: { limit: ['200'], ...(cursor && { cursor }) } })),
      api.waiting.ask(inside()),
      api.notices.inbox.ask(inside({ query: { unread: ['true'], limit: ['5'] } })),
      api.me.ask(inside({ query: {} })),
      api.openings.ask(inside()),
    ]);
    const { items, next } = tasks.body;
    const nothing = items.length === 0 ? await idle(site, inside) : undefined;
    const posts = me.body.appointments;
    const home = {
      tasks: items,
      next,
      waiting: waiting.body.items,
      notices: notices.body.items,
      openings: openings.body.items,
      nothing,
      posts,
    };
    return { page: <HomePage view={view} home={home} /> };
  });
}

/** What somebody of whom nothing is expected is shown: what comes next, and what was done last. */
async function idle({ api }: Site, inside: SignedVisit['inside']) {
  const [dates, acts] = await Promise.all([api.dates.ask(inside({ query: {} })), api.acts.ask(inside())]);
  return { next: dates.body.next, acts: acts.body.items.slice(0, ACTS_SHOWN) };
}

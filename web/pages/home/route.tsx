import { page, type Site } from '../page.tsx';
import { HomePage } from './home.tsx';

/** `/`: what somebody is led to in the morning. Nobody signed in is led to the sign-in. */
export function homePages(site: Site): void {
  const { api } = site;
  page(site, '/', async ({ inside, query, view }) => {
    const { cursor } = query;
    const [tasks, waiting, notices] = await Promise.all([
      api.tasks.ask(inside({ query: { limit: ['200'], ...(cursor && { cursor }) } })),
      api.waiting.ask(inside()),
      api.notices.inbox.ask(inside({ query: { unread: ['true'], limit: ['5'] } })),
    ]);
    const { items, next } = tasks.body;
    const home = { tasks: items, next, waiting: waiting.body.items, notices: notices.body.items };
    return { page: <HomePage view={view} home={home} /> };
  });
}

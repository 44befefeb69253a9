import { form, page, type Site } from '../page.tsx';
import { NoticesPage } from './notices.tsx';

/** `/notices`: what somebody was told, and marking it as read. */
export function noticePages(site: Site): void {
  const { inbox, read } = site.api.notices;
  page(site, '/notices', async ({ inside, query, view }) => {
    const { cursor, unread } = query;
    const onlyUnread = unread?.[0] === 'true';
    const asked = { limit: ['50'], ...(cursor && { cursor }), ...(onlyUnread && { unread: ['true'] }) };
    const [{ body }, me] = await Promise.all([
      inbox.ask(inside({ query: asked })),
      site.api.me.ask(inside({ query: {} })),
    ]);
    const held = new Set(me.body.appointments.map(({ id }) => id));
    return { page: <NoticesPage view={view} notices={body} held={held} onlyUnread={onlyUnread} /> };
  });
  form(
    site,
    '/notices/:notice{\\d+}/read',
    async ({ c, inside, params }, { key }) => {
      await read.act({ ...inside({ params }), key });
      return c.redirect('/notices', 303);
    },
    { on: '/notices' },
  );
}

/** `/calendar`: the month as it concerns the reader, and the link for calendar applications. */
import { z } from 'zod';
import { form, page, type SignedVisit, type Site } from '../page.tsx';
import { CalendarPage, type LinkTold } from './calendar.tsx';

const path = '/calendar';

export function calendarPages(site: Site): void {
  const { make, withdraw } = site.api.calendarFeed;
  page(site, path, (visit) => shown(site, visit, 'withdrawn' in visit.query ? { what: 'withdrawn' } : undefined));

  // The link stands in this answer alone: it is shown here and not after a redirect.
  form(site, path, async (visit, { fields, key }) => {
    const { c, inside } = visit;
    if (fields.get('_do') === 'withdraw') {
      await withdraw.act({ ...inside({ query: {} }), key });
      return c.redirect(`${path}?withdrawn=1`, 303);
    }
    const { body } = await make.act({ ...inside({ query: {} }), key });
    const { link } = z.object({ link: z.string().optional() }).parse(body);
    return shown(site, visit, link === undefined ? { what: 'shown' } : { what: 'made', link });
  });
}

async function shown({ api }: Site, { view, inside, query }: SignedVisit, told: LinkTold | undefined) {
  const { month } = query;
  const [dates, feed] = await Promise.all([
    api.dates.ask(inside({ query: month === undefined ? {} : { month } })),
    api.calendarFeed.status.ask(inside({ query: {} })),
  ]);
  return { page: <CalendarPage view={view} month={dates.body} feed={feed.body} told={told} /> };
}

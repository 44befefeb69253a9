/** Pages of the administration: there are none for anybody else. */
import { isAdministrator } from '../../access/bodies.ts';
import { notFound } from '../../problems.ts';
import { form, page, type Sent, type SignedVisit, type Site } from '../page.tsx';

type Shown = Awaited<ReturnType<Parameters<typeof page>[2]>>;

/** Adds a page for administrators. */
export function adminPage(site: Site, path: string, show: (visit: SignedVisit) => Promise<Shown>): void {
  page(site, path, (visit) => {
    if (!isAdministrator(visit.me)) throw notFound();
    return show(visit);
  });
}

/** Adds what takes a form of theirs. None is kept over the end of a session: their addresses take forms and show none. */
export function adminForm(site: Site, path: string, take: (visit: SignedVisit, sent: Sent) => Promise<Shown>): void {
  form(site, path, (visit, sent) => {
    if (!isAdministrator(visit.me)) throw notFound();
    return take(visit, sent);
  });
}

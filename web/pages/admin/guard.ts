/** Pages of the administration: there are none for anybody else. */
import { isAdministrator } from '../../access/bodies.ts';
import { notFound } from '../../problems.ts';
import { form, page, type Afterwards, type Sent, type Shown, type SignedVisit, type Site } from '../page.tsx';

/** Adds a page for administrators. */
export function adminPage(site: Site, path: string, show: (visit: SignedVisit) => Promise<Shown>): void {
  page(site, path, (visit) => {
    check(visit);
    return show(visit);
  });
}

/** Adds what takes a form of theirs. */
export function adminForm(
  site: Site,
  path: string,
  take: (visit: SignedVisit, sent: Sent) => Promise<Shown>,
  { again, ...afterwards }: Afterwards = {},
): void {
  form(
    site,
    path,
    (visit, sent) => {
      check(visit);
      return take(visit, sent);
    },
    {
      ...afterwards,
      ...(again !== undefined && {
        again: (visit, fields, problem) => {
          check(visit);
          return again(visit, fields, problem);
        },
      }),
    },
  );
}

function check({ me }: SignedVisit): void {
  if (!isAdministrator(me)) throw notFound();
}

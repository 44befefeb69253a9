import { page, type Site } from '../page.tsx';

/** `/documents/{hash}`: the document, to be kept; never shown within these pages. */
export function documentPages(site: Site): void {
  page(site, '/documents/:hash{[0-9a-f]+}', async ({ inside, params }) =>
    site.api.documents.one.ask(inside({ params })),
  );
}

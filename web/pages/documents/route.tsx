/** `/documents`: what the reader may know of; `/documents/{hash}`: one; `…/file`: its bytes, once they are found whole. */
import { page, type SignedVisit, type Site } from '../page.tsx';
import { DocumentPage } from './document.tsx';
import { DocumentsPage } from './documents.tsx';

const path = '/documents/:hash{[0-9a-f]+}';

export function documentPages(site: Site): void {
  const { list, one } = site.api.documents;

  page(site, '/documents', async ({ inside, view, query }) => {
    const [search = ''] = query['search'] ?? [];
    const { cursor } = query;
    const asked = { ...(search.trim() !== '' && { search: [search] }), ...(cursor && { cursor }) };
    const { body } = await list.ask(inside({ query: asked }));
    return { page: <DocumentsPage view={view} documents={body} search={search} isFirst={cursor === undefined} /> };
  });

  page(site, path, (visit) => shown(site, visit, 'verify' in visit.query));

  // The document itself: kept by the browser, never shown within these pages.
  page(site, `${path}/file`, async (visit) => {
    const { inside, params } = visit;
    const { body } = await site.api.documents.about.ask(inside({ params, query: { verify: ['true'] } }));
    return body.intact === true ? one.ask(inside({ params, query: {} })) : shown(site, visit, true);
  });
}

async function shown({ api }: Site, { inside, view, params }: SignedVisit, verify: boolean) {
  const { body } = await api.documents.about.ask(inside({ params, query: verify ? { verify: ['true'] } : {} }));
  const isDamaged = body.intact === false;
  return { page: <DocumentPage view={view} document={body} />, ...(isDamaged && { status: 500 as const }) };
}

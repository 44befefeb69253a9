import { ownBodies } from '../../access/bodies.ts';
import { Problem } from '../../problems.ts';
import { page, type Site } from '../page.tsx';
import { ClausePage, GuidelinePage } from './guideline.tsx';

/** `/guideline`: its clauses; `/guideline/{clause}`: one, with its rules and where this year stands. */
export function guidelinePages(site: Site): void {
  const { all, one } = site.api.clauses;
  page(site, '/guideline', async ({ inside, query, view }) => {
    const search = query['search']?.[0] ?? '';
    const { body } = await all.ask(inside({ query: search === '' ? {} : { search: [search] } }));
    return { page: <GuidelinePage view={view} clauses={body.items} search={search} /> };
  });
  page(site, '/guideline/:id', async ({ inside, params, query, view, me }) => {
    const { year } = query;
    const [own] = ownBodies(me);
    const asked = own === undefined ? {} : { organisation: [own], ...(year && { year }) };
    // A body that has no years of its own – the centre – stands nowhere: the clause is read all the same.
    const { body } = await one.ask(inside({ params, query: asked })).catch(async (error: unknown) => {
      if (!(error instanceof Problem) || error.kind !== 'notFound') throw error;
      return one.ask(inside({ params }));
    });
    return { page: <ClausePage view={view} clause={body} /> };
  });
}

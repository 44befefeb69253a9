import { page, type Site } from '../page.tsx';
import { BoardPage } from './board.tsx';

/** `/board`, and the same lines as a file. */
export function boardPages(site: Site): void {
  const { lines, csv } = site.api.board;
  page(site, '/board', async ({ inside, query, view }) => {
    const asked = given(query);
    const sort = asked['sort'] ?? ['overdue'];
    const { body } = await lines.ask(inside({ query: { ...asked, sort, limit: ['100'] } }));
    const chosen = Object.fromEntries(Object.entries({ ...asked, sort }).map(([name, [value = '']]) => [name, value]));
    return { page: <BoardPage view={view} board={body} chosen={chosen} /> };
  });
  page(site, '/board.csv', async ({ inside, query }) => csv.ask(inside({ query: given(query) })));
}

/** What is left open in a form is not asked for. */
function given(query: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(query).filter(([, [value = '']]) => value !== ''));
}

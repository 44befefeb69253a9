/** Sheets to be printed: `/handover`, `/standing/{body}/{year}?on=…`, `/record/{body}/{year}`. */
import { dateOf } from '../../../records/import/dates.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { readsHandover } from '../../access/handovers.ts';
import { inOrder } from '../admin/appointments.tsx';
import { ifAllowed } from '../kit/allowed.ts';
import { instanceShown } from '../../decisions/naming.ts';
import { page, type SignedVisit, type Site } from '../page.tsx';
import { say } from '../kit/view.ts';
import { gathered } from './gathered.ts';
import { HandoverPage, PostsPage } from './handover.tsx';
import { RecordPage, type Recorded } from './record.tsx';
import { StandingPage } from './standing.tsx';
import { whole } from './whole.ts';

/**
 * Entries on the record of a year, and procedures beside the year's own: some eighty entries for each day on which offices
 * are open, and more procedures than a body has departments. Beyond that a sheet is no sheet, and says what is missing.
 */
const ENTRIES = 20_000;
const PROCEDURES = 1_000;
/** Asked for at once. */
const AT_ONCE = ['500'];

const ofYear = ':organisation{[a-z0-9][a-z0-9-]*}/:year{\\d\\d\\d\\d}';

export function paperPages(site: Site): void {
  const { api } = site;

  page(site, `/standing/${ofYear}`, (visit) => stood(site, visit));

  page(site, `/record/${ofYear}`, async ({ inside, view, params }) => {
    const { organisation = '', year = '' } = params;
    const { body: state } = await api.procedure.ask(inside({ params: { kind: 'cycle', organisation, year } }));
    const started = await whole(async (cursor) => {
      const query = { organisation: [organisation], year: [year], limit: AT_ONCE, ...(cursor && { cursor: [cursor] }) };
      const { body } = await api.procedures.ask(inside({ query }));
      return { items: body.items.filter(({ instance }) => instance !== state.instance), next: body.next };
    }, PROCEDURES);
    const journals = [
      { instance: state.instance, title: state.procedure },
      ...started.items.map(({ instance }) => ({ instance, title: instanceShown(instance) })),
    ];
    const recorded: Recorded[] = [];
    let left = ENTRIES;
    for (const { instance, title } of journals) {
      const journal = await ifAllowed(() =>
        whole(async (cursor) => {
          const query = { limit: AT_ONCE, ...(cursor && { cursor: [cursor] }) };
          return (await api.journal.ask(inside({ params: paramsOf(instance), query }))).body;
        }, left),
      );
      if (journal === undefined) continue;
      recorded.push({ title, lines: journal.items, more: journal.more });
      left -= journal.items.length;
      if (left <= 0) break;
    }
    const isWhole = left > 0 && !started.more;
    return {
      page: <RecordPage view={view} state={state} year={Number(year)} recorded={recorded} isWhole={isWhole} />,
    };
  });

  page(site, '/handover', async ({ inside, view, me: reader }) => {
    const { body: me } = await api.me.ask(inside({ query: {} }));
    const own = new Set(me.appointments.map(({ id }) => id));
    const bodies = [...new Set(me.appointments.map(({ organisation }) => organisation))];
    const lists = await Promise.all(
      bodies.map(async (organisation) => {
        const query = { organisation: [organisation], at: [String(view.at)], limit: AT_ONCE };
        const [{ body }, held] = await Promise.all([
          api.organisation.ask(inside({ params: { organisation }, query: {} })),
          api.appointments.ask(inside({ query })),
        ]);
        const readable = held.body.items.filter(({ id, ...post }) => own.has(id) || readsHandover(reader, post));
        return { name: say(view, { ja: body.nameJa, en: body.nameEn }), posts: inOrder(readable) };
      }),
    );
    return { page: <PostsPage view={view} own={own} bodies={lists} /> };
  });

  page(site, '/handover/:appointment{[A-Za-z0-9][A-Za-z0-9._:-]*}', async (visit) => {
    return { page: <HandoverPage view={visit.view} handover={await gathered(site, visit)} /> };
  });
}

/** The parameters of a procedure's routes, from its id. */
function paramsOf(instance: string): Record<string, string> {
  const [kind = '', year = '', organisation = '', n] = instance.split('/');
  return { kind, year, organisation, ...(n !== undefined && { n }) };
}

async function stood({ api }: Site, { inside, view, params, query }: SignedVisit) {
  const { organisation = '', year = '' } = params;
  const address = { kind: 'cycle', organisation, year };
  // Whoever reads nothing of it is not told by an empty form that it is there.
  await api.timeline.ask(inside({ params: address, query: {} }));
  const place = { organisation, year: Number(year) };
  const words = view.texts.papers.standing;
  const [typed = ''] = query['on'] ?? [];
  if (typed.trim() === '') {
    return { page: <StandingPage view={view} place={place} typed={dateInJapan(view.at)} /> };
  }
  const on = dateOf(typed);
  if (!('value' in on) || on.value > dateInJapan(view.at)) {
    return {
      page: <StandingPage view={view} place={place} typed={typed} problem={words.wrong} />,
      status: 400 as const,
    };
  }
  const standing = await ifAllowed(() => api.standing.ask(inside({ params: address, query: { on: [on.value] } })));
  const problem = standing === undefined ? words.none : undefined;
  return {
    page: <StandingPage view={view} place={place} typed={typed} problem={problem} standing={standing?.body} />,
    ...(problem !== undefined && { status: 404 as const }),
  };
}

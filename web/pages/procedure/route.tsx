import { newestOf } from '../../../machines/procedures.ts';
import { headingOf } from '../decide/heading.ts';
import { page, type SignedVisit, type Site } from '../page.tsx';
import { say } from '../kit/view.ts';
import { addresses, placeOf } from './address.ts';
import { drawn } from './drawn.tsx';
import { modelOf } from './model.ts';
import { ProcedurePage } from './procedure.tsx';

/** Entries shown with the procedure; all of them stand at `…/history`. */
const SHOWN = 10;
const WHOLE = 500;

export function procedurePages(site: Site): void {
  for (const address of addresses()) {
    page(site, address, async (visit) => atOpening(visit) ?? shown(site, visit, SHOWN));
    page(site, `${address}/picture.svg`, (visit) => drawnFor(site, visit));
    page(site, `${address}/history`, (visit) => shown(site, visit, WHOLE));
  }
}

/** At the address without a number of what people open nothing stands by itself: what was opened is listed by the year. */
function atOpening({ c, params }: SignedVisit) {
  const { kind = '', year, organisation, n } = params;
  if (n !== undefined || newestOf(kind)?.opens === undefined) return undefined;
  return c.redirect(`/${organisation}/${year}`, 303);
}

async function shown({ api }: Site, { inside, view, params }: SignedVisit, count: number) {
  const { body: state } = await api.procedure.ask(inside({ params }));
  const from = Math.max(0, state.seq - count);
  const { body } = await api.journal.ask(inside({ params, query: { cursor: [String(from)], limit: [String(count)] } }));
  const lines = body.items.toReversed();
  return {
    page: (
      <ProcedurePage
        view={view}
        place={placeOf(params)}
        heading={headingOf(state, Number(params['year']))}
        state={state}
        lines={lines}
        whole={from === 0}
      />
    ),
  };
}

/** The picture by itself, in the reader's language. */
async function drawnFor({ api }: Site, { c, inside, view, params }: SignedVisit) {
  const { body: state } = await api.procedure.ask(inside({ params }));
  const { mine, legendDone: done, legendOthers: others, legendLater: later } = view.texts.procedure;
  const model = modelOf(view, state, say(view, headingOf(state, Number(params['year']))));
  const picture = await drawn(model, view.language, { done, mine, others, later });
  return c.body(picture, 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
}

/** What was decided while somebody had a form before them: what, by whom, when – as far as the reader may know it. */
import type { Line } from '../procedure/procedure.tsx';
import type { SignedVisit, Site } from '../page.tsx';
import { minuteShown, sayFirst, type View } from '../kit/view.ts';

/** Entries named; the procedure's page has all. */
const NAMED = 10;

/** The entries since the state that the form was made from. */
export async function entriesSince(
  { api }: Site,
  { inside }: SignedVisit,
  address: Record<string, string>,
  seen: number,
): Promise<readonly Line[]> {
  const query = { cursor: [String(seen)], limit: [String(NAMED)] };
  return (await api.journal.ask(inside({ params: address, query }))).body.items;
}

export function Meanwhile({ view, place, lines }: { view: View; place: string; lines: readonly Line[] }) {
  const { meanwhile, toProcedure } = view.texts.decide;
  if (lines.length === 0) return <></>;
  return (
    <>
      <h3>{meanwhile}</h3>
      <ul class="bullets">
        {lines.map((line) => (
          <li>
            <time>{minuteShown(view, line.at)}</time> {sayFirst(view, line.summary)}
          </li>
        ))}
      </ul>
      <p>
        <a href={`${place}#history`}>{toProcedure}</a>
      </p>
    </>
  );
}

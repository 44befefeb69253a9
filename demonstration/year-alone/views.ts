/** The same dates seen by three people over HTTP: the administrator, the CISO, and the supervising ministry. */
import { z } from 'zod';
import type { Instant } from '../../model/identifiers.ts';
import type { expectedDates } from './expected.ts';

const Board = z.looseObject({
  items: z.array(
    z.looseObject({
      organisation: z.string(),
      nextDue: z.looseObject({ due: z.number() }).nullish(),
      overdue: z.number(),
    }),
  ),
});
const Shown = z.looseObject({ due: z.array(z.looseObject({ id: z.string(), due: z.number() })) });

/** Reads an address below `/api/v1` as somebody. */
export type Reads = (path: string) => Promise<unknown>;

/** What differs between a view and the calendar, one line each. */
export async function differingViews(
  expected: ReturnType<typeof expectedDates>,
  { year, organisation }: { readonly year: number; readonly organisation: string },
  views: { readonly administrator: Reads; readonly supervisor: Reads; readonly ciso: Reads },
): Promise<readonly string[]> {
  const found: string[] = [];
  const same = (who: string, what: string, wanted: Instant | undefined, seen: Instant | undefined): void => {
    if (wanted !== seen) found.push(`${who}: ${what} is ${shown(seen)}, the calendar says ${shown(wanted)}`);
  };
  for (const who of ['administrator', 'supervisor', 'ciso'] as const) {
    const { items } = Board.parse(await views[who](`/board?year=${year}&limit=500`));
    const line = items.find((item) => item.organisation === organisation);
    same(who, 'next due', expected.nextDue, line?.nextDue?.due);
    if (line?.overdue !== expected.overdue) {
      found.push(`${who}: ${line?.overdue} overdue, the calendar says ${expected.overdue}`);
    }
  }
  const { due } = Shown.parse(await views.ciso(`/procedures/cycle/${year}/${organisation}`));
  for (const [id, wanted] of expected.dates) same('ciso', id, wanted, due.find((item) => item.id === id)?.due);
  for (const { id } of due) if (!expected.dates.has(id)) found.push(`ciso: ${id} is not in the calendar`);
  return found;
}

function shown(at: Instant | undefined): string {
  return at === undefined ? 'none' : new Date(at).toISOString();
}

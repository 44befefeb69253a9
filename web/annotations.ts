/** What was added to journal lines since (contradicted, corrected), shown beside them. */
import { z } from '@hono/zod-openapi';
import type { Annotation, Json } from '../machines/core.ts';
import { asObject } from '../model/json.ts';
import type { InstanceId } from '../model/identifiers.ts';
import type { JournalLine, Records } from '../records/contract.ts';
import { instant } from './schemas.ts';

/** An addition as a reader sees it; without full reading only who added what kind when. */
export const annotationSchema = z.object({
  seq: z.int(),
  kind: z.enum(['contradicted', 'corrected']),
  at: instant,
  by: z.string(),
  reason: z.string().optional(),
  statement: z.string().optional(),
  document: z.string().optional(),
});
type Shown = z.output<typeof annotationSchema>;

/** The additions to some lines of an instance, by the seq of the line. */
export async function annotationsTo(
  records: Records,
  instance: InstanceId,
  { noted, lines, full }: { noted: readonly Annotation[]; lines: readonly JournalLine[]; full: boolean },
): Promise<ReadonlyMap<number, readonly Shown[]>> {
  const here = new Map(lines.map((line) => [line.entry.seq, line]));
  const found = new Map<number, Shown[]>();
  for (const { of, entry: seq, kind } of noted) {
    if (!here.has(of)) continue;
    const line = here.get(seq) ?? (await records.journal.page(instance, seq - 1, 1)).at(0);
    if (line === undefined || line.entry.seq !== seq) continue;
    const said = { seq, kind, at: line.entry.at, ...contents(line.entry.event, full) };
    found.set(of, [...(found.get(of) ?? []), said]);
  }
  return found;
}

function contents(event: Json, full: boolean): Pick<Shown, 'by' | 'reason' | 'statement' | 'document'> {
  const { actor, input } = asObject(event);
  const { person } = asObject(actor);
  const texts = Object.entries(asObject(input)).filter(([name]) => ['reason', 'statement', 'document'].includes(name));
  return { by: typeof person === 'string' ? person : '', ...(full && Object.fromEntries(texts)) };
}

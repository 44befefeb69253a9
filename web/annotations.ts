/** What was added to journal lines since (confirmed, contradicted, corrected), shown beside them. */
import { z } from '@hono/zod-openapi';
import { annotations } from '../machines/core/index.ts';
import type { Annotation, Entry, Json } from '../machines/core/index.ts';
import type { Reach } from './access/contents.ts';
import { asObject } from '../model/json.ts';
import type { InstanceId } from '../model/identifiers.ts';
import type { JournalLine } from '../contract/records/journal.ts';
import type { Records } from '../contract/records/records.ts';
import { instant } from './schemas.ts';

/** An addition as a reader sees it: without reading what it is about, only who added what kind when. */
export const annotationSchema = z.object({
  seq: z.int(),
  kind: z.enum(['confirmed', 'contradicted', 'corrected']),
  at: instant,
  by: z.string().optional(),
  reason: z.string().optional(),
  statement: z.string().optional(),
  document: z.string().optional(),
});
type ShownAnnotation = z.output<typeof annotationSchema>;

/** The additions to some lines of an instance, by the seq of the line. */
export async function annotationsTo(
  records: Records,
  instance: InstanceId,
  { noted, lines, reach }: { noted: readonly Annotation[]; lines: readonly JournalLine[]; reach: Reach },
): Promise<ReadonlyMap<number, readonly ShownAnnotation[]>> {
  const here = new Map(lines.map((line) => [line.entry.seq, line]));
  const found = new Map<number, ShownAnnotation[]>();
  for (const { of, entry: seq, kind } of noted) {
    const about = here.get(of);
    if (about === undefined) continue;
    const line = here.get(seq) ?? (await records.journal.page(instance, seq - 1, 1)).at(0);
    if (line === undefined || line.entry.seq !== seq) continue;
    const said = { seq, kind, at: line.entry.at, ...contents(line.entry.event, about.entry.event, reach) };
    found.set(of, [...(found.get(of) ?? []), said]);
  }
  return found;
}

function contents(event: Json, of: Json, reach: Reach): Omit<ShownAnnotation, 'seq' | 'kind' | 'at'> {
  const { actor, input } = asObject(event);
  const { person } = asObject(actor);
  const texts = Object.entries(asObject(input)).filter(([name]) => ['reason', 'statement', 'document'].includes(name));
  return {
    ...(typeof person === 'string' && !reach.hides(event, of) && { by: person }),
    ...(reach.reads(event, of) && Object.fromEntries(texts)),
  };
}

/** Seq of the entry that an event annotates; `undefined` for every other event. */
export function annotatedBy(event: Json): number | undefined {
  const { type, input } = asObject(event);
  const { seq } = asObject(input);
  return typeof type === 'string' && Object.hasOwn(annotations, type) && typeof seq === 'number' ? seq : undefined;
}

/** The events that annotations among some lines are about, by the seq of the annotated line. */
export async function annotatedIn(
  records: Records,
  instance: InstanceId,
  lines: readonly { readonly entry: Pick<Entry, 'seq' | 'event'> }[],
): Promise<ReadonlyMap<number, Json>> {
  const events = new Map(lines.map(({ entry }) => [entry.seq, entry.event]));
  for (const { entry } of lines) {
    const seq = annotatedBy(entry.event);
    if (seq === undefined || events.has(seq)) continue;
    const line = (await records.journal.page(instance, seq - 1, 1)).at(0);
    if (line !== undefined && line.entry.seq === seq) events.set(seq, line.entry.event);
  }
  return events;
}

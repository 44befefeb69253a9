/** A procedure as it stood at the end of a past day: rebuilt from its journal, for whoever reads that. */
import { z } from '@hono/zod-openapi';
import type { InstanceRow } from '../../contract/records/instances.ts';
import { shown, stateAfter, type Projection, type State } from '../../machines/core/index.ts';
import { definitionOf } from '../../machines/texts.ts';
import { parseInstanceId, type Instant } from '../../model/identifiers.ts';
import { dateInJapan, endOfDate, isLocalDate } from '../../model/japan-time.ts';
import { outlineOf, standsIn } from '../access/contents.ts';
import { readingOf } from '../access/reading.ts';
import type { Caller } from '../caller.ts';
import { instanceShown } from '../decisions/naming.ts';
import { endpoint, noBody, type Router } from '../endpoint.ts';
import { readBy, type InstanceReading } from '../instances.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { invalid, notFound } from '../problems.ts';
import { atBoth, instanceOf } from '../procedures/address.ts';
import { dateSchema, datesOf } from '../procedures/due.ts';
import { figuresOf, figureSchema } from '../procedures/figures.ts';
import { listSchema, listsOf } from '../procedures/lists.ts';
import { phasesOf, phasesSchema } from '../procedures/tracks.ts';
import { instant, localDate, named, textSchema } from '../schemas.ts';
import { marksOf, textOf } from '../texts.ts';

/** Audits and improvements that are rebuilt beside their year. */
const CHILDREN = 100;

const childSchema = textSchema.extend({
  instance: z.string(),
  procedure: z.string(),
  title: textSchema.optional(),
  phase: named,
  ended: named.optional(),
  overdue: z.int(),
});
export type StoodChild = z.output<typeof childSchema>;

const standingSchema = z
  .object({
    instance: z.string(),
    procedure: named,
    organisation: named,
    on: localDate.describe('基準日（この日の24時現在） / as it stood at 24:00 of this day'),
    last: z
      .object({ seq: z.int(), at: instant, hash: z.string() })
      .describe('基準日までの最後の記録 / the last entry up to then'),
    reading: z.enum(['state', 'partial', 'full']),
    phase: named,
    phases: phasesSchema,
    ended: named.optional(),
    dates: z.array(dateSchema),
    marks: z.array(named),
    lists: z.array(listSchema),
    children: z.array(childSchema),
    more: z.int().describe('示していない監査・改善措置の数 / audits and improvements not shown'),
    figures: z
      .array(figureSchema)
      .describe('数と、その定義と、取扱いの区分 / figures, what they count, and their class'),
  })
  .openapi('Standing');

const standing = {
  method: 'get',
  tag: 'procedures',
  summary: { ja: '過去の基準日における手続の状態', en: 'where a procedure stood on a past day' },
  description: {
    ja: '基準日の24時（日本時間）までの記録から組み立て直します。閲覧できる範囲は、今の権限によります。',
    en: 'Rebuilt from the entries up to 24:00 of that day in Japan. What is shown is what one may read now.',
  },
  query: z.strictObject({ on: localDate }),
  body: noBody,
  success: { status: 200, text: { ja: '状態', en: 'the state' }, schema: standingSchema },
  problems: ['notFound'],
} as const;

export function standingRoutes(router: Router) {
  const { parts } = router;
  return atBoth((suffix, params) => {
    const path = `/procedures/{kind}/{year}/{organisation}${suffix}/standing`;
    return endpoint(router, { ...standing, path, params }, async ({ me, params: address, query: { on } }) => {
      if (!isLocalDate(on) || on > dateInJapan(me.at)) throw invalid([notPast]);
      const read = await readBy(parts, me, instanceOf(address), 'standing');
      return { status: 200, body: await stoodOn(parts, me, read, on) } as const;
    });
  });
}

const notPast = {
  path: 'query.on',
  ja: '今日までの日付を指定してください。',
  en: 'Give a date that is not to come.',
};

async function stoodOn(parts: Parts, me: Caller, present: InstanceReading, on: string) {
  const { records } = parts;
  const { instance, organisation, procedure } = present;
  const end = endOfDate(on);
  const entries = (await records.journal.all(instance)).filter(({ at }) => at < end);
  const state = stateAfter(procedure, entries);
  const [last] = await records.journal.page(instance, entries.length - 1, 1);
  if (state === undefined || last === undefined) throw notFound();
  const at = Math.min(end - 1, me.at);
  const read = { ...present, state, at, reach: await reachThen(parts, me, present, state) };
  const projection = shown(procedure, state);
  const dates = await datesOf(parts, read, projection);
  const lists = await listsOf(parts, read);
  const { children, more } = await childrenThen(parts, read, end);
  return {
    instance,
    procedure: { id: procedure.id, ja: procedure.label.ja, en: procedure.label.en },
    organisation: {
      id: organisation,
      ...(await nameOfBody(records, organisation, parseInstanceId(instance)?.year ?? 0, me.at)),
    },
    on,
    last: { seq: last.entry.seq, at: last.entry.at, hash: last.hash },
    reading: read.reach.reading,
    phase: { id: projection.phase, ...textOf(procedure.phases, projection.phase) },
    phases: phasesOf(read, projection),
    ended: endOf(procedure.phases, projection),
    dates,
    marks: marksOf(procedure, projection.marks),
    lists,
    children,
    more,
    figures: figuresOf({ dates, lists, children, entries: entries.length }),
  };
}

function endOf(phases: Parameters<typeof textOf>[0], { ended }: Projection) {
  return ended === undefined ? undefined : { id: ended, ...textOf(phases, ended) };
}

/** What is read of the state then: no more than is read of the present one. */
async function reachThen({ records }: Parts, me: Caller, present: InstanceReading, state: State) {
  const ranks = ['state', 'partial', 'full'];
  const then = await readingOf(records, me, { ...present, state });
  const isNoMore = 'reads' in then && ranks.indexOf(then.reading) <= ranks.indexOf(present.reach.reading);
  return isNoMore ? then : outlineOf(present.procedure);
}

/** Audits and improvements of the year, each as it stood. */
async function childrenThen({ records }: Parts, { instance, reach }: InstanceReading, end: Instant) {
  const key = parseInstanceId(instance);
  if (key === undefined || key.number !== undefined) return { children: [], more: 0 };
  const rows = await records.instances.list({ organisation: key.organisation, year: key.year }, undefined, 1_000);
  const started = rows.filter((row) => row.number !== undefined);
  const children: StoodChild[] = [];
  for (const row of started.slice(0, CHILDREN)) {
    const projection = await projectionThen(records, row, end);
    if (projection === undefined) continue;
    const phases = definitionOf(row.procedure, row.version)?.phases ?? {};
    const { phase, ended, due, title } = projection;
    children.push({
      instance: row.instance,
      procedure: row.procedure,
      ...instanceShown(row.instance),
      title: title !== undefined && standsIn(reach.context, title) ? title : undefined,
      phase: { id: phase, ...textOf(phases, phase) },
      ended: endOf(phases, projection),
      overdue: ended === undefined ? due.filter((item) => item.met === undefined && item.due < end).length : 0,
    });
  }
  return { children, more: Math.max(0, started.length - CHILDREN) };
}

async function projectionThen({ journal }: Parts['records'], row: InstanceRow, end: Instant) {
  const procedure = definitionOf(row.procedure, row.version);
  if (procedure === undefined) return undefined;
  const state = stateAfter(
    procedure,
    (await journal.all(row.instance)).filter(({ at }) => at < end),
  );
  return state && shown(procedure, state);
}

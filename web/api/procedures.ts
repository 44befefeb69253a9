/** Procedures as they stand: state with what the caller may do, journal. */
import { z } from '@hono/zod-openapi';
import {
  coreMarks,
  lastChange,
  open,
  type OpenDecision,
  type Projection,
  shown,
  decisionNamed,
} from '../../machines/core/index.ts';
import { sectionOf } from '../../model/clauses.ts';
import { asObject, isObject, type Json } from '../../model/json.ts';
import { matching } from '../../model/pattern.ts';
import { actorAt } from '../caller.ts';
import type { ChangedReliance } from '../../contract/records/governance.ts';
import type { JournalLine } from '../../contract/records/journal.ts';
import type { Text } from '../../model/text.ts';
import { annotatedBy, annotatedIn, annotationSchema, annotationsTo } from '../annotations.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import { bodySchemaOf } from '../decisions/definitions.ts';
import type { Names } from '../decisions/naming.ts';
import { guideline, rulesForPeople, toldRefusals } from '../decisions/refused.ts';
import { endpoint, noBody, none, type Call, type Router } from '../endpoint.ts';
import { instanceAt, readBy, type InstanceReading } from '../instances.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import {
  fiscalYear,
  instant,
  nextCursor,
  organisationId,
  page,
  refusalSchema,
  textSchema,
  whoSchema,
} from '../schemas.ts';
import { itself, sheetOf, tableOf, words } from '../table.ts';
import { marksOf, textOf } from '../texts.ts';

/** A kind of procedure in an address. */
export const kind = matching(/^[a-z][a-z0-9-]{0,31}$/, {
  ja: '手続の種類（例：cycle）を指定してください。',
  en: 'Give a kind of procedure, such as cycle.',
});

/** Parameters of `/procedures/{kind}/{year}/{organisation}`. */
export const cycleParams = z.strictObject({
  kind,
  year: fiscalYear,
  organisation: organisationId,
});
/** Parameters of `/procedures/{kind}/{year}/{organisation}/{n}`. */
export const numberedParams = cycleParams.extend({
  n: matching(/^[1-9]\d{0,5}$/, {
    ja: '手続の番号を指定してください。',
    en: 'Give the number of a procedure.',
  }).transform(Number),
});

/** An id with its words. */
export const named = textSchema.extend({ id: z.string() });

const dueSchema = named.extend({
  due: instant,
  original: instant,
  basis: basisSchema.optional().describe('期限の根拠 / what the date rests on'),
  met: instant.optional(),
  explained: z
    .object({ by: z.string(), at: instant, reason: z.string(), expectedOn: z.string() })
    .optional()
    .describe('遅延の理由と見込みの日 / why it is late, and when it is expected'),
  overdue: z.boolean(),
  roles: z.array(z.string()),
  department: z.string().optional(),
  missing: z.array(named).optional().describe('まだ提出していない部署 / departments it still waits for'),
});

const decisionSchema = z
  .object({
    decision: z.string(),
    ja: z.string(),
    en: z.string(),
    status: z.enum(['open', 'closed']),
    irreversible: z.boolean(),
    schema: z.record(z.string(), z.unknown()).optional().openapi({ description: 'JSON Schema 2020-12' }),
    conditions: z.array(refusalSchema),
    failing: z.array(refusalSchema),
    met: z
      .array(z.object({ id: z.string(), clause: z.string(), section: z.string(), ja: z.string(), en: z.string() }))
      .describe('満たされている規則 / rules that are kept now'),
    whoCould: z.array(whoSchema),
  })
  .openapi('OpenDecision');

const stateSchema = z
  .object({
    instance: z.string(),
    procedure: named.extend({ version: z.int() }),
    organisation: named.describe('その年度の名称 / as it was called in that year'),
    seq: z.int(),
    lastChange: z.int(),
    phase: named,
    ended: named.optional(),
    reading: z.enum(['state', 'partial', 'full']).openapi({
      description: 'partial: 自分の扱わない部分を除く / without the parts that others act on',
    }),
    state: z.unknown(),
    due: z.array(dueSchema),
    counts: z.record(z.string(), z.number()),
    marks: z.array(named),
    documents: z.array(z.string()).optional(),
    context: z.record(z.string(), z.unknown()).optional(),
    decisions: z.array(decisionSchema),
    guideline: z.object({ decidedOn: z.string(), ja: z.string(), en: z.string() }),
  })
  .openapi('ProcedureState');

const restedTexts: Readonly<Record<ChangedReliance['why'], Text>> = {
  notHeld: { ja: '終了済み', en: 'had ended' },
  heldByAnother: { ja: '別の人が在任', en: 'held by another' },
  recordedInError: { ja: '誤登録', en: 'recorded in error' },
};

const lineSchema = z
  .object({
    seq: z.int(),
    at: instant,
    event: z.object({ type: z.string() }).loose(),
    redacted: z.boolean(),
    from: z.unknown(),
    to: z.unknown(),
    phase: z.string(),
    marks: z.array(z.string()),
    reliedOn: z.array(z.string()),
    refused: z.array(refusalSchema).optional(),
    digest: z.string(),
    hash: z.string(),
    previousHash: z.string(),
    tokenIssuedBy: z.string().optional(),
    restedOn: z
      .array(
        z.object({
          seq: z.int(),
          appointment: z.string(),
          why: z.enum(['notHeld', 'heldByAnother', 'recordedInError']),
          changed: z.string(),
          recordedAt: instant,
          registrySeq: z.int(),
        }),
      )
      .optional()
      .describe('決定の後に変更された任命に基づく / rests on an appointment changed after the decision'),
    annotations: z
      .array(annotationSchema)
      .optional()
      .openapi({ description: 'この項目への異議・訂正 / what was added to this entry since' }),
  })
  .openapi('JournalLine');

const { contradicted, corrected } = coreMarks;
const addedMarks = { confirmed: { ja: '確認済', en: 'confirmed' }, contradicted, corrected };

/** The journal of a procedure, at each of the addresses that procedures have. */
export const journal = {
  method: 'get',
  tag: 'procedures',
  summary: { ja: '手続の記録', en: 'the journal of a procedure' },
  query: z.strictObject({
    ...page,
    cursor: matching(/^\d{1,9}$/, {
      ja: '前の頁の next をそのまま指定してください。',
      en: 'Give the `next` of the page before, unchanged.',
    }).optional(),
  }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '古い順', en: 'the oldest first' },
    schema: z.object({ items: z.array(lineSchema), next: nextCursor }),
  },
  table: tableOf(lineSchema, {
    columns: [
      { head: { ja: '記録番号', en: 'number' }, cell: [{ at: 'seq' }] },
      { head: { ja: '時刻（日本）', en: 'time (Japan)' }, cell: [{ at: 'at', as: 'minute' }] },
      { head: { ja: '出来事', en: 'event' }, cell: [{ at: 'event.type' }] },
      { head: { ja: '決定者', en: 'decider' }, cell: [{ at: 'event.actor.person' }], missing: '–' },
      { head: { ja: '印', en: 'marks' }, cell: [{ each: 'marks', cell: itself, between: ' ' }] },
      {
        head: { ja: '異議・訂正', en: 'added since' },
        cell: [
          {
            each: 'annotations',
            cell: [{ at: 'kind', named: addedMarks }, ' → ', { at: 'seq' }, ' ', { at: 'statement' }],
            between: '; ',
          },
        ],
      },
      {
        head: { ja: '任命の変更', en: 'post changed since' },
        cell: [
          { each: 'restedOn', cell: [{ at: 'why', named: restedTexts }, ' ', { at: 'appointment' }], between: '; ' },
        ],
      },
      { head: { ja: 'ハッシュ', en: 'hash' }, cell: [{ at: 'hash', as: 'short' }] },
    ],
    none: { ja: '記録がありません。', en: 'The journal is empty.' },
  }),
} as const;

/** Where a procedure stands, at each of the addresses that procedures have. */
export const procedure = {
  method: 'get',
  tag: 'procedures',
  summary: { ja: '手続の状態と、自分に行える決定', en: 'where a procedure stands, and what I may decide' },
  description: {
    ja: 'ETag は If-Match に使えます。行えない決定には、満たさない規則と行える役職が付きます。',
    en: 'The ETag may be sent as If-Match. A closed decision comes with the failing rules and who could take it.',
  },
  query: none,
  body: noBody,
  success: { status: 200, text: { ja: '状態', en: 'the state' }, schema: stateSchema },
  sheet: sheetOf(stateSchema, {
    blocks: [
      {
        line: [
          { at: 'instance' },
          '  ',
          { at: { ja: 'organisation.ja', en: 'organisation.en' } },
          '  ',
          { at: { ja: 'phase.ja', en: 'phase.en' } },
        ],
      },
      { line: [{ each: 'marks', cell: ['  ＊ ', words, ' [', { at: 'id' }, ']'], between: '\n' }] },
      {
        rows: 'due',
        table: tableOf(dueSchema, {
          columns: [
            { head: { ja: '期限', en: 'due' }, cell: [{ at: 'due', as: 'dueDate' }] },
            { head: { ja: '当初', en: 'first' }, cell: [{ at: 'original', as: 'dueDate', unless: 'due' }] },
            { head: { ja: '事項', en: 'item' }, cell: [words] },
            { head: { ja: '根拠', en: 'rests on' }, cell: [{ at: { ja: 'basis.ja', en: 'basis.en' } }] },
            { head: { ja: '済', en: 'met' }, cell: [{ at: 'met', as: 'date' }] },
            {
              head: { ja: '遅延の理由（見込み）', en: 'why late (expected)' },
              cell: [{ at: 'explained.reason' }, { cell: ['（', { at: 'explained.expectedOn' }, '）'] }],
            },
          ],
          none: { ja: '期限のある事項はありません。', en: 'Nothing falls due.' },
        }),
      },
      {
        rows: 'decisions',
        where: { at: 'status', is: 'open' },
        table: tableOf(decisionSchema, {
          columns: [
            { head: { ja: '行える決定', en: 'you may decide' }, cell: [{ at: 'decision' }] },
            { head: { ja: '', en: '' }, cell: [words] },
          ],
          none: { ja: '今、行える決定はありません。', en: 'There is nothing you may decide now.' },
        }),
      },
    ],
    more: {
      brief: { ja: '行えない決定とその理由も表示', en: 'also the closed decisions, with the reasons' },
      blocks: [
        {
          line: [
            {
              each: 'decisions',
              where: { at: 'status', is: 'closed' },
              cell: [
                '\n',
                { at: 'decision' },
                '  ',
                words,
                {
                  each: 'failing',
                  cell: ['\n  ', words, ' [', { at: 'id' }, ' · ', { at: 'clause', as: 'clause' }, ']'],
                  between: '',
                },
              ],
              between: '\n',
            },
          ],
        },
      ],
    },
  }),
} as const;

export function procedureRoutes(router: Router): void {
  for (const [suffix, params] of [
    ['', cycleParams],
    ['/{n}', numberedParams],
  ] as const) {
    const path = `/procedures/{kind}/{year}/{organisation}${suffix}`;
    endpoint(router, { ...procedure, path, params }, (call) => stateOf(router.parts, call));
    endpoint(router, { ...journal, path: `${path}/journal`, params }, (call) => journalOf(router.parts, call));
  }
}

interface Address {
  readonly kind: string;
  readonly year: number;
  readonly organisation: string;
  readonly n?: number;
}

/** The instance id of an address. Throws 404. */
export function instanceOf({ kind, year, organisation, n }: Address): string {
  return instanceAt({ kind, year, organisation, ...(n !== undefined && { number: n }) });
}

async function stateOf(parts: Parts, { me, params }: Call<Address, unknown, unknown>) {
  const read = await readBy(parts, me, instanceOf(params), 'procedures');
  const { procedure, state, reach, at } = read;
  const projection = shown(procedure, state);
  const actor = await actorAt(parts, me, at);
  const rested = await parts.records.governance.restedOn(read.instance);
  const decisions = open(procedure, state, actor, at);
  const failing = decisions.flatMap((decision) => decision.failing);
  const posts = decisions.flatMap(({ whoCould }) => whoCould);
  const { refusals, names } = await toldRefusals(parts, me, read, null, failing, posts);
  const toldOf = new Map(failing.map((refusal, i) => [refusal, refusals[i] ?? refusal]));
  const body = {
    instance: read.instance,
    procedure: { id: procedure.id, ...procedure.label, version: procedure.version },
    organisation: {
      id: params.organisation,
      ...(await nameOfBody(parts.records, params.organisation, params.year, at)),
    },
    seq: state.seq,
    lastChange: lastChange(state),
    phase: { id: projection.phase, ...textOf(procedure.phases, projection.phase) },
    ended: endOf(read, projection),
    reading: reach.reading,
    state: state.snapshot.value,
    due: await dueOf(parts, read, params.organisation, projection),
    counts: projection.counts,
    marks: marksOf(procedure, [...projection.marks, ...restedMark(rested)]),
    ...(reach.context !== undefined && { context: asObject(reach.context) }),
    ...(reach.reading === 'full' && { documents: projection.documents }),
    decisions: decisions.map((decision) =>
      decisionFor(read, { ...decision, failing: decision.failing.map((one) => toldOf.get(one) ?? one) }, names),
    ),
    guideline,
  };
  return { status: 200, body, headers: { etag: `"${body.lastChange}"` } } as const;
}

function endOf({ procedure }: Pick<InstanceReading, 'procedure'>, { ended }: Projection) {
  return ended === undefined ? undefined : { id: ended, ...textOf(procedure.phases, ended) };
}

/** Whom a due item waits for is read by who reads the procedure, not by who sees where it stands. */
async function dueOf(
  { records }: Parts,
  { procedure, at, reach }: InstanceReading,
  organisation: string,
  projection: Projection,
) {
  const waitedFor = reach.context === undefined ? [] : projection.due.flatMap(({ missing = [] }) => missing);
  const names = await records.registry.namesOfDepartments(organisation, waitedFor);
  return projection.due.map(({ id, due, original, basis, met, explained, roles, department, missing }) => ({
    id,
    ...textOf(procedure.dueItems, id),
    due,
    original,
    basis: basis && shownBasis(basis, procedure.dueItems),
    met,
    explained,
    overdue: met === undefined && due <= at && projection.ended === undefined,
    roles,
    department,
    ...(reach.context !== undefined &&
      missing && { missing: missing.map((one) => ({ id: one, ...(names.get(one) ?? { ja: one, en: one }) })) }),
  }));
}

function decisionFor(
  { procedure }: InstanceReading,
  { decision, status, failing, conditions, kept, whoCould }: OpenDecision,
  names: Names,
) {
  const defined = decisionNamed(procedure, decision);
  return {
    decision,
    ...(defined?.label ?? { ja: decision, en: decision }),
    status,
    irreversible: defined?.irreversible === true,
    ...(status === 'open' && defined !== undefined && { schema: bodySchemaOf(decision, defined) }),
    conditions: rulesForPeople(conditions, names),
    failing: rulesForPeople(failing, names),
    met: kept.map(({ rule, clause, ja, en }) => ({ id: rule, clause, section: sectionOf(clause), ja, en })),
    whoCould: names.who(whoCould),
  };
}

function restedMark(rested: readonly ChangedReliance[]): string[] {
  return rested.length === 0 ? [] : ['appointmentChangedAfterwards'];
}

/** By entry: what its decider's appointment turned out to be. */
function restedBySeq(rested: readonly ChangedReliance[]): ReadonlyMap<number, readonly ChangedReliance[]> {
  const bySeq = new Map<number, ChangedReliance[]>();
  for (const one of rested) bySeq.set(one.seq, [...(bySeq.get(one.seq) ?? []), one]);
  return bySeq;
}

async function journalOf(
  parts: Parts,
  { me, params, query }: Call<Address, { cursor?: string | undefined; limit: number }, unknown>,
) {
  const instance = instanceOf(params);
  const { reach, state } = await readBy(parts, me, instance, 'journal');
  const lines = await parts.records.journal.page(instance, Number(query.cursor ?? '0'), query.limit);
  const events = await annotatedIn(parts.records, instance, lines);
  const added = await annotationsTo(parts.records, instance, { noted: state.annotations ?? [], lines, reach });
  const rested = restedBySeq(await parts.records.governance.restedOn(instance));
  const items = lines.map((line) => {
    const { seq, event } = line.entry;
    const annotated = annotatedBy(event);
    const of = annotated === undefined ? undefined : events.get(annotated);
    const reads = reach.reads(event, of) || state.entered?.[String(seq)] === me.person;
    const hidden = !reads && reach.hides(event, of);
    return {
      ...lineFor(line, reads, hidden, reads || hidden ? undefined : reach.narrowed(event)),
      annotations: added.get(seq),
      restedOn: hidden ? undefined : rested.get(seq),
    };
  });
  const next = lines.length === query.limit ? lines.at(-1)?.entry.seq.toString() : undefined;
  return { status: 200, body: { items, next } } as const;
}

/**
 * A line for a reader: when it is not for that reader, only who did what when, not what was said – but what of it is
 * theirs all the same –; `hidden`: nor who.
 */
function lineFor(
  { entry, hash, previousHash, tokenIssuedBy }: JournalLine,
  reads: boolean,
  hidden: boolean,
  narrowed: Json | undefined,
) {
  const { seq, at, event, from, to, projection, marks, reliedOn, refused, digest } = entry;
  return {
    seq,
    at,
    event: reads ? event : { ...outline(event, hidden), ...(narrowed !== undefined && { input: narrowed }) },
    redacted: !reads,
    from,
    to,
    phase: projection.phase,
    marks,
    reliedOn: hidden ? [] : reliedOn,
    refused: refused && rulesForPeople(reads ? refused : refused.map(({ about: _, more: __, ...rule }) => rule)),
    digest,
    hash,
    previousHash,
    tokenIssuedBy: hidden ? undefined : tokenIssuedBy,
  };
}

function outline(event: unknown, hidden: boolean) {
  if (!isObject(event)) return { type: '' };
  const { type, actor, from } = event;
  return {
    type,
    ...(isObject(actor) && !hidden && { actor: { person: actor['person'] } }),
    ...(from !== undefined && { from }),
  };
}

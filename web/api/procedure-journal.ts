/** The journal of a procedure, line by line, as its reader may know of it. */
import { z } from '@hono/zod-openapi';
import { coreMarks, reasonOf, type Procedure } from '../../machines/core/index.ts';
import { canonicalText } from '../../model/canonical.ts';
import { isObject, type Json } from '../../model/json.ts';
import { matching } from '../../model/pattern.ts';
import type { Text } from '../../model/text.ts';
import type { ChangedReliance } from '../../contract/records/governance.ts';
import type { JournalLine } from '../../contract/records/journal.ts';
import { annotatedBy, annotatedIn, annotationSchema, annotationsTo } from '../annotations.ts';
import { rulesForPeople } from '../decisions/refused.ts';
import { endpoint, noBody, type Call, type Router } from '../endpoint.ts';
import { readBy } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { atBoth, instanceOf, type Address } from '../procedures/address.ts';
import { sayer, summarySchema } from '../procedures/sentences.ts';
import { instant, nextCursor, page, refusalSchema, textSchema } from '../schemas.ts';
import { itself, tableOf } from '../table.ts';

const restedTexts: Readonly<Record<ChangedReliance['why'], Text>> = {
  notHeld: { ja: '終了済み', en: 'had ended' },
  heldByAnother: { ja: '別の人が在任', en: 'held by another' },
  recordedInError: { ja: '誤登録', en: 'recorded in error' },
};

const lineSchema = z
  .object({
    seq: z.int(),
    at: instant,
    summary: summarySchema,
    event: z.object({ type: z.string() }).loose(),
    redacted: z.boolean(),
    reason: textSchema.extend({ said: z.string() }).optional().describe('決定の理由 / why it was decided'),
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
    proof: z
      .object({ header: z.string(), payloadHash: z.string(), payload: z.string().optional() })
      .optional()
      .describe(
        'proof=1 のとき、ハッシュを計算し直すための文字列（docs/journal-format.md）。閲覧できない部分はありません / with proof=1 the texts from which the hash is computed, as far as they are the reader’s',
      ),
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
    proof: z.enum(['0', '1']).default('0').describe('ハッシュの元の文字列を含める / with the texts that are hashed'),
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
      { head: { ja: '出来事', en: 'event' }, cell: [{ at: { ja: 'summary.label.ja', en: 'summary.label.en' } }] },
      {
        head: { ja: '決定者', en: 'decider' },
        cell: [{ at: { ja: 'summary.decider.ja', en: 'summary.decider.en' } }],
        missing: '–',
      },
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

export function procedureJournalRoutes(router: Router) {
  return atBoth((suffix, params) => {
    const path = `/procedures/{kind}/{year}/{organisation}${suffix}/journal`;
    return endpoint(router, { ...journal, path, params }, (call) => journalOf(router.parts, call));
  });
}

function reasonIn(procedure: Procedure, event: Json) {
  const reason = reasonOf(procedure, event);
  return reason && { ...reason.title, said: reason.said };
}

/** By entry: what its decider's appointment turned out to be. */
function restedBySeq(rested: readonly ChangedReliance[]): ReadonlyMap<number, readonly ChangedReliance[]> {
  const bySeq = new Map<number, ChangedReliance[]>();
  for (const one of rested) bySeq.set(one.seq, [...(bySeq.get(one.seq) ?? []), one]);
  return bySeq;
}

async function journalOf(
  parts: Parts,
  { me, params, query }: Call<Address, { cursor?: string | undefined; limit: number; proof: '0' | '1' }, unknown>,
) {
  const instance = instanceOf(params);
  const { procedure, reach, state } = await readBy(parts, me, instance, 'journal');
  const lines = await parts.records.journal.page(instance, Number(query.cursor ?? '0'), query.limit);
  const events = await annotatedIn(parts.records, instance, lines);
  const added = await annotationsTo(parts.records, instance, { noted: state.annotations ?? [], lines, reach });
  const rested = restedBySeq(await parts.records.governance.restedOn(instance));
  const say = await sayer(
    parts,
    procedure,
    lines.map(({ entry }) => entry),
  );
  const items = lines.map((line) => {
    const { seq, event } = line.entry;
    const annotated = annotatedBy(event);
    const of = annotated === undefined ? undefined : events.get(annotated);
    const reads = reach.reads(event, of) || state.entered?.[String(seq)] === me.person;
    const hidden = !reads && reach.hides(event, of);
    return {
      ...lineFor(
        reads ? { ...line, entry: { ...line.entry, event: reach.shown(line.entry.event) } } : line,
        reads,
        hidden,
        reads || hidden ? undefined : reach.narrowed(event),
      ),
      proof: query.proof === '1' && !hidden ? proofOf(line, reads, reach.shown(event)) : undefined,
      reason: reads ? reasonIn(procedure, reach.shown(event)) : undefined,
      summary: say(line.entry, hidden, reads ? reach.context : undefined),
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

/** What is hashed: the header says no more than the line does; the payload is given to whoever reads the event as it is. */
function proofOf({ header, payload, payloadHash, entry }: JournalLine, reads: boolean, shown: Json) {
  const whole = reads && payload !== null && canonicalText(shown) === canonicalText(entry.event);
  return { header, payloadHash, ...(whole && { payload }) };
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

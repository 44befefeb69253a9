/** Procedures as they stand: state with what the caller may do, and what goes on. */
import { z } from '@hono/zod-openapi';
import {
  goalsOf,
  lastChange,
  open,
  type Goal,
  type OpenDecision,
  type Projection,
  shown,
  decisionNamed,
  decisionsOf,
} from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import { rolesIn } from '../access/bodies.ts';
import { actorAt, type Caller } from '../caller.ts';
import type { ChangedReliance } from '../../contract/records/governance.ts';
import { standsIn } from '../access/contents.ts';
import { bodySchemaOf } from '../decisions/definitions.ts';
import { namesOfRoles, type Names } from '../decisions/naming.ts';
import { documentsOfDecision } from '../decisions/draft-documents.ts';
import { listsOfState } from '../decisions/lists.ts';
import { guideline, rulesForPeople, toldRefusals } from '../decisions/refused.ts';
import { cited } from '../cited.ts';
import { documentTable, listedDocuments, listedSchema } from '../document-list.ts';
import { endpoint, noBody, none, type Call, type Router } from '../endpoint.ts';
import { readBy, type InstanceReading } from '../instances.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { atBoth, instanceOf, type Address } from '../procedures/address.ts';
import { childrenOf, childSchema } from '../procedures/children.ts';
import { dueOf, dueSchema } from '../procedures/due.ts';
import { goalSchema, goalsFor } from '../procedures/goals.ts';
import { listSchema, listsOf } from '../procedures/lists.ts';
import { phasesOf, phasesSchema, trackSchema, tracksOf } from '../procedures/tracks.ts';
import { citedBesideSchema, listsSchema, named, refusalSchema, textSchema, whoSchema } from '../schemas.ts';
import { sheetOf, tableOf, words } from '../table.ts';
import { marksOf, textOf } from '../texts.ts';

const decisionSchema = z
  .object({
    decision: z.string(),
    ja: z.string(),
    en: z.string(),
    status: z.enum(['open', 'closed']),
    expected: z.boolean().describe('今、求められている / it is expected of the reader now'),
    irreversible: z.boolean(),
    schema: z.record(z.string(), z.unknown()).optional().openapi({ description: 'JSON Schema 2020-12' }),
    documents: z.array(listedSchema).optional().describe('承認・判断する、提出された文書 / what was submitted for it'),
    conditions: z.array(refusalSchema),
    failing: z.array(refusalSchema),
    met: z
      .array(citedBesideSchema.extend({ id: z.string(), ja: z.string(), en: z.string() }))
      .describe('満たされている規則 / rules that are kept now'),
    whoCould: z.array(whoSchema),
  })
  .openapi('OpenDecision');

const stateSchema = z
  .object({
    instance: z.string(),
    procedure: named.extend({ version: z.int() }),
    organisation: named.describe('その年度の名称 / as it was called in that year'),
    title: textSchema.optional().describe('題名。読む者に限る / its title, to who reads it'),
    seq: z.int(),
    lastChange: z.int(),
    phase: named,
    phases: phasesSchema,
    ended: named.optional(),
    reading: z.enum(['state', 'partial', 'full']).openapi({
      description: 'partial: 自分の扱わない部分を除く / without the parts that others act on',
    }),
    state: z.unknown(),
    due: z.array(dueSchema),
    counts: z.record(z.string(), z.number()),
    marks: z.array(named),
    documents: z.array(listedSchema).optional(),
    context: z.record(z.string(), z.unknown()).optional(),
    tracks: z.array(trackSchema).describe('並行して進むことと、その手順 / what goes on, and its steps'),
    goals: z.array(goalSchema).describe('次の段階と終わりまでに足りないもの / what is missing to come further'),
    lists: z.array(listSchema).describe('対策、指摘、対応を要する事項など / measures, findings, what is owed'),
    children: z.array(childSchema).describe('開始した監査・改善措置 / audits and improvements started'),
    decisions: z.array(decisionSchema),
    choices: listsSchema,
    guideline: z.object({ decidedOn: z.string(), ja: z.string(), en: z.string() }),
  })
  .openapi('ProcedureState');

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
      { line: [{ at: { ja: 'title.ja', en: 'title.en' } }] },
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
      { rows: 'documents', table: documentTable },
      {
        line: [
          {
            each: 'lists',
            cell: [
              '\n',
              words,
              {
                each: 'rows',
                cell: [
                  '\n  ',
                  { at: { ja: 'status.ja', en: 'status.en' } },
                  '  ',
                  words,
                  { cell: ['  ', { at: 'due' }] },
                  { cell: ['  ', { at: { ja: 'department.ja', en: 'department.en' } }] },
                  { cell: ['  ', { at: { ja: 'person.ja', en: 'person.en' } }] },
                ],
                between: '',
                atMost: 30,
              },
            ],
            between: '\n',
          },
        ],
      },
      {
        rows: 'children',
        table: tableOf(childSchema, {
          columns: [
            {
              head: { ja: '監査・改善措置', en: 'audits, improvements' },
              cell: [words, { cell: [' ', { at: { ja: 'title.ja', en: 'title.en' } }] }],
            },
            { head: { ja: '段階', en: 'phase' }, cell: [{ at: { ja: 'phase.ja', en: 'phase.en' } }] },
            { head: { ja: '次の期限', en: 'next due' }, cell: [{ at: 'nextDue', as: 'dueDate' }] },
            { head: { ja: '識別名', en: 'id' }, cell: [{ at: 'instance' }] },
          ],
          none: { ja: '開始した監査・改善措置はありません。', en: 'No audit or improvement was started.' },
        }),
      },
      {
        rows: 'decisions',
        where: { at: 'status', is: 'open' },
        table: tableOf(decisionSchema, {
          columns: [
            { head: { ja: '行える決定', en: 'you may decide' }, cell: [{ at: 'decision' }] },
            {
              head: { ja: '', en: '' },
              cell: [words, { each: 'documents', cell: ['［', { at: 'name' }, '］'], between: '', atMost: 3 }],
            },
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
                  cell: [
                    '\n  ',
                    words,
                    ' [',
                    { at: 'id' },
                    ' · ',
                    { at: 'clause', as: 'clause' },
                    { cell: ['、', { at: 'ministries.clause', as: 'clause' }] },
                    ']',
                  ],
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

export function procedureRoutes(router: Router) {
  return atBoth((suffix, params) => {
    const path = `/procedures/{kind}/{year}/{organisation}${suffix}`;
    return endpoint(router, { ...procedure, path, params }, (call) => stateOf(router.parts, call));
  });
}

async function stateOf(parts: Parts, { me, params }: Call<Address, unknown, unknown>) {
  const read = await readBy(parts, me, instanceOf(params), 'procedures');
  const { procedure, state, reach, at } = read;
  const projection = shown(procedure, state);
  const actor = await actorAt(parts, me, at);
  const [rested, notCarried] = await Promise.all([
    parts.records.governance.restedOn(read.instance),
    carrierMark(parts.records, read.instance),
  ]);
  const damaged = (await parts.records.integrity.damageOf(read.instance)) !== undefined;
  const decisions = open(procedure, state, actor, at);
  const goals = goalsOf(procedure, state, projection.phase, at);
  const failing = [...decisions.flatMap((decision) => decision.failing), ...goals.flatMap(({ rules }) => rules)];
  const posts = decisions.flatMap(({ whoCould }) => whoCould);
  const where = decisions.flatMap((decision) => decision.where ?? []);
  const { refusals, names } = await toldRefusals(parts, me, read, null, failing, posts, where);
  const offered = decisions.flatMap(({ decision, status }) => (status === 'open' ? [decision] : []));
  const formed = decisionsOf(procedure).filter(([name]) => offered.includes(name));
  const toldOf = new Map(failing.map((refusal, i) => [refusal, refusals[i] ?? refusal]));
  const told = (goal: Goal): Goal => ({
    ...goal,
    rules: goal.rules.map((rule) => ({ ...(toldOf.get(rule) ?? rule), isMet: rule.isMet })),
  });
  const documents = reach.reading === 'state' ? [] : await listedDocuments(parts, me, read);
  const submitted = new Map(
    await Promise.all(
      formed.map(async ([name, decision]) => {
        const found = await documentsOfDecision({ parts, me, read }, name, decision, documents);
        return [name, found.length === 0 ? undefined : found] as const;
      }),
    ),
  );
  const body = {
    instance: read.instance,
    procedure: { id: procedure.id, ...procedure.label, version: procedure.version },
    organisation: {
      id: params.organisation,
      ...(await nameOfBody(parts.records, params.organisation, params.year, at)),
    },
    title: projection.title !== undefined && standsIn(reach.context, projection.title) ? projection.title : undefined,
    seq: state.seq,
    lastChange: lastChange(state),
    phase: { id: projection.phase, ...textOf(procedure.phases, projection.phase) },
    phases: phasesOf(read, projection),
    ended: endOf(read, projection),
    reading: reach.reading,
    state: state.snapshot.value,
    tracks: await tracksOf(parts, me, read, projection, decisions, names),
    goals: goalsFor(me, read, projection, goals.map(told), decisions, names),
    lists: await listsOf(parts, read),
    children: await childrenOf(parts, me, read),
    due: await dueOf(parts, read, projection),
    counts: projection.counts,
    marks: marksOf(procedure, [
      ...(damaged ? ['damagedRecord'] : []),
      ...notCarried,
      ...projection.marks,
      ...restedMark(rested),
    ]),
    ...(reach.context !== undefined && { context: asObject(reach.context) }),
    ...(reach.reading !== 'state' && { documents }),
    decisions: decisions.map((decision) => ({
      ...decisionFor(read, { ...decision, failing: decision.failing.map((one) => toldOf.get(one) ?? one) }, names),
      expected: decision.status === 'open' && isExpectedOf(me, read, projection, decision.decision),
      documents: submitted.get(decision.decision),
    })),
    choices: await listsOfState({ parts, me, read }, formed),
    guideline,
  };
  return { status: 200, body, headers: { etag: `"${body.lastChange}"` } } as const;
}

/** Whether a task asks the reader, by name or by a post held in the body that owes it; a deputy CISO is asked as the CISO is. */
function isExpectedOf(
  me: Caller,
  { organisation: own }: InstanceReading,
  { tasks }: Projection,
  decision: string,
): boolean {
  return tasks.some((task) => {
    if (task.decision !== decision || task.waitsFor !== undefined || task.barred?.includes(me.person)) return false;
    if (task.person !== undefined) return task.person === me.person;
    const { organisation = own, roles } = task;
    return rolesIn(me, organisation).some(
      (role) => roles.some((one) => one === role) || (role === 'deputyCiso' && roles.includes('ciso')),
    );
  });
}

function endOf({ procedure }: Pick<InstanceReading, 'procedure'>, { ended }: Projection) {
  return ended === undefined ? undefined : { id: ended, ...textOf(procedure.phases, ended) };
}

function decisionFor(
  { procedure }: InstanceReading,
  { decision, status, failing, conditions, kept, whoCould, where }: OpenDecision,
  names: Names,
) {
  const defined = decisionNamed(procedure, decision);
  return {
    decision,
    ...(defined?.label ?? { ja: decision, en: decision }),
    status,
    irreversible: defined?.irreversible === true,
    ...(status === 'open' && defined !== undefined && { schema: bodySchemaOf(decision, defined) }),
    // Who holds the posts that take it is said once, at the decision.
    conditions: rulesForPeople(conditions),
    failing: rulesForPeople(failing, { ...names, who: namesOfRoles }),
    met: kept.map(({ rule, clause, ministries, ja, en }) => ({ id: rule, ...cited({ clause, ministries }), ja, en })),
    whoCould: names.who(whoCould, where),
  };
}

/** What nobody carries takes no decision, and its dates pass unnoticed. */
async function carrierMark({ engineWatch }: Parts['records'], instance: string): Promise<string[]> {
  const amiss = await engineWatch.amissAmong([instance]);
  return amiss.size === 0 ? [] : ['notCarried'];
}

function restedMark(rested: readonly ChangedReliance[]): string[] {
  return rested.length === 0 ? [] : ['appointmentChangedAfterwards'];
}

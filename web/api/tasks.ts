/** What is expected of the caller, what it waits for, and who waits for the caller. */
import { z } from '@hono/zod-openapi';
import { decisionNamed, type Refusal, type ShownTask } from '../../machines/core/index.ts';
import { parseInstanceId, type Instant, type InstanceId } from '../../model/identifiers.ts';
import { profileOf } from '../../model/organisations.ts';
import type { ExpectedTask } from '../../contract/records/read-model.ts';
import { isOfOwnBody } from '../access/bodies.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import type { Caller } from '../caller.ts';
import { citedAs } from '../cited.ts';
import { namesFor, namesOfRoles, type Names } from '../decisions/naming.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { namesIn } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { citedBesideSchema, instant, nextCursor, page, remedySchema, textSchema, whoSchema } from '../schemas.ts';
import { tableOf, words } from '../table.ts';
import { definitionOf, labelOf, sentenceOf, textOf } from '../texts.ts';

const waitSchema = citedBesideSchema
  .extend({ id: z.string(), ja: z.string(), en: z.string(), remedies: z.array(remedySchema) })
  .openapi('Wait');

export const taskSchema = citedBesideSchema
  .extend({
    instance: z.string(),
    title: textSchema.optional().describe('題名 / what it is called'),
    procedure: z.string(),
    organisation: textSchema.extend({ id: z.string() }).describe('その年度の名称 / as it was called in that year'),
    year: z.int(),
    decision: z.string(),
    ja: z.string(),
    en: z.string(),
    why: textSchema.optional().describe('求められている理由 / why it is expected'),
    irreversible: z.boolean(),
    entry: z.int().optional().describe('確認する記録の番号 / the entry to be confirmed'),
    since: instant.describe('求められた時刻 / since when it is expected'),
    ready: z.boolean().describe('今行えるか / whether it can be done now'),
    waitsFor: z.array(waitSchema).describe('先に必要なこと / what must come first'),
    dueItem: textSchema.extend({ id: z.string() }).optional(),
    due: instant.optional(),
    original: instant.optional(),
    basis: basisSchema.optional().describe('期限の根拠 / what the date rests on'),
    overdue: z.boolean(),
  })
  .openapi('Task');

const waitingSchema = taskSchema
  .omit({ waitsFor: true, ready: true, entry: true, why: true, irreversible: true })
  .extend({
    whoCould: z.array(whoSchema).describe('待っている役職 / the posts that wait'),
    mine: z.array(textSchema.extend({ decision: z.string() })).describe('待たれている決定 / the decisions waited for'),
  })
  .openapi('WaitingTask');

/** Of which improvement. */
const titleBehind = { cell: [{ ja: '：', en: ': ' }, { at: { ja: 'title.ja', en: 'title.en' } }] } as const;

/** `GET /tasks` */
export const tasks = described({
  method: 'get',
  path: '/tasks',
  tag: 'me',
  summary: { ja: '自分に求められていること', en: 'what is expected of me' },
  description: {
    ja: 'ready が false のものは、waitsFor に示す決定が先に必要です。',
    en: 'Where ready is false, the decisions named in waitsFor come first.',
  },
  params: none,
  query: z.strictObject(page),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '期限の早い順', en: 'the earliest due first' },
    schema: z.object({ items: z.array(taskSchema), next: nextCursor }),
  },
  table: tableOf(taskSchema, {
    columns: [
      { head: { ja: '期限', en: 'due' }, cell: [{ at: 'due', as: 'dueDate' }], missing: '–' },
      {
        head: { ja: '機関・年度', en: 'body, year' },
        cell: [{ at: { ja: 'organisation.ja', en: 'organisation.en' } }, ' ', { at: 'year', as: 'fiscalYear' }],
      },
      { head: { ja: '行うこと', en: 'to do' }, cell: [words, titleBehind] },
      {
        head: { ja: '先に必要なこと', en: 'comes first' },
        cell: [
          {
            each: 'waitsFor',
            cell: [{ each: 'remedies', cell: [words], between: { ja: '、', en: '; ' } }],
            between: { ja: '、', en: '; ' },
            atMost: 2,
          },
        ],
      },
      { head: { ja: '期限の根拠', en: 'rests on' }, cell: [{ at: { ja: 'basis.ja', en: 'basis.en' } }] },
      {
        head: { ja: '根拠条項', en: 'clause' },
        cell: [{ at: 'clause', as: 'clause' }, { cell: ['、', { at: 'ministries.clause', as: 'clause' }] }],
      },
      {
        head: { ja: 'コマンド', en: 'command' },
        cell: ['junkan decide ', { at: 'instance' }, ' ', { at: 'decision' }, ' --help'],
      },
    ],
    none: { ja: '今、求められていることはありません。', en: 'Nothing is expected of you now.' },
  }),
});

/** `GET /tasks/waiting-for-me` */
export const waiting = described({
  method: 'get',
  path: '/tasks/waiting-for-me',
  tag: 'me',
  summary: { ja: '自分の決裁・処理を待つ者', en: 'who waits for a decision of mine' },
  params: none,
  query: none,
  body: noBody,
  success: {
    status: 200,
    text: { ja: '長く待っている順', en: 'the longest waiting first' },
    schema: z.object({ items: z.array(waitingSchema) }),
  },
  table: tableOf(waitingSchema, {
    columns: [
      { head: { ja: '待ち始め', en: 'since' }, cell: [{ at: 'since', as: 'date' }] },
      {
        head: { ja: '機関・年度', en: 'body, year' },
        cell: [{ at: { ja: 'organisation.ja', en: 'organisation.en' } }, ' ', { at: 'year', as: 'fiscalYear' }],
      },
      { head: { ja: '待っている役職', en: 'who waits' }, cell: [{ each: 'whoCould', cell: [words], between: ', ' }] },
      { head: { ja: '待っていること', en: 'to do' }, cell: [words, titleBehind] },
      {
        head: { ja: '先に必要な自分の決定', en: 'your decision' },
        cell: [{ each: 'mine', cell: [words], between: ', ' }],
      },
    ],
    none: { ja: '決裁・処理を待つ者はいません。', en: 'Nobody waits for you.' },
  }),
});

export function taskRoutes(router: Router) {
  const { parts } = router;
  const { readModel } = parts.records;
  const mine = endpoint(router, tasks, async ({ me, query: { cursor, limit } }) => {
    const rows = await readModel.tasks(me.person, me.at, me.withheld);
    const placed = rows
      .map((row) => ({ row, place: placeOf(row) }))
      .filter(({ place }) => cursor === undefined || place > cursor)
      .sort((a, b) => compare(a.place, b.place));
    const shown = placed.slice(0, limit);
    const next = placed.length > limit ? shown.at(-1)?.place : undefined;
    const describe = await describer(
      parts,
      me,
      shown.map(({ row }) => row),
    );
    return { status: 200, body: { items: shown.map(({ row }) => describe.task(row)), next } };
  });
  const waitingForMe = endpoint(router, waiting, async ({ me }) => {
    const rows = await readModel.waitingFor(me.person, me.at, me.withheld);
    const describe = await describer(parts, me, rows);
    const items = rows.map((row) => {
      const { waitsFor: _, ready: __, entry: ___, why: ____, irreversible: _____, ...task } = describe.task(row);
      const procedure = definitionOf(row.procedure, row.version);
      const mine = row.mine.map((decision) => ({ decision, ...labelOf(procedure, decision) }));
      return { ...task, whoCould: describe.who(row), mine };
    });
    return { status: 200, body: { items } };
  });
  return { tasks: mine, waiting: waitingForMe };
}

/** Says tasks in words; all names are looked up at once, body by body. */
export async function describer(parts: Parts, me: Caller, rows: readonly ExpectedTask[]) {
  const bodies = await namesIn(
    parts.records,
    rows.map(({ instance }) => ({ organisation: keyOf(instance).organisation })),
    me.at,
  );
  const names = new Map<InstanceId, Names>();
  const profiles = await profilesOf(parts, rows);
  for (const { instance, procedure: id, version } of rows) {
    if (names.has(instance)) continue;
    const own = rows.filter((row) => row.instance === instance);
    const procedure = definitionOf(id, version);
    const scope = {
      organisation: keyOf(instance).organisation,
      at: me.at,
      instance,
      ...(procedure !== undefined && { procedure }),
      posts: own.flatMap(({ task }) => task.roles),
      where: own.flatMap(({ task }) => task.organisation ?? []),
      tellsHolders: isOfOwnBody(me, instance),
    };
    names.set(
      instance,
      await namesFor(
        parts,
        scope,
        own.flatMap(({ task }) => refusalsOf(task)),
      ),
    );
  }
  return {
    who: ({ instance, task: { roles, organisation } }: ExpectedTask) =>
      names.get(instance)?.who(roles, organisation === undefined ? undefined : [organisation]) ?? namesOfRoles(roles),
    task({ instance, procedure: id, version, task, since, due, title }: ExpectedTask) {
      const procedure = definitionOf(id, version);
      const decision = procedure === undefined ? undefined : decisionNamed(procedure, task.decision);
      const { organisation, year } = keyOf(instance);
      const profile = profiles.get(organisation);
      const dueItems = procedure?.dueItems ?? {};
      return {
        instance,
        title,
        procedure: id,
        organisation: { id: organisation, ...bodies(organisation, year) },
        year,
        decision: task.decision,
        ...labelOf(procedure, task.decision),
        ...citedAs(profile, decision?.clause ?? '6-1'),
        why: decision?.why,
        irreversible: decision?.irreversible === true,
        entry: task.entry,
        since,
        ready: task.waitsFor === undefined,
        waitsFor: (task.waitsFor ?? []).map((wait) => ({
          id: wait.rule,
          ...citedAs(profile, wait.clause),
          ...sentenceOf(procedure, wait.rule),
          remedies: wait.remedies.flatMap((remedy) => names.get(instance)?.remedy(remedy) ?? []),
        })),
        dueItem:
          task.dueItem === undefined ? undefined : { id: task.dueItem, ...textOf(dueItems, task.dueItem, due?.name) },
        due: due?.due,
        original: due?.original,
        basis: due?.basis && shownBasis(due.basis, dueItems),
        overdue: due !== undefined && due.met === undefined && due.due <= me.at,
      };
    },
  };
}

/** What the bodies of these tasks run under: an agency is shown its own clauses. */
async function profilesOf({ records }: Parts, rows: readonly ExpectedTask[]) {
  const bodies = [...new Set(rows.map(({ instance }) => keyOf(instance).organisation))];
  const kinds = await Promise.all(bodies.map(async (id) => (await records.registry.organisation(id))?.kind));
  return new Map(bodies.map((id, i) => [id, profileOf(kinds[i])]));
}

/** What a task waits for, as refusals that say who could mend it. */
function refusalsOf({ waitsFor = [] }: ShownTask): Pick<Refusal, 'remedies' | 'whoCould'>[] {
  return waitsFor.map(({ remedies }) => ({ remedies, whoCould: [] }));
}

function keyOf(instance: InstanceId): { readonly organisation: string; readonly year: number } {
  return parseInstanceId(instance) ?? { organisation: '', year: 0 };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Where a task stands in the list: by its due instant, those without one last, then by what it is about. The next page
 * goes on from there though the task itself may be done by then.
 */
function placeOf({ instance, task, due }: ExpectedTask): string {
  const { decision, dueItem = '', organisation = '', department = '', person = '', entry = '' } = task;
  return [placeOfDue(due?.due), instance, decision, dueItem, organisation, department, person, entry].join('!');
}

function placeOfDue(due: Instant | undefined): string {
  return due === undefined ? '~' : String(due).padStart(15, '0');
}

/** What concerns the caller: identity, posts and tasks. Notices are in `notices.ts`. */
import { z } from '@hono/zod-openapi';
import type { Task } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import { tokenCarriesPost } from '../../machines/registry/carried.ts';
import { problemOf } from '../../machines/registry/rule.ts';
import { type Role, roles } from '../../model/roles.ts';
import type { Caller } from '../caller.ts';
import { heldNow, isAdministrator, ownBodies } from '../access/bodies.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { instant, nextCursor, page, textSchema } from '../schemas.ts';
import { tableOf, words } from '../table.ts';
import { definitionOf, textOf } from '../texts.ts';

const appointmentSchema = z.object({
  id: z.string(),
  role: z.string(),
  ja: z.string(),
  en: z.string(),
  organisation: z.string(),
  department: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  kind: z.enum(['regular', 'concurrent', 'acting']),
});

const meSchema = z
  .object({
    person: z.string(),
    nameJa: z.string().optional(),
    nameEn: z.string().optional(),
    token: z.object({ id: z.string(), issuedBy: z.string().optional() }),
    administrator: z.boolean(),
    administers: z
      .union([z.literal('all'), z.array(z.string())])
      .describe('台帳を管理する機関 / bodies whose registry this person administers'),
    organisations: z.array(z.string()),
    appointments: z.array(appointmentSchema),
    withheld: z
      .object({ roles: z.array(z.string()), ja: z.string(), en: z.string() })
      .optional()
      .describe('このトークンでは行使できない役職 / posts that this token does not carry, and why'),
  })
  .openapi('Me');

const taskSchema = z
  .object({
    instance: z.string(),
    procedure: z.string(),
    decision: z.string(),
    ja: z.string(),
    en: z.string(),
    dueItem: textSchema.extend({ id: z.string() }).optional(),
    due: instant.optional(),
    original: instant.optional(),
    basis: basisSchema.optional().describe('期限の根拠 / what the date rests on'),
    overdue: z.boolean(),
  })
  .openapi('Task');

/** `GET /tasks` */
export const tasks = described({
  method: 'get',
  path: '/tasks',
  tag: 'me',
  summary: { ja: '自分に求められていること', en: 'what is expected of me' },
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
      { head: { ja: '手続', en: 'procedure' }, cell: [{ at: 'instance' }] },
      { head: { ja: '行うこと', en: 'to do' }, cell: [words] },
      { head: { ja: '期限の根拠', en: 'rests on' }, cell: [{ at: { ja: 'basis.ja', en: 'basis.en' } }] },
      {
        head: { ja: 'コマンド', en: 'command' },
        cell: ['junkan decide ', { at: 'instance' }, ' ', { at: 'decision' }, ' --help'],
      },
    ],
    none: { ja: '今、求められていることはありません。', en: 'Nothing is expected of you now.' },
  }),
});

export function meRoutes(router: Router): void {
  const { records } = router.parts;
  endpoint(
    router,
    {
      method: 'get',
      path: '/me',
      tag: 'me',
      summary: { ja: '自分の役職と権限', en: 'who I am and which posts I hold now' },
      params: none,
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '自分', en: 'the caller' }, schema: meSchema },
    },
    async ({ me }) => {
      const person = await records.registry.person(me.person);
      const appointments = heldNow(me).map(({ id, role, organisation, department, from, to, kind }) => {
        const { ja, en } = roles[role];
        return { id, role, ja, en, organisation, department, from, to, kind };
      });
      const body = {
        person: me.person,
        nameJa: person?.nameJa,
        nameEn: person?.nameEn,
        token: { id: me.token, issuedBy: me.tokenIssuedBy },
        administrator: isAdministrator(me),
        administers: me.administers === 'all' ? ('all' as const) : [...me.administers],
        organisations: ownBodies(me),
        appointments,
        ...withheldOf(me),
      };
      return { status: 200, body };
    },
  );
  endpoint(router, tasks, async ({ me, query: { cursor, limit } }) => {
    const rows = await records.readModel.tasks(me.person, me.at, me.withheld);
    const all = rows
      .map(({ instance, procedure, version, task, due }) => {
        const definition = definitionOf(procedure, version);
        const decision =
          definition !== undefined && Object.hasOwn(definition.decisions, task.decision)
            ? definition.decisions[task.decision]
            : undefined;
        const { ja, en } = decision?.label ?? { ja: task.decision, en: task.decision };
        const dueItem =
          task.dueItem === undefined
            ? undefined
            : { id: task.dueItem, ...textOf(definition?.dueItems ?? {}, task.dueItem) };
        const overdue = due !== undefined && due.met === undefined && due.due <= me.at;
        const basis = due?.basis && shownBasis(due.basis, definition?.dueItems ?? {});
        const item = {
          instance,
          procedure,
          decision: task.decision,
          ja,
          en,
          dueItem,
          due: due?.due,
          original: due?.original,
          basis,
          overdue,
        };
        return { item, place: placeOf(instance, task, due?.due) };
      })
      .filter(({ place }) => cursor === undefined || place > cursor)
      .sort((a, b) => compare(a.place, b.place));
    const shown = all.slice(0, limit);
    const next = all.length > limit ? shown.at(-1)?.place : undefined;
    return { status: 200, body: { items: shown.map(({ item }) => item), next } };
  });
}

function withheldOf({ withheld }: Caller): { withheld?: { roles: Role[]; ja: string; en: string } } {
  const why = problemOf(tokenCarriesPost, { withheld });
  return why === undefined ? {} : { withheld: { roles: [...withheld], ...why } };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Where a task stands in the list: by its due instant, those without one last, then by what it is about. The next page
 * goes on from there though the task itself may be done by then.
 */
function placeOf(
  instance: string,
  { decision, dueItem = '', department = '', person = '' }: Task,
  due?: Instant,
): string {
  const when = due === undefined ? '~' : String(due).padStart(15, '0');
  return [when, instance, decision, dueItem, department, person].join('!');
}

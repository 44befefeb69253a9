/** Due items as a reader sees them. */
import { z } from '@hono/zod-openapi';
import { dueItemName, type DueItem, type Projection } from '../../machines/core/index.ts';
import { businessDaysUntil } from '../../model/calendar/business-days.ts';
import { parseInstanceId, type Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import { namesOfRoles } from '../decisions/naming.ts';
import type { InstanceReading } from '../instances.ts';
import { namesIn } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { instant, named, whoSchema } from '../schemas.ts';
import { textOf } from '../texts.ts';

/** A due item with where it stands today, and who is told of it next. */
export const dueSchema = named.extend({
  due: instant,
  original: instant,
  basis: basisSchema.optional().describe('期限の根拠 / what the date rests on'),
  met: instant.optional(),
  explained: z
    .object({ by: z.string(), at: instant, reason: z.string(), expectedOn: z.string() })
    .optional()
    .describe('遅延の理由と見込みの日 / why it is late, and when it is expected'),
  overdue: z.boolean(),
  businessDays: z
    .int()
    .optional()
    .describe('期限までの開庁日数（過ぎていれば負） / business days left, negative when late; absent when met'),
  next: z
    .object({ at: instant, stage: z.enum(['reminder', 'overdue', 'escalated']), to: z.array(whoSchema) })
    .optional()
    .describe('次の通知 / who is told of it next'),
  roles: z.array(z.string()),
  department: z.string().optional(),
  missing: z.array(named).optional().describe('まだ提出していない部署 / departments it still waits for'),
});

/** Whom a due item waits for is read by who reads the procedure, not by who sees where it stands. */
export async function dueOf({ records }: Parts, read: InstanceReading, projection: Projection) {
  const { procedure, at, reach, organisation } = read;
  const waitedFor = reach.context === undefined ? [] : projection.due.flatMap(({ missing = [] }) => missing);
  const names = await records.registry.namesOfDepartments(organisation, waitedFor);
  const bodies = await bodiesBehind(records, read, projection);
  return projection.due.map(
    ({ id, name = bodies.get(id), due, original, basis, met, explained, roles, department, missing, ...item }) => ({
      id,
      ...textOf(procedure.dueItems, id, name),
      due,
      original,
      basis: basis && shownBasis(basis, procedure.dueItems),
      met,
      explained,
      overdue: met === undefined && due <= at && projection.ended === undefined,
      ...(met === undefined &&
        projection.ended === undefined && {
          businessDays: businessDaysUntil(dateInJapan(at), dateInJapan(due - 1)),
          next: nextNotice({ due, roles, ...item }, at),
        }),
      roles: [...roles],
      department,
      ...(reach.context !== undefined &&
        missing && { missing: missing.map((one) => ({ id: one, ...(names.get(one) ?? { ja: one, en: one }) })) }),
    }),
  );
}

/** Of items that each of several bodies has, `evaluation:<body>`, what that body is called. */
async function bodiesBehind(
  records: Parts['records'],
  { instance, at }: InstanceReading,
  { due }: Projection,
): Promise<ReadonlyMap<string, Text>> {
  const behind = due.flatMap(({ id, organisation }) => {
    const body = id.slice(dueItemName(id).length + 1);
    return organisation === undefined || body === '' ? [] : [{ id, organisation: body }];
  });
  const { year = 0 } = parseInstanceId(instance) ?? {};
  const nameOf = await namesIn(records, behind, at);
  return new Map(
    behind.flatMap(({ id, organisation }) => {
      const name = nameOf(organisation, year);
      // One that the registry does not have is called by its id there: that says nothing to people.
      return name.ja === organisation ? [] : [[id, name] as const];
    }),
  );
}

/** A date of a procedure, with whether it is still expected. */
export const dateSchema = dueSchema.extend({
  expected: z.boolean().describe('なお求められている / it is still expected'),
});

/** Every date of a procedure, the earliest first: those that are due, those that were met, and those that are no longer expected. */
export async function datesOf(parts: Parts, read: InstanceReading, projection: Projection) {
  const { procedure, state } = read;
  const open = new Map(projection.due.map((item) => [item.id, item]));
  const all = procedure.dates?.(state.snapshot.context) ?? [];
  const known = all.map((item) => open.get(item.id) ?? item);
  const others = projection.due.filter(({ id }) => !all.some((item) => item.id === id));
  const due = [...known, ...others].sort((a, b) => a.due - b.due);
  const shown = await dueOf(parts, read, { ...projection, due });
  return shown.map(({ businessDays, next, ...item }) => {
    const expected = item.met === undefined && open.has(item.id) && projection.ended === undefined;
    return { ...item, expected, overdue: expected && item.overdue, ...(expected && { businessDays, next }) };
  });
}

/** Who at the supervising ministries is told of what stays overdue, where the body opened that (kit, `due-items.ts`). */
const supervisors: readonly Role[] = ['manager', 'supervisingStaff'];

/** The next reminder or escalation of an open item that is still to come. */
function nextNotice(
  { due, rungs, escalations = [], roles }: Pick<DueItem, 'due' | 'rungs' | 'escalations' | 'roles'>,
  at: Instant,
): z.output<typeof dueSchema>['next'] {
  const reminders = rungs.map((rung) => ({
    at: rung,
    stage: rung < due ? ('reminder' as const) : ('overdue' as const),
    roles,
  }));
  const further = escalations.map((one) => ({
    at: one.at,
    stage: 'escalated' as const,
    roles: one.to === 'ciso' ? (['ciso'] as const) : supervisors,
  }));
  const [first] = [...reminders, ...further].filter((one) => one.at > at).sort((a, b) => a.at - b.at);
  return (
    first && {
      at: first.at,
      stage: first.stage,
      to: namesOfRoles(first.roles).map((who) => ({ ...who, holders: undefined })),
    }
  );
}

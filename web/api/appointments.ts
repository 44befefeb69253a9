/** Posts and who holds them: for the body itself, and of one person. */
import { z } from '@hono/zod-openapi';
import type { Appointment } from '../../machines/core/index.ts';
import type { Recording } from '../../contract/records/governance.ts';
import type { VoidedAppointment } from '../../contract/records/registry.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { roles } from '../../model/roles.ts';
import { foreignBodiesOf, readsRegistryOf } from '../access/bodies.ts';
import { requireAdministrator } from '../access/others.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { instant, localDate, nextCursor, opaqueId, organisationId, page, textSchema } from '../schemas.ts';
import { checkReads, knows, paged } from './registry.ts';

export const appointmentSchema = z
  .object({
    id: z.string(),
    person: z.string(),
    personName: textSchema.optional(),
    role: z.string(),
    ja: z.string(),
    en: z.string(),
    organisation: z.string(),
    department: z.string().optional(),
    departmentName: textSchema.optional(),
    from: localDate,
    to: localDate.optional(),
    kind: z.enum(['regular', 'concurrent', 'acting']),
    recordedAt: instant.optional().describe('登録された日時 / when it was recorded'),
    endRecordedAt: instant.optional().describe('終わりの日が登録された日時 / when its last day was recorded'),
    voided: z
      .object({ at: instant, by: z.string(), reason: z.string(), begun: z.boolean() })
      .optional()
      .describe(
        '発令取消（begun: false）又は誤登録（true）。就いていたことにならない / voided before it began (begun: false) or recorded in error: never held',
      ),
    backdated: z.boolean().describe('さかのぼって登録された / recorded after the day it says'),
  })
  .openapi('Appointment');

export function appointmentRoutes(router: Router) {
  return {
    appointments: ofBody(router),
    appointment: oneRoute(router),
    appointmentsOf: ofPerson(router),
    endingPosts: endingRoute(router),
  };
}

function ofBody(router: Router) {
  const { parts } = router;
  const { records } = parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/appointments',
      tag: 'registry',
      summary: { ja: '任命の一覧', en: 'posts and who holds them' },
      params: none,
      query: z.strictObject({
        ...page,
        organisation: organisationId,
        at: z.coerce
          .number()
          .pipe(instant)
          .optional()
          .describe('その時点のもの（省略時は全て）/ those held at that instant; all when omitted'),
      }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(appointmentSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { organisation, at, cursor, limit } }) => {
      checkReads(me, organisation);
      await noteReading(records, me, [organisation], 'appointments');
      const recordings = await records.governance.recordings(organisation);
      const all = (await records.registry.appointments(organisation, at)).map((one) => recorded(one, recordings));
      // What never was is nobody's at any instant.
      const voided = at === undefined ? await records.registry.voidedAppointments(organisation) : [];
      const { items, next } = paged([...all, ...voided.map(never)], cursor, limit);
      return { status: 200, body: { items: await named(parts, items), next } };
    },
  );
}

function oneRoute(router: Router) {
  const { parts } = router;
  const { records } = parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/appointments/{appointment}',
      tag: 'registry',
      summary: { ja: '任命', en: 'one appointment' },
      params: z.strictObject({ appointment: opaqueId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '任命', en: 'the appointment' }, schema: appointmentSchema },
    },
    async ({ me, params: { appointment: id } }) => {
      const [found] = await records.registry.appointmentsById([id]);
      if (found === undefined) throw notFound();
      const { organisation } = 'voided' in found ? found.appointment : found;
      checkReads(me, organisation);
      await noteReading(records, me, [organisation], `appointments ${id}`);
      const shown =
        'voided' in found ? never(found) : recorded(found, await records.governance.recordings(organisation));
      const [body = shown] = await named(parts, [shown]);
      return { status: 200, body };
    },
  );
}

/** How far ahead ending posts are looked for, unless it is said. */
const DAYS_AHEAD = 60;

function endingRoute(router: Router) {
  const { parts } = router;
  const { records } = parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/ending-posts',
      tag: 'registry',
      summary: { ja: '間もなく任期を終える役職', en: 'posts that end soon' },
      description: {
        ja: '終わりの日の早い順に、後任の有無とともに示します。システム管理者が、管理する機関のものを見ます。',
        en: 'The earliest first, with whether somebody comes after. For administrators, of the bodies that they administer.',
      },
      params: none,
      query: z.strictObject({ ...page, days: z.coerce.number().int().min(0).max(400).default(DAYS_AHEAD) }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({
          items: z.array(appointmentSchema.omit({ backdated: true }).extend({ succeeded: z.boolean() })),
          next: nextCursor,
        }),
      },
      problems: ['notAllowed'],
    },
    async ({ me, query: { days, cursor = '', limit } }) => {
      requireAdministrator(me, {
        ja: '任期を終える役職の一覧は、システム管理者が見ます。',
        en: 'The list of posts that end soon is for administrators.',
      });
      const from = dateInJapan(me.at);
      const among = { of: me.administers, from, to: addDays(from, days) };
      const found = await records.registry.endingPosts(among, cursor, limit + 1);
      const shown = found.slice(0, limit);
      const bodies = shown.map(({ appointment }) => appointment.organisation);
      await noteReading(records, me, bodies, 'ending posts');
      const items = await named(
        parts,
        shown.map(({ appointment, succeeded }) => ({ ...postOf(appointment), succeeded })),
      );
      return { status: 200, body: { items, next: found.length > limit ? shown.at(-1)?.place : undefined } };
    },
  );
}

function ofPerson(router: Router) {
  const { parts } = router;
  const { records } = parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/people/{person}/appointments',
      tag: 'registry',
      summary: { ja: '人の役職（過去と今後を含む）', en: 'the posts of a person: past, present and to come' },
      description: {
        ja: '閲覧できる機関のものだけを示します。',
        en: 'Only those at bodies that you read.',
      },
      params: z.strictObject({ person: opaqueId }),
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(appointmentSchema) }),
      },
    },
    async ({ me, params: { person } }) => {
      if (!(await knows(parts, me, person))) throw notFound();
      await noteReading(records, me, await foreignBodiesOf(records, me, person), `people ${person} appointments`);
      const held = (await records.registry.appointmentsOf(person)).filter(({ organisation }) =>
        readsRegistryOf(me, organisation),
      );
      const recordings = new Map<string, Recording>();
      for (const body of new Set(held.map(({ organisation }) => organisation))) {
        for (const [id, recording] of await records.governance.recordings(body)) recordings.set(id, recording);
      }
      const items = await named(
        parts,
        held.map((one) => recorded(one, recordings)),
      );
      return { status: 200, body: { items } };
    },
  );
}

function postOf({ id, person, role, organisation, department, from, to, kind }: Appointment) {
  return { id, person, role, ...roles[role], organisation, department, from, to, kind };
}

export function recorded(appointment: Appointment, recordings: ReadonlyMap<string, Recording>) {
  const { from, to } = appointment;
  const { recordedAt, endRecordedAt } = recordings.get(appointment.id) ?? {};
  const backdated = isBefore(from, recordedAt) || (to !== undefined && isBefore(to, endRecordedAt));
  return { ...postOf(appointment), recordedAt, endRecordedAt, backdated };
}

function never({ appointment, recordedAt, voided }: VoidedAppointment) {
  return { ...postOf(appointment), recordedAt, voided, backdated: isBefore(appointment.from, recordedAt) };
}

/** The same with what people and departments are called, looked up for all at once. */
export async function named<T extends Pick<Appointment, 'person' | 'organisation' | 'department'>>(
  { records: { registry } }: Parts,
  items: readonly T[],
) {
  const names = await registry.namesOfPeople([...new Set(items.map(({ person }) => person))]);
  const departments = new Map<string, Awaited<ReturnType<typeof registry.namesOfDepartments>>>();
  for (const body of new Set(items.map(({ organisation }) => organisation))) {
    const ids = items.flatMap((one) => (one.organisation === body ? (one.department ?? []) : []));
    departments.set(body, await registry.namesOfDepartments(body, [...new Set(ids)]));
  }
  return items.map((item) => ({
    ...item,
    personName: names.get(item.person),
    departmentName:
      item.department === undefined ? undefined : departments.get(item.organisation)?.get(item.department),
  }));
}

/** True when a day had passed when it was recorded. */
function isBefore(day: string, at: number | undefined): boolean {
  return at !== undefined && day < dateInJapan(at);
}

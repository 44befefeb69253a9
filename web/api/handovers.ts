/** What a post hands over: who held it before and comes after, and what is expected of it now. */
import { z } from '@hono/zod-openapi';
import type { Appointment } from '../../machines/core/index.ts';
import type { ExpectedTask } from '../../contract/records/read-model.ts';
import { isHeldAt } from '../../machines/core/index.ts';
import { isSamePost, readsHandover, readsTasksOf } from '../access/handovers.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { opaqueId } from '../schemas.ts';
import { appointmentSchema, named, recorded } from './appointments.ts';
import { describer, taskSchema } from './tasks.ts';

const handoverSchema = z
  .object({
    appointment: appointmentSchema,
    before: appointmentSchema.optional().describe('前任の任命 / the appointment before it'),
    after: appointmentSchema.optional().describe('後任の任命 / the appointment after it'),
    tasks: z.array(taskSchema).describe('その役職に今求められていること / what is expected of the post now'),
  })
  .openapi('Handover');

/** The most pressing of what is expected: a sheet holds no more. */
const MOST = 500;

/** `GET /appointments/{appointment}/handover` */
export function handoverRoutes(router: Router) {
  const { parts } = router;
  const { records } = parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/appointments/{appointment}/handover',
      tag: 'registry',
      summary: { ja: '役職の引継ぎ', en: 'what a post hands over' },
      description: {
        ja: '本人、その役職に今就いている人、機関の最高情報セキュリティ責任者・同副責任者・事務局、システム管理者が見ます。題名は、その役職の人と、機関の全ての手続を読む人にだけ示します。',
        en: 'For the holder, whoever holds the post now, the CISO, the deputy and the promotion office of the body, and its administrators. Titles are for the post and for whoever reads all procedures of the body.',
      },
      params: z.strictObject({ appointment: opaqueId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '引継ぎ', en: 'the handover' }, schema: handoverSchema },
    },
    async ({ me, params: { appointment: id } }) => {
      const [found] = await records.registry.appointmentsById([id]);
      // What never was hands nothing over.
      if (found === undefined || 'voided' in found || !readsHandover(me, found)) throw notFound();
      const { organisation } = found;
      await noteReading(records, me, [organisation], `appointments ${id} handover`);
      const course = (await records.registry.appointments(organisation))
        .filter((one) => isSamePost(one, found))
        .sort((a, b) => (a.from < b.from ? -1 : 1));
      // Others may hold it beside: before and after is who held it when this one did not.
      const before = course.findLast(({ to }) => to !== undefined && to < found.from);
      const after = course.find(({ from }) => found.to !== undefined && from > found.to);
      const recordings = await records.governance.recordings(organisation);
      const shown = await named(
        parts,
        [found, before, after].flatMap((one) => (one === undefined ? [] : [recorded(one, recordings)])),
      );
      const shownAs = (one: Appointment | undefined) => shown.find((row) => row.id === one?.id);
      const appointment = shownAs(found);
      if (appointment === undefined) throw notFound();
      // By name whoever holds it now is asked, nobody who went.
      const holder = isHeldAt(found, me.at) ? { holder: found.person } : {};
      const asked = await records.readModel.tasksOfPost({ post: found, ...holder }, me.at);
      const open = asked.filter(({ task }) => task.entry === undefined).slice(0, MOST);
      const rows = readsTasksOf(me, found) ? open : open.map(withoutWords);
      const describe = await describer(parts, me, rows);
      const tasks = rows.map((row) => describe.task(row));
      return { status: 200, body: { appointment, before: shownAs(before), after: shownAs(after), tasks } };
    },
  );
}

/** Nothing that somebody wrote: the words of the definition are left. */
function withoutWords({ title: _, due, ...row }: ExpectedTask): ExpectedTask {
  if (due === undefined) return row;
  const { name: __, ...item } = due;
  return { ...row, due: item };
}

/** What a change of the registry does to running procedures, in words: tasks by their labels, people by their names. */
import { z } from '@hono/zod-openapi';
import type { ChangeEffects, ChangePreview, MovedTask, WaitingPreview } from '../contract/records/governance.ts';
import { parseInstanceId, type Instant, type PersonId } from '../model/identifiers.ts';
import { administersBody } from './access/bodies.ts';
import type { Caller } from './caller.ts';
import { namesIn } from './names-of-bodies.ts';
import type { Parts } from './parts.ts';
import { noteReading } from './reads.ts';
import { rowsNamed } from './registry-rows.ts';
import { localDate, textSchema } from './schemas.ts';
import { definitionOf, labelOf, textOf } from './texts.ts';

/** People named of one side of a task. */
const PEOPLE_NAMED = 5;

const personSchema = textSchema.extend({ person: z.string() });
const taskSchema = textSchema.extend({
  instance: z.string(),
  procedure: textSchema.extend({ id: z.string() }),
  organisation: textSchema.extend({ id: z.string() }),
  year: z.int(),
  decision: z.string(),
  department: textSchema.extend({ id: z.string() }).optional(),
  dueItem: textSchema.extend({ id: z.string() }).optional(),
});
const movedSchema = taskSchema.extend({
  loses: z.array(personSchema),
  moreLose: z.int(),
  gains: z.array(personSchema),
  moreGain: z.int(),
  others: z.int().describe('引き続き担う者の数 / how many have it besides, as before'),
  nobody: z.boolean().describe('行う者がいなくなる / nobody has it then'),
});

/** What becomes of the tasks of running procedures. */
export const effectsSchema = z
  .object({
    days: z.array(
      z.object({ day: localDate, tasks: z.array(movedSchema), more: z.int().describe('ほかの件数 / how many more') }),
    ),
    barred: z
      .array(taskSchema.extend({ person: personSchema }))
      .describe(
        '役職に就いても、自らの関与のため行えないもの / what somebody may not do in spite of the post, for what they did there before',
      ),
    moreBodies: z.int(),
    moreDays: z.int(),
  })
  .describe(
    '進行中の手続への影響：求められていることの担当が、いつ、誰から誰に移るか / what moves in running procedures: whose tasks become whose, when',
  )
  .openapi('ChangeEffects');

/** A preview with names, and its effects in words; that these bodies' procedures were looked at is noted. */
export async function previewShown<P extends ChangePreview | WaitingPreview>(
  parts: Parts,
  me: Caller,
  { effects, ...preview }: P,
) {
  const rows = await rowsNamed(parts, preview.rows);
  if (effects === undefined) return { ...preview, rows };
  const own = ofAdministered(me, effects);
  const tasks = [...own.barred, ...own.days.flatMap((day) => day.tasks)];
  await noteReading(parts.records, me, [...own.bodies, ...tasks.map(bodyOf)], 'registry change preview');
  return { ...preview, rows, effects: await effectsShown(parts, own, me.at) };
}

/** Somebody's tasks may be another body's, as those of a supervising ministry's people are: of these how many there are. */
function ofAdministered(me: Caller, { days, barred, ...effects }: ChangeEffects): ChangeEffects {
  const isOwn = (task: Named): boolean => administersBody(me, bodyOf(task));
  return {
    ...effects,
    days: days.map(({ day, tasks, more }) => {
      const own = tasks.filter(isOwn);
      return { day, tasks: own, more: more + tasks.length - own.length };
    }),
    barred: barred.filter(isOwn),
  };
}

const bodyOf = ({ instance }: Named): string => parseInstanceId(instance)?.organisation ?? '';

async function effectsShown(parts: Parts, { days, barred, moreBodies, moreDays }: ChangeEffects, at: Instant) {
  const moved = days.flatMap(({ tasks }) => tasks);
  const people = [
    ...moved.flatMap(({ loses, gains }) => [...loses.slice(0, PEOPLE_NAMED), ...gains.slice(0, PEOPLE_NAMED)]),
    ...barred.map(({ person }) => person),
  ];
  const names = await parts.records.registry.namesOfPeople([...new Set(people)]);
  const named = (person: PersonId) => ({ person, ...(names.get(person) ?? { ja: person, en: person }) });
  const task = await tasksNamed(parts, [...moved, ...barred], at);
  return {
    days: days.map(({ day, tasks, more }) => ({
      day,
      tasks: tasks.map((one) => ({
        ...task(one),
        loses: one.loses.slice(0, PEOPLE_NAMED).map(named),
        moreLose: Math.max(0, one.loses.length - PEOPLE_NAMED),
        gains: one.gains.slice(0, PEOPLE_NAMED).map(named),
        moreGain: Math.max(0, one.gains.length - PEOPLE_NAMED),
        others: one.others,
        nobody: one.gains.length === 0 && one.others === 0,
      })),
      more,
    })),
    barred: barred.map((one) => ({ ...task(one), person: named(one.person) })),
    moreBodies,
    moreDays,
  };
}

type Named = Omit<MovedTask, 'loses' | 'gains' | 'others'>;

/** Tasks in words, but for what their procedures are about: who administers the registry does not read them. */
async function tasksNamed({ records }: Parts, tasks: readonly Named[], at: Instant) {
  const placed = tasks.map(({ instance, department }) => ({
    organisation: parseInstanceId(instance)?.organisation ?? '',
    department,
  }));
  const bodies = await namesIn(records, placed, at);
  const departments = new Map<string, Awaited<ReturnType<typeof records.registry.namesOfDepartments>>>();
  for (const body of new Set(placed.map(({ organisation }) => organisation))) {
    const ids = placed.flatMap((one) => (one.organisation === body ? (one.department ?? []) : []));
    departments.set(body, await records.registry.namesOfDepartments(body, [...new Set(ids)]));
  }
  return ({ instance, procedure: id, version, decision, department, dueItem }: Named) => {
    const procedure = definitionOf(id, version);
    const { organisation = '', year = 0 } = parseInstanceId(instance) ?? {};
    return {
      instance,
      procedure: { id, ...(procedure?.label ?? { ja: id, en: id }) },
      organisation: { id: organisation, ...bodies(organisation, year) },
      year,
      decision,
      ...labelOf(procedure, decision),
      ...(department !== undefined && {
        department: {
          id: department,
          ...(departments.get(organisation)?.get(department) ?? { ja: department, en: department }),
        },
      }),
      ...(dueItem !== undefined && { dueItem: { id: dueItem, ...textOf(procedure?.dueItems ?? {}, dueItem) } }),
    };
  };
}

/** What a change does to running procedures: whose tasks become whose, from which day. */
import type { z } from '@hono/zod-openapi';
import type { effectsSchema } from '../../registry-effects.ts';
import { Chip, joined } from '../kit/parts.tsx';
import { dateShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';

type Effects = z.output<typeof effectsSchema>;
type Day = Effects['days'][number];
type Task = Day['tasks'][number];

export function EffectsShown({ view, effects }: { view: View; effects: Effects | undefined }) {
  if (effects === undefined) return <></>;
  const words = view.texts.admin.effects;
  const vacant = effects.days.flatMap(({ tasks }) => tasks.filter(({ nobody }) => nobody)).length;
  return (
    <section class="section" id="effects">
      <h2>{words.title}</h2>
      {effects.days.length === 0 ? <p>{words.none}</p> : <p class="lead">{words.lead}</p>}
      {vacant > 0 && <p class="notice notice--warn">{words.nobodyNote(vacant)}</p>}
      {effects.days.map((day) => (
        <DayShown view={view} day={day} />
      ))}
      {effects.barred.length > 0 && (
        <div class="section notice notice--warn">
          <h3>{words.barred}</h3>
          <p>{words.barredLead}</p>
          <ul class="bullets">
            {effects.barred.map((one) => (
              <li>
                <strong>{say(view, one.person)}</strong>　{sayFirst(view, one)}　
                <span class="small quiet">{placeOf(view, one)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {effects.moreBodies > 0 && <p class="quiet">{words.moreBodies(effects.moreBodies)}</p>}
      {effects.moreDays > 0 && <p class="quiet">{words.moreDays(effects.moreDays)}</p>}
    </section>
  );
}

function DayShown({ view, day: { day, tasks, more } }: { view: View; day: Day }) {
  const words = view.texts.admin.effects;
  const title = words.day(dateShown(view, day));
  if (tasks.length === 0) {
    return (
      <p>
        {title}：{view.texts.admin.check.more(more)}
      </p>
    );
  }
  return (
    <div class="scroll section" role="region" aria-label={title} tabindex={0}>
      <table role="table" class="dense stackable">
        <caption>{title}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[words.what, words.procedure, words.loses, words.gains].map((head) => (
              <th role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {tasks.map((task) => (
            <tr role="row" class={task.nobody ? 'is-late' : ''}>
              <th role="rowheader" scope="row">
                {sayFirst(view, task)}
                {task.department !== undefined && <span class="sub quiet small">　{say(view, task.department)}</span>}
              </th>
              <td role="cell" data-label={words.procedure}>
                {placeOf(view, task)}
              </td>
              <td role="cell" data-label={words.loses}>
                {people(view, task.loses, task.moreLose) || view.texts.none}
              </td>
              <td role="cell" data-label={words.gains}>
                <Gains view={view} task={task} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="quiet">{view.texts.admin.check.more(more)}</p>}
    </div>
  );
}

function Gains({ view, task }: { view: View; task: Task }) {
  const words = view.texts.admin.effects;
  if (task.nobody) return <Chip kind="late">{words.nobody}</Chip>;
  const stays = task.others > 0 ? words.stays(task.others) : '';
  return <>{[people(view, task.gains, task.moreGain), stays].filter((one) => one !== '').join('　')}</>;
}

function people(view: View, named: Task['gains'], more: number): string {
  const all = named.map((one) => say(view, one));
  return joined(view, more > 0 ? [...all, view.texts.admin.effects.others(more)] : all);
}

/** 星空省, 令和8年度, 年度サイクル. */
function placeOf(view: View, task: Pick<Task, 'organisation' | 'year' | 'procedure'>): string {
  return `${say(view, task.organisation)}　${yearShown(view, task.year)}　${sayFirst(view, task.procedure)}`;
}

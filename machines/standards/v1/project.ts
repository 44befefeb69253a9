/** Plain rows for the read model: phase, tasks, due items, marks. */
import type { ProjectedRows, Task } from '../../core/index.ts';
import { asTyped, phaseOf, task, type Snapshot } from '../../kit/v1/index.ts';
import { speakers } from './consultation.ts';
import { states } from './texts.ts';
import { awaited, unanswered, type Context } from './types.ts';

/** The projection of a state. */
export function project({ value, context }: Snapshot<Context>): ProjectedRows {
  const phase = phaseOf(states, value);
  const ended = phase === 'completed' || phase === 'abandoned';
  const { title, dueItems, marks, documents } = context;
  return {
    phase,
    ...(title === '' ? {} : { title: asTyped(title) }),
    ...(ended ? { ended: phase } : {}),
    due: context.abandoned === undefined ? dueItems : [],
    tasks: ended ? [] : [...normsTasks(context), ...guidebookTasks(context)],
    counts: {},
    marks,
    documents,
  };
}

function normsTasks({ norms, headquarters }: Context): readonly Task[] {
  if (norms.versions === 0 || norms.edition !== undefined) return [];
  if (norms.decision !== undefined) return [task('promulgate', ['centreStaff'])];
  if (norms.draft === undefined) return [task('submitDraft', ['centreStaff'])];
  if (norms.council === undefined) return [task('recordCouncil', ['centreStaff'])];
  return headquarters.map((organisation) => task('decide', ['headquarters'], { organisation }));
}

function guidebookTasks(context: Context): readonly Task[] {
  const { draft, asked, decision } = context.guidebook;
  if (draft === undefined || decision !== undefined) return [];
  if (asked.length === 0) return [task('consult', ['centreStaff'])];
  const opinions = awaited(context).map(({ ministry: organisation }) =>
    task('giveOpinion', speakers, { organisation, dueItem: `opinion:${organisation}` }),
  );
  const answers = unanswered(context).length > 0 ? [task('answerOpinions', ['centreStaff'])] : [];
  const last = opinions.length + answers.length === 0 ? [task('decideGuidebook', ['centreHead'])] : [];
  return [...opinions, ...answers, ...last];
}

/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import { z } from 'zod';
import type { ProjectedRows, Task } from '../../core/index.ts';
import { overdueCount, phaseOf, task, type Snapshot } from '../../kit/v1/index.ts';
import { states } from './texts.ts';
import type { Context } from './types.ts';

/** The projection of a state. */
export function project({ value, context }: Snapshot<Context>): ProjectedRows {
  const phase = phaseOf(states, value);
  const ended = phase === 'published' || phase === 'withoutDirection';
  const { dueItems, marks, documents, audits, reports, inspections } = context;
  return {
    phase,
    ...(ended ? { ended: phase } : {}),
    due: dueItems,
    tasks: ended ? [] : [...ofPlan(context, value), ...ofDirection(context, phase)],
    counts: {
      audits: audits.length,
      reports: reports.length,
      inspections: inspections.length,
      overdue: ended ? 0 : overdueCount(dueItems, context.at),
    },
    marks,
    documents,
  };
}

const inLive = z.object({ live: z.object({ plan: z.string() }) });

function ofPlan(context: Context, value: Snapshot<Context>['value']): readonly Task[] {
  if (context.policy === undefined) return ofHeadquarters(context, 'recordAuditPolicy', 'plan');
  const live = inLive.safeParse(value).data?.live.plan;
  if (live === 'proposing') return [task('proposePlan', ['centreStaff'], { dueItem: 'plan' })];
  if (live === 'proposed') return [task('adoptPlan', ['centreHead'], { dueItem: 'plan' })];
  return [];
}

function ofDirection(context: Context, phase: string): readonly Task[] {
  if (phase === 'compiled') return ofHeadquarters(context, 'decideDirection', 'direction');
  if (phase === 'decided') return [task('publishOutline', ['centreStaff'])];
  // Nobody is asked for the issues before there is anything to compile them from.
  return context.reports.length === 0 ? [] : [task('compileIssues', ['centreStaff'], { dueItem: 'direction' })];
}

/** Expected of headquarters, in its own body. */
function ofHeadquarters({ headquarters }: Context, decision: string, dueItem: string): readonly Task[] {
  return headquarters.map((organisation) => task(decision, ['headquarters'], { organisation, dueItem }));
}

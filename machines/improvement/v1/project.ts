/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import type { ProjectedRows, Task } from '../../core/index.ts';
import { overdueCount, phaseOf, task, taskIn, withAll, type Snapshot } from '../../kit/v1/index.ts';
import { approverRoles } from './audiences.ts';
import { isLastSpent } from './extension.ts';
import { verifierRoles } from './independence.ts';
import { states } from './texts.ts';
import { ownerOf, type Context } from './types.ts';

/** The projection of a state. */
export function project({ value, context }: Snapshot<Context>): ProjectedRows {
  const end = context.end?.end;
  return {
    phase: phaseOf(states, value),
    title: context.title,
    ...(end === undefined ? {} : { ended: end }),
    due: context.dueItems,
    tasks: end === undefined ? tasksOf(context) : [],
    counts: {
      openImprovements: end === undefined ? 1 : 0,
      overdue: end === undefined ? overdueCount(context.dueItems, context.at) : 0,
      findings: context.covers.length,
      rounds: context.round,
      extensions: context.extensions.filter(({ granted }) => granted).length,
      failedVerifications: context.attempts.filter(({ outcome }) => outcome === 'notAchieved').length,
      recurrences: context.attempts.filter(({ outcome }) => outcome === 'recurred').length,
      ...(end === undefined ? {} : { [end]: 1 }),
    },
    marks: marksOf(context),
    documents: context.documents,
  };
}

/** Marks for ever: those set on the way, and the end unless it is the verified one. */
function marksOf({ marks, end, adopted, needsAudit }: Context): readonly string[] {
  return withAll(
    marks,
    ...(adopted === undefined ? [] : ['adopted']),
    ...(needsAudit ? ['needsAudit'] : []),
    ...(end === undefined || end.end === 'verified' ? [] : [end.end]),
  );
}

function tasksOf(context: Context): readonly Task[] {
  return [...mainTasks(context), ...sideTasks(context)];
}

/** What the improvement itself waits for. */
function mainTasks(context: Context): Task[] {
  const post = ownerOf(context);
  const { submitted, approved, done, observed, awaitsAmendment, awaitsEducation } = context;
  if (post === undefined) return [taskIn(context, 'assignOwner', ['headOfOfficers'], 'owner')];
  if (submitted !== undefined) return [taskIn(context, 'approve', approverRoles, 'plan')];
  if (approved === undefined) {
    return [taskIn(context, 'plan', [post.role], 'plan', { department: post.department })];
  }
  if (done === undefined) return [taskIn(context, 'reportDone', [], 'done', { person: approved.implementer })];
  if (!observed || awaitsAmendment !== undefined || awaitsEducation !== undefined) return [];
  const { permission } = context;
  if (permission !== undefined) {
    return [taskIn(context, 'confirmWithoutIndependence', [], 'verification', { person: permission.confirmer })];
  }
  return [taskIn(context, 'verify', [], 'verification', { person: approved.verifier })];
}

/** What was asked of someone beside it. */
function sideTasks(context: Context): Task[] {
  const { extension, approved, proposal, withdrawal } = context;
  const tasks: Task[] = [];
  if (extension !== undefined) {
    tasks.push(
      task('grantExtension', approved?.approvedAs === 'ciso' || isLastSpent(context) ? ['ciso'] : approverRoles),
    );
  }
  if (proposal !== undefined) tasks.push(task('replaceCriterion', ['ciso']));
  if (withdrawal !== undefined && withdrawal.attestedBy === undefined) {
    tasks.push(task('attestWithdrawal', verifierRoles));
  }
  if (withdrawal?.attestedBy !== undefined) {
    const kinds = new Set(context.covers.map(({ source }) => (source === 'audit' ? 'audit' : 'other')));
    for (const kind of kinds) {
      if (withdrawal.decided.includes(kind)) continue;
      tasks.push(kind === 'audit' ? task('withdrawFinding', ['auditOfficer']) : task('withdrawJudgement', ['ciso']));
    }
  }
  return tasks;
}

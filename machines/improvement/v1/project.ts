/** Plain rows for the read model. */
import type { Projection, Task } from '../../core/index.ts';
import type { DecidingRole } from '../../../model/roles.ts';
import { openItem, overdueCount, phaseOf, withAll, type Snapshot } from '../../kit/v1/index.ts';
import { verifierRoles } from './independence.ts';
import { states } from './texts.ts';
import { ownerOf, type Context } from './types.ts';

/** Phase, tasks, dates, counts and marks of an improvement. */
export function project({ value, context }: Snapshot<Context>): Projection {
  const end = context.end?.end;
  return {
    phase: phaseOf(states, value),
    ...(end === undefined ? {} : { ended: end }),
    due: context.dueItems,
    tasks: end === undefined ? [...mainTasks(context), ...sideTasks(context)] : [],
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

const approving: readonly DecidingRole[] = ['headOfOfficers', 'ciso'];

/** What the improvement itself waits for. */
function mainTasks(context: Context): Task[] {
  const post = ownerOf(context);
  const { submitted, approved, done, observed, awaitsAmendment, awaitsEducation } = context;
  if (post === undefined) return [task(context, 'assignOwner', ['headOfOfficers'], 'owner')];
  if (submitted !== undefined) return [task(context, 'approve', approving, 'plan')];
  if (approved === undefined) {
    const department = post.department === undefined ? {} : { department: post.department };
    return [{ ...task(context, 'plan', [post.role], 'plan'), ...department }];
  }
  if (done === undefined) return [{ ...task(context, 'reportDone', [], 'done'), person: approved.implementer }];
  if (!observed || awaitsAmendment !== undefined || awaitsEducation !== undefined) return [];
  return [{ ...task(context, 'verify', [], 'verification'), person: approved.verifier }];
}

/** What was asked of someone beside it. */
function sideTasks(context: Context): Task[] {
  const { extension, approved, proposal, withdrawal } = context;
  const tasks: Task[] = [];
  if (extension !== undefined) {
    tasks.push(task(context, 'grantExtension', approved?.approvedAs === 'ciso' ? ['ciso'] : approving));
  }
  if (proposal !== undefined) tasks.push(task(context, 'replaceCriterion', ['ciso']));
  if (withdrawal !== undefined && withdrawal.attestedBy === undefined) {
    tasks.push(task(context, 'attestWithdrawal', verifierRoles));
  }
  if (withdrawal?.attestedBy !== undefined) {
    const kinds = new Set(context.covers.map(({ source }) => (source === 'audit' ? 'audit' : 'other')));
    for (const kind of kinds) {
      if (withdrawal.decided.includes(kind)) continue;
      tasks.push(
        kind === 'audit'
          ? task(context, 'withdrawFinding', ['auditOfficer'])
          : task(context, 'withdrawJudgement', ['ciso']),
      );
    }
  }
  return tasks;
}

function task(context: Context, decision: string, roles: readonly DecidingRole[], dueItem?: string): Task {
  const due = dueItem === undefined || openItem(context, dueItem) === undefined ? {} : { dueItem };
  return { decision, roles, ...due };
}

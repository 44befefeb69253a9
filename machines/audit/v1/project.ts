/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import type { ProjectedRows, Task } from '../../core/index.ts';
import { audits, overdueCount, phaseOf, task, type Grade, type Snapshot } from '../../kit/v1/index.ts';
import { isLeaderInConflict } from './leadership.ts';
import { states } from './texts.ts';
import { silentDepartments, standingFindings, substituteOf, type Context } from './types.ts';

/** The projection of a state. Counts of findings are given only once they are reported. */
export function project({ value, context }: Snapshot<Context>): ProjectedRows {
  const phase = phaseOf(states, value);
  const ended = phase === 'reported' || phase === 'cancelled';
  const { dueItems, marks, documents } = context;
  const counts = context.report === undefined ? {} : gradeCounts(context);
  return {
    phase,
    ...(ended ? { ended: phase } : {}),
    due: phase === 'cancelled' ? [] : dueItems,
    tasks: ended ? [] : [...substitution(context), ...tasksOf(context, phase)],
    counts: {
      openAudits: ended ? 0 : 1,
      overdue: ended ? 0 : overdueCount(dueItems, context.at),
      ...counts,
    },
    marks,
    documents,
  };
}

function gradeCounts(context: Context): Readonly<Record<string, number>> {
  const of = (grade: Grade): number => standingFindings(context).filter((finding) => finding.grade === grade).length;
  return {
    nonconformities: of('nonconformity'),
    observations: of('observation'),
    goodPractices: of('goodPractice'),
  };
}

function tasksOf(context: Context, phase: string): readonly Task[] {
  switch (phase) {
    case 'opened':
      return [ofLeader(context, 'planAudit')];
    case 'planned':
      return [ofLeader(context, 'assign')];
    case 'assigned':
      return [ofLeader(context, 'startFieldwork')];
    case 'fieldwork':
      return [...ofAuditors(context, 'recordFinding'), ...successions(context), ofLeader(context, 'requestComments')];
    case 'commenting': {
      const comments = context.commentDatePassed ? [] : silentDepartments(context);
      const asked = comments.map((department) =>
        task('comment', ['officer', 'divisionOfficer'], { department, dueItem: 'comment' }),
      );
      return [...asked, ...successions(context), ...(asked.length === 0 ? [ofLeader(context, 'report')] : [])];
    }
    default:
      return [];
  }
}

/** The CISO names a substitute for whoever cannot lead: without it the audit would wait for nobody. */
function substitution(context: Context): readonly Task[] {
  return isLeaderInConflict(context) ? [task('nameSubstitute', ['ciso'], { dueItem: reportItem(context) })] : [];
}

/** Findings of a replaced auditor that wait for a successor. */
function successions(context: Context): readonly Task[] {
  const waiting = context.findings.some((finding) => finding.standing === 'pending');
  return waiting ? ofAuditors(context, 'adoptFinding') : [];
}

function ofAuditors(context: Context, decision: string): readonly Task[] {
  return audits.team(context).map(({ person }) => task(decision, ['auditor'], { person, dueItem: 'report' }));
}

function ofLeader(context: Context, decision: string): Task {
  return task(decision, ['auditOfficer'], { dueItem: reportItem(context), person: substituteOf(context) });
}

/** The due item of the report, once it has a date. */
function reportItem({ dueItems }: Context): string | undefined {
  return dueItems.some((item) => item.id === 'report') ? 'report' : undefined;
}

/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import type { ProjectedRows, Task } from '../../core/index.ts';
import { audits, overdueCount, phaseOf, task, type Snapshot } from '../../kit/v1/index.ts';
import { requestItem } from './due-items.ts';
import { subjectPosts } from './subject.ts';
import { states } from './texts.ts';
import { askedNow, isSettled, ofKind, standing, type Context } from './types.ts';

/** The projection of a state. */
export function project({ value, context }: Snapshot<Context>): ProjectedRows {
  const phase = phaseOf(states, value);
  const ended = phase === 'ended' || phase === 'cancelled';
  const { dueItems, marks, documents, items } = context;
  return {
    phase,
    ...(ended ? { ended: phase } : {}),
    due: ended ? [] : dueItems,
    tasks: ended ? [] : [...ofTheTeam(context, phase), ...ofTheSubject(context)],
    counts: {
      findings: standing(context).length,
      advice: items.length,
      openAdvice: items.filter((item) => !isSettled(item)).length,
      overdue: ended ? 0 : overdueCount(dueItems, context.at),
    },
    marks,
    documents,
  };
}

function ofTheTeam(context: Context, phase: string): readonly Task[] {
  const leader = (decision: string): Task => task(decision, ['hqAuditLeader'], { dueItem: 'report' });
  if (phase === 'opened') return [leader('plan')];
  if (phase === 'planned' || phase === 'materials') {
    const unnamed = audits.team(context).length === 0 ? [leader('assign')] : [];
    return [...unnamed, leader(context.requests.length === 0 ? 'requestMaterials' : 'startFieldwork')];
  }
  if (phase === 'fieldwork') return [leader(standing(context).length === 0 ? 'report' : 'askConfirmation')];
  if (phase === 'confirming') return [leader('report')];
  const following = ofKind(context, 'now').length > 0 ? [task('followUp', ['hqAuditor', 'hqAuditLeader'])] : [];
  return [...following, task('endAudit', ['hqAuditLeader'])];
}

/** Expected of the body audited, in its own posts. */
function ofTheSubject(context: Context): readonly Task[] {
  const { addressee: organisation, report, requests, dueItems } = context;
  if (report === undefined) {
    const open = requests.filter(({ given }) => given === undefined);
    const materials = open.map(({ number }) =>
      task('giveMaterials', ['promotionOffice'], { organisation, dueItem: requestItem(number) }),
    );
    const asked = askedNow(context);
    return [
      ...materials,
      ...(asked === undefined ? [] : [task('confirmFacts', subjectPosts, { organisation, dueItem: 'confirmation' })]),
    ];
  }
  const isOwed = dueItems.some(({ id, met }) => id === 'supervisors' && met === undefined);
  return isOwed
    ? [task('reportToSupervisor', ['ciso', 'promotionOffice'], { organisation, dueItem: 'supervisors' })]
    : [];
}

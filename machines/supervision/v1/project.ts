/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import type { ProjectedRows, Task } from '../../core/index.ts';
import { openItem, overdueCount, phaseOf, task, taskIn, type Snapshot } from '../../kit/v1/index.ts';
import { states } from './texts.ts';
import {
  currentParts,
  hasObjectives,
  holderOf,
  isEvaluated,
  isIncorporated,
  isPublished,
  mustPublish,
  unanswered,
  unreceived,
  type Context,
  type MinistryPart,
} from './types.ts';

/** The projection of a state. */
export function project({ value, context, status }: Snapshot<Context>): ProjectedRows {
  const ended = status === 'done';
  const { dueItems, marks, documents, parts, at } = context;
  const unpublished = mustPublish(context) ? parts.filter((part) => part.evaluation && !isPublished(part)) : [];
  return {
    phase: phaseOf(states, value),
    ...(ended ? { ended: 'ended' } : {}),
    due: dueItems,
    tasks: ended ? [] : [...ofAgency(context), ...parts.flatMap((part) => ofPart(context, part)), ...ofCentre(context)],
    counts: {
      ministries: currentParts(context).length,
      evaluated: currentParts(context).filter(({ evaluation }) => evaluation !== undefined).length,
      ...publicationCounts(context),
      unpublished: unpublished.length,
      overdue: ended ? 0 : overdueCount(dueItems, at),
    },
    marks,
    documents,
  };
}

/**
 * Of how many parts the evaluation is to be published, and of how many it is: once a minister has evaluated, of every
 * ministry competent now, and of those before that evaluated.
 */
function publicationCounts(context: Context): Readonly<Record<'toPublish' | 'published', number>> {
  const parts = context.parts.filter(({ until, evaluation }) => until === undefined || evaluation !== undefined);
  const isDue = mustPublish(context) && parts.some(({ evaluation }) => evaluation !== undefined);
  return { toPublish: isDue ? parts.length : 0, published: isDue ? parts.filter(isPublished).length : 0 };
}

function ofAgency(context: Context): readonly Task[] {
  const { result, cycleResult, overSince } = context;
  const wanted =
    result === undefined ? overSince !== undefined || cycleResult !== undefined : result.returned !== undefined;
  const still = currentParts(context).some(({ evaluation }) => evaluation === undefined);
  return wanted && still ? [taskIn(context, 'submitResult', ['promotionOffice', 'ciso'], 'result')] : [];
}

function ofPart(context: Context, part: MinistryPart): readonly Task[] {
  const { ministry, until, objective, confirmed, evaluation, guidances, noGuidance, contacts } = part;
  const organisation = holderOf(part);
  const of = (decision: string, roles: Task['roles'], item = ''): Task =>
    taskIn(context, decision, roles, `${item}:${ministry}`, { organisation });
  const rest = [
    ...(unanswered(context).includes(ministry) ? [of('answerAdvice', ['manager'], 'answer')] : []),
    ...(evaluation !== undefined && mustPublish(context) && !isPublished(part)
      ? [of('publish', ['supervisingStaff'], 'publication')]
      : []),
  ];
  if (until !== undefined) return rest;
  const objectiveOpen = openItem(context, `objective:${organisation}`) !== undefined;
  const setting =
    hasObjectives(context) && objectiveOpen && confirmed === undefined
      ? objective === undefined
        ? [of('recordObjective', ['minister'], 'objective')]
        : [of('confirmObjective', ['supervisingStaff'], 'objective')]
      : [];
  const guiding = !isIncorporated(context) && guidances.length === 0 && noGuidance === undefined;
  const receipts = context.audits.filter((audit) => unreceived(context, audit).includes(organisation));
  return [
    ...setting,
    ...(guiding ? [of('recordGuidance', ['supervisingStaff', 'manager'])] : []),
    // Recommended: once the ministry was reminded, and never overdue.
    ...(context.contactAt === undefined && contacts.length === 0
      ? [of('recordContact', ['supervisingStaff', 'manager'])]
      : []),
    ...(evaluation === undefined && context.overSince !== undefined
      ? [of('evaluate', isIncorporated(context) ? ['minister'] : ['minister', 'manager'], 'evaluation')]
      : []),
    ...(receipts.length > 0 ? [of('receiveAuditResult', ['supervisingStaff'], `receipt:${receipts[0]?.audit}`)] : []),
    ...rest,
  ];
}

function ofCentre(context: Context): readonly Task[] {
  const { centre, check, noAdvice, advice } = context;
  const decision = check === undefined ? 'check' : 'advise';
  if (!isEvaluated(context) || (check !== undefined && (noAdvice !== undefined || advice !== undefined))) return [];
  return centre.map((organisation) => task(decision, ['centreStaff'], { organisation }));
}

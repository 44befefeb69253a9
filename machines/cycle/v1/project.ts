/** Plain rows for the read model: phase, tasks, due items, counts, marks. */
import type { DueItem, ProjectedRows, Task } from '../../core/index.ts';
import {
  dateInJapan,
  improvementEnd,
  openItem,
  overdueCount,
  phaseOf,
  task,
  withAll,
  type Snapshot,
} from '../../kit/v1/index.ts';
import { adviceItem, waitingAdvice } from './advice.ts';
import { openDue, ownDue } from './due-items.ts';
import { auditReported, openAudits, openImprovements } from './improvements.ts';
import { missing, missingOf, recorders } from './inspect/departments.ts';
import { isCarriedOut, measuresOn, missingAt } from './operate/measure-dates.ts';
import { isClosable, lateFindings, undisposedObservations } from './outstanding.ts';
import { owedNow } from './owing.ts';
import { askedItem, askedNow, restedOnOldEdition } from './planning/asked.ts';
import { lackingMark } from './planning/structure.ts';
import { unauditedNow } from './planning/unaudited.ts';
import { states } from './texts.ts';
import type { Context, StartedImprovement } from './types.ts';

/** The phase shown on the board, a key of `phases`: that of the state, but until 1 April a planned year only waits. */
function phaseNow({ value, context }: Snapshot<Context>): string {
  const phase = phaseOf(states, value);
  return phase === 'operating' && !context.yearBegun ? 'planned' : phase;
}

/** Improvements by how they ended, counted apart for ever: only `verified` is success. */
function endCounts(improvements: readonly StartedImprovement[]): Record<string, number> {
  return Object.fromEntries(
    improvementEnd.options.map((end) => [
      `improvements${end.charAt(0).toUpperCase()}${end.slice(1)}`,
      improvements.filter((item) => item.end === end).length,
    ]),
  );
}

const when = (condition: boolean, ...tasks: readonly Task[]): readonly Task[] => (condition ? tasks : []);

/** Approvals that wait, in planning or later. */
function approvals(context: Context, amending: boolean): readonly Task[] {
  const suffix = amending ? 'Amendment' : '';
  return [
    ...when(
      context.policy.submitted !== undefined,
      task('approvePolicy', ['ciso'], { dueItem: openItem(context, 'policy')?.id }),
    ),
    ...when(
      context.standards.submitted !== undefined,
      task(`approveStandards${suffix}`, ['ciso'], { dueItem: openItem(context, 'standards')?.id }),
    ),
    ...when(
      context.plan.submitted !== undefined,
      task(`approvePlan${suffix}`, ['ciso'], { dueItem: amending ? undefined : 'plan' }),
    ),
    ...when(context.adoption.submitted !== undefined, task('approveAdoption', ['ciso'])),
  ];
}

/** What the CISO and the promotion office set before the plan; still expected of a year whose plan was adopted. */
function groundwork(context: Context): readonly Task[] {
  return [
    ...when(context.direction === undefined, task('setDirection', ['ciso'], { dueItem: 'direction' })),
    ...when(context.structure === undefined, task('confirmStructure', ['ciso'], { dueItem: 'structure' })),
    ...when(context.resources === undefined, task('decideResources', ['ciso'])),
    ...when(
      context.riskAssessment === undefined,
      task('recordRiskAssessment', ['promotionOffice'], { dueItem: 'riskAssessment' }),
    ),
  ];
}

/** Amendments and educations that are owed, once the plan is approved. */
function owedTasks(context: Context): readonly Task[] {
  const owed = (subject: 'policy' | 'plan' | 'education'): boolean => owedNow(context, subject).length > 0;
  return [
    ...when(owed('policy') && context.policy.submitted === undefined, task('submitPolicy', ['promotionOffice'])),
    ...standardsOwed(context, 'submitStandardsAmendment'),
    ...when(owed('plan') && context.plan.submitted === undefined, task('submitPlanAmendment', ['promotionOffice'])),
    ...when(owed('education'), task('recordTraining', ['promotionOffice'])),
  ];
}

/** What is owed of standards that stand: to amend them, or – an edition, a directive – to answer it otherwise. */
function standardsOwed(context: Context, decision: 'submitStandards' | 'submitStandardsAmendment'): readonly Task[] {
  const isOwed = owedNow(context, 'standards').length > 0;
  const asked = askedNow(context);
  const answering = asked.map((item) => {
    const how = item.source === 'edition' ? 'declareConformity' : 'settleDirective';
    return task(how, ['ciso'], { dueItem: openItem(context, askedItem(item))?.id });
  });
  // One amendment may answer all of them: it is due when the first is.
  const [first] = asked.flatMap((item) => openItem(context, askedItem(item)) ?? []).toSorted((a, b) => a.due - b.due);
  const amending = task(decision, ['promotionOffice'], { dueItem: first?.id });
  return [...when(isOwed && context.standards.submitted === undefined, amending), ...answering];
}

function planningTasks(context: Context): readonly Task[] {
  const { policy, standards, plan } = context;
  const noPolicy = policy.approved === undefined && policy.submitted === undefined;
  const noStandards = standards.approved === undefined && standards.submitted === undefined;
  return [
    ...groundwork(context),
    ...when(
      noPolicy,
      task('submitPolicy', ['promotionOffice'], { dueItem: 'policy' }),
      task('confirmPolicyUnchanged', ['ciso'], { dueItem: 'policy' }),
    ),
    ...when(
      noStandards && policy.approved !== undefined,
      task('submitStandards', ['promotionOffice'], { dueItem: 'standards' }),
      task('confirmStandardsUnchanged', ['ciso'], { dueItem: 'standards' }),
    ),
    ...when(standards.approved !== undefined, ...standardsOwed(context, 'submitStandards')),
    ...when(plan.submitted === undefined, task('submitPlan', ['promotionOffice'], { dueItem: 'plan' })),
  ];
}

/** Measures of the plan that nobody has reported or held yet, for the post that owns each. */
function measureTasks(context: Context): readonly Task[] {
  return (context.plan.approved?.measures ?? []).flatMap((known): Task[] => {
    const { role, department } = known.owner;
    if (known.kind === 'training' && !isCarriedOut(context, known)) {
      return [task('recordTraining', [role], { dueItem: 'training', department })];
    }
    if (known.kind === 'audit' || known.kind === 'selfInspection' || known.kind === 'training') return [];
    if (isCarriedOut(context, known)) return [];
    const dueItem = context.dueItems.some(({ id }) => id === measuresOn(known.due)) ? measuresOn(known.due) : undefined;
    return [task('reportMeasure', [role], { dueItem, department })];
  });
}

function operatingTasks(context: Context): readonly Task[] {
  const measures = measureTasks(context);
  const seen = new Set<string>();
  const once = measures.filter((item) => {
    const key = JSON.stringify(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return [
    ...once,
    ...when(context.inspection.begun === undefined && context.yearBegun, task('beginInspection', ['headOfOfficers'])),
  ];
}

/** Self-inspections of the plan that a department with a record has still to hand in: each by its own date. */
function inspectedAgain(context: Context): readonly Task[] {
  const never = missing(context);
  return (context.plan.approved?.measures ?? []).flatMap((known) =>
    missingOf(context, known)
      .filter((department) => !never.includes(department))
      .map((department) => task('recordSelfInspection', recorders, { dueItem: measuresOn(known.due), department })),
  );
}

function inspectingTasks(context: Context): readonly Task[] {
  const { inspection } = context;
  if (inspection.begun === undefined || context.judgement !== undefined) return [];
  const waiting = (context.plan.approved?.measures ?? []).filter(
    (known) =>
      known.kind === 'selfInspection' && !isCarriedOut(context, known) && missingOf(context, known).length === 0,
  );
  const complete =
    Object.keys(inspection.selfInspections).length > 0 &&
    inspection.effect !== undefined &&
    inspection.resultingState !== undefined &&
    (auditReported(context) || context.noAudit !== undefined);
  return [
    ...missing(context).map((department) =>
      task('recordSelfInspection', recorders, { dueItem: 'selfInspection', department }),
    ),
    ...inspectedAgain(context),
    ...waiting.map(({ owner: { role, department } }) =>
      task('recordSelfInspection', [role], { dueItem: 'selfInspection', department }),
    ),
    ...when(inspection.effect === undefined, task('recordEffect', ['promotionOffice'], { dueItem: 'judgement' })),
    ...when(
      inspection.resultingState === undefined,
      task('recordResultingState', ['promotionOffice'], { dueItem: 'judgement' }),
    ),
    ...when(
      complete && context.proposal === undefined,
      task('proposeJudgement', ['headOfOfficers'], { dueItem: 'judgement' }),
    ),
    ...when(context.proposal !== undefined, task('judge', ['ciso'], { dueItem: 'judgement' })),
  ];
}

/**
 * An audit is to be opened: one of the programme that nobody opened, or that was cancelled; and where no audit examines
 * the year and none runs – it was recorded that there is none, the year is judged without, and never closes so (3-15).
 */
function auditWanted(context: Context): boolean {
  const { plan, audits, evaluation, noAudit } = context;
  if (plan.approved === undefined) return false;
  const isOpened = (item: string): boolean =>
    audits.some(({ programmeItem, end }) => programmeItem === item && end !== 'cancelled');
  const unopened = plan.approved.measures.some(({ kind, id }) => kind === 'audit' && !isOpened(id));
  if (evaluation === undefined && unopened) return true;
  const isWithout = !auditReported(context) && openAudits(context) === 0;
  return isWithout && (evaluation !== undefined || noAudit === undefined);
}

/** Advice to decide on: what was put off with its date, the rest once. */
function adviceTasks(context: Context): readonly Task[] {
  const waiting = waitingAdvice(context);
  return [
    ...when(
      waiting.some(({ disposed }) => disposed === undefined),
      task('disposeAdvice', ['ciso']),
    ),
    ...waiting
      .filter(({ disposed }) => disposed !== undefined)
      .map(({ ref }) => task('disposeAdvice', ['ciso'], { dueItem: openItem(context, adviceItem(ref))?.id })),
  ];
}

/** What may wait at any time of the year. */
function standingTasks(context: Context): readonly Task[] {
  return [
    ...when(
      context.exceptions.some((known) => known.status === 'applied'),
      task('decideException', ['ciso']),
    ),
    ...when(
      context.exceptions.some((known) => known.status === 'expired'),
      task('settleException', ['headOfOfficers'], { dueItem: 'exception' }),
    ),
    ...when(
      context.workability.some((known) => known.answered === undefined),
      task('answerWorkability', ['promotionOffice']),
    ),
    ...when(auditWanted(context), task('openAudit', ['auditOfficer'], { dueItem: 'audit' })),
    ...when(
      context.auditOrders.some((known) => known.opened === undefined),
      task('openAudit', ['auditOfficer']),
    ),
    ...adviceTasks(context),
    ...when(undisposedObservations(context).length > 0, task('disposeObservation', ['ciso'])),
  ];
}

function reviewTasks(context: Context): readonly Task[] {
  return [
    ...when(
      context.judgement !== undefined && context.evaluation === undefined,
      task('evaluate', ['ciso'], { dueItem: 'evaluation' }),
    ),
    ...when(lateFindings(context).length > 0, task('supplement', ['ciso'])),
    ...when(context.evaluation !== undefined && context.resultRequests.length > 0, task('giveResult', ['ciso'])),
    ...when(isClosable(context), task('close', ['ciso'], { dueItem: 'close' })),
  ];
}

function tasksOf(context: Context): readonly Task[] {
  if (context.end !== undefined) return [];
  if (context.withdrawn !== undefined) return when(context.yearBegun, task('reopenYear', ['ciso', 'promotionOffice']));
  const planning = context.plan.approved === undefined;
  return [
    ...(planning ? planningTasks(context) : owedTasks(context)),
    ...(planning || context.evaluation !== undefined ? [] : groundwork(context)),
    ...approvals(context, !planning),
    ...(planning || context.evaluation !== undefined ? [] : operatingTasks(context)),
    ...inspectingTasks(context),
    ...reviewTasks(context),
    ...standingTasks(context),
  ];
}

/** The figures gate nothing (6-3); the plan is marked until they are there. */
function figuresUndecided({ plan, resources }: Context): boolean {
  return plan.approved !== undefined && resources === undefined;
}

/** A due item with the departments it waits for. */
function withMissing(context: Context, item: DueItem): DueItem {
  const departments = missingAt(context, item);
  return departments.length === 0 ? item : { ...item, missing: departments };
}

/** The year's result for the supervising ministry: asked for and not given yet, and given. */
function resultCounts({ resultRequests, resultGiven }: Context): Record<string, number> {
  return {
    ...(resultRequests.length > 0 && { resultsAsked: resultRequests.length }),
    ...(resultGiven !== undefined && { resultsGiven: 1 }),
  };
}

/** What was lacking and was put in place says until when it was: the year keeps that, and does not read as lacking it. */
function standingMarks({ marks, dueItems }: Context): readonly string[] {
  return marks.map((mark) => {
    const item = dueItems.find(({ id }) => lackingMark(id) === mark);
    return item?.met === undefined ? mark : `${mark}Until:${dateInJapan(item.met)}`;
  });
}

/** The projection of a state. */
export function project(snapshot: Snapshot<Context>): ProjectedRows {
  const { context } = snapshot;
  const phase = phaseNow(snapshot);
  return {
    phase,
    ...(context.end === undefined ? {} : { ended: context.end.kind }),
    due: openDue(context).map((item) => withMissing(context, item)),
    tasks: tasksOf(context),
    counts: {
      openImprovements: openImprovements(context).length,
      openAudits: openAudits(context),
      ...endCounts(context.improvements),
      overdue: overdueCount(ownDue(context), context.at),
      owed: owedNow(context).length,
      findings: context.findings.length,
      unaudited: unauditedNow(context).length,
      exceptions: context.exceptions.filter((known) => known.status === 'granted' || known.status === 'expired').length,
      ...resultCounts(context),
    },
    marks: withAll(
      standingMarks(context),
      figuresUndecided(context) ? 'figuresUndecided' : undefined,
      restedOnOldEdition(context) ? 'oldEdition' : undefined,
    ),
    documents: context.documents,
  };
}

/** What submitting, approving and returning the plan changes and causes. Its rules are in `plan.ts`. */
import type { Cause } from '../../../core/index.ts';
import { dateInJapan, met, toRoles, withAll, type Change, type StructureFact } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers } from '../kit.ts';
import { expectedOfPlan, selfInspectionItem } from '../inspect/departments.ts';
import { measureItems } from '../operate/measure-dates.ts';
import { amendmentTells, settled } from '../owing.ts';
import { takenBack } from '../taking-back.ts';
import type { Context, Measure, PlanStanding, PlanSubmission } from '../types.ts';
import { decisions, type PlanInput } from './plan.ts';
import { unauditedNow } from './unaudited.ts';

/** Only what rules and lists read is kept; workability notes stay in the entry and in the document. */
export function keptMeasures(measures: PlanInput['measures']): readonly Measure[] {
  return measures.map(({ id, kind, title, owner, due, completes }) => ({
    id,
    kind,
    title,
    owner,
    due,
    ...(completes === undefined ? {} : { completes }),
  }));
}

function submitChange(
  context: Context,
  { actor, input, facts }: EventOf<'submitPlan' | 'submitPlanAmendment'>,
): Change<Context> {
  const put: PlanSubmission = {
    version: input.version,
    document: input.document,
    by: actor.person,
    at: context.at,
    settles: input.settles,
    measures: keptMeasures(input.measures),
    evaluation: input.evaluation,
    carries: input.carries,
    ...(input.criteriaSet === undefined ? {} : { criteriaSet: input.criteriaSet }),
    ...(input.inspects === undefined ? {} : { inspects: input.inspects }),
    ...(facts.auditInterval.unaudited.length === 0 ? {} : { unaudited: facts.auditInterval.unaudited }),
  };
  const evaluation = 'document' in input.evaluation ? input.evaluation.document : undefined;
  return {
    plan: { ...context.plan, submitted: put },
    documents: withAll(context.documents, input.document, evaluation),
    marks: input.measures.every(({ owner }) => isPostHeld(facts.structure, owner))
      ? context.marks
      : withAll(context.marks, 'measureOwnerVacant'),
  };
}

/** The measures, each that an amendment moves with the first date it had. */
function withFirstDates(measures: readonly Measure[], before: readonly Measure[]): readonly Measure[] {
  return measures.map((measure) => {
    const old = before.find(({ id }) => id === measure.id);
    const first = old?.firstDue ?? old?.due ?? measure.due;
    return first === measure.due ? measure : { ...measure, firstDue: first };
  });
}

/** True when somebody holds the post that owns a measure. */
function isPostHeld({ holders }: Pick<StructureFact, 'holders'>, { role, department }: Measure['owner']): boolean {
  return holders.some((held) => held.role === role && (department === undefined || held.department === department));
}

function approveChange(
  context: Context,
  { actor, facts }: EventOf<'approvePlan' | 'approvePlanAmendment'>,
): Change<Context> {
  const put = context.plan.submitted;
  if (put === undefined) return {};
  const { version, document, measures, evaluation, carries, criteriaSet, inspects, unaudited } = put;
  const standing: PlanStanding = {
    version,
    document,
    measures: withFirstDates(measures, context.plan.approved?.measures ?? []),
    evaluation,
    carries,
    ...(criteriaSet === undefined ? {} : { criteriaSet }),
    ...(inspects === undefined ? {} : { inspects }),
    ...(unaudited === undefined ? {} : { unaudited }),
    at: context.at,
    by: actor.person,
    how: 'approved',
    number: (context.plan.approved?.number ?? 0) + 1,
    since: context.plan.approved?.since ?? dateInJapan(context.at),
  };
  const inspection = { ...context.inspection, expected: expectedOfPlan(facts.inspection, measures, inspects) };
  const after = { ...context, plan: { approved: standing }, inspection, dueItems: met(context, 'plan') };
  return {
    plan: after.plan,
    inspection,
    owed: settled(context, 'plan', put.settles, 'amended'),
    dueItems: measureItems({ ...after, dueItems: selfInspectionItem(after) }, facts.due),
    marks: context.firstCycle ? withAll(context.marks, 'firstYear') : context.marks,
  };
}

/** The registers an approved or adopted plan writes. */
export function planRegisters(
  context: Context,
  plan: { version: string; document: string; measures: readonly Measure[]; criteriaSet?: string },
): readonly Cause[] {
  const value = {
    year: context.year,
    version: plan.version,
    document: plan.document,
    since: dateInJapan(context.at),
    measures: plan.measures.map(({ id, kind, title, owner, due, completes }) => ({
      id,
      kind,
      title,
      owner: { role: owner.role, department: owner.department },
      due,
      completes,
    })),
  };
  return [
    { kind: 'register', register: 'plan', value },
    ...(plan.criteriaSet === undefined
      ? []
      : [{ kind: 'register' as const, register: 'criteriaSet', value: plan.criteriaSet }]),
  ];
}

function approveCauses({ before }: { before: Context }): readonly Cause[] {
  const put = before.plan.submitted;
  if (put === undefined) return [];
  return [
    ...planRegisters(before, put),
    ...amendmentTells(before, 'plan', put),
    toRoles(before, ['promotionOffice', 'headOfOfficers', 'auditOfficer'], 'planApproved'),
  ];
}

const submitBranch = {
  target: 'submitted',
  change: submitChange,
  causes: ({ after }: { after: Context }) => [
    toRoles(after, ['ciso'], 'planSubmitted'),
    ...(unauditedNow(after).length === 0 ? [] : [toRoles(after, ['ciso', 'auditOfficer'], 'departmentsUnaudited')]),
  ],
} as const;
const approveBranch = { change: approveChange, causes: approveCauses } as const;
const returnBranch = {
  target: 'open',
  change: (context: Context) => ({ plan: { ...context.plan, submitted: undefined } }),
  causes: ({ after }: { after: Context }) => [toRoles(after, ['promotionOffice'], 'planReturned')],
} as const;

const takeBackBranch = { ...returnBranch, ...takenBack } as const;

/** In planning: the approval of the plan ends planning and the year stands on it. */
export const track = {
  initial: 'open',
  states: {
    open: { on: handlers(decisions, { submitPlan: submitBranch }) },
    submitted: {
      on: handlers(decisions, {
        approvePlan: { ...approveBranch, target: '#cycle.live.year' },
        returnPlan: returnBranch,
        takeBackPlan: takeBackBranch,
      }),
    },
  },
} as const;

/** After the approval: amendments, by the rules of the first submission. */
export const amendmentTrack = {
  initial: 'open',
  states: {
    open: { on: handlers(decisions, { submitPlanAmendment: submitBranch }) },
    submitted: {
      on: handlers(decisions, {
        approvePlanAmendment: { ...approveBranch, target: 'open' },
        returnPlanAmendment: returnBranch,
        takeBackPlan: takeBackBranch,
      }),
    },
  },
} as const;

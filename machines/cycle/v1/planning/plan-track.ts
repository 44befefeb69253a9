/** What submitting, approving and returning the plan changes and causes. Its rules are in `plan.ts`. */
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import { dateInJapan } from '../calendar.ts';
import { act, amendmentTells, cited, marked, met, notify, settled, type Change } from '../kit.ts';
import type { CycleContext, Measure, PlanStanding, PlanSubmission } from '../types.ts';
import type { PlanInput } from './plan.ts';

/** Only what rules and lists read is kept; workability notes stay in the entry and in the document. */
export function keptMeasures(measures: PlanInput['measures']): readonly Measure[] {
  return measures.map(({ id, kind, title, owner, due }) => ({ id, kind, title, owner, due }));
}

function submit(context: CycleContext, by: string, input: PlanInput): Change {
  const submitted: PlanSubmission = {
    version: input.version,
    document: input.document,
    by,
    at: context.at,
    settles: input.settles,
    measures: keptMeasures(input.measures),
    evaluation: input.evaluation,
    carries: input.carries,
    ...(input.criteriaSet === undefined ? {} : { criteriaSet: input.criteriaSet }),
  };
  const evaluation = input.evaluation.kind === 'none' ? undefined : input.evaluation.document;
  return { plan: { ...context.plan, submitted }, documents: cited(context, input.document, evaluation) };
}

function approve(context: CycleContext, by: string): Change {
  const put = context.plan.submitted;
  if (put === undefined) return {};
  const { version, document, measures, evaluation, carries, criteriaSet } = put;
  const approved: PlanStanding = {
    version,
    document,
    measures,
    evaluation,
    carries,
    ...(criteriaSet === undefined ? {} : { criteriaSet }),
    at: context.at,
    by,
    how: 'approved',
    number: (context.plan.approved?.number ?? 0) + 1,
    since: context.plan.approved?.since ?? dateInJapan(context.at),
  };
  return {
    plan: { approved },
    owed: settled(context, 'plan', put.settles, 'amended'),
    dueItems: met(context, 'plan'),
    marks: context.firstCycle ? marked(context, 'firstYear') : context.marks,
  };
}

/** The registers an approved or adopted plan writes. */
export function planRegisters(
  context: CycleContext,
  plan: { version: string; document: string; measures: readonly Measure[]; criteriaSet?: string },
): readonly Cause[] {
  const value = {
    year: context.year,
    version: plan.version,
    document: plan.document,
    since: dateInJapan(context.at),
    measures: plan.measures.map(({ id, kind, title, owner, due }) => ({
      id,
      kind,
      title,
      owner: { role: owner.role, department: owner.department },
      due,
    })),
  };
  return [
    { kind: 'register', register: 'plan', value },
    ...(plan.criteriaSet === undefined
      ? []
      : [{ kind: 'register' as const, register: 'criteriaSet', value: plan.criteriaSet }]),
  ];
}

function approveCauses(context: CycleContext): readonly Cause[] {
  const put = context.plan.submitted;
  if (put === undefined) return [];
  return [
    ...planRegisters(context, put),
    ...amendmentTells(context, 'plan', put),
    notify(context, 'planApproved', 'promotionOffice', 'headOfOfficers', 'auditOfficer'),
  ];
}

const unsubmit = (context: CycleContext): Change => ({ plan: { ...context.plan, submitted: undefined } });
const submittedNotice = (context: CycleContext) => [notify(context, 'planSubmitted', 'ciso')];
const returnedNotice = (context: CycleContext) => [notify(context, 'planReturned', 'promotionOffice')];

const mayBeSubmitted = [
  'riskAssessed',
  'structureConfirmed',
  'standardsApproved',
  'directionSet',
  'planHasTrainingAndTechnical',
  'planHasInspectionAndAudit',
  'measuresWorkable',
  'measuresDistinct',
  'criteriaSetRegistered',
  'evaluationCited',
  'earlierEvaluationOnlyInFirstCycle',
  'owedItemsInPlan',
  'planSettlesOwed',
  'planDeliberated',
] as const;
const mayBeApproved = [
  'planHashSubmitted',
  'planApproverIsAnother',
  'resourcesDecided',
  'rolesStillFilled',
  'owedItemsStillInPlan',
  'evaluationStillCited',
] as const;

/** In planning: the approval of the plan ends planning and the year stands on it. */
export const planTrack = {
  initial: 'open',
  states: {
    open: {
      on: {
        submitPlan: {
          ...act(
            'submitPlan',
            all(...mayBeSubmitted),
            (context, event) => submit(context, event.actor.person, event.input),
            submittedNotice,
          ),
          target: 'submitted',
        },
      },
    },
    submitted: {
      on: {
        approvePlan: {
          ...act(
            'approvePlan',
            all(...mayBeApproved, 'nothingElsePending'),
            (context, event) => approve(context, event.actor.person),
            approveCauses,
          ),
          target: '#cycle.live.year',
        },
        returnPlan: { ...act('returnPlan', undefined, unsubmit, returnedNotice), target: 'open' },
      },
    },
  },
} as const;

/** After the approval: amendments, by the rules of the first submission. */
export const planAmendmentTrack = {
  initial: 'open',
  states: {
    open: {
      on: {
        submitPlanAmendment: {
          ...act(
            'submitPlanAmendment',
            all(...mayBeSubmitted, 'droppedMeasuresExplained'),
            (context, event) => submit(context, event.actor.person, event.input),
            submittedNotice,
          ),
          target: 'submitted',
        },
      },
    },
    submitted: {
      on: {
        approvePlanAmendment: {
          ...act(
            'approvePlanAmendment',
            all(...mayBeApproved),
            (context, event) => approve(context, event.actor.person),
            approveCauses,
          ),
          target: 'open',
        },
        returnPlanAmendment: { ...act('returnPlanAmendment', undefined, unsubmit, returnedNotice), target: 'open' },
      },
    },
  },
} as const;
export const planStates = {
  '': { ja: '対策推進計画', en: 'plan' },
  open: { ja: '計画の提出なし', en: 'no plan submitted' },
  submitted: { ja: '計画の承認待ち', en: 'plan waiting for approval' },
};

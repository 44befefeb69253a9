/**
 * What of a decision's input the cycle knows already: what was submitted for whoever approves it, what is owed for whoever
 * submits, last year's measures for a new plan. Whoever decides may change all of it.
 */
import { z } from 'zod';
import type { Drafts, Json } from '../../core/index.ts';
import { registersFact, type RegistersFact } from '../../kit/v1/index.ts';
import { waitingAdvice } from './advice.ts';
import { auditReported, openAudits, uncovered } from './improvements.ts';
import { made } from './kit.ts';
import { lateFindings, undisposedObservations } from './outstanding.ts';
import { owedNow } from './owing.ts';
import { isNotYetDue } from './review/evaluation-content.ts';
import type { Context, Debt, Measure } from './types.ts';

/** The input with one field, where there is exactly one to choose; else nothing. */
function theOnly(field: string, all: readonly (string | number)[]): Readonly<Record<string, string | number>> {
  const [only] = all;
  return all.length === 1 && only !== undefined ? { [field]: only } : {};
}

const ofKind = ({ plan }: Context, wanted: Measure['kind']): readonly string[] =>
  (plan.approved?.measures ?? []).flatMap(({ id, kind }) => (kind === wanted ? [id] : []));

const refs = (context: Context, subject?: Debt['subject']): readonly string[] =>
  owedNow(context, subject).map(({ ref }) => ref);

/** A document that waits for approval. */
const submitted = (document: string | undefined): Json => (document === undefined ? {} : { document });

/** A measure as it is put into a plan again. */
function again({ id, kind, title, owner, due, completes }: Measure): Json {
  const { role, department } = owner;
  return {
    id,
    kind,
    title,
    owner: { role, ...(department !== undefined && { department }) },
    due,
    ...(completes !== undefined && { completes }),
  };
}

/** The evaluation a plan rests on, as far as the predecessor says. */
function evaluation({ predecessor }: Context): { readonly evaluation?: Json } {
  const { status, document } = predecessor;
  if (status === 'notEvaluable') return { evaluation: { kind: 'notEvaluable' } };
  return document === undefined ? {} : { evaluation: { kind: 'predecessor', document } };
}

const lastPlan = z.object({
  measures: z.array(
    z.object({
      id: z.string(),
      kind: z.string().optional(),
      title: z.string().optional(),
      owner: z.object({ role: z.string(), department: z.string().optional() }),
      due: z.string().optional(),
    }),
  ),
});

/** The same day in the year of the plan: last year's dates are over. */
function inYear(date: string, year: number): string {
  const [, month = '', day = ''] = date.split('-');
  const calendarYear = month >= '04' ? year : year + 1;
  return `${calendarYear}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}

/** What a new plan takes over from the last one. */
function lastMeasures({ year }: Context, plan: z.output<typeof lastPlan> | undefined): { readonly measures?: Json } {
  const measures = (plan?.measures ?? []).map(({ due, ...measure }) => ({
    ...measure,
    ...(due !== undefined && { due: inYear(due, year) }),
  }));
  return measures.length === 0 ? {} : { measures };
}

/** The versions that are in force: what is taught and made known. */
function versions({
  policy,
  standards,
}: Pick<RegistersFact, 'policy' | 'standards'>): { of: string; version: string }[] {
  return [
    ...(policy === undefined ? [] : [{ of: 'policy', version: policy.version }]),
    ...(standards === undefined ? [] : [{ of: 'standards', version: standards.version }]),
  ];
}

const taught = z.object({ registers: registersFact.pick({ policy: true, standards: true }) });

/**
 * One improvement for each thing that nothing covers yet, called like the finding; what was judged insufficient has no title
 * yet, and whoever opens the improvement gives it one.
 */
function improvementsFor(context: Context, ...only: readonly string[]): Json {
  const wanted = uncovered(context).filter(({ ref }) => only.length === 0 || only.includes(ref));
  return wanted.map(({ ref, title, department }) => ({
    ...(title !== undefined && { title }),
    covers: [ref],
    ...(department !== undefined && { department }),
  }));
}

/** The plan's own measure for which no audit runs yet. */
function auditToOpen(context: Context): Json {
  const planned = context.plan.approved?.measures.find(
    ({ id, kind }) => kind === 'audit' && !context.audits.some(({ programmeItem }) => programmeItem === id),
  );
  const { year: yearExamined } = context;
  if (planned === undefined || openAudits(context) > 0) return { yearExamined };
  return { yearExamined, planned: true, programmeItem: planned.id, title: planned.title };
}

/** Every measure of the plan; what was not yet due when the year was judged is 期限未到来. */
function measuresToEvaluate(context: Context): Json {
  return (context.plan.approved?.measures ?? []).map((measure) => ({
    id: measure.id,
    ...(isNotYetDue(context, measure) && { result: 'notYetDue' }),
  }));
}

/** The proposal's values; an improvement for everything that would then have to be covered. */
function judgement(context: Context): Json {
  const { proposal } = context;
  if (proposal === undefined) return {};
  const { document, at, by, judged, notInspected } = proposal;
  const { partlyInsufficient, ...dimensions } = judged;
  const asProposed = { ...context, judgement: { document, at, by, dimensions, audited: auditReported(context) } };
  const missing = notInspected?.map(({ departments, reason }) => ({ departments, reason }));
  return {
    ...Object.fromEntries(Object.entries(dimensions).map(([name, said]) => [name, { ...said }])),
    ...(partlyInsufficient !== undefined && { partlyInsufficient }),
    ...(missing !== undefined && { notInspected: missing }),
    proposal: document,
    improvements: improvementsFor(asProposed),
  };
}

export const drafts: Drafts<Context> = {
  submitPolicy: { from: (context) => ({ settles: refs(context, 'policy') }) },
  approvePolicy: { from: ({ policy }) => submitted(policy.submitted?.document) },
  approveStandards: { from: ({ standards }) => submitted(standards.submitted?.document) },
  approveStandardsAmendment: { from: ({ standards }) => submitted(standards.submitted?.document) },
  submitPlan: made(
    z.object({ registers: z.object({ plan: lastPlan.optional(), criteriaSet: z.string().optional() }) }),
    (context, { registers }) => ({
      ...lastMeasures(context, registers.plan),
      ...evaluation(context),
      carries: refs(context),
      ...(registers.criteriaSet !== undefined && { criteriaSet: registers.criteriaSet }),
    }),
  ),
  submitPlanAmendment: {
    from: (context) => {
      const { approved } = context.plan;
      if (approved === undefined) return {};
      const { measures, criteriaSet } = approved;
      return {
        measures: measures.map(again),
        ...evaluation(context),
        carries: refs(context),
        ...(criteriaSet !== undefined && { criteriaSet }),
      };
    },
  },
  approvePlan: { from: ({ plan }) => submitted(plan.submitted?.document) },
  approvePlanAmendment: { from: ({ plan }) => submitted(plan.submitted?.document) },
  approveAdoption: { from: ({ adoption }) => submitted(adoption.submitted?.document) },
  recordTraining: made(taught, (context, { registers }) => ({
    taught: versions(registers),
    ...theOnly('measure', ofKind(context, 'training')),
  })),
  reportDissemination: made(taught, (_, { registers }) => ({ versions: versions(registers) })),
  openAudit: { from: auditToOpen },
  decideException: {
    from: ({ exceptions }) =>
      theOnly(
        'exception',
        exceptions.flatMap(({ status, number }) => (status === 'applied' ? [number] : [])),
      ),
  },
  settleException: {
    from: ({ exceptions }) =>
      theOnly(
        'exception',
        exceptions.flatMap(({ status, number }) => (status === 'expired' ? [number] : [])),
      ),
  },
  answerWorkability: {
    from: ({ workability }) =>
      theOnly(
        'report',
        workability.flatMap(({ answered, number }) => (answered === undefined ? [number] : [])),
      ),
  },
  explainDelay: {
    from: ({ dueItems, at }) =>
      theOnly(
        'item',
        dueItems.flatMap(({ id, met, due }) => (met === undefined && due <= at ? [id] : [])),
      ),
  },
  disposeObservation: {
    from: (context) =>
      theOnly(
        'ref',
        undisposedObservations(context).map(({ ref }) => ref),
      ),
  },
  disposeAdvice: {
    from: (context) =>
      theOnly(
        'ref',
        waitingAdvice(context).map(({ ref }) => ref),
      ),
  },
  judge: { from: judgement },
  evaluate: { from: (context) => ({ measures: measuresToEvaluate(context) }) },
  supplement: {
    from: (context) => {
      const findings = lateFindings(context).map(({ ref }) => ref);
      return { findings, improvements: improvementsFor(context, ...findings) };
    },
  },
};

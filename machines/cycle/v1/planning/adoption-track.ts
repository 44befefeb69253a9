/** What an adoption takes over, what it owes, and what it causes. Its rules are in `adoption.ts`. */
import type { Cause } from '../../../core/index.ts';
import {
  asTyped,
  met,
  toRoles,
  withAll,
  type Change,
  type InspectionFact,
  type StepContext,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { startEffects, started, type ToStart } from '../improvements.ts';
import { expectedOfPlan } from '../inspect/departments.ts';
import { handlers, route } from '../kit.ts';
import { owing } from '../owing.ts';
import { measureItems } from '../operate/measure-dates.ts';
import { takenBack } from '../taking-back.ts';
import type { AdoptedPart, Adoption, Context, Debt, Measure, PlanStanding } from '../types.ts';
import { decisions } from './adoption.ts';
import { keptMeasures, planRegisters } from './plan-track.ts';
import { withAsked } from './asked.ts';
import { editionDebt } from './editions.ts';

export const routes = {
  adoptsPlan: route({
    reads: ['state'],
    of: ['approveAdoption'],
    test: ({ context }) => context.adoption.submitted?.plan !== undefined,
  }),
};

function submitChange(context: Context, { actor, input }: EventOf<'submitAdoption'>): Change<Context> {
  const { document, policy, standards, plan, openImprovements, evaluation } = input;
  const put: Adoption = {
    document,
    ...(policy === undefined ? {} : { policy }),
    ...(standards === undefined ? {} : { standards }),
    ...(plan === undefined ? {} : { plan: { ...plan, measures: keptMeasures(plan.measures) } }),
    openImprovements,
    evaluation,
    by: actor.person,
    at: context.at,
  };
  const all = [policy, standards, plan, ...openImprovements].map((item) => item?.document);
  const earlier = evaluation.kind === 'earlier' ? evaluation.document : undefined;
  return {
    adoption: { ...context.adoption, submitted: put },
    documents: withAll(context.documents, document, plan?.riskAssessment, earlier, ...all),
  };
}

/** What an adopted plan lacks of 3-7 and 3-8, as the clauses; an amendment supplying it is owed. */
function lacks(measures: readonly Measure[], riskAssessment: string | undefined): readonly string[] {
  const kinds = new Set(measures.map((item) => item.kind));
  return [
    ...(riskAssessment === undefined ? ['3-7'] : []),
    ...(kinds.has('training') && kinds.has('technical') ? [] : ['3-8']),
  ];
}

/** What an adopted year owes: the plan's gaps, and policy or standards that are nowhere. */
function debts(context: Context, adoption: Adoption): readonly Omit<Debt, 'since'>[] {
  if (adoption.plan === undefined) return [];
  const owe = (subject: Debt['subject'], what: string): Omit<Debt, 'since'> => ({
    ref: `adoption#${subject}`,
    source: 'adoption',
    subject,
    what,
  });
  const gaps = lacks(adoption.plan.measures, adoption.plan.riskAssessment);
  return [
    ...(gaps.length > 0 ? [owe('plan', gaps.join(', '))] : []),
    ...(adoption.policy === undefined && context.policy.approved === undefined ? [owe('policy', '3-1')] : []),
    ...(adoption.standards === undefined && context.standards.approved === undefined ? [owe('standards', '3-4')] : []),
  ];
}

function approveChange(context: Context, event: EventOf<'approveAdoption'>): Change<Context> {
  const adoption = context.adoption.submitted;
  if (adoption === undefined) return {};
  const by = event.actor.person;
  const standing = ({ version, document }: AdoptedPart) =>
    ({ version, document, at: context.at, by, how: 'adopted' }) as const;
  const { policy, standards, plan } = adoption;
  const after = { ...context, owed: owing(context, ...debts(context, adoption)), marks: adoptionMarks(context) };
  const adopted: PlanStanding | undefined = plan && {
    ...standing(plan),
    measures: plan.measures,
    evaluation: adoption.evaluation,
    carries: [],
    ...(plan.criteriaSet === undefined ? {} : { criteriaSet: plan.criteriaSet }),
    number: 1,
    since: plan.decidedOn,
  };
  const dueItems = met(
    context,
    ...(policy === undefined ? [] : ['policy']),
    ...(standards === undefined ? [] : ['standards']),
    ...(plan === undefined ? [] : ['plan']),
  );
  const asked =
    standards === undefined ? { owed: after.owed, dueItems } : askedOfAdopted({ ...after, dueItems }, event);
  return {
    marks: after.marks,
    ...asked,
    adoption: { approved: { at: context.at, by } },
    improvements: started(context, adoptedImprovements(context, by)),
    ...(policy === undefined ? {} : { policy: { approved: standing(policy) } }),
    ...(standards === undefined
      ? {}
      : { standards: { approved: { ...standing(standards), edition: standards.edition, directives: [] } } }),
    ...(plan === undefined || adopted === undefined
      ? {}
      : {
          plan: { approved: adopted },
          inspection: inspectedBy(context, event.facts.inspection, plan.measures),
          dueItems: measureItems(
            { ...context, plan: { approved: adopted }, dueItems: asked.dueItems ?? dueItems },
            event.facts.due,
          ),
          ...(plan.riskAssessment === undefined
            ? {}
            : { riskAssessment: { at: context.at, by, document: plan.riskAssessment } }),
        }),
  };
}

/** An adopted plan says nothing else: the departments with an officer inspect themselves. */
function inspectedBy(
  { inspection }: Context,
  fact: InspectionFact,
  measures: readonly Measure[],
): Context['inspection'] {
  return { ...inspection, expected: expectedOfPlan(fact, measures) };
}

/** Standards as found may stand on an old edition, and nobody has said yet how they answer the directives. */
function askedOfAdopted(context: Context, { facts }: EventOf<'approveAdoption'>): Change<Context> {
  const { standards } = context.adoption.submitted ?? {};
  const directives = facts.asked.filter(({ source }) => source === 'directive');
  const after = { ...context, ...withAsked(context, ...directives.map((one) => ({ ...one, due: one }))) };
  return {
    owed: after.owed,
    dueItems: after.dueItems,
    ...(standards === undefined ? {} : editionDebt(after, facts, standards.edition)),
  };
}

function adoptionMarks(context: Context): readonly string[] {
  return withAll(context.marks, 'adopted', 'firstYear');
}

function adoptedImprovements(context: Context, by: string): readonly ToStart[] {
  return (context.adoption.submitted?.openImprovements ?? []).map(
    ({ title, ref: found, source, clause: on, department, needsAudit, decider, decidedOn, document }) => ({
      title: asTyped(title),
      covers: [
        { ref: found, source, clause: on, foundOn: decidedOn, ...(department === undefined ? {} : { department }) },
      ],
      source,
      openedBy: by,
      needsAudit,
      ...(department === undefined ? {} : { department }),
      adopted: { decider, date: decidedOn, document },
    }),
  );
}

function approveCauses({ before, event }: StepContext<Context, EventOf<'approveAdoption'>>): readonly Cause[] {
  const adoption = before.adoption.submitted;
  if (adoption === undefined) return [];
  const { policy, standards, plan } = adoption;
  const inForce = ({ version, document, decidedOn }: AdoptedPart) => ({ version, document, since: decidedOn });
  return [
    ...(policy === undefined ? [] : [{ kind: 'register' as const, register: 'policy', value: inForce(policy) }]),
    ...(standards === undefined
      ? []
      : [
          {
            kind: 'register' as const,
            register: 'standards',
            value: { ...inForce(standards), edition: standards.edition, directives: [] },
          },
        ]),
    ...(plan === undefined ? [] : planRegisters(before, plan)),
    ...startEffects(before, adoptedImprovements(before, event.actor.person)),
    toRoles(before, ['promotionOffice', 'headOfOfficers', 'auditOfficer'], 'adoptionApproved'),
  ];
}

const openHandlers = handlers(decisions, {
  submitAdoption: {
    target: 'submitted',
    change: submitChange,
    causes: ({ after }) => [toRoles(after, ['ciso'], 'adoptionSubmitted')],
  },
});
const returnBranch = {
  target: 'open',
  change: (context: Context) => ({ adoption: { ...context.adoption, submitted: undefined } }),
  causes: ({ after }: { after: Context }) => [toRoles(after, ['promotionOffice'], 'adoptionReturned')],
} as const;
const takeBackBranch = { ...returnBranch, ...takenBack } as const;
const approveBranch = { change: approveChange, causes: approveCauses } as const;

/** In planning: an adopted plan ends planning; without a plan, planning goes on with what was adopted. */
export const track = {
  initial: 'open',
  states: {
    open: { on: openHandlers },
    submitted: {
      on: handlers(decisions, {
        approveAdoption: [
          { ...approveBranch, routes: ['adoptsPlan'], target: '#cycle.live.year' },
          { ...approveBranch, routes: ['!adoptsPlan'], target: 'open' },
        ],
        returnAdoption: returnBranch,
        takeBackAdoption: takeBackBranch,
      }),
    },
  },
} as const;

/** After the plan is approved there is no plan left to adopt. */
export const lateTrack = {
  initial: 'open',
  states: {
    open: { on: openHandlers },
    submitted: {
      on: handlers(decisions, {
        approveAdoption: { ...approveBranch, target: 'open' },
        returnAdoption: returnBranch,
        takeBackAdoption: takeBackBranch,
      }),
    },
  },
} as const;

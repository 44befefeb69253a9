/** What an adoption takes over, what it owes, and what it causes. Its rules are in `adoption.ts`. */
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import { startEffects, started, type ToStart } from '../improvements.ts';
import { act, cited, marked, met, notify, owing, route, type Change, type EventOf } from '../kit.ts';
import type { AdoptedPart, Adoption, CycleContext, Measure, Owed } from '../types.ts';
import { keptMeasures, planRegisters } from './plan-track.ts';
import { editionDebt } from './standards.ts';

type Input = EventOf<'submitAdoption'>['input'];

export const adoptionRoutes = {
  adoptsPlan: route({
    reads: ['state'],
    of: ['approveAdoption'],
    test: ({ context }) => context.adoption.submitted?.plan !== undefined,
  }),
};

function submit(context: CycleContext, by: string, input: Input): Change {
  const { document, policy, standards, plan, openImprovements, evaluation } = input;
  const submitted: Adoption = {
    document,
    ...(policy === undefined ? {} : { policy }),
    ...(standards === undefined ? {} : { standards }),
    ...(plan === undefined ? {} : { plan: { ...plan, measures: keptMeasures(plan.measures) } }),
    openImprovements,
    evaluation,
    by,
    at: context.at,
  };
  const all = [policy, standards, plan, ...openImprovements].map((item) => item?.document);
  const earlier = evaluation.kind === 'earlier' ? evaluation.document : undefined;
  return {
    adoption: { ...context.adoption, submitted },
    documents: cited(context, document, plan?.riskAssessment, earlier, ...all),
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
function debts(context: CycleContext, adoption: Adoption): readonly Omit<Owed, 'since'>[] {
  if (adoption.plan === undefined) return [];
  const owe = (subject: Owed['subject'], what: string): Omit<Owed, 'since'> => ({
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

function approve(context: CycleContext, event: EventOf<'approveAdoption'>): Change {
  const adoption = context.adoption.submitted;
  if (adoption === undefined) return {};
  const by = event.actor.person;
  const standing = ({ version, document }: AdoptedPart) =>
    ({ version, document, at: context.at, by, how: 'adopted' }) as const;
  const { policy, standards, plan } = adoption;
  const after = { ...context, owed: owing(context, ...debts(context, adoption)), marks: adoptionMarks(context) };
  const edition = standards === undefined ? {} : editionDebt(after, event.facts.common, standards.edition);
  return {
    owed: after.owed,
    marks: after.marks,
    ...edition,
    adoption: { approved: { at: context.at, by } },
    improvements: started(context, adopted(context, by)),
    ...(policy === undefined ? {} : { policy: { approved: standing(policy) } }),
    ...(standards === undefined
      ? {}
      : { standards: { approved: { ...standing(standards), edition: standards.edition, directives: [] } } }),
    ...(plan === undefined
      ? {}
      : {
          plan: {
            approved: {
              ...standing(plan),
              measures: plan.measures,
              evaluation: adoption.evaluation,
              carries: [],
              ...(plan.criteriaSet === undefined ? {} : { criteriaSet: plan.criteriaSet }),
              number: 1,
              since: plan.decidedOn,
            },
          },
          dueItems: met(context, 'plan'),
          ...(plan.riskAssessment === undefined
            ? {}
            : { riskAssessment: { at: context.at, by, document: plan.riskAssessment } }),
        }),
  };
}

function adoptionMarks(context: CycleContext): readonly string[] {
  return marked(context, 'adopted', 'firstYear');
}

function adopted(context: CycleContext, by: string): readonly ToStart[] {
  return (context.adoption.submitted?.openImprovements ?? []).map(
    ({ ref: found, source, clause: on, department, needsAudit, decider, decidedOn, document }) => ({
      covers: [{ ref: found, source, clause: on, ...(department === undefined ? {} : { department }) }],
      source,
      openedBy: by,
      needsAudit,
      ...(department === undefined ? {} : { department }),
      adopted: { decider, date: decidedOn, document },
    }),
  );
}

function approveCauses(context: CycleContext, event: EventOf<'approveAdoption'>): readonly Cause[] {
  const adoption = context.adoption.submitted;
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
    ...(plan === undefined ? [] : planRegisters(context, plan)),
    ...startEffects(context, adopted(context, event.actor.person)),
    notify(context, 'adoptionApproved', 'promotionOffice', 'headOfOfficers', 'auditOfficer'),
  ];
}

const submitted = {
  ...act(
    'submitAdoption',
    all(
      'adoptionInFirstYear',
      'adoptionOnce',
      'adoptionBeforeJudgement',
      'adoptionNotEmpty',
      'adoptsNothingTwice',
      'adoptionDatesPast',
    ),
    (context, event) => submit(context, event.actor.person, event.input),
    (context) => [notify(context, 'adoptionSubmitted', 'ciso')],
  ),
  target: 'submitted',
} as const;
const returned = {
  ...act(
    'returnAdoption',
    undefined,
    (context) => ({ adoption: { ...context.adoption, submitted: undefined } }),
    (context) => [notify(context, 'adoptionReturned', 'promotionOffice')],
  ),
  target: 'open',
} as const;
const rules = [
  'adoptionBeforeJudgement',
  'adoptionStillMissing',
  'adoptionHashSubmitted',
  'adoptionApproverIsAnother',
] as const;

/** In planning: an adopted plan ends planning; without a plan, planning goes on with what was adopted. */
export const adoptionTrack = {
  initial: 'open',
  states: {
    open: { on: { submitAdoption: submitted } },
    submitted: {
      on: {
        approveAdoption: [
          {
            ...act('approveAdoption', all(...rules, 'adoptsPlan'), approve, approveCauses),
            target: '#cycle.live.year',
          },
          { ...act('approveAdoption', all(...rules, '!adoptsPlan'), approve, approveCauses), target: 'open' },
        ],
        returnAdoption: returned,
      },
    },
  },
} as const;
/** After the plan is approved there is no plan left to adopt. */
export const lateAdoptionTrack = {
  initial: 'open',
  states: {
    open: { on: { submitAdoption: submitted } },
    submitted: {
      on: {
        approveAdoption: { ...act('approveAdoption', all(...rules), approve, approveCauses), target: 'open' },
        returnAdoption: returned,
      },
    },
  },
} as const;
export const adoptionStates = {
  '': { ja: '導入時登録', en: 'adoption' },
  open: { ja: '導入時登録の提出なし', en: 'no adoption submitted' },
  submitted: { ja: '導入時登録の承認待ち', en: 'adoption waiting for approval' },
};

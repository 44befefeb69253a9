/**
 * Confirming that the intended purpose was achieved (3-18): by the verifier named, who is independent at that very
 * moment, after the action and its observation. An amendment or education that the plan asked for comes first (3-17).
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  citedFact,
  cycleThing,
  dateInJapan,
  dateThing,
  dueFact,
  fields,
  fiscalYearAt,
  instanceThing,
  met,
  organisationThing,
  structureFact,
  toPerson,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { standingOf, standingOfActor } from './asks.ts';
import { toApprovers, toOwner } from './audiences.ts';
import { endCauses } from './ending.ts';
import type { EventOf } from './events.ts';
import { standingFacts } from './facts.ts';
import { evidence } from './inputs.ts';
import { byIndependentPerson, verifierRoles, verifiers } from './independence.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { droppedReEntries } from './re-entry.ts';
import { backToPlanning, nextPlan, observationEnds } from './rounds.ts';
import { namedThings, ownThing, reEntryRemedies, towardsPlan } from './things.ts';
import type { Context } from './types.ts';

const verifying = z.object({ audit: z.string().optional() });
const replacing = z.object({ verifier: z.string() });

/** What whoever confirms says of the effect. */
export const confirmation = {
  achieved: fields.yes('意図した目的が達成された / the intended purpose was achieved'),
  result: fields.ruledText('判断基準による結果 / result by the criterion', { reason: true }),
  evidence: evidence('根拠となる文書 / documents as evidence'),
};

export const decisions = {
  verify: {
    input: z.strictObject({
      ...confirmation,
      audit: fields
        .instance('確認の根拠となる監査 / the audit relied on', { choices: 'instances:audit:reported' })
        .optional(),
    }),
    facts: standingFacts.extend({ cited: citedFact, due: dueFact }),
    asks: (asked) => {
      const { audit } = verifying.parse(asked.input);
      return {
        ...standingOfActor(asked),
        cited: { instances: audit === undefined ? [] : [audit] },
        due: { items: [nextPlan] },
      };
    },
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    room: 'always',
    rules: [
      'doneReported',
      'isNamedVerifier',
      ...byIndependentPerson,
      'resultStated',
      'evidenceGiven',
      { rule: 'observationOver', only: 'achieved' },
      { rule: 'reEntryDone', only: 'achieved' },
      { rule: 'auditCited', only: 'achieved' },
    ],
    label: { ja: '意図した目的の達成を確認する', en: 'verify that the purpose was achieved' },
    why: {
      ja: '意図した目的が達成されたことを、独立した確認者が確認します。',
      en: 'An independent person confirms that the purpose was achieved.',
    },
    irreversible: true,
  },
  replaceVerifier: {
    input: z.strictObject({
      verifier: fields.person('新しい確認者 / the new verifier', { among: verifierRoles }),
      reason: fields.text('交代の理由 / reason for the replacement'),
    }),
    facts: standingFacts,
    asks: (asked) => standingOf(asked, [replacing.parse(asked.input).verifier]),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-18',
    room: 'late',
    rules: [
      'planApproved',
      'approverIsNotPlanner',
      'lookedUp',
      'verifierOtherThanDoers',
      'verifierEligible',
      'verifierIndependent',
    ],
    label: { ja: '確認者を交代する', en: 'replace the verifier' },
  },
  requestSupervisor: {
    input: z.strictObject({
      organisation: fields.organisation('依頼先の所管府省庁 / the supervising ministry asked', {
        choices: 'supervisors',
      }),
      reason: fields.text('依頼の理由 / why it is asked'),
    }),
    facts: z.object({ structure: structureFact.pick({ profile: true, supervisors: true }) }),
    by: ['ciso', 'headOfOfficers'],
    clause: '3-18',
    room: 'reserved',
    rules: ['isAgency', 'isItsSupervisor'],
    label: { ja: '所管府省庁に確認を依頼する', en: 'ask the supervising ministry to verify' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  isNamedVerifier: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画に定められた確認者が確認します。確認者の交代は承認者に依頼してください。',
    en: 'Only the verifier named in the plan confirms it. An approver can replace the verifier.',
    met: { ja: '計画に定められた確認者が確認する', en: 'the verifier named in the plan confirms it' },
    test: ({ context, event }) => context.approved?.verifier === event.actor.person,
    about: ({ context }) => namedThings(context, 'verifier'),
    remedies: () => ['replaceVerifier'],
  },
  observationOver: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '観察期間が終わっていません。期間の終了後に達成を確認してください。',
    en: 'The observation period is not over. Confirm the achievement after it.',
    met: { ja: '観察期間が終わっている', en: 'the observation period is over' },
    test: ({ context }) => {
      const ends = observationEnds(context);
      return ends !== undefined && context.at >= ends;
    },
    about: ({ context }) => {
      const ends = observationEnds(context);
      return [ends === undefined ? ownThing(context) : dateThing(dateInJapan(ends), { bound: 'from' })];
    },
  },
  resultStated: {
    clause: '3-18',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '結果が記入されていません。意図した目的が達成されているかを、定めた基準による結果として記入してください。',
    en: 'The result is missing. State, by the criterion set, whether the intended purpose was achieved.',
    met: { ja: '定めた基準による結果が記入されている', en: 'the result is stated by the criterion' },
    test: ({ event }) => fields.isFilled(event.input.result),
    paths: () => ['result'],
  },
  reEntryDone: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '計画に定めた対策基準等の改正又は教育がまだ行われていません。その実施の後に確認してください。',
    en: 'The amendment or education that the plan asked for has not come yet. Confirm after it.',
    met: { ja: '計画に定めた改正又は教育が行われている', en: 'the amendment or education asked for has come' },
    test: ({ context }) => awaitedYears(context).length === 0,
    about: ({ context }) => awaitedYears(context).map((year) => cycleThing(context.organisation, year)),
    remedies: ({ context }) => reEntryRemedies(context, fiscalYearAt(context.at)),
  },
  auditCited: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: 'この改善措置は独立性を有する者による監査が報告されて初めて確認できます。報告済みの監査を指定してください。',
    en: 'This improvement is confirmed only by a reported independent audit. Cite one that was reported.',
    met: { ja: '報告済みの独立した監査に基づいている', en: 'it rests on a reported independent audit' },
    test: ({ context, event }) =>
      !context.needsAudit ||
      event.facts.cited.some(
        (cited) =>
          cited.instance === event.input.audit &&
          cited.procedure === 'audit' &&
          cited.ended === 'reported' &&
          cited.instance.split('/')[2] === context.organisation,
      ),
    about: ({ context, event: { input } }) => [
      input.audit === undefined ? ownThing(context) : instanceThing('audit', input.audit),
    ],
    paths: () => ['audit'],
    remedies: ({ context, event }) =>
      isOwnAudit(context, event.input.audit)
        ? [{ decision: 'report', instance: event.input.audit }]
        : [{ decision: 'openAudit', instance: context.cycle }],
  },
  isAgency: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '所管府省庁に確認を依頼できるのは独立行政法人等です。機関内又は外部の確認者を指定してください。',
    en: 'Only an agency has a supervising ministry to ask. Name a verifier inside or from outside.',
    met: { ja: '所管府省庁のある法人である', en: 'the body has a supervising ministry' },
    test: ({ event }) => event.facts.structure.profile !== 'ministry',
    about: ({ context }) => [organisationThing(context.organisation)],
    remedies: ({ context }) => (context.approved === undefined ? towardsPlan(context) : ['replaceVerifier']),
  },
  isItsSupervisor: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '指定された機関はこの法人の所管府省庁ではありません。所管府省庁を指定してください。',
    en: 'The body named does not supervise this agency. Name its supervising ministry.',
    met: { ja: '指定された機関は所管府省庁である', en: 'the body named supervises this agency' },
    test: ({ event }) => event.facts.structure.supervisors.includes(event.input.organisation),
    about: ({ event }) => [organisationThing(event.input.organisation)],
    paths: () => ['organisation'],
  },
});

/** Fiscal years in which an amendment or education is awaited. */
function awaitedYears({ awaitsAmendment, awaitsEducation }: Context): number[] {
  return [...new Set([awaitsAmendment, awaitsEducation])].filter((year) => year !== undefined);
}

function isOwnAudit({ organisation }: Context, audit: string | undefined): audit is string {
  const [kind, , of] = (audit ?? '').split('/');
  return kind === 'audit' && of === organisation;
}

export const routes = {
  achieved: route({
    reads: ['input'],
    of: ['verify', 'confirmWithoutIndependence'],
    test: ({ event }) => event.input.achieved,
  }),
};

/** The purpose is confirmed as achieved: the end it is, by whom, and on what it rests. */
export function confirmedAs(
  end: 'verified' | 'confirmedWithoutIndependence',
  context: Context,
  { actor, input }: EventOf<'verify' | 'confirmWithoutIndependence'>,
): Change<Context> {
  const { result, evidence } = input;
  const audit = 'audit' in input ? input.audit : undefined;
  return {
    end: { end, at: context.at, by: actor.person },
    verification: { result, evidence, ...(audit === undefined ? {} : { audit }) },
    dueItems: met(context, 'verification'),
    documents: withAll(context.documents, ...evidence),
  };
}

/** Another round, with a new cause analysis: nobody is stuck with an action that does not work. */
export function notAchievedChange(
  context: Context,
  { actor, input, facts }: EventOf<'verify' | 'confirmWithoutIndependence'>,
): Change<Context> {
  const back = { outcome: 'notAchieved', reason: input.result, by: actor.person, due: facts.due } as const;
  return { ...backToPlanning(context, back), documents: withAll(context.documents, ...input.evidence) };
}

/** Everybody concerned hears of it, and the cycle of what is no longer owed. */
export function notAchievedCauses({ before, after }: { before: Context; after: Context }): readonly Cause[] {
  return [toOwner(after, 'notAchieved'), toApprovers(after, 'notAchieved'), ...droppedReEntries(before)];
}

function replaceVerifierChange(context: Context, { input }: EventOf<'replaceVerifier'>): Change<Context> {
  if (context.approved === undefined) return {};
  return {
    approved: { ...context.approved, verifier: input.verifier },
    marks: withAll(context.marks, 'verifierReplaced'),
  };
}

export const on = {
  live: handlers(decisions, {
    verify: [
      {
        routes: ['achieved'],
        target: '#improvement.verified',
        change: (context, event) => confirmedAs('verified', context, event),
        causes: ({ after }) => [toOwner(after, 'verified'), ...endCauses(after)],
      },
      {
        routes: ['!achieved'],
        target: '.planning',
        change: notAchievedChange,
        causes: notAchievedCauses,
      },
    ],
    replaceVerifier: {
      change: replaceVerifierChange,
      causes: ({ after, event }) => [
        toPerson(event.input.verifier, 'namedVerifier'),
        toOwner(after, 'verifierReplaced'),
      ],
    },
    requestSupervisor: {
      change: (context, { input }) => ({
        supervisorAsked: input.organisation,
        marks: withAll(context.marks, 'supervisorAsked'),
      }),
      causes: ({ event: { input } }) => [toRoles(input, ['manager', 'supervisingStaff'], 'supervisorAsked')],
    },
  }),
};

/**
 * Another criterion 効果の判断基準の変更: proposed by the owner, approved by the CISO, and only while nothing has been
 * measured, so that nobody moves the goal after seeing the shot. The old one stays visible; observation restarts.
 */
import { z } from 'zod';
import type { Cause, Thing } from '../../core/index.ts';
import {
  datesFor,
  dateThing,
  dueFact,
  fields,
  figureThing,
  personThing,
  toPerson,
  toRoles,
  withAll,
  type Branch,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { verificationFromToday } from './asks.ts';
import { toVerifier } from './audiences.ts';
import { notBefore } from './due-items.ts';
import type { EventOf } from './events.ts';
import { evidence } from './inputs.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { judgeable, judging } from './planning.ts';
import { ownThing } from './things.ts';
import { ownerRoles, type Context } from './types.ts';

export const decisions = {
  proposeCriterion: {
    input: z.strictObject({
      ...judging,
      reason: fields.text('変更の理由 / why it is replaced'),
      evidence: evidence('根拠となる文書 / documents as evidence'),
    }),
    by: ownerRoles,
    clause: '3-18',
    rules: ['planApproved', 'isOwner', 'nothingMeasuredYet', ...judgeable, 'replacementGrounded'],
    label: { ja: '効果の判断基準の変更を提案する', en: 'propose another criterion' },
  },
  replaceCriterion: {
    input: z.strictObject({}),
    facts: z.object({ due: dueFact }),
    asks: (asked) => verificationFromToday(asked, 'proposal'),
    by: ['ciso'],
    clause: '3-18',
    room: 'always',
    rules: ['criterionProposed', 'notOwnProposal', 'planApproved', 'nothingMeasuredYet'],
    label: { ja: '効果の判断基準の変更を承認する', en: 'approve another criterion' },
    why: {
      ja: '判定基準の変更の提案が、CISOの決定を待っています。',
      en: 'A proposed criterion waits for the CISO.',
    },
  },
  refuseCriterion: {
    input: z.strictObject({ reason: fields.text('認めない理由 / why it is refused') }),
    by: ['ciso'],
    clause: '3-18',
    room: 'always',
    rules: ['criterionProposed', 'notOwnProposal'],
    insteadOf: ['replaceCriterion'],
    label: { ja: '効果の判断基準の変更を認めない', en: 'refuse another criterion' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  nothingMeasuredYet: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '既に測定又は再発が記録されているため、判断基準は変更できません。現在の基準で判断してください。',
    en: 'Something was measured, or it recurred, so the criterion stays. Judge by it.',
    met: { ja: '測定も再発も記録されていない', en: 'nothing was measured, and it did not recur' },
    test: ({ context }) => context.measurements.length === 0 && context.keptCriterion === undefined,
    about: ({ context }) => shownThings(context),
    remedies: () => ['verify'],
  },
  replacementGrounded: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '判断基準の変更の根拠となる文書がありません。一つ以上添えてください。',
    en: 'There is no document as evidence for replacing the criterion. Attach at least one.',
    met: { ja: '判断基準の変更に根拠となる文書がある', en: 'the replacement rests on evidence' },
    test: ({ event }) => event.input.evidence.length > 0,
    paths: () => ['evidence'],
  },
  criterionProposed: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '判断基準の変更は提案されていません。変更するには、担当が根拠を添えて提案します。',
    en: 'No other criterion has been proposed. The owner proposes one, with evidence.',
    met: { ja: '判断基準の変更が提案されている', en: 'another criterion has been proposed' },
    test: ({ context }) => context.proposal !== undefined,
    remedies: () => ['proposeCriterion'],
  },
  notOwnProposal: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '自ら提案した変更を自ら判断することはできません。組織の長又は長が指名した者が代わって判断します。',
    en: 'Nobody decides on their own proposal. The head of the organisation, or whom the head nominated, does.',
    met: { ja: '提案した本人でない者が判断する', en: 'somebody other than its proposer decides' },
    test: ({ context, event }) => context.proposal?.by !== event.actor.person,
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ proposal }) => withAll([], proposal?.by),
  },
});

/** What was measured in this round; else the rounds before that showed something. */
function shownThings(context: Context): Thing[] {
  const measured = context.measurements.map(({ measuredOn }) =>
    dateThing(measuredOn, { of: { ja: '測定', en: 'measured on' } }),
  );
  const rounds = context.attempts.filter(
    ({ outcome, measurements }) => outcome === 'recurred' || measurements.length > 0,
  );
  const before = rounds.map(({ round }) => figureThing(round, `第${round}回の計画`, `the plan of round ${round}`));
  if (measured.length > 0) return measured;
  return before.length > 0 ? before : [ownThing(context)];
}

export const routes = {
  observing: route({
    reads: ['state'],
    of: ['replaceCriterion'],
    test: ({ context }) => context.done !== undefined,
  }),
};

function replaceCriterionChange(context: Context, { facts }: EventOf<'replaceCriterion'>): Change<Context> {
  const { proposal, approved, done } = context;
  if (proposal === undefined || approved === undefined) return {};
  const { criterion, method, observationDays } = proposal;
  const old = {
    criterion: approved.criterion,
    method: approved.method,
    observationDays: approved.observationDays,
    until: context.at,
    reason: proposal.reason,
  };
  const restarted = done && {
    done: { ...done, observationFrom: context.at },
    dueItems: notBefore(context, 'verification', datesFor(facts.due, 'verification')),
  };
  return {
    approved: {
      ...approved,
      criterion,
      method,
      observationDays,
      replacedCriteria: [...approved.replacedCriteria, old],
    },
    proposal: undefined,
    observed: false,
    ...restarted,
    marks: withAll(context.marks, 'criterionReplaced'),
  };
}

/** Those who carry it out and judge it learn the new criterion. */
function toThoseConcerned(context: Context): readonly Cause[] {
  const { approved } = context;
  if (approved === undefined) return [];
  return [toPerson(approved.implementer, 'criterionReplaced'), ...toVerifier(context, 'criterionReplaced')];
}

const replacing: Branch<Context, EventOf<'replaceCriterion'>, never> = {
  change: replaceCriterionChange,
  causes: ({ after }) => toThoseConcerned(after),
};

export const on = {
  live: handlers(decisions, {
    proposeCriterion: {
      change: (context, { actor, input }) => ({
        proposal: { ...input, by: actor.person, at: context.at },
        documents: withAll(context.documents, ...input.evidence),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso'], 'criterionProposed')],
    },
    replaceCriterion: [
      { ...replacing, routes: ['observing'], target: '.observing' },
      { ...replacing, routes: ['!observing'] },
    ],
    refuseCriterion: {
      change: () => ({ proposal: undefined }),
      causes: ({ before: { proposal } }) => (proposal === undefined ? [] : [toPerson(proposal.by, 'criterionRefused')]),
    },
  }),
};

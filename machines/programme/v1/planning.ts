/**
 * The plan of the year's audits: the centre's staff propose it, another person at its head adopts it. Bodies that were not
 * audited for years are in it, or the plan says why not.
 */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  kindsField,
  bodyKinds,
  fields,
  headquartersIntervalFact,
  met,
  organisationThing,
  personThing,
  profileName,
  roleThing,
  rowsAt,
  toPerson,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { started, startOf } from './audits.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import type { Context, ProgrammeAudit } from './types.ts';

/** Which bodies of those there are were not audited for years. */
const planFacts = z.object({ bodies: bodyKinds, headquartersInterval: headquartersIntervalFact });
const planAsks = () => ({ ...bodiesAsked(), headquartersInterval: {} });

/** The bodies that can be audited. */
export const bodiesAsked = () => ({ bodies: { kinds: [...profileName.options] } });

/** Audits in one plan, and bodies left out by name: more than there are bodies. */
const ROWS = 300;

export const decisions = {
  proposePlan: {
    input: z.strictObject({
      document: fields.document('監査計画 / the plan'),
      audits: z
        .array(
          z.strictObject({ subject: fields.organisation('監査の対象機関 / body to be audited'), kinds: kindsField }),
        )
        .min(1)
        .max(ROWS)
        .meta(fields.titled('実施する監査 / audits to be carried out')),
      leftOut: z
        .array(
          z.strictObject({
            organisation: fields.organisation('対象としない機関 / body left out'),
            reason: fields.text('対象としない理由 / why'),
          }),
        )
        .max(ROWS)
        .default([])
        .meta(fields.titled('長く監査を受けていないが対象としない機関 / bodies long unaudited and left out')),
      restReason: fields.textIfNeeded(
        'そのほかの長く監査を受けていない機関を対象としない理由 / why any others are left out',
        { max: 2000, reason: true },
      ),
    }),
    facts: planFacts,
    asks: planAsks,
    by: ['centreStaff'],
    clause: '5-3',
    room: 'reserved',
    rules: ['policyDecided', 'subjectsExist', 'longUnauditedConsidered'],
    label: { ja: '本部監査の計画案を作る', en: 'propose the plan of audits' },
    why: {
      ja: '年度の監査の対象機関と種別を定めた計画案を作ります。',
      en: 'A plan says which bodies are audited this year, and how.',
    },
  },
  adoptPlan: {
    input: z.strictObject({}),
    by: ['centreHead'],
    clause: '5-3',
    room: 'reserved',
    rules: ['adopterDidNotPropose'],
    label: { ja: '本部監査の計画を決定する', en: 'adopt the plan of audits' },
    why: { ja: '計画案が提出されています。', en: 'A plan is proposed.' },
    irreversible: true,
  },
  returnPlan: {
    input: z.strictObject({ reason: fields.text('差戻しの理由 / reason') }),
    by: ['centreHead'],
    clause: '5-3',
    room: 'always',
    rules: [],
    insteadOf: ['adoptPlan'],
    label: { ja: '本部監査の計画案を差し戻す', en: 'return the plan of audits' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  policyDecided: {
    clause: '5-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '戦略本部の基本方針がまだ記録されていません。計画は基本方針に基づいて作ります。',
    en: 'Headquarters’ basic policy is not recorded yet. The plan rests on it.',
    met: { ja: '戦略本部の基本方針がある', en: 'there is headquarters’ basic policy' },
    test: ({ context }) => context.policy !== undefined,
    about: () => [roleThing('headquarters')],
    remedies: () => ['recordAuditPolicy'],
  },
  subjectsExist: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '監査の対象とする機関が、現に存する府省庁、独立行政法人又は指定法人ではありません。',
    en: 'A body to be audited is no ministry, incorporated administrative agency or designated corporation that exists now.',
    met: { ja: '対象機関は現に存する', en: 'the bodies to be audited exist' },
    test: ({ event }) => unknownSubjects(event).length === 0,
    about: ({ event }) => unknownSubjects(event).map(organisationThing),
    paths: ({ event }) =>
      event.type === 'orderAudit'
        ? ['subject']
        : rowsAt('audits', event.input.audits, ({ subject }) => unknownSubjects(event).includes(subject), 'subject'),
  },
  longUnauditedConsidered: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '長く本部監査を受けていない機関が、計画にも、対象としない機関にもありません。対象に加えるか、理由を書いてください。',
    en: 'A body that was not audited for years is neither in the plan nor left out with a reason. Add it, or say why not.',
    met: { ja: '長く監査を受けていない機関を検討した', en: 'bodies long unaudited were considered' },
    test: ({ event }) => notConsidered(event).length === 0,
    about: ({ event }) => notConsidered(event).map(organisationThing),
    paths: () => ['leftOut', 'restReason'],
  },
  adopterDidNotPropose: {
    clause: '5-3',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画案を作った者は、その計画を決定できません。ほかの者が決定してください。',
    en: 'Whoever proposed the plan does not adopt it. Another person decides.',
    met: { ja: '計画案を作った者とは別の者が決定する', en: 'another person than who proposed it adopts it' },
    test: ({ context, event }) => context.plan?.by !== event.actor.person,
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ plan }) => (plan === undefined ? [] : [plan.by]),
  },
});

function subjectsOf(event: JudgedBy<'subjectsExist'>): readonly OrganisationId[] {
  return event.type === 'orderAudit' ? [event.input.subject] : event.input.audits.map(({ subject }) => subject);
}

function unknownSubjects(event: JudgedBy<'subjectsExist'>): readonly OrganisationId[] {
  const known = event.facts.bodies.map(({ id }) => id);
  return withAll([], ...subjectsOf(event)).filter((subject) => !known.includes(subject));
}

function notConsidered({ input, facts }: JudgedBy<'longUnauditedConsidered'>): readonly OrganisationId[] {
  if (fields.isFilled(input.restReason)) return [];
  const considered = [
    ...input.audits.map(({ subject }) => subject),
    ...input.leftOut.map(({ organisation }) => organisation),
  ];
  return facts.headquartersInterval.unaudited.filter((body) => !considered.includes(body));
}

function planOf(context: Context, { actor, input }: EventOf<'proposePlan'>): Change<Context> {
  const version = (context.plan?.version ?? 0) + 1;
  const { document, audits, leftOut, restReason } = input;
  return {
    plan: {
      version,
      document,
      audits: audits.map(({ subject, kinds }, i): ProgrammeAudit => ({
        ref: `plan/${version}/${i + 1}`,
        subject,
        kinds,
        origin: 'plan',
      })),
      leftOut,
      ...(fields.isFilled(restReason) && { restReason }),
      by: actor.person,
      at: context.at,
    },
    planReturned: undefined,
    documents: withAll(context.documents, document),
  };
}

/** Of the adopted plan what no earlier one has started: a revised plan starts what it adds. */
function newAudits({ plan, audits }: Context): readonly ProgrammeAudit[] {
  return (plan?.audits ?? []).filter(
    (planned) =>
      !audits.some(
        ({ origin, subject, kinds }) =>
          origin === 'plan' && subject === planned.subject && kinds.join() === planned.kinds.join(),
      ),
  );
}

export const on = {
  /** At any time; a plan may be revised, and what it adds is started once that is adopted. */
  plan: handlers(decisions, {
    proposePlan: {
      target: '.proposed',
      change: planOf,
      causes: ({ after }) => [toRoles(after, ['centreHead'], 'planProposed')],
    },
  }),
  proposed: handlers(decisions, {
    adoptPlan: {
      target: 'adopted',
      change: (context, { actor }) => ({
        adopted: { version: context.plan?.version ?? 0, by: actor.person, at: context.at },
        audits: [...context.audits, ...newAudits(context).map((audit) => started(context, audit))],
        dueItems: met(context, 'plan'),
        marks: (context.plan?.leftOut.length ?? 0) > 0 ? withAll(context.marks, 'leftOut') : context.marks,
      }),
      causes: ({ before, after }) => [
        ...after.audits.slice(before.audits.length).map((audit) => startOf(after, audit)),
        toRoles(after, ['centreStaff', 'hqAuditLeader'], 'planAdopted'),
      ],
    },
    returnPlan: {
      target: 'proposing',
      change: (context, { actor, input: { reason } }) => ({
        planReturned: { by: actor.person, at: context.at, reason },
      }),
      causes: ({ after }) => (after.plan === undefined ? [] : [toPerson(after.plan.by, 'planReturned')]),
    },
  }),
};

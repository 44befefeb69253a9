/**
 * Confirmed without independence 確認済（独立性なし）: nobody of the body is eligible and no outsider can be had, so the
 * CISO lets somebody confirm, with the reason. 3-18 asks for a confirmation; its independence is design. An end of its
 * own, counted apart for ever and never with the verified ones. Whoever planned or carried it out confirms it not even so.
 */
import { z } from 'zod';
import {
  dueFact,
  fields,
  peopleFact,
  personThing,
  roleThing,
  toPerson,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { standingOf } from './asks.ts';
import { toOwner } from './audiences.ts';
import { endCauses } from './ending.ts';
import { handlers, ruleTable } from './kit.ts';
import { nextPlan } from './rounds.ts';
import { confirmation, confirmedAs, notAchievedCauses, notAchievedChange } from './verification.ts';

const permitting = z.object({ confirmer: z.string() });

export const decisions = {
  permitConfirmation: {
    input: z.strictObject({
      confirmer: fields.person('確認する者 / who confirms'),
      reason: fields.text('独立した確認者がいない理由 / why nobody independent can confirm'),
      tried: fields.text('試みたこと / what was tried', {
        help: '外部の者を得るために / to obtain somebody from outside',
      }),
    }),
    facts: z.object({ people: peopleFact }),
    asks: (asked) => standingOf(asked, [permitting.parse(asked.input).confirmer]),
    by: ['ciso'],
    clause: '3-18',
    room: 'late',
    rules: ['doneReported', 'auditNotOwed', 'permitterIsNoDoer', 'lookedUp', 'confirmerIsNoDoer', 'confirmerIsAnother'],
    label: { ja: '独立性のない確認を認める', en: 'permit a confirmation without independence' },
  },
  confirmWithoutIndependence: {
    input: z.strictObject(confirmation),
    facts: z.object({ due: dueFact }),
    asks: () => ({ due: { items: [nextPlan] } }),
    by: ['anyone'],
    elsewhere: true,
    clause: '3-18',
    room: 'always',
    rules: [
      'doneReported',
      'isPermittedConfirmer',
      'neverDoer',
      'resultStated',
      'evidenceGiven',
      { rule: 'observationOver', only: 'achieved' },
      { rule: 'reEntryDone', only: 'achieved' },
    ],
    label: { ja: '独立性のない者として達成を確認する', en: 'confirm the achievement without independence' },
    why: {
      ja: 'CISOの許可により、独立性のない確認を行います。',
      en: 'By the CISO’s permission it is confirmed without independence.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  permitterIsNoDoer: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'いずれかの回で計画又は実施した者は、その確認を認められません。組織の長又は長が指名した者が代わって認めます。',
    en: 'Whoever planned or carried it out in any round does not permit its confirmation. The head of the organisation, or whom the head nominated, does.',
    met: {
      ja: 'いずれの回も計画又は実施していない者が認める',
      en: 'somebody who never planned or carried it out permits it',
    },
    test: ({ context, event }) => !context.doers.includes(event.actor.person),
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ doers }) => doers,
  },
  confirmerIsNoDoer: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'いずれかの回で計画又は実施した者には、独立性がなくても確認を認められません。別の者を指定してください。',
    en: 'Whoever planned or carried it out in any round does not confirm it, not even without independence. Name somebody else.',
    met: {
      ja: '確認する者はいずれの回も計画又は実施していない',
      en: 'whoever confirms never planned or carried it out',
    },
    test: ({ context, event }) => !context.doers.includes(event.input.confirmer),
    about: ({ event }) => [personThing(event.input.confirmer)],
    paths: () => ['confirmer'],
  },
  confirmerIsAnother: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['who', 'input'],
    ja: '認める者と確認する者は別の者でなければなりません。別の者を指定してください。',
    en: 'Whoever permits the confirmation does not give it. Name somebody else.',
    met: { ja: '認める者と確認する者は別の者である', en: 'whoever permits it does not confirm' },
    test: ({ event }) => event.input.confirmer !== event.actor.person,
    about: ({ event }) => [personThing(event.input.confirmer)],
    paths: () => ['confirmer'],
  },
  isPermittedConfirmer: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '独立性のない確認は、最高情報セキュリティ責任者が理由を付して認めた者だけが行えます。',
    en: 'A confirmation without independence is given only by the person the CISO has permitted, with the reason.',
    met: { ja: '確認を認められた者が確認する', en: 'whoever was permitted confirms' },
    test: ({ context, event }) => context.permission?.confirmer === event.actor.person,
    about: ({ context: { permission } }) => [
      permission === undefined ? roleThing('ciso') : personThing(permission.confirmer),
    ],
    remedies: () => ['permitConfirmation'],
  },
});

export const on = {
  live: handlers(decisions, {
    permitConfirmation: {
      change: (context, { actor, input }) => ({
        permission: { ...input, by: actor.person, at: context.at },
        marks: withAll(context.marks, 'confirmationPermitted'),
      }),
      causes: ({ before, after, event }) => [
        ...(before.permission === undefined ? [] : [toPerson(before.permission.confirmer, 'confirmationPermitted')]),
        toPerson(event.input.confirmer, 'confirmWithoutIndependence'),
        toRoles(after, ['headOfOrganisation', 'auditOfficer', 'headOfOfficers'], 'confirmationPermitted'),
      ],
    },
    confirmWithoutIndependence: [
      {
        routes: ['achieved'],
        target: '#improvement.confirmedWithoutIndependence',
        change: (context, event) => confirmedAs('confirmedWithoutIndependence', context, event),
        causes: ({ after }) => [toOwner(after, 'confirmedWithoutIndependence'), ...endCauses(after)],
      },
      { routes: ['!achieved'], target: '.planning', change: notAchievedChange, causes: notAchievedCauses },
    ],
  }),
};

/** Carrying the plan out, reporting it done, and what shows during the observation. */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, rulesOf, type Procedure } from '../../core/index.ts';
import { datesFor, met, notBefore, owner } from './due-items.ts';
import { notice, toPerson, toRoles } from './effects.ts';
import { holdsOwnersPost } from './eligibility.ts';
import type { Event } from './events.ts';
import { dueFact, peopleFact } from './facts.ts';
import { standingOf, verificationFromToday } from './asks.ts';
import { date, documents, person, text } from './inputs.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { rules as shared } from './shared-rules.ts';
import { ownerRoles, withAll, type Context } from './types.ts';

export const decisions = {
  replaceImplementer: {
    input: z.strictObject({
      implementer: person('新しい実施者 / the new implementer'),
      reason: text('交代の理由 / why he is replaced'),
    }),
    facts: z.object({ people: peopleFact }),
    asks: (asked) => standingOf(asked, [z.object({ implementer: z.string() }).parse(asked.input).implementer]),
    by: ownerRoles,
    clause: '3-16',
    label: { ja: '実施者を交代する', en: 'replace the implementer' },
  },
  reportDone: {
    input: z.strictObject({
      doneOn: date('措置を終えた日 / day on which it was done'),
      summary: text('実施した内容 / what was done'),
      evidence: documents('証拠となる文書 / documents as evidence'),
    }),
    facts: z.object({ due: dueFact }),
    asks: (asked) => verificationFromToday(asked, 'approved'),
    by: ['anyone'],
    elsewhere: true,
    clause: '3-16',
    label: { ja: '措置の完了を報告する', en: 'report the action done' },
  },
  recordMeasurement: {
    input: z.strictObject({
      measuredOn: date('測定した日 / day of the measurement'),
      result: text('測定の結果 / result of the measurement'),
      evidence: documents('証拠となる文書 / documents as evidence'),
    }),
    by: ['anyone'],
    elsewhere: true,
    clause: '3-18',
    label: { ja: '測定の結果を記録する', en: 'record a measurement' },
  },
  reportRecurrence: {
    input: z.strictObject({
      observedOn: date('再発を認めた日 / day on which it was observed'),
      what: text('再発の内容 / what happened again'),
      evidence: documents('証拠となる文書（任意） / documents as evidence, if any'),
    }),
    facts: z.object({ due: dueFact }),
    asks: () => ({ due: { items: [nextPlan] } }),
    by: ['anyone'],
    clause: '3-18',
    label: { ja: '再発を報告する', en: 'report a recurrence' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  implementerIsNotVerifier: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['replaceImplementer'],
    ja: '効果の確認者は実施者になれません。別の者を指定するか、先に確認者を交代してください。',
    en: 'The verifier cannot carry it out. Name somebody else, or have the verifier replaced first.',
    test: ({ context, event }) => context.approved?.verifier !== event.input.implementer,
  }),
  isImplementer: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['reportDone'],
    ja: '計画に定められた実施者が報告します。実施者の交代は担当に依頼してください。',
    en: 'The implementer named in the plan reports it. The owner can replace him.',
    test: ({ context, event }) => context.approved?.implementer === event.actor.person,
  }),
  mayMeasure: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['recordMeasurement'],
    ja: '測定は、担当、実施者又は確認者が記録します。',
    en: 'Measurements are recorded by the owner, the implementer or the verifier.',
    test: ({ context, event }) =>
      event.actor.person === context.approved?.implementer ||
      event.actor.person === context.approved?.verifier ||
      holdsOwnersPost(context, event),
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared), {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    replaceImplementer: {
      guard: all('planApproved', 'notDoneYet', 'isOwner', 'lookedUp', 'implementerIsNotVerifier'),
      actions: [
        assign(({ context, event }): Partial<Context> => {
          if (context.approved === undefined) return {};
          const { implementer } = event.input;
          return {
            approved: { ...context.approved, implementer },
            doers: withAll(context.doers, implementer),
            marks: withAll(context.marks, 'implementerReplaced'),
          };
        }),
        { type: 'cause', params: ({ event }) => [toPerson('carryOut', event.input.implementer)] },
      ],
    },
    reportDone: {
      guard: all('planApproved', 'notDoneYet', 'isImplementer', 'notInFuture', 'evidenceGiven'),
      target: '.observing',
      actions: [
        assign(({ context, event }): Partial<Context> => {
          const { doneOn, summary, evidence } = event.input;
          const dueItems = met(context.dueItems, 'done', context.at);
          return {
            done: { by: event.actor.person, at: context.at, doneOn, summary, evidence, observationFrom: context.at },
            observed: false,
            dueItems: notBefore(dueItems, 'verification', datesFor(event.facts.due, 'verification')),
            documents: withAll(context.documents, ...evidence),
            extension: context.extension?.item === 'done' ? undefined : context.extension,
          };
        }),
        {
          type: 'cause',
          params: ({ context }) => [
            notice('reportedDone', owner(context)),
            ...(context.approved === undefined ? [] : [toPerson('observationBegun', context.approved.verifier)]),
          ],
        },
      ],
    },
    recordMeasurement: {
      guard: all('doneReported', 'mayMeasure', 'notInFuture'),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          measurements: [...context.measurements, { by: event.actor.person, at: context.at, ...event.input }],
          documents: withAll(context.documents, ...event.input.evidence),
        })),
      ],
    },
    reportRecurrence: {
      guard: all('doneReported', 'notInFuture'),
      target: '.planning',
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          ...backToPlanning(context, {
            outcome: 'recurred',
            reason: event.input.what,
            by: event.actor.person,
            due: event.facts.due,
          }),
          documents: withAll(context.documents, ...event.input.evidence),
        })),
        {
          type: 'cause',
          params: ({ context }) => [
            notice('recurred', owner(context)),
            toRoles('recurred', ['headOfOfficers', 'ciso'], context.organisation),
          ],
        },
      ],
    },
  },
}).on;

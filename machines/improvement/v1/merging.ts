/**
 * Merged 統合: another improvement of the body takes the findings, the earliest due date and the highest round. It ends
 * here only when the other has answered that it took them: a finding is never lost between two instances.
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, routesOf, rulesOf, type Json, type Procedure } from '../../core/index.ts';
import { owner } from './due-items.ts';
import { coversOf, ended, notice } from './effects.ts';
import type { Event } from './events.ts';
import { citedFact, dueFact, type DueFact } from './facts.ts';
import { instance, text } from './inputs.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { ownerOf, withAll, type Context, type Cover } from './types.ts';

export const decisions = {
  merge: {
    input: z.strictObject({
      into: instance('統合先の改善措置 / the improvement that takes the findings'),
      reason: text('統合の理由 / why they are merged'),
    }),
    facts: z.object({ cited: citedFact, due: dueFact }),
    asks: ({ input }) => ({
      cited: { instances: [z.object({ into: z.string() }).parse(input).into] },
      due: { items: [nextPlan] },
    }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '他の改善措置に統合する', en: 'merge into another improvement' },
  },
  cancelMerge: {
    input: z.strictObject({ reason: text('取りやめる理由 / why it is given up') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '統合を取りやめる', en: 'give up the merge' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  otherImprovement: rule({
    clause: '3-16',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['merge'],
    ja: '統合先には、この機関の別の改善措置を指定してください。',
    en: 'Name another improvement of this body.',
    test: ({ context, event }) => {
      const [kind, , organisation] = event.input.into.split('/');
      return kind === 'improvement' && organisation === context.organisation && event.input.into !== context.instance;
    },
  }),
  otherIsOpen: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['merge'],
    ja: '統合先の改善措置は存在しないか、既に終了しています。進行中のものを指定してください。',
    en: 'The other improvement does not exist or has ended. Name one that runs.',
    test: ({ event }) =>
      event.facts.cited.some(
        ({ instance: id, procedure, ended: end }) =>
          id === event.input.into && procedure === 'improvement' && end === undefined,
      ),
  }),
  mergeAsked: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state', 'input'],
    of: ['findingsTaken', 'cancelMerge'],
    ja: 'そのような統合は進行していません。',
    en: 'No such merge is under way.',
    test: ({ context, event }) =>
      context.mergeInto !== undefined && (event.type === 'cancelMerge' || event.from === context.mergeInto),
  }),
  notMergingItself: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['findingsMerged'],
    ja: 'この改善措置自体が統合の途中です。どちらかの統合を取りやめてください。',
    en: 'This improvement is being merged itself. One of the two merges must be given up.',
    test: ({ context }) => context.mergeInto === undefined,
  }),
};

export const routes = {
  hasOwner: routesOf<Context, Event>()({
    reads: ['state'],
    of: ['findingsMerged'],
    test: ({ context }) => ownerOf(context) !== undefined,
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(rules, routes),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    merge: {
      guard: all('otherImprovement', 'otherIsOpen'),
      actions: [
        assign(({ event }): Partial<Context> => ({ mergeInto: event.input.into })),
        {
          type: 'cause',
          params: ({ context, event }) => [
            { kind: 'tell', to: event.input.into, type: 'findingsMerged', input: handedOver(context, event.facts.due) },
          ],
        },
      ],
    },
    cancelMerge: {
      guard: all('mergeAsked'),
      actions: [assign({ mergeInto: undefined })],
    },
    findingsTaken: {
      guard: all('mergeAsked'),
      target: '#improvement.merged',
      actions: [
        assign(({ context }): Partial<Context> => ({
          end: {
            end: 'merged',
            at: context.at,
            ...(context.mergeInto === undefined ? {} : { into: context.mergeInto }),
          },
        })),
        { type: 'cause', params: ({ context }) => [notice('merged', owner(context)), ...ended(context)] },
      ],
    },
    findingsMerged: [
      {
        guard: all('hasOwner', 'notMergingItself'),
        target: '.planning',
        actions: [
          assign(({ context, event }): Partial<Context> => {
            const taken = { ...context, ...took(context, event) };
            const round = Math.max(context.round, event.input.round);
            return {
              ...taken,
              ...backToPlanning(
                taken,
                { outcome: 'findingsTaken', reason: event.input.from, due: event.input.due },
                round,
              ),
            };
          }),
          {
            type: 'cause',
            params: ({ context, event }) => [answer(context, event), notice('findingsTaken', owner(context))],
          },
        ],
      },
      {
        guard: all('!hasOwner', 'notMergingItself'),
        actions: [
          assign(({ context, event }): Partial<Context> => ({
            ...took(context, event),
            round: Math.max(context.round, event.input.round),
            marks: withAll(context.marks, 'findingsTaken'),
          })),
          { type: 'cause', params: ({ context, event }) => [answer(context, event)] },
        ],
      },
    ],
  },
}).on;

type Merged = Extract<Event, { readonly type: 'findingsMerged' }>;

/** What the other needs to know: besides the findings, dates for its plan, the first due date, and who can never verify. */
function handedOver(context: Context, due: DueFact): Json {
  const { instance: from, round, originals, doers, since, needsAudit } = context;
  const owners = [...context.owners, ...context.formerOwners].map(({ role, department }) => ({
    role,
    ...(department === undefined ? {} : { department }),
  }));
  const firstDue = originals['done'] === undefined ? {} : { firstDue: originals['done'] };
  const dates: Json = due.map(({ escalations, basis, rungs, ...item }) => ({
    ...item,
    rungs,
    escalations: escalations.map((one) => ({ ...one })),
    basis: JSON.parse(JSON.stringify(basis)),
  }));
  return { from, covers: coversOf(context), round, doers, owners, since, needsAudit, due: dates, ...firstDue };
}

/** Takes findings over: from now on they count as this improvement's own. */
function took(context: Context, { input }: Merged): Partial<Context> {
  const known = new Set(context.covers.map(({ ref }) => ref));
  const added: Cover[] = input.covers.filter(({ ref }) => !known.has(ref));
  const done = Math.min(context.originals['done'] ?? Infinity, input.firstDue ?? Infinity);
  return {
    covers: [...context.covers, ...added],
    needsAudit: context.needsAudit || input.needsAudit === true || added.some(({ source }) => source === 'noAudit'),
    doers: withAll(context.doers, ...(input.doers ?? [])),
    formerOwners: [...context.formerOwners, ...(input.owners ?? [])],
    since: input.since !== undefined && input.since < context.since ? input.since : context.since,
    originals: Number.isFinite(done) ? { ...context.originals, done } : context.originals,
    withdrawal: undefined,
    transferTo: undefined,
  };
}

function answer(context: Context, event: Merged) {
  return { kind: 'tell', to: event.from, type: 'findingsTaken', input: { by: context.instance } } as const;
}

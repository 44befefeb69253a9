/**
 * Merged 統合: another improvement of the body takes the findings, the earliest due date and the highest round. It ends
 * here only when the other has answered that it took them: a finding is never lost between two instances.
 */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import {
  citedFact,
  coversAsJson,
  dueFact,
  fields,
  instanceThing,
  tell,
  type Decisions,
  type DueFact,
} from '../../kit/v1/index.ts';
import { handlers, ruleTable } from './kit.ts';
import { nextPlan } from './rounds.ts';
import { ownThing } from './things.ts';
import type { Context } from './types.ts';

const merging = z.object({ into: z.string() });

export const decisions = {
  merge: {
    input: z.strictObject({
      into: fields.instance('統合先の改善措置 / the improvement that takes the findings', {
        choices: 'instances:improvement:open',
      }),
      reason: fields.text('統合の理由 / why they are merged'),
    }),
    facts: z.object({ cited: citedFact, due: dueFact }),
    asks: ({ input }) => ({
      cited: { instances: [merging.parse(input).into] },
      due: { items: [nextPlan] },
    }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'late',
    rules: ['otherImprovement', 'otherIsOpen'],
    label: { ja: '他の改善措置に統合する', en: 'merge into another improvement' },
  },
  cancelMerge: {
    input: z.strictObject({ reason: fields.text('中止する理由 / why it is given up') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['mergeAsked'],
    insteadOf: ['merge'],
    label: { ja: '統合を中止する', en: 'give up the merge' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  otherImprovement: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '統合先が、この機関の別の改善措置ではありません。この機関の別の改善措置を指定してください。',
    en: 'That is not another improvement of this body. Name one.',
    met: { ja: '統合先はこの機関の別の改善措置である', en: 'it is another improvement of this body' },
    test: ({ context, event }) => {
      const [kind, , organisation] = event.input.into.split('/');
      return kind === 'improvement' && organisation === context.organisation && event.input.into !== context.instance;
    },
    about: ({ event }) => [instanceThing('improvement', event.input.into)],
    paths: () => ['into'],
  },
  otherIsOpen: {
    clause: '3-16',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '統合先の改善措置は存在しないか、既に終了しています。進行中のものを指定してください。',
    en: 'The other improvement does not exist or has ended. Name one that runs.',
    met: { ja: '統合先の改善措置は進行中である', en: 'the other improvement runs' },
    test: ({ event }) =>
      event.facts.cited.some(
        ({ instance: id, procedure, ended: end }) =>
          id === event.input.into && procedure === 'improvement' && end === undefined,
      ),
    about: ({ event }) => [instanceThing('improvement', event.input.into)],
    paths: () => ['into'],
  },
  mergeAsked: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: 'そのような統合は進行していません。統合先を確かめてください。',
    en: 'No such merge is under way. Check the other improvement.',
    met: { ja: '統合が進行している', en: 'the merge is under way' },
    test: ({ context, event }) =>
      context.mergeInto !== undefined && (event.type === 'cancelMerge' || event.from === context.mergeInto),
    about: ({ context, event }) => [
      event.type === 'cancelMerge' ? ownThing(context) : instanceThing('improvement', event.from),
    ],
    remedies: () => ['merge'],
  },
});

/** What the other needs to know: besides the findings, dates for its plan, the first due date, and who can never verify. */
function handOverInput(context: Context, due: DueFact): Json {
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
  return {
    from,
    covers: coversAsJson(context.covers),
    round,
    doers,
    owners,
    since,
    needsAudit,
    due: dates,
    ...firstDue,
  };
}

export const on = {
  live: handlers(decisions, {
    merge: {
      change: (_, { input }) => ({ mergeInto: input.into }),
      causes: ({ after, event: { input, facts } }) => [
        tell(input.into, 'findingsMerged', handOverInput(after, facts.due)),
      ],
    },
    cancelMerge: { change: () => ({ mergeInto: undefined }) },
  }),
};

/** 取りやめ: the head of the centre ends what is still open, with a reason; never what headquarters has decided. */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import { fields, toRoles, withAll, type Change, type Decisions } from '../../kit/v1/index.ts';
import { speakers } from './consultation.ts';
import type { EventOf } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { stageThing } from './things.ts';
import type { Context } from './types.ts';

export const decisions = {
  abandon: {
    input: z.strictObject({ reason: fields.text('取りやめの理由 / reason for abandoning it') }),
    by: ['centreHead'],
    clause: '2-2',
    room: 'always',
    rules: ['decisionIsPromulgated'],
    label: { ja: '策定を取りやめる', en: 'abandon the revision' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  decisionIsPromulgated: {
    clause: '2-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '戦略本部が決定したものは取りやめることができません。版として登録してください。',
    en: 'What headquarters has decided cannot be abandoned here. It is registered as an edition.',
    met: { ja: '戦略本部の決定で登録されていないものはない', en: 'nothing decided by headquarters is unregistered' },
    test: ({ context: { norms } }) => norms.decision === undefined || norms.edition !== undefined,
    about: () => [stageThing('decided')],
    remedies: () => ['promulgate'],
  },
});

const isOpen = (versions: number, isOver: boolean): boolean => versions > 0 && !isOver;

/** Which branch: whether the other track still goes on, and whether anything came of this at all. */
export const routes = {
  passedByCouncil: route({
    reads: ['input'],
    of: ['recordCouncil'],
    test: ({ event }) => event.input.outcome === 'passed',
  }),
  guidebookOpen: route({
    reads: ['state'],
    of: ['promulgate'],
    test: ({ context: { guidebook } }) => isOpen(guidebook.versions, guidebook.decision !== undefined),
  }),
  normsOpen: route({
    reads: ['state'],
    of: ['decideGuidebook'],
    test: ({ context: { norms } }) => isOpen(norms.versions, norms.edition !== undefined),
  }),
  somethingDone: route({
    reads: ['state'],
    of: ['abandon'],
    test: ({ context: { norms, guidebook } }) => norms.edition !== undefined || guidebook.decision !== undefined,
  }),
};

function abandonChange(context: Context, { actor, input }: EventOf<'abandon'>): Change<Context> {
  return {
    abandoned: { by: actor.person, at: context.at, reason: input.reason },
    marks: withAll(context.marks, 'abandoned'),
  };
}

/** Told to all who knew of it. */
function abandonCauses({ after }: { readonly after: Context }): readonly Cause[] {
  const headquarters = after.putForward ? after.headquarters : [];
  return [
    toRoles(after, ['centreStaff'], 'abandoned'),
    ...headquarters.map((organisation) => toRoles({ organisation }, ['headquarters'], 'abandoned')),
    ...after.consulted.map((organisation) => toRoles({ organisation }, speakers, 'abandoned')),
  ];
}

export const on = {
  live: handlers(decisions, {
    abandon: [
      { routes: ['somethingDone'], target: '#standards.completed', change: abandonChange, causes: abandonCauses },
      { routes: ['!somethingDone'], target: '#standards.abandoned', change: abandonChange, causes: abandonCauses },
    ],
  }),
};

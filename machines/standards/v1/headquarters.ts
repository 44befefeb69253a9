/** Headquarters 戦略本部 decides what passed the council, changes it at its meeting, or returns it (2-2). */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  byHeadquarters,
  dayDecided,
  fields,
  personThing,
  toRoles,
  withAll,
  type Change,
  type Decider,
  type Decisions,
} from '../../kit/v1/index.ts';
import { namedDraft, returnedChange } from './council.ts';
import { handlers, ruleTable } from './kit.ts';
import type { Context, Settled } from './types.ts';

/** Who decides, and what it rests on. */
const ofHeadquarters = { ...byHeadquarters, clause: '2-2', room: 'always' } as const;
const order = ['normsNotDecided', 'councilPassed', 'namesPresentDraft', 'deciderDidNotDraft'] as const;

const record = fields.document('戦略本部の決定の記録 / record of the decision').optional();

export const decisions = {
  decide: {
    ...ofHeadquarters,
    input: z.strictObject({ draft: namedDraft, document: record }),
    rules: order,
    label: { ja: '統一規範・統一基準・指針を決定する', en: 'decide Model, Standards or guideline' },
    why: {
      ja: '推進会議を経た原案について、戦略本部の決定が求められています。',
      en: 'A draft that has passed the council waits for headquarters’ decision.',
    },
    irreversible: true,
  },
  decideAmended: {
    ...ofHeadquarters,
    input: z.strictObject({
      draft: namedDraft,
      amended: fields.document('修正して決定した文書 / the document as amended and decided'),
      changes: fields.text('本部での修正の一覧 / the changes made at the meeting', { reason: true }),
      document: record,
    }),
    rules: [...order, 'documentChanged'],
    insteadOf: ['decide'],
    label: { ja: '修正の上、決定する', en: 'decide with changes' },
    irreversible: true,
  },
  returnDraft: {
    ...ofHeadquarters,
    input: z.strictObject({ draft: namedDraft, reason: fields.text('差戻しの理由 / reason for returning it') }),
    rules: order,
    insteadOf: ['decide'],
    label: { ja: '原案を差し戻す', en: 'return the draft' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  deciderDidNotDraft: {
    clause: '2-2',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '原案を提出又は修正した者は、その決定に加わることができません。戦略本部の他の者が決定します。',
    en: 'Whoever submitted or mended the draft does not decide on it. Somebody else of headquarters does.',
    met: { ja: '決定する者は原案を作成していない', en: 'the decider did not draft' },
    test: ({ context, event }) => !context.norms.drafters.includes(event.actor.person),
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ norms }) => norms.drafters,
  },
});

/** What comes into force, on the day of the decision: a paper bears its own. */
function decidedChange(
  context: Context,
  decider: Decider,
  said: Pick<Settled, 'draft' | 'document' | 'changes'>,
  more: readonly (string | undefined)[],
): Change<Context> {
  const decision: Settled = {
    ...said,
    on: dayDecided(context, decider),
    by: decider.actor.person,
    at: context.at,
    ...(decider.enteredFor !== undefined && { enteredBy: decider.enteredFor.by }),
  };
  return {
    norms: { ...context.norms, decision },
    documents: withAll(context.documents, ...more),
  };
}

function decidedCauses({ after }: { readonly after: Context }): readonly Cause[] {
  return [toRoles(after, ['centreStaff', 'centreHead'], 'decided')];
}

export const on = {
  norms: handlers(decisions, {
    decide: {
      target: '.decided',
      change: (context, event) => {
        const { draft, document } = event.input;
        return decidedChange(context, event, { draft, document: draft }, [document]);
      },
      causes: decidedCauses,
    },
    decideAmended: {
      target: '.decided',
      change: (context, event) => {
        const { draft, amended, changes, document } = event.input;
        return {
          ...decidedChange(context, event, { draft, document: amended, changes }, [amended, document]),
          marks: withAll(context.marks, 'decidedAmended'),
        };
      },
      causes: decidedCauses,
    },
    returnDraft: {
      target: '.returned',
      change: (context, { actor, input }) => returnedChange(context, actor.person, input.reason),
      causes: ({ after }) => [toRoles(after, ['centreStaff', 'centreHead'], 'returned')],
    },
  }),
};

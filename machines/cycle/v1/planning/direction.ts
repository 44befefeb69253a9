/** The CISO's direction and resource policy for the year (6-2, 6-3). */
import { z } from 'zod';
import { fields, leadingTo, met, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';

export const decisions = {
  setDirection: {
    input: z.strictObject({
      direction: fields.ruledText('今年度の方向性 / direction for the year'),
      resourcePolicy: fields.ruledText('資源配分の方針 / policy for allocating resources', {
        help: '人員・予算等の配分の方針 / people, budget and the like',
      }),
      level: fields.text('求める情報セキュリティ水準 / the level sought', {
        help: '点検の結果はこの水準に照らして判断します / the result of the inspection is judged against it',
      }),
      document: fields.document('決裁文書 / decision document'),
    }),
    by: ['ciso'],
    clause: '6-2',
    room: 'reserved',
    rules: ['directionStated', 'resourcePolicyStated'],
    label: { ja: '方向性と資源配分方針を定める', en: 'set direction and resource policy' },
    why: {
      ja: 'CISOが重点の方向性と資源配分の方針を示し、計画はこれに沿って作られます。',
      en: 'The CISO sets the direction and the resource policy that the plan follows.',
    },
  },
  decideResources: {
    input: z.strictObject({
      figures: fields.text('人員・予算等の数値 / figures for people and budget'),
      document: fields.document('決裁文書 / decision document'),
    }),
    by: ['ciso'],
    clause: '6-3',
    room: 'reserved',
    rules: [],
    label: { ja: '資源配分の方針を決定する', en: 'decide the allocation of resources' },
    why: {
      ja: '資源配分の方針は、予算が決まり次第、数値とともにCISOが決定します。',
      en: 'The CISO enters the resource figures once the budget is decided.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  directionStated: {
    clause: '6-2',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '最高情報セキュリティ責任者は方向性を明確にします。今年度の方向性を記入してください。',
    en: 'The CISO makes the direction clear. Write down the direction for the year.',
    met: { ja: '今年度の方向性が記入されている', en: 'the direction is stated' },
    test: ({ event }) => fields.isFilled(event.input.direction),
    paths: () => ['direction'],
  },
  resourcePolicyStated: {
    clause: '6-3',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '人員・予算等の資源配分の方針を記入してください。数値は後から決めることができます。',
    en: 'Write down the policy for allocating people and budget. The figures may follow.',
    met: { ja: '資源配分の方針が記入されている', en: 'the resource policy is stated' },
    test: ({ event }) => fields.isFilled(event.input.resourcePolicy),
    paths: () => ['resourcePolicy'],
  },
});

/** Taken at any time of the year. */
const taken = handlers(decisions, {
  setDirection: {
    change: (context, { actor, input }) => ({
      direction: { at: context.at, by: actor.person },
      dueItems: met(context, 'direction'),
      documents: withAll(context.documents, input.document),
    }),
  },
});

export const on = {
  year: taken,
  live: handlers(decisions, {
    decideResources: {
      change: (context, { actor, input }) => ({
        resources: { at: context.at, by: actor.person },
        documents: withAll(context.documents, input.document),
      }),
    },
  }),
};

/** In planning it shows whether the direction is still missing. */
export const track = {
  initial: 'missing',
  states: {
    missing: { on: { setDirection: leadingTo('set', taken.setDirection) } },
    set: { on: taken },
  },
} as const;

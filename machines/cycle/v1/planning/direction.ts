/** The CISO's direction and resource policy for the year (6-2, 6-3). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { documentRef, optionalProse, prose } from '../fields.ts';
import { act, cited, met, rule, type Decisions } from '../kit.ts';

export const directionDecisions = {
  setDirection: {
    input: z.strictObject({
      direction: optionalProse('今年度の方向性 / direction for the year'),
      resourcePolicy: optionalProse('人員・予算等の資源配分の方針 / policy for allocating people, budget, …'),
      level: prose('求める情報セキュリティ水準 / the level sought; the judgement measures against it (3-16)'),
      document: documentRef('決裁文書 / decision document'),
    }),
    by: ['ciso'],
    clause: '6-2',
    label: { ja: '方向性と資源配分方針を定める', en: 'set direction and resource policy' },
  },
  decideResources: {
    input: z.strictObject({
      figures: prose('人員・予算等の数値 / figures for people, budget, …'),
      document: documentRef('決裁文書 / decision document'),
    }),
    by: ['ciso'],
    clause: '6-3',
    label: { ja: '資源配分の数値を決める', en: 'decide the resource figures' },
  },
} as const satisfies Decisions;

export const directionRules = {
  directionStated: rule({
    clause: '6-2',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['setDirection'],
    ja: '最高情報セキュリティ責任者は方向性を明確にします。今年度の方向性を記入してください。',
    en: 'The CISO makes the direction clear. Write down the direction for the year.',
    test: ({ event }) => event.input.direction.trim().length > 0,
  }),
  resourcePolicyStated: rule({
    clause: '6-3',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['setDirection'],
    ja: '人員・予算等の資源配分の方針を記入してください。数値は計画の承認までに決めれば足ります。',
    en: 'Write down the policy for allocating people and budget. The figures may follow until the plan is approved.',
    test: ({ event }) => event.input.resourcePolicy.trim().length > 0,
  }),
};

const setDirection = act('setDirection', all('directionStated', 'resourcePolicyStated'), (context, event) => ({
  direction: { at: context.at, by: event.actor.person },
  dueItems: met(context, 'direction'),
  documents: cited(context, event.input.document),
}));

/** Taken at any time of the year; in planning its track shows whether it is still missing. */
export const directionOn = { setDirection };
export const resourcesOn = {
  decideResources: act('decideResources', undefined, (context, event) => ({
    resources: { at: context.at, by: event.actor.person },
    documents: cited(context, event.input.document),
  })),
};
export const directionTrack = {
  initial: 'missing',
  states: {
    missing: { on: { setDirection: { ...setDirection, target: 'set' } } },
    set: { on: { setDirection } },
  },
} as const;
export const directionStates = {
  '': { ja: '方向性', en: 'direction' },
  missing: { ja: '方向性が未決定', en: 'direction not yet set' },
  set: { ja: '方向性を決定済み', en: 'direction set' },
};

/** フォローアップ: item by item, what was done of what was advised – with evidence (D). */
import { z } from 'zod';
import { bodyKinds, fields, met, organisationThing, withAll, type Decisions } from '../../kit/v1/index.ts';
import { handlers, ruleTable } from './kit.ts';
import { numberOf } from './inputs.ts';
import { byTheTeam } from './team.ts';
import { itemThing, numberThing } from './things.ts';
import { isSettled, undisposed, type Context } from './types.ts';

export const decisions = {
  followUp: {
    input: z.strictObject({
      item: numberOf('助言 / item of advice', 'items'),
      result: fields.oneOf('結果 / result', {
        done: '実施済み / done',
        partly: '一部実施 / partly done',
        notDone: '未実施 / not done',
        gone: '対象機関がなくなった / the body is gone',
      }),
      note: fields.text('確認した内容 / what was found'),
      evidence: fields.documents('証拠 / evidence'),
    }),
    facts: z.object({ bodies: bodyKinds }),
    asks: () => ({ bodies: {} }),
    ...byTheTeam,
    room: 'late',
    rules: ['actsForTheTeam', 'itemIsOpen', 'disposedFirst', 'evidenceOfDone', 'bodyIsGone'],
    label: { ja: '助言への対応を確かめる', en: 'follow up an item of advice' },
    why: { ja: '助言への対応の状況を確かめます。', en: 'What was done of what was advised is looked at.' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  itemIsOpen: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の助言はないか、既に終わっています。番号を確かめてください。',
    en: 'No advice has that number, or nothing more is to come of it. Check the number.',
    met: { ja: '対応が続いている助言である', en: 'the advice is still open' },
    test: ({ context, event }) => openItem(context, event.input.item) !== undefined,
    about: ({ context, event }) => itemThings(context, event.input.item),
    paths: () => ['item'],
  },
  disposedFirst: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対象機関がその助言の優先順位と対応をまだ決めていません。決定を待って確かめてください。',
    en: 'The body has not decided on that advice yet. Follow it up once it has.',
    met: { ja: '助言の優先順位と対応が決まっている', en: 'priority and disposition are decided' },
    test: ({ context, event: { input } }) =>
      input.result === 'gone' || !undisposed(context).some(({ number }) => number === input.item),
    about: ({ context, event }) => itemThings(context, event.input.item),
    paths: () => ['item'],
  },
  evidenceOfDone: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '実施済み又は一部実施とする証拠がありません。文書を示してください。',
    en: 'There is no evidence that something was done. Name the documents.',
    met: { ja: '実施の証拠がある', en: 'there is evidence' },
    test: ({ event: { input } }) => (input.result !== 'done' && input.result !== 'partly') || input.evidence.length > 0,
    paths: () => ['evidence'],
  },
  bodyIsGone: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '助言を受けた機関は現に存します。「対象機関がなくなった」とすることはできません。',
    en: 'The body that received the advice exists. It cannot be said to be gone.',
    met: { ja: '機関がなくなった場合に限っている', en: 'only of a body that is gone' },
    test: ({ context, event: { input, facts } }) =>
      input.result !== 'gone' || !facts.bodies.some(({ id }) => id === context.addressee),
    about: ({ context }) => [organisationThing(context.addressee)],
    paths: () => ['result'],
  },
});

function openItem({ items }: Context, number: number) {
  return items.find((item) => item.number === number && !isSettled(item));
}

function itemThings({ items }: Context, number: number) {
  const item = items.find((one) => one.number === number);
  return [item === undefined ? numberThing(number) : itemThing(item)];
}

export const on = {
  after: handlers(decisions, {
    followUp: {
      change: (context, { actor, input: { item, result, note, evidence } }) => {
        const found = { result, evidence, by: actor.person, at: context.at, reason: note };
        const items = context.items.map((one) =>
          one.number === item ? { ...one, followUps: [...one.followUps, found] } : one,
        );
        return {
          items,
          dueItems: undisposed({ items }).length === 0 ? met(context, 'disposition') : context.dueItems,
          marks: result === 'gone' ? withAll(context.marks, 'bodyGone') : context.marks,
          documents: withAll(context.documents, ...evidence),
        };
      },
    },
  }),
};

/** What is owed before the close and turns out not to be needed (3-17, 3-19). */
import { z } from 'zod';
import { bareThing, commonFact, fields, withAll, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAsked, isWaivable, owedNow } from '../owing.ts';
import { withAnswers } from '../planning/asked.ts';
import { debtThing, settling } from '../things.ts';
import type { Debt } from '../types.ts';

export const decisions = {
  noAmendmentNeeded: {
    input: z.strictObject({
      ref: fields.ref('未了事項 / owed item', { choices: 'waivable' }),
      reason,
      document: fields.document('検討の記録 / record').optional(),
    }),
    facts: z.object({ common: commonFact.pick({ editions: true, directives: true }) }),
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: ['amendmentWaivable'],
    label: { ja: '改正・変更が不要であることを決める', en: 'decide that no amendment is needed' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  amendmentWaivable: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '不要とできるのは、前年度の評価又は承継に由来するものと、登録簿から外された版・個別の決定だけです。改善措置や導入時登録に由来するものは実施してください。統一基準群の新しい版には、対策基準を改めるか準拠を宣言して対応し、個別の決定には、対策基準に反映するか、手続・運用で措置した箇所又は該当しない理由を記録してください。',
    en: 'Only what comes from last year’s evaluation or a transfer can be declared not needed, and an edition or a directive that was taken out of its register. What an improvement or an adoption asks for is to be carried out. A new edition is answered by amending the standards or declaring conformity; a directive by reflecting it, or by recording where it is settled in operation or why it does not apply.',
    met: { ja: '不要と決められる未了事項である', en: 'what is owed may be declared not needed' },
    test: ({ context, event }) => owedNow(context).some((item) => waives(event, item)),
    about: ({ context, event }) => {
      const asked = owedNow(context).filter((item) => item.ref === event.input.ref);
      return asked.length > 0 ? asked.map(debtThing) : [bareThing('owedItem', event.input.ref)];
    },
    paths: () => ['ref'],
    remedies: ({ context, event }) => settling(owedNow(context).filter((item) => item.ref === event.input.ref)),
  },
});

/** True for what the event names and may waive. */
function waives({ input, facts }: EventOf<'noAmendmentNeeded'>, item: Debt): boolean {
  return item.ref === input.ref && isWaivable(facts.common, item);
}

export const on = {
  live: handlers(decisions, {
    noAmendmentNeeded: {
      change: (context, event) => ({
        ...withAnswers(
          {
            ...context,
            owed: context.owed.map((item) =>
              item.settled === undefined && !isAsked(item) && waives(event, item)
                ? { ...item, settled: context.at, how: 'notNeeded' as const }
                : item,
            ),
          },
          (item) => (waives(event, item) ? 'notNeeded' : undefined),
        ),
        marks: withAll(context.marks, 'noAmendmentNeeded'),
        documents: withAll(context.documents, event.input.document),
      }),
    },
  }),
};

/** What is owed before the close: advice of headquarters to dispose of, amendments that turn out not to be needed (3-20, 3-17). */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import {
  addDays,
  bareThing,
  commonFact,
  dateInJapan,
  dateThing,
  fields,
  tell,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { isCovered, nextCycle, startEffects, started, type ToStart } from '../improvements.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAsked, isWaivable, owedNow } from '../owing.ts';
import { withAnswers } from '../planning/asked.ts';
import { debtThing, settling } from '../things.ts';
import { derivedTitle } from '../titles.ts';
import type { Context, Debt } from '../types.ts';

export const decisions = {
  disposeAdvice: {
    input: z.strictObject({
      ref: fields.ref('助言 / advice', { choices: 'adviceWaiting' }),
      priority: fields.oneOf('優先順位 / priority', { high: '高 / high', middle: '中 / middle', low: '低 / low' }),
      disposition: fields.oneOf('対応の時期・要否 / when, if at all', {
        now: '今年度中に対応する / this year',
        later: '後に対応する / later',
        not: '対応しない / not at all',
      }),
      until: fields
        .date('対応する期日 / date by which it is taken up', { requiredWhen: { field: 'disposition', is: 'later' } })
        .optional(),
      reason,
    }),
    by: ['ciso'],
    clause: '3-20',
    room: 'always',
    rules: ['adviceWaits', 'laterNamesDate'],
    label: { ja: '助言への対応を決める', en: 'dispose of headquarters’ advice' },
    why: {
      ja: '受けた助言の扱いと優先度を、CISOが決定します。',
      en: 'The CISO decides what becomes of advice received, and how urgent it is.',
    },
  },
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
  adviceWaits: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の助言はないか、既に対応が決まっています。番号を確認してください。',
    en: 'There is no advice with that reference, or it has been disposed of. Check the reference.',
    met: { ja: '対応の決まっていない助言である', en: 'the advice waits for a disposition' },
    test: ({ context, event }) =>
      context.advice.some((known) => known.ref === event.input.ref && known.disposed === undefined),
    about: ({ event }) => [bareThing('advice', event.input.ref)],
    paths: () => ['ref'],
  },
  laterNamesDate: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '後で対応する場合は、これから来る期日を記入してください。次年度に引き継がれ、対応するか否かを改めて決めます。',
    en: 'For later name a date that lies ahead. It goes over into next year, where it is decided again.',
    met: { ja: '後に対応する期日が記入されている', en: 'the date by which it is taken up lies ahead' },
    test: ({ context, event }) => {
      const { disposition, until } = event.input;
      return disposition !== 'later' || (until !== undefined && until > dateInJapan(context.at));
    },
    about: ({ context }) => [dateThing(addDays(dateInJapan(context.at), 1), { bound: 'from' })],
    paths: () => ['until'],
  },
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

/** "Now" opens an improvement that covers the advice, unless one does already. */
function toStart(context: Context, event: EventOf<'disposeAdvice'>): readonly ToStart[] {
  const advice = context.advice.find((known) => known.ref === event.input.ref);
  if (event.input.disposition !== 'now' || advice === undefined || isCovered(context, advice.ref)) return [];
  const { ref, clause, by: source } = advice;
  const covers = [{ ref, source, clause }];
  return [{ title: derivedTitle(covers, source), source, openedBy: event.actor.person, covers }];
}

/** How an improvement ended that covered the advice before it was disposed of, where none that covers it goes on. */
function endedAlready({ improvements }: Context, ref: string): readonly string[] {
  const covering = improvements.filter(({ covers }) => covers.includes(ref));
  const ends = covering.flatMap(({ end }) => (end === undefined || end === 'merged' ? [] : [end]));
  return covering.length > 0 && ends.length === covering.length ? ends.slice(-1) : [];
}

/** Told back to who gave it; "later" goes over into the next year's cycle, until it is now or not. */
function disposalTells(before: Context, { input }: EventOf<'disposeAdvice'>): readonly Cause[] {
  const advice = before.advice.find((known) => known.ref === input.ref);
  if (advice === undefined) return [];
  const { ref, clause, by, source } = advice;
  const { priority, disposition, reason: why, until } = input;
  const later = disposition === 'later' ? { until } : {};
  return [
    tell(source, 'adviceDisposed', { cycle: before.instance, ref, priority, disposition, reason: why, ...later }),
    ...(disposition === 'later' ? [tell(nextCycle(before), 'adviceGiven', { ref, clause, by, source })] : []),
    ...(disposition === 'now' ? endedAlready(before, ref) : []).map((end) =>
      tell(source, 'adviceSettled', { cycle: before.instance, ref, end }),
    ),
  ];
}

export const on = {
  live: handlers(decisions, {
    disposeAdvice: {
      change: (context, event) => {
        const { ref, priority, disposition: what, until } = event.input;
        const disposed = { priority, what, ...(what === 'later' ? { until } : {}), at: context.at };
        return {
          advice: context.advice.map((known) =>
            known.ref === ref && known.disposed === undefined ? { ...known, disposed } : known,
          ),
          improvements: started(context, toStart(context, event)),
        };
      },
      causes: ({ before, event }) => [...startEffects(before, toStart(before, event)), ...disposalTells(before, event)],
    },
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

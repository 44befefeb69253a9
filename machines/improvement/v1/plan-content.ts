/** What a plan must state: cause, recurrence prevention, actions, dates, and how its effect will be judged. */
import type { Thing } from '../../core/index.ts';
import { dateInJapan, emptyFields, fields, figureThing, fiscalYearAt, rowsAt } from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import { ruleTable } from './kit.ts';
import { actionKinds } from './planning.ts';
import { todayThing } from './things.ts';
import type { Attempt, Context, PlannedAction } from './types.ts';

export const rules = ruleTable({
  causeAnalysed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '原因が記入されていません。再発防止を考えるため、原因を記入してください。',
    en: 'The cause is missing. State it: without it recurrence cannot be prevented.',
    met: { ja: '原因が分析されている', en: 'the cause is analysed' },
    test: ({ event }) => fields.isFilled(event.input.cause),
    paths: () => ['cause'],
  },
  recurrencePrevented: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '再発防止の内容が記入されていません。改善は再発防止を考慮したものでなければなりません。内容を記入してください。',
    en: 'Recurrence prevention is missing. An improvement must consider it: state how recurrence will be prevented.',
    met: { ja: '再発防止が考慮されている', en: 'recurrence prevention is considered' },
    test: ({ event }) => fields.isFilled(event.input.recurrencePrevention),
    paths: () => ['recurrencePrevention'],
  },
  causeIsNew: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '目的が達成されなかった回と同じ原因分析です。なぜ効果がなかったかを含めて、改めて分析してください。',
    en: 'This is the cause analysis of a round that failed. Analyse anew why it did not work.',
    met: { ja: '原因は改めて分析されている', en: 'the cause was analysed anew' },
    test: ({ context, event }) => roundsOfSameCause(context, event).length === 0,
    about: ({ context, event }) =>
      roundsOfSameCause(context, event).map(({ round }) =>
        figureThing(round, `第${round}回の計画`, `the plan of round ${round}`),
      ),
    paths: () => ['cause'],
  },
  eachKindOnce: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '同じ種類の措置が二つ以上あります。種類ごとに一つにまとめてください。',
    en: 'A kind of action appears twice. Combine them into one action per kind.',
    met: { ja: '措置は種類ごとに一つである', en: 'each kind of action stands once' },
    test: ({ event }) => !event.input.actions.some(isRepeated),
    about: ({ event }) => event.input.actions.filter(isRepeated).map(actionThing),
    paths: ({ event }) =>
      rowsAt('actions', event.input.actions, (one, place) => isRepeated(one, place, event.input.actions), 'kind'),
  },
  reEntryNamesItsYear: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対策基準等の改正又は教育に、実施する年度又は改正するものが指定されていないか、年度が過ぎています。年度（今年度以後）と、改正では改正するものを指定してください。',
    en: 'An amendment or education does not name its fiscal year, names a past one, or an amendment does not say what is amended. Name a year (this one or later), and what is amended.',
    met: { ja: '改正又は教育の年度と改正するものが定められている', en: 'amendments and educations name their year' },
    test: ({ context, event }) => event.input.actions.every((one) => missingOf(one, context).length === 0),
    about: ({ context, event }) =>
      event.input.actions.filter((one) => missingOf(one, context).length > 0).map(actionThing),
    paths: ({ context, event }) =>
      event.input.actions.flatMap((one, place) => missingOf(one, context).map((part) => `actions[${place}].${part}`)),
  },
  criterionStated: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '判断の基準又は測定の方法が記入されていません。意図した目的の達成を後で確認できるよう、記入してください。',
    en: 'Criterion or method is missing. State both, so that it can be confirmed later that the purpose was achieved.',
    met: { ja: '判断の基準と測定の方法が定められている', en: 'criterion and method are stated' },
    test: ({ event }) => emptyFields(event.input, 'criterion', 'method').length === 0,
    paths: ({ event }) => emptyFields(event.input, 'criterion', 'method'),
  },
  observationLongEnough: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '観察期間がこの機関の定める最短の日数に足りません。',
    en: 'The observation period is shorter than the least this body has set.',
    met: { ja: '観察期間は十分に長い', en: 'the observation period is long enough' },
    test: ({ context, event }) => event.input.observationDays >= context.minimumObservationDays,
    about: ({ context: { minimumObservationDays: least } }) => [
      figureThing(least, `${least}日以上`, `at least ${least} days`),
    ],
    paths: () => ['observationDays'],
  },
  dueAhead: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '措置の期限が過去の日です。今日以後の日を指定してください。',
    en: 'The action would fall due on a day that has passed. Give today or a later day.',
    met: { ja: '措置の期限はこれから来る', en: 'the action falls due today or later' },
    test: ({ context, event }) => event.input.dueDate >= dateInJapan(context.at),
    about: ({ context }) => [todayThing(context, 'from')],
    paths: () => ['dueDate'],
  },
  criterionKept: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '測定又は再発が記録された後の計画では、効果の判断の基準・測定の方法・観察期間を変えられません。前の計画のとおりに記入してください。',
    en: 'Something was measured, or it recurred: criterion, method and observation period stay as in the plan before.',
    met: { ja: '効果の判断の基準は前の計画のとおりである', en: 'the effect is judged as in the plan before' },
    test: ({ context, event }) => changedOfCriterion(context, event).length === 0,
    paths: ({ context, event }) => changedOfCriterion(context, event),
  },
});

/** Failed rounds with the same analysis. */
function roundsOfSameCause({ attempts }: Context, { input }: JudgedBy<'causeIsNew'>): readonly Attempt[] {
  return attempts.filter(
    ({ outcome, plan }) =>
      (outcome === 'notAchieved' || outcome === 'recurred') && plan !== undefined && same(plan.cause, input.cause),
  );
}

function isRepeated({ kind }: PlannedAction, place: number, actions: readonly PlannedAction[]): boolean {
  return actions.findIndex((one) => one.kind === kind) < place;
}

/** An action by its kind. */
function actionThing({ kind }: PlannedAction): Thing {
  return { kind: 'action', id: kind, label: actionKinds[kind] };
}

/** What an amendment or education does not say of the cycle in which it will be done. */
function missingOf({ kind, year, subject }: PlannedAction, { at }: Context): ('year' | 'subject')[] {
  if (kind !== 'amendStandards' && kind !== 'education') return [];
  const isAhead = year !== undefined && year >= fiscalYearAt(at);
  const isNamed = kind === 'education' || subject !== undefined;
  return [...(isAhead ? [] : (['year'] as const)), ...(isNamed ? [] : (['subject'] as const))];
}

/** What differs from the criterion that stays. */
function changedOfCriterion({ keptCriterion: kept }: Context, { input }: JudgedBy<'criterionKept'>): string[] {
  if (kept === undefined) return [];
  return [
    ...(same(kept.criterion, input.criterion) ? [] : ['criterion']),
    ...(same(kept.method, input.method) ? [] : ['method']),
    ...(kept.observationDays === input.observationDays ? [] : ['observationDays']),
  ];
}

/** True for texts that differ in nothing but spaces and width of characters. */
function same(a: string, b: string): boolean {
  const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
  return bare(a) === bare(b);
}

/** What the measures of a plan must be: which kinds, when due, how considered (3-7, 3-8, 3-12, 6-8). They stand at `plan.ts`. */
import type { LocalDate } from '../../../../model/identifiers.ts';
import { addDays, dateInJapan, dateThing, fields, fiscalYearDates, rowsAt } from '../../../kit/v1/index.ts';
import { ruleTable } from '../kit.ts';
import { measureKindThing, measureThing } from '../things.ts';
import type { Context, Measure, MeasureKind } from '../types.ts';
import type { PlanInput } from './plan.ts';

/** True for a measure with the dates it has in the plan that stands. */
function isAsApproved(context: Context, { id, due, completes }: PlanInput['measures'][number]): boolean {
  return (
    context.plan.approved?.measures.some(
      (known) => known.id === id && known.due === due && known.completes === completes,
    ) === true
  );
}

function missingKinds(measures: PlanInput['measures'], ...kinds: readonly MeasureKind[]): readonly MeasureKind[] {
  return kinds.filter((kind) => !measures.some((item) => item.kind === kind));
}

const isInconsiderate = ({ workability }: PlanInput['measures'][number]): boolean => !fields.isFilled(workability);

/** The first day on which a measure may fall due, the last, and the last on which one of several years is complete. */
function termOf(context: Context): { first: LocalDate; latest: LocalDate; furthest: LocalDate } {
  const { first, last } = fiscalYearDates(context.year);
  const today = dateInJapan(context.at);
  const furthest = addDays(today, context.longestTermDays);
  return { first, latest: today > last ? furthest : last, furthest };
}

/** The date by which a measure lies outside the year or the longest term. */
function fieldOutside(context: Context, measure: PlanInput['measures'][number]): 'due' | 'completes' | undefined {
  if (isAsApproved(context, measure)) return undefined;
  const { first, latest, furthest } = termOf(context);
  const { due, completes } = measure;
  if (due < first || latest < due) return 'due';
  return completes === undefined || (completes > due && completes <= furthest) ? undefined : 'completes';
}

/** True for a measure that falls due on a day that has passed. */
function isDueBefore(context: Context, measure: PlanInput['measures'][number]): boolean {
  return measure.due < dateInJapan(context.at) && !isAsApproved(context, measure);
}

/** The measures whose number an earlier row has already. */
function repeated(measures: PlanInput['measures']): PlanInput['measures'] {
  return measures.filter(({ id }, index) => measures.findIndex((known) => known.id === id) < index);
}

/** The measures of the approved plan that are gone without a reason. */
function goneMeasures(context: Context, { measures, dropped }: PlanInput): readonly Measure[] {
  return (context.plan.approved?.measures ?? []).filter(
    ({ id }) => ![...measures, ...dropped].some((item) => item.id === id),
  );
}

export const rules = ruleTable({
  planHasTrainingAndTechnical: {
    clause: '3-8',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '計画には教育訓練と情報システムに対する技術的な対策の両方を含めます。足りない種別の対策を加えてください。',
    en: 'The plan includes both education and training and technical measures for information systems. Add the kind that is missing.',
    met: { ja: '計画に教育訓練と技術的な対策がある', en: 'the plan has training and technical measures' },
    test: ({ event }) => missingKinds(event.input.measures, 'training', 'technical').length === 0,
    about: ({ event }) => missingKinds(event.input.measures, 'training', 'technical').map(measureKindThing),
    paths: () => ['measures'],
  },
  planHasInspectionAndAudit: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '計画には自己点検と監査計画を含めてください。足りない種別の対策を加えてください。',
    en: 'Include self-inspection and the audit programme in the plan. Add the kind that is missing.',
    met: { ja: '計画に自己点検と監査計画がある', en: 'the plan has self-inspection and the audit programme' },
    test: ({ event }) => missingKinds(event.input.measures, 'selfInspection', 'audit').length === 0,
    about: ({ event }) => missingKinds(event.input.measures, 'selfInspection', 'audit').map(measureKindThing),
    paths: () => ['measures'],
  },
  measuresWorkable: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対策ごとに、業務要件や業務フローへの配慮を記入してください。記入のない対策があります。',
    en: 'Say for each measure how business requirements and workflow were considered. One does not.',
    met: { ja: '全ての対策に業務への配慮が記入されている', en: 'every measure says how business was considered' },
    test: ({ event }) => !event.input.measures.some(isInconsiderate),
    about: ({ event }) => event.input.measures.filter(isInconsiderate).map(measureThing),
    paths: ({ event }) => rowsAt('measures', event.input.measures, isInconsiderate, 'workability'),
  },
  measuresDueInYear: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対策の期限は、この年度の中（年度が終わった後は、定めた最長の期間の中）としてください。複数年にわたる対策は、今年度の中間目標の日を期限とし、完了の期限をその後の日としてください。',
    en: 'A measure falls due within the fiscal year – when that is over, within the longest term set. One of several years has this year’s milestone as its due date, and is complete on a later one.',
    met: { ja: '全ての対策の期限が年度の中にある', en: 'every measure falls due within the year' },
    test: ({ context, event }) => event.input.measures.every((measure) => fieldOutside(context, measure) === undefined),
    about: ({ context, event }) => {
      const { first, latest } = termOf(context);
      return [
        ...event.input.measures.filter((measure) => fieldOutside(context, measure) !== undefined).map(measureThing),
        dateThing(first, { bound: 'from' }),
        dateThing(latest, { bound: 'until' }),
      ];
    },
    paths: ({ context, event }) =>
      (['due', 'completes'] as const).flatMap((field) =>
        rowsAt('measures', event.input.measures, (measure) => fieldOutside(context, measure) === field, field),
      ),
  },
  measuresDueAhead: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '期限が既に過ぎている対策があります。今日以後の日としてください（承認済みの計画にあった期限はそのままで構いません）。',
    en: 'A measure falls due on a day that has passed. Give today or a later day; dates of the approved plan may stand.',
    met: { ja: '期限が過ぎている対策がない', en: 'no measure falls due on a day that has passed' },
    test: ({ context, event }) => !event.input.measures.some((measure) => isDueBefore(context, measure)),
    about: ({ context, event }) => [
      ...event.input.measures.filter((measure) => isDueBefore(context, measure)).map(measureThing),
      dateThing(dateInJapan(context.at), { bound: 'from' }),
    ],
    paths: ({ context, event }) =>
      rowsAt('measures', event.input.measures, (measure) => isDueBefore(context, measure), 'due'),
  },
  measuresDistinct: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '同じ番号の対策があります。番号を分けてください。',
    en: 'Measures have the same number. Give each its own.',
    met: { ja: '対策の番号が全て異なる', en: 'every measure has its own number' },
    test: ({ event }) => repeated(event.input.measures).length === 0,
    about: ({ event }) => repeated(event.input.measures).map(measureThing),
    paths: ({ event }) => {
      const again = repeated(event.input.measures);
      return rowsAt('measures', event.input.measures, (measure) => again.includes(measure), 'id');
    },
  },
  droppedMeasuresExplained: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認済みの計画にあった対策が理由なく消えています。中止する対策とその理由を記入してください。',
    en: 'A measure of the approved plan is gone without a reason. Name what is dropped, and why.',
    met: { ja: '中止する対策に理由が記入されている', en: 'every measure dropped is named with its reason' },
    test: ({ context, event }) => goneMeasures(context, event.input).length === 0,
    about: ({ context, event }) => goneMeasures(context, event.input).map(measureThing),
    paths: () => ['dropped'],
  },
});

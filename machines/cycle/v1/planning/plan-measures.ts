/** What the measures of a plan must be: which kinds, when due, how considered (3-7, 3-8, 3-12, 6-8). They stand at `plan.ts`. */
import { addDays, dateInJapan, fields, fiscalYearDates } from '../../../kit/v1/index.ts';
import { ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';
import type { PlanInput } from './plan.ts';

/** True for a measure with the dates it has in the plan that stands. */
function isAsApproved(context: Context, { id, due, completes }: PlanInput['measures'][number]): boolean {
  return (
    context.plan.approved?.measures.some(
      (known) => known.id === id && known.due === due && known.completes === completes,
    ) === true
  );
}

const hasKinds = (measures: PlanInput['measures'], ...kinds: readonly string[]): boolean =>
  kinds.every((kind) => measures.some((item) => item.kind === kind));

export const rules = ruleTable({
  planHasTrainingAndTechnical: {
    clause: '3-8',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '計画には教育訓練と情報システムに対する技術的な対策の両方を含めます。足りない種別の対策を加えてください。',
    en: 'The plan includes both education and training and technical measures for information systems. Add the kind that is missing.',
    test: ({ event }) => hasKinds(event.input.measures, 'training', 'technical'),
  },
  planHasInspectionAndAudit: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '計画には自己点検と監査計画を含めてください。',
    en: 'Include self-inspection and the audit programme in the plan.',
    test: ({ event }) => hasKinds(event.input.measures, 'selfInspection', 'audit'),
  },
  measuresWorkable: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対策ごとに、業務要件や業務フローへの配慮を記入してください。',
    en: 'Say for each measure how business requirements and workflow were considered.',
    test: ({ event }) => event.input.measures.every((item) => fields.isFilled(item.workability)),
  },
  measuresDueInYear: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対策の期限は、この年度の中（年度が終わった後は、定めた最長の期間の中）としてください。複数年にわたる対策は、今年度の中間目標の日を期限とし、完了の期限をその後の日としてください。',
    en: 'A measure falls due within the fiscal year – when that is over, within the longest term set. One of several years has this year’s milestone as its due date, and is complete on a later one.',
    test: ({ context, event }) => {
      const { first, last } = fiscalYearDates(context.year);
      const today = dateInJapan(context.at);
      const furthest = addDays(today, context.longestTermDays);
      const latest = today > last ? furthest : last;
      return event.input.measures.every(
        (measure) =>
          isAsApproved(context, measure) ||
          (first <= measure.due &&
            measure.due <= latest &&
            (measure.completes === undefined || (measure.completes > measure.due && measure.completes <= furthest))),
      );
    },
  },
  measuresDueAhead: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '期限が既に過ぎている対策があります。今日以後の日としてください（承認済みの計画にあった期限はそのままで構いません）。',
    en: 'A measure falls due on a day that has passed. Give today or a later day; dates of the approved plan may stand.',
    test: ({ context, event }) =>
      event.input.measures.every((measure) => measure.due >= dateInJapan(context.at) || isAsApproved(context, measure)),
  },
  measuresDistinct: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '同じ番号の対策が二つあります。番号を分けてください。',
    en: 'Two measures have the same number. Give each its own.',
    test: ({ event }) => new Set(event.input.measures.map((item) => item.id)).size === event.input.measures.length,
  },
  droppedMeasuresExplained: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認済みの計画にあった対策が理由なく消えています。取りやめる対策とその理由を記入してください。',
    en: 'A measure of the approved plan is gone without a reason. Name what is dropped, and why.',
    test: ({ context, event }) =>
      (context.plan.approved?.measures ?? []).every(
        (old) =>
          event.input.measures.some((item) => item.id === old.id) ||
          event.input.dropped.some((item) => item.id === old.id),
      ),
  },
});

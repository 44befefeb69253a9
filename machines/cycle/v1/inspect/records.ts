/** The inspection's records: self-inspection per department, the effect, and the resulting state (3-12, 3-14, 5-1). */
import { z } from 'zod';
import type { Json } from '../../../core/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import {
  commonFact,
  dateInJapan,
  dateThing,
  departmentThing,
  documentThing,
  fields,
  inspectionFact,
  leadingTo,
  roleIds,
  standsIn,
  withAll,
  type Change,
  type Decisions,
  type InspectionFact,
} from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAboveAll, isOfficerOf } from '../officers.ts';
import { withMeasuresMet } from '../operate/measure-dates.ts';
import type { Context, InspectionRecord, SelfInspection } from '../types.ts';
import { beforePlan, recording } from './begin.ts';
import { selfInspectionItem } from './departments.ts';
import { metBy } from './measures-met.ts';

const dimension = {
  assessment: fields.text('点検の結果 / what was found'),
  document: fields.document('点検の記録 / inspection record'),
};

/** What a department's self-inspection comes to. */
export const selfInspection = {
  department: fields.department('部署 / department'),
  byRole: z
    .array(
      z.strictObject({
        role: fields.role('役割 / role', roleIds),
        subject: fields.people('対象者数 / subject'),
        answered: fields.people('回答者数 / answered'),
        compliant: fields.people('遵守者数 / compliant'),
      }),
    )
    .min(1)
    .max(30)
    .meta(fields.titled('役割別の結果 / result by role')),
  criteria: z
    .array(
      z.strictObject({
        criterion: fields.ref('判断基準の項目 / criterion', { choices: 'criteria' }),
        result: fields.oneOf('結果 / result', {
          achieved: '達成 / achieved',
          notAchieved: '未達成 / not achieved',
          notApplicable: '対象外 / not applicable',
        }),
        reason: fields
          .ruledText('対象外の理由 / reason why it is not applicable', {
            requiredWhen: { field: 'result', is: 'notApplicable' },
          })
          .optional(),
      }),
    )
    .max(500)
    .default([])
    .meta(fields.titled('判断基準ごとの結果 / result by criterion')),
};
/** Of which self-inspections of the plan it is. */
export const ofMeasures = z
  .array(fields.ref('計画の自己点検 / self-inspection of the plan', { choices: 'selfInspectionMeasures' }))
  .min(1)
  .max(50)
  .optional()
  .meta(
    fields.titled('当たる計画の自己点検 / self-inspections of the plan that this is', {
      help: '計画に同じ部署の自己点検が二つ以上ある場合に限ります / only where the plan has several of one department',
    }),
  );
export const criteriaSet = fields.ref('判断基準 / criteria set', { choices: 'criteriaSets' }).optional();

const ofOne = z.object({ department: z.string() });

/** The department that an input speaks of, as it is asked about. */
function departmentIn(input: Json): string[] {
  const { data } = ofOne.safeParse(input);
  return data === undefined ? [] : [data.department];
}

/** What stands first wherever the inspection is recorded. */
export const whileInspecting = ['planStandsForInspection', 'inspectionBegun', 'notYetJudged'] as const;

export const decisions = {
  recordSelfInspection: {
    input: z.strictObject({
      ...selfInspection,
      measures: ofMeasures,
      criteriaSet,
      document: fields.document('点検の記録 / inspection record'),
    }),
    groups: [
      { ja: '部署', en: 'department', fields: ['department', 'measures'] },
      { ja: '役割別の結果', en: 'by role', fields: ['byRole'] },
      { ja: '判断基準ごとの結果', en: 'by criterion', fields: ['criteriaSet', 'criteria'] },
      { ja: '点検の記録', en: 'inspection record', fields: ['document'] },
    ],
    facts: z.object({ common: commonFact.pick({ criteriaSets: true }), inspection: inspectionFact }),
    asks: ({ input }) => ({ inspection: { departments: departmentIn(input) } }),
    by: ['officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer', 'headOfOfficers'],
    clause: '3-12',
    room: 'reserved',
    rules: [
      ...whileInspecting,
      'inspectsOwnDepartment',
      'inspectionMeasuresNamed',
      'criteriaComparable',
      'countsConsistent',
      'notApplicableExplained',
    ],
    label: { ja: '自己点検の結果を記録する', en: 'record the self-inspection' },
    why: {
      ja: '部署の自己点検の結果を登録します。',
      en: 'The department’s self-inspection is to be recorded.',
    },
  },
  recordEffect: {
    input: z.strictObject(dimension),
    by: ['promotionOffice'],
    clause: '3-14',
    room: 'reserved',
    rules: [...whileInspecting],
    label: { ja: '対策の効果を記録する', en: 'record the effect of the measures' },
    why: {
      ja: '判断の前に、対策の効果を評価します。',
      en: 'The effect of the measures is assessed before the judgement.',
    },
  },
  recordResultingState: {
    input: z.strictObject(dimension),
    by: ['promotionOffice'],
    clause: '3-14',
    room: 'reserved',
    rules: [...whileInspecting],
    label: { ja: '情報セキュリティの状態を記録する', en: 'record the resulting state of security' },
    why: {
      ja: '判断の前に、対策の結果としての状態を評価します。',
      en: 'The resulting state is assessed before the judgement.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  inspectionBegun: {
    clause: '3-12',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の点検はまだ始まっていません。統括情報セキュリティ責任者が点検を開始してください。',
    en: 'This year’s inspection has not begun. The head of information security officers begins it.',
    met: { ja: '今年度の点検が始まっている', en: 'this year’s inspection has begun' },
    test: ({ context }) => context.inspection.begun !== undefined,
    remedies: () => ['beginInspection'],
  },
  notYetJudged: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の判断は既に行われ、以後の点検記録では変わりません。新たな事項は改善措置か補足で扱ってください。',
    en: 'The year has been judged; later records do not change it. Deal with what is new by an improvement or a supplement.',
    met: { ja: '今年度の判断がまだ行われていない', en: 'the year is not yet judged' },
    test: ({ context }) => context.judgement === undefined,
    about: ({ context: { judgement } }) =>
      judgement === undefined ? [] : [dateThing(dateInJapan(judgement.at)), documentThing(judgement.document)],
    remedies: ({ context }) => ['openImprovement', ...(context.evaluation === undefined ? [] : ['supplement'])],
  },
  inspectsOwnDepartment: {
    clause: '5-2',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: 'その部署の責任者か、その上位の責任者が記録します。その責任者に依頼してください。',
    en: 'The officer of that department records it, or an officer above. Ask that officer.',
    met: {
      ja: 'その部署の責任者又はその上位の責任者である',
      en: 'the officer of the department, or one above, records it',
    },
    test: ({ context, event }) =>
      isAboveAll(context, event) ||
      isOfficerOf(context, event, event.input.department) ||
      standsIn(context, event, 'officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer'),
    about: ({ event }) => [departmentThing(event.input.department)],
  },
});

/** The year with records of departments, whoever entered them; a proposed judgement is returned by them. */
export function withRecords(
  context: Context,
  departments: readonly DepartmentId[],
  { inspection: fact }: { readonly inspection: InspectionFact },
  made: InspectionRecord & Pick<SelfInspection, 'collected'>,
  named: readonly string[] | undefined,
): Change<Context> {
  const records = departments.map((id): readonly [DepartmentId, SelfInspection] => {
    const succeeds = fact.find((known) => known.id === id)?.succeeds ?? [];
    const measures = metBy(context, id, fact, named);
    return [id, { ...made, measures, ...(succeeds.length === 0 ? {} : { succeeds }) }];
  });
  const selfInspections = { ...context.inspection.selfInspections, ...Object.fromEntries(records) };
  const inspection = { ...context.inspection, selfInspections };
  return withMeasuresMet(context, {
    inspection,
    dueItems: selfInspectionItem({ ...context, inspection }),
    documents: withAll(context.documents, made.document),
    proposal: undefined,
  });
}

export const record = (context: Context, by: string, document: string): InspectionRecord => ({
  at: context.at,
  by,
  document,
});
/** Later records supersede earlier ones until the judgement. */
const taken = handlers(decisions, {
  recordSelfInspection: {
    change: (context, { actor, input, facts }) =>
      withRecords(context, [input.department], facts, record(context, actor.person, input.document), input.measures),
  },
  recordEffect: {
    change: (context, event) => ({
      inspection: { ...context.inspection, effect: record(context, event.actor.person, event.input.document) },
      documents: withAll(context.documents, event.input.document),
      proposal: undefined,
    }),
  },
  recordResultingState: {
    change: (context, event) => ({
      inspection: { ...context.inspection, resultingState: record(context, event.actor.person, event.input.document) },
      documents: withAll(context.documents, event.input.document),
      proposal: undefined,
    }),
  },
});

export const on = {
  planning: handlers(decisions, {
    recordSelfInspection: beforePlan,
    recordEffect: beforePlan,
    recordResultingState: beforePlan,
  }),
  check: taken,
  /** One made after a proposal returns it. */
  proposed: {
    recordSelfInspection: leadingTo(recording, taken.recordSelfInspection),
    recordEffect: leadingTo(recording, taken.recordEffect),
    recordResultingState: leadingTo(recording, taken.recordResultingState),
  },
};

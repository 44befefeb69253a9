/** The inspection's records: self-inspection per department, the effect, and the resulting state (3-12, 3-14, 5-1). */
import { z } from 'zod';
import {
  commonFact,
  fields,
  leadingTo,
  met,
  roleIds,
  standsIn,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAboveAll, isOfficerOf } from '../officers.ts';
import { isCarriedOut, withMeasuresMet } from '../operate/measure-dates.ts';
import type { Context, InspectionRecord } from '../types.ts';
import { beforePlan, recording } from './begin.ts';

const dimension = {
  assessment: fields.text('点検の結果 / what was found'),
  document: fields.document('点検の記録 / inspection record'),
};

/** What stands first wherever the inspection is recorded. */
export const whileInspecting = ['planStandsForInspection', 'inspectionBegun', 'notYetJudged'] as const;

export const decisions = {
  recordSelfInspection: {
    input: z.strictObject({
      department: fields.department('部署 / department'),
      byRole: z
        .array(
          z.strictObject({
            role: fields.role('役割 / role', roleIds),
            subject: fields.count('対象者数 / subject'),
            answered: fields.count('回答者数 / answered'),
            compliant: fields.count('遵守者数 / compliant'),
          }),
        )
        .min(1)
        .max(30)
        .meta(fields.titled('役割別の結果 / result by role')),
      criteriaSet: fields.ref('判断基準 / criteria set').optional(),
      criteria: z
        .array(
          z.strictObject({
            criterion: fields.ref('判断基準の項目 / criterion'),
            result: fields.oneOf('結果 / result', {
              achieved: '達成 / achieved',
              notAchieved: '未達成 / not achieved',
              notApplicable: '対象外 / not applicable',
            }),
            reason: fields.ruledText('対象外の理由 / reason when not applicable').optional(),
          }),
        )
        .max(500)
        .default([])
        .meta(fields.titled('判断基準ごとの結果 / result by criterion')),
      document: fields.document('点検の記録 / inspection record'),
    }),
    facts: z.object({ common: commonFact.pick({ criteriaSets: true }) }),
    by: ['officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer', 'headOfOfficers'],
    clause: '3-12',
    room: 'reserved',
    rules: [
      ...whileInspecting,
      'inspectsOwnDepartment',
      'criteriaComparable',
      'countsConsistent',
      'notApplicableExplained',
    ],
    label: { ja: '自己点検の結果を記録する', en: 'record the self-inspection' },
  },
  recordEffect: {
    input: z.strictObject(dimension),
    by: ['promotionOffice'],
    clause: '3-14',
    room: 'reserved',
    rules: [...whileInspecting],
    label: { ja: '対策の効果を記録する', en: 'record the effect of the measures' },
  },
  recordResultingState: {
    input: z.strictObject(dimension),
    by: ['promotionOffice'],
    clause: '3-14',
    room: 'reserved',
    rules: [...whileInspecting],
    label: { ja: '情報セキュリティの状態を記録する', en: 'record the resulting state of security' },
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
    test: ({ context }) => context.inspection.begun !== undefined,
  },
  notYetJudged: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の判断は既に行われ、以後の点検記録では変わりません。新たな事項は改善措置か補足で扱ってください。',
    en: 'The year has been judged; later records do not change it. Deal with what is new by an improvement or a supplement.',
    test: ({ context }) => context.judgement === undefined,
  },
  inspectsOwnDepartment: {
    clause: '5-2',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: 'その部署の責任者か、その上位の責任者が記録します。',
    en: 'The officer of that department records it, or an officer above.',
    test: ({ context, event }) =>
      isAboveAll(context, event) ||
      isOfficerOf(context, event, event.input.department) ||
      standsIn(context, event, 'officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer'),
  },
  criteriaComparable: {
    clause: '5-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '計画で定めた判断基準の全ての項目について、一度ずつ結果を記入してください。',
    en: 'Give one result for every criterion of the set that the plan names, and no others, so that results can be compared.',
    test: ({ context, event }) => {
      const planned = context.plan.approved?.criteriaSet;
      const { criteriaSet, criteria } = event.input;
      if (planned !== undefined && criteriaSet !== planned) return false;
      const set = event.facts.common.criteriaSets.find((known) => known.id === criteriaSet);
      if (set === undefined) return criteriaSet === undefined;
      const given = criteria.map((item) => item.criterion);
      return given.length === set.criteria.length && set.criteria.every((item) => given.includes(item));
    },
  },
  countsConsistent: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '回答者数は対象者数以下、遵守者数は回答者数以下となります。数を確認してください。',
    en: 'No more may answer than are subject, and no more comply than answered. Check the counts.',
    test: ({ event }) =>
      event.input.byRole.every((item) => item.compliant <= item.answered && item.answered <= item.subject),
  },
  notApplicableExplained: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対象外とした項目には理由を記入してください。',
    en: 'Give a reason for each criterion that is not applicable.',
    test: ({ event }) =>
      event.input.criteria.every((item) => item.result !== 'notApplicable' || fields.isFilled(item.reason)),
  },
});

/** Met when every department that owns a self-inspection in the plan has recorded one. */
function selfInspectionDue(context: Context, recorded: Context['inspection']['selfInspections']): Context['dueItems'] {
  const after = { ...context, inspection: { ...context.inspection, selfInspections: recorded } };
  const planned = (context.plan.approved?.measures ?? []).filter((known) => known.kind === 'selfInspection');
  return planned.every((known) => isCarriedOut(after, known)) ? met(context, 'selfInspection') : context.dueItems;
}

const record = (context: Context, by: string, document: string): InspectionRecord => ({
  at: context.at,
  by,
  document,
});
/** Later records supersede earlier ones until the judgement. */
const taken = handlers(decisions, {
  recordSelfInspection: {
    change: (context, event) => {
      const { department, document } = event.input;
      const selfInspections = {
        ...context.inspection.selfInspections,
        [department]: record(context, event.actor.person, document),
      };
      return withMeasuresMet(context, {
        inspection: { ...context.inspection, selfInspections },
        dueItems: selfInspectionDue(context, selfInspections),
        documents: withAll(context.documents, document),
        proposal: undefined,
      });
    },
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

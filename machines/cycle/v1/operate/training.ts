/** Training under the plan, and making the policy penetrate (3-9, 3-10). */
import { z } from 'zod';
import {
  fields,
  holdsRole,
  isPastOrToday,
  met,
  registersFact,
  standsIn,
  tell,
  withAll,
  type Decisions,
  type InForce,
} from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAboveAll, isOfficerOf } from '../officers.ts';
import { owedNow, settled } from '../owing.ts';
import type { Context } from '../types.ts';
import { isCarriedOut, withMeasuresMet } from './measure-dates.ts';
import { isOperating, isUnderPlan } from './measures.ts';

const versions = z
  .array(
    z.strictObject({
      of: fields.oneOf('文書 / what', { policy: '基本方針 / the policy', standards: '対策基準 / the standards' }),
      version: fields.line('版 / version'),
    }),
  )
  .max(4)
  .default([])
  .meta(fields.titled('教えた版・周知した版 / versions taught or made known'));
const trainingFacts = z.object({ registers: registersFact.pick({ policy: true, standards: true }) });

export const decisions = {
  recordTraining: {
    input: z.strictObject({
      measure: fields.ref('対策の番号 / measure of the plan'),
      kind: fields.oneOf('内容 / kind', {
        policy: '基本方針・対策基準の教育 / on policy and standards',
        technical: '技術的な教育 / technical',
        drill: '訓練 / drill',
        other: 'その他 / other',
      }),
      heldOn: fields.date('実施日 / date'),
      taught: versions,
      subject: fields.count('対象者数 / people who were to attend'),
      attended: fields.count('受講者数 / people who attended'),
      educates: z
        .array(fields.ref('求められた教育 / owed education'))
        .max(50)
        .default([])
        .meta(fields.titled('これにより実施する教育（未了事項） / owed educations held by this')),
      document: fields.document('受講記録等 / attendance and material'),
    }),
    facts: trainingFacts,
    by: ['promotionOffice', 'headOfOfficers', 'officer', 'divisionOfficer', 'systemOfficer'],
    clause: '3-9',
    rules: [
      'trainingRestsOnPlan',
      'trainingIsInPlan',
      'taughtVersionWasCurrent',
      'trainingHeld',
      'educatesOwed',
      'trainerOfMeasure',
    ],
    label: { ja: '教育訓練を記録する', en: 'record training' },
  },
  reportDissemination: {
    input: z.strictObject({
      department: fields.department('課室 / division'),
      on: fields.date('基準日 / date'),
      versions,
      headcount: fields.count('人数 / headcount'),
      informed: fields.count('周知した人数 / people informed'),
      document: fields.document('名簿 / list'),
    }),
    facts: trainingFacts,
    by: ['officer', 'divisionOfficer', 'areaOfficer', 'headOfOfficers'],
    clause: '3-10',
    rules: [
      'disseminationRestsOnPlan',
      'disseminatedVersionWasCurrent',
      'informedWithinHeadcount',
      'officerOfDivision',
    ],
    label: { ja: '周知の状況を報告する', en: 'report dissemination' },
  },
} as const satisfies Decisions;

/** True when a version was in force on a day; on the day of a change both are. */
function wasCurrent(register: InForce | undefined, version: string, date: string): boolean {
  if (register === undefined) return false;
  const history = [{ version: register.version, since: register.since }, ...(register.previous ?? [])];
  const index = history.findIndex((known) => known.since <= date);
  const current = history[index];
  if (current === undefined) return false;
  return current.version === version || (current.since === date && history[index + 1]?.version === version);
}

type Taught = readonly { readonly of: 'policy' | 'standards'; readonly version: string }[];
function allCurrent(registers: { policy?: InForce; standards?: InForce }, taught: Taught, date: string): boolean {
  return taught.length > 0 && taught.every((item) => wasCurrent(registers[item.of], item.version, date));
}

export const rules = ruleTable({
  trainingRestsOnPlan: {
    clause: '3-9',
    basis: 'text',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '教育訓練は計画に基づいて実施します。計画の承認後かつ年度の開始後に実施したものを記録してください。',
    en: 'Training is carried out under the plan. Record what was held after the plan was approved and the year had begun.',
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.heldOn),
  },
  trainingIsInPlan: {
    clause: '3-9',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の教育訓練は計画にありません。計画の対策から選ぶか、計画を変更してください。',
    en: 'The plan has no training with that number. Choose one of its measures, or amend the plan.',
    test: ({ context, event }) =>
      context.plan.approved?.measures.some((known) => known.id === event.input.measure && known.kind === 'training') ===
      true,
  },
  taughtVersionWasCurrent: {
    clause: '3-10',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '教えた版が実施日に施行されていた基本方針・対策基準の版ではありません。版と実施日を確認してください。',
    en: 'The version taught was not the one in force on that day. Check version and date.',
    test: ({ event }) =>
      event.input.kind !== 'policy' || allCurrent(event.facts.registers, event.input.taught, event.input.heldOn),
  },
  trainingHeld: {
    clause: '3-9',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施日が将来又は存在しない日付か、受講者数が対象者数を超えています。',
    en: 'The date lies in the future or does not exist, or more people attended than were to.',
    test: ({ context, event }) =>
      isPastOrToday(event.input.heldOn, context.at) && event.input.attended <= event.input.subject,
  },
  educatesOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた教育に、未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An education named as held is not owed. Choose from the list of what is owed.',
    test: ({ context, event }) =>
      event.input.educates.every((item) => owedNow(context, 'education').some((known) => known.ref === item)),
  },
  disseminationRestsOnPlan: {
    clause: '3-10',
    basis: 'text',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '周知は計画に基づいて行います。基準日は計画の承認後かつ年度の開始後としてください。',
    en: 'The policy is made known under the plan. Report as of a date after the plan was approved and the year had begun.',
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.on),
  },
  disseminatedVersionWasCurrent: {
    clause: '3-10',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '周知した版が基準日に施行されていた版ではありません。版と基準日を確認してください。',
    en: 'The version made known was not the one in force on that day. Check version and date.',
    test: ({ event }) => allCurrent(event.facts.registers, event.input.versions, event.input.on),
  },
  informedWithinHeadcount: {
    clause: '3-10',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '周知した人数が人数を超えているか、基準日が将来又は存在しない日付です。',
    en: 'More people were informed than there are, or the date lies in the future or does not exist.',
    test: ({ context, event }) =>
      isPastOrToday(event.input.on, context.at) && event.input.informed <= event.input.headcount,
  },
  officerOfDivision: {
    clause: '3-10',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: 'その課室の責任者か、その上位の責任者が報告します。',
    en: 'The officer of that division reports, or an officer above.',
    test: ({ context, event }) =>
      isAboveAll(context, event) ||
      isOfficerOf(context, event, event.input.department) ||
      standsIn(context, event, 'officer', 'divisionOfficer', 'areaOfficer'),
  },
  trainerOfMeasure: {
    clause: '3-9',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '推進体制（事務局）、又はその教育訓練を担当する部署の責任者が記録します。',
    en: 'The promotion office records it, or the officer of the department that owns the training.',
    test: ({ context, event }) => {
      const owner = context.plan.approved?.measures.find((known) => known.id === event.input.measure)?.owner;
      if (isAboveAll(context, event) || holdsRole(context, event, 'promotionOffice')) return true;
      if (owner === undefined || standsIn(context, event, 'officer', 'divisionOfficer', 'systemOfficer')) return true;
      return owner.department === undefined
        ? holdsRole(context, event, owner.role)
        : isOfficerOf(context, event, owner.department);
    },
  },
});

/** The due item is met when every training of the plan has been held at least once. */
function trainingDue(context: Context, trainings: Context['trainings']): Context['dueItems'] {
  const planned = (context.plan.approved?.measures ?? []).filter((known) => known.kind === 'training');
  const held = planned.every((known) => isCarriedOut({ ...context, trainings }, known));
  return held ? met(context, 'training') : context.dueItems;
}

export const on = {
  live: handlers(decisions, {
    recordTraining: {
      change: (context, event) => {
        const { measure, heldOn, educates, document } = event.input;
        const trainings = [...context.trainings, { measure, heldOn }];
        return withMeasuresMet(context, {
          trainings,
          owed: settled(context, 'education', educates, 'held'),
          dueItems: trainingDue(context, trainings),
          documents: withAll(context.documents, document),
        });
      },
      causes: ({ before, event }) =>
        owedNow(before, 'education')
          .filter((item) => item.source === 'improvement' && event.input.educates.includes(item.ref))
          .map((item) =>
            tell(item.ref, 'educationHeld', {
              ref: item.ref,
              heldOn: event.input.heldOn,
              measure: event.input.measure,
            }),
          ),
    },
    reportDissemination: {
      change: (context, event) => ({
        disseminations: { ...context.disseminations, [event.input.department]: context.at },
        documents: withAll(context.documents, event.input.document),
      }),
    },
  }),
};

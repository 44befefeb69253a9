/** Training under the plan, and making the policy penetrate (3-9, 3-10). */
import { z } from 'zod';
import {
  bareThing,
  departmentThing,
  fields,
  holdsRole,
  isPastOrToday,
  met,
  registersFact,
  rowsAt,
  standsIn,
  tell,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { isAboveAll, isOfficerOf } from '../officers.ts';
import { isOwed, owedNow, settled } from '../owing.ts';
import { dayToCome, measureThing, ownedThing, planFirst, tooMany } from '../things.ts';
import type { Context } from '../types.ts';
import { isCarriedOut, withMeasuresMet } from './measure-dates.ts';
import { isOperating, isUnderPlan, underPlanSince } from './measures.ts';
import { allCurrent, outdatedPaths, outdatedThings } from './versions.ts';

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
      measure: fields.ref('対策 / measure of the plan', { choices: 'trainingMeasures' }),
      kind: fields.oneOf('内容 / kind', {
        policy: '基本方針・対策基準の教育 / on policy and standards',
        technical: '技術的な教育 / technical',
        drill: '訓練 / drill',
        other: 'その他 / other',
      }),
      heldOn: fields.date('実施日 / date'),
      taught: versions,
      subject: fields.people('対象者数 / people who were to attend'),
      attended: fields.people('受講者数 / people who attended'),
      educates: z
        .array(fields.ref('求められた教育 / owed education', { choices: 'owedEducations' }))
        .max(50)
        .default([])
        .meta(fields.titled('これにより実施する教育 / owed educations held by this')),
      document: fields.document('受講記録等 / attendance and material'),
    }),
    groups: [
      { ja: '教育訓練', en: 'the training', fields: ['measure', 'kind', 'heldOn', 'taught'] },
      { ja: '受講', en: 'attendance', fields: ['subject', 'attended', 'document'] },
      { ja: '求められた教育', en: 'education that was asked for', fields: ['educates'] },
    ],
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
    why: {
      ja: '計画された教育訓練の実施、又は改善措置に伴う教育の記録が必要です。',
      en: 'Planned training, or education that an improvement asks for, is to be recorded.',
    },
  },
  reportDissemination: {
    input: z.strictObject({
      department: fields.department('課室 / division'),
      on: fields.date('基準日 / date'),
      versions,
      headcount: fields.people('人数 / headcount'),
      informed: fields.people('周知した人数 / people informed'),
      document: fields.document('名簿 / list'),
    }),
    groups: [
      { ja: '周知', en: 'what was made known', fields: ['department', 'on', 'versions'] },
      { ja: '人数', en: 'people', fields: ['headcount', 'informed', 'document'] },
    ],
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

export const rules = ruleTable({
  trainingRestsOnPlan: {
    clause: '3-9',
    basis: 'text',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '教育訓練は計画に基づいて実施します。計画の承認後かつ年度の開始後に実施したものを記録してください。',
    en: 'Training is carried out under the plan. Record what was held after the plan was approved and the year had begun.',
    met: {
      ja: '教育訓練が計画の承認後かつ年度の開始後に行われた',
      en: 'the training was held under the plan, in the year',
    },
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.heldOn),
    about: ({ context }) => [underPlanSince(context)],
    paths: () => ['heldOn'],
    remedies: ({ context }) => (context.plan.approved === undefined ? planFirst(context) : []),
  },
  trainingIsInPlan: {
    clause: '3-9',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '計画の教育訓練ではありません。計画の教育訓練から選ぶか、計画を変更してください。',
    en: 'That is no training of the plan. Choose one of the plan, or amend the plan.',
    met: { ja: '計画にある教育訓練である', en: 'the training is one of the plan' },
    test: ({ context, event }) =>
      context.plan.approved?.measures.some((known) => known.id === event.input.measure && known.kind === 'training') ===
      true,
    about: ({ context, event }) => [
      context.plan.approved?.measures.filter(({ id }) => id === event.input.measure).map(measureThing)[0] ??
        bareThing('measure', event.input.measure),
    ],
    paths: () => ['measure'],
    remedies: ({ context }) => (context.plan.approved === undefined ? planFirst(context) : ['submitPlanAmendment']),
  },
  taughtVersionWasCurrent: {
    clause: '3-10',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '教えた版として、実施日に施行されていた基本方針・対策基準の版を記入してください。施行されていなかった版が記入されているか、版の記入がありません。',
    en: 'Give the versions of policy or standards that were taught, as they were in force on that day. One was not in force, or none is given.',
    met: { ja: '教えた版が実施日に施行されていた', en: 'what was taught was in force on that day' },
    test: ({ event }) =>
      event.input.kind !== 'policy' || allCurrent(event.facts.registers, event.input.taught, event.input.heldOn),
    about: ({ event }) => outdatedThings(event.facts.registers, event.input.taught, event.input.heldOn),
    paths: ({ event }) => outdatedPaths('taught', event.facts.registers, event.input.taught, event.input.heldOn),
  },
  trainingHeld: {
    clause: '3-9',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施日が将来又は存在しない日付か、受講者数が対象者数を超えています。実施後に、実際の日付と人数を記入してください。',
    en: 'The date lies in the future or does not exist, or more people attended than were to. Give the real date and counts, after the training was held.',
    met: {
      ja: '実施日が今日以前で、受講者数が対象者数以下である',
      en: 'the training was held, and no more attended than were to',
    },
    test: ({ context, event }) =>
      isPastOrToday(event.input.heldOn, context.at) && event.input.attended <= event.input.subject,
    about: ({ context, event: { input } }) => [
      ...dayToCome(context, input.heldOn),
      ...tooMany(input.attended, input.subject, { ja: '対象者数', en: 'were to attend' }),
    ],
    paths: ({ context, event: { input } }) => [
      ...(isPastOrToday(input.heldOn, context.at) ? [] : ['heldOn']),
      ...(input.attended <= input.subject ? [] : ['attended', 'subject']),
    ],
  },
  educatesOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '未了事項でない教育が記入されています。未了事項の一覧から選び直してください。',
    en: 'An education named as held is not owed. Choose from the list of what is owed.',
    met: { ja: '実施する教育が全て未了事項である', en: 'every education named as held is owed' },
    test: ({ context, event }) => event.input.educates.every((item) => isOwed(context, 'education', item)),
    about: ({ context, event }) =>
      event.input.educates
        .filter((item) => !isOwed(context, 'education', item))
        .map((item) => bareThing('owedItem', item)),
    paths: ({ context, event }) =>
      rowsAt('educates', event.input.educates, (item) => !isOwed(context, 'education', item)),
  },
  disseminationRestsOnPlan: {
    clause: '3-10',
    basis: 'text',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '周知は計画に基づいて行います。基準日は計画の承認後かつ年度の開始後としてください。',
    en: 'The policy is made known under the plan. Report as of a date after the plan was approved and the year had begun.',
    met: { ja: '基準日が計画の承認後かつ年度の開始後である', en: 'the report is of a day under the plan, in the year' },
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.on),
    about: ({ context }) => [underPlanSince(context)],
    paths: () => ['on'],
    remedies: ({ context }) => (context.plan.approved === undefined ? planFirst(context) : []),
  },
  disseminatedVersionWasCurrent: {
    clause: '3-10',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '周知した版として、基準日に施行されていた版を記入してください。施行されていなかった版が記入されているか、版の記入がありません。',
    en: 'Give the versions made known, as they were in force on that day. One was not in force, or none is given.',
    met: { ja: '周知した版が基準日に施行されていた', en: 'what was made known was in force on that day' },
    test: ({ event }) => allCurrent(event.facts.registers, event.input.versions, event.input.on),
    about: ({ event }) => outdatedThings(event.facts.registers, event.input.versions, event.input.on),
    paths: ({ event }) => outdatedPaths('versions', event.facts.registers, event.input.versions, event.input.on),
  },
  informedWithinHeadcount: {
    clause: '3-10',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '周知した人数が課室の人数を超えているか、基準日が将来又は存在しない日付です。実際の日付と人数を記入してください。',
    en: 'More people were informed than the division has, or the date lies in the future or does not exist. Give the real date and counts.',
    met: {
      ja: '基準日が今日以前で、周知した人数が人数以下である',
      en: 'the day has come, and no more were informed than there are',
    },
    test: ({ context, event }) =>
      isPastOrToday(event.input.on, context.at) && event.input.informed <= event.input.headcount,
    about: ({ context, event: { input } }) => [
      ...dayToCome(context, input.on),
      ...tooMany(input.informed, input.headcount, { ja: '人数', en: 'in the division' }),
    ],
    paths: ({ context, event: { input } }) => [
      ...(isPastOrToday(input.on, context.at) ? [] : ['on']),
      ...(input.informed <= input.headcount ? [] : ['informed', 'headcount']),
    ],
  },
  officerOfDivision: {
    clause: '3-10',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: 'その課室の責任者か、その上位の責任者が報告します。その責任者に依頼してください。',
    en: 'The officer of that division reports, or an officer above. Ask that officer.',
    met: { ja: 'その課室の責任者又はその上位の責任者である', en: 'the officer of the division, or one above, reports' },
    test: ({ context, event }) =>
      isAboveAll(context, event) ||
      isOfficerOf(context, event, event.input.department) ||
      standsIn(context, event, 'officer', 'divisionOfficer', 'areaOfficer'),
    about: ({ event }) => [departmentThing(event.input.department)],
  },
  trainerOfMeasure: {
    clause: '3-9',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '推進体制（事務局）か、その教育訓練を担当する部署の責任者が記録します。担当の役職者に依頼してください。',
    en: 'The promotion office records it, or the officer of the department that owns the training. Ask one of them.',
    met: {
      ja: '推進体制（事務局）又は教育訓練を担当する部署の責任者である',
      en: 'the promotion office, or the officer who owns the training, records it',
    },
    test: ({ context, event }) => {
      const owner = context.plan.approved?.measures.find((known) => known.id === event.input.measure)?.owner;
      if (isAboveAll(context, event) || holdsRole(context, event, 'promotionOffice')) return true;
      if (owner === undefined || standsIn(context, event, 'officer', 'divisionOfficer', 'systemOfficer')) return true;
      return owner.department === undefined
        ? holdsRole(context, event, owner.role)
        : isOfficerOf(context, event, owner.department);
    },
    about: ({ context, event }) => {
      const owned = context.plan.approved?.measures.find((known) => known.id === event.input.measure);
      return owned === undefined ? [] : [ownedThing(owned)];
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
              ...(item.askedAt === undefined ? {} : { askedAt: item.askedAt }),
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

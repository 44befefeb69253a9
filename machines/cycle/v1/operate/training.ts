/** Training under the plan, and making the policy penetrate (3-9, 3-10). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import { isAboveAll, holdsRole, isOfficerOf, standsIn } from '../actors.ts';
import { isPastOrToday } from '../calendar.ts';
import { registersFact, type VersionFact } from '../facts.ts';
import { count, dateRef, departmentRef, documentRef, line, ref } from '../fields.ts';
import { act, cited, met, owedNow, rule, settled, tell, type Decisions } from '../kit.ts';
import type { CycleContext } from '../types.ts';
import { isOperating, isUnderPlan } from './measures.ts';

const versions = z
  .array(
    z.strictObject({
      of: z.enum(['policy', 'standards']).meta({ description: '基本方針又は対策基準 / policy or standards' }),
      version: line('版 / version'),
    }),
  )
  .max(4)
  .meta({ description: '教えた版・周知した版 / versions taught or made known' });
const looksUp = z.object({ registers: registersFact.pick({ policy: true, standards: true }) });

export const trainingDecisions = {
  recordTraining: {
    input: z.strictObject({
      measure: ref('対策の番号 / measure of the plan'),
      kind: z.enum(['policy', 'technical', 'drill', 'other']).meta({ description: '内容 / kind' }),
      heldOn: dateRef('実施日 / date'),
      taught: versions,
      subject: count('対象者数 / people who were to attend'),
      attended: count('受講者数 / people who attended'),
      educates: z
        .array(ref('求められた教育 / owed education'))
        .max(50)
        .meta({ description: 'これにより実施する教育（未了事項） / owed educations held by this' }),
      document: documentRef('受講記録等 / attendance and material'),
    }),
    facts: looksUp,
    by: ['promotionOffice', 'headOfOfficers', 'officer', 'divisionOfficer', 'systemOfficer'],
    clause: '3-9',
    label: { ja: '教育訓練を記録する', en: 'record training' },
  },
  reportDissemination: {
    input: z.strictObject({
      department: departmentRef('課室 / division'),
      on: dateRef('基準日 / date'),
      versions,
      headcount: count('人数 / headcount'),
      informed: count('周知した人数 / people informed'),
      document: documentRef('名簿 / list'),
    }),
    facts: looksUp,
    by: ['officer', 'divisionOfficer', 'areaOfficer', 'headOfOfficers'],
    clause: '3-10',
    label: { ja: '周知の状況を報告する', en: 'report dissemination' },
  },
} as const satisfies Decisions;

/** True when a version was in force on a day; on the day of a change both are. */
function wasCurrent(register: VersionFact | undefined, version: string, date: string): boolean {
  if (register === undefined) return false;
  const history = [{ version: register.version, since: register.since }, ...(register.previous ?? [])];
  const index = history.findIndex((known) => known.since <= date);
  const current = history[index];
  if (current === undefined) return false;
  return current.version === version || (current.since === date && history[index + 1]?.version === version);
}

type Taught = readonly { readonly of: 'policy' | 'standards'; readonly version: string }[];
function allCurrent(
  registers: { policy?: VersionFact; standards?: VersionFact },
  taught: Taught,
  date: string,
): boolean {
  return taught.length > 0 && taught.every((item) => wasCurrent(registers[item.of], item.version, date));
}

export const trainingRules = {
  trainingRestsOnPlan: rule({
    clause: '3-9',
    basis: 'text',
    about: 'state',
    reads: ['state', 'input'],
    of: ['recordTraining'],
    ja: '教育訓練は計画に基づいて実施します。計画の承認後かつ年度の開始後に実施したものを記録してください。',
    en: 'Training is carried out under the plan. Record what was held after the plan was approved and the year had begun.',
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.heldOn),
  }),
  trainingIsInPlan: rule({
    clause: '3-9',
    basis: 'text',
    about: 'input',
    reads: ['state', 'input'],
    of: ['recordTraining'],
    ja: 'その番号の教育訓練は計画にありません。計画の対策から選ぶか、計画を変更してください。',
    en: 'The plan has no training with that number. Choose one of its measures, or amend the plan.',
    test: ({ context, event }) =>
      context.plan.approved?.measures.some((known) => known.id === event.input.measure && known.kind === 'training') ===
      true,
  }),
  taughtVersionWasCurrent: rule({
    clause: '3-10',
    basis: 'text',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['recordTraining'],
    ja: '教えた版が実施日に施行されていた基本方針・対策基準の版ではありません。版と実施日を確認してください。',
    en: 'The version taught was not the one in force on that day. Check version and date.',
    test: ({ event }) =>
      event.input.kind !== 'policy' || allCurrent(event.facts.registers, event.input.taught, event.input.heldOn),
  }),
  trainingHeld: rule({
    clause: '3-9',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['recordTraining'],
    ja: '実施日が将来又は存在しない日付か、受講者数が対象者数を超えています。',
    en: 'The date lies in the future or does not exist, or more people attended than were to.',
    test: ({ context, event }) =>
      isPastOrToday(event.input.heldOn, context.at) && event.input.attended <= event.input.subject,
  }),
  educatesOwed: rule({
    clause: '3-17',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['recordTraining'],
    ja: '実施するとされた教育に、未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An education named as held is not owed. Choose from the list of what is owed.',
    test: ({ context, event }) =>
      event.input.educates.every((item) => owedNow(context, 'education').some((known) => known.ref === item)),
  }),
  disseminationRestsOnPlan: rule({
    clause: '3-10',
    basis: 'text',
    about: 'state',
    reads: ['state', 'input'],
    of: ['reportDissemination'],
    ja: '周知は計画に基づいて行います。基準日は計画の承認後かつ年度の開始後としてください。',
    en: 'The policy is made known under the plan. Report as of a date after the plan was approved and the year had begun.',
    test: ({ context, event }) => isOperating(context) && isUnderPlan(context, event.input.on),
  }),
  disseminatedVersionWasCurrent: rule({
    clause: '3-10',
    basis: 'text',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['reportDissemination'],
    ja: '周知した版が基準日に施行されていた版ではありません。版と基準日を確認してください。',
    en: 'The version made known was not the one in force on that day. Check version and date.',
    test: ({ event }) => allCurrent(event.facts.registers, event.input.versions, event.input.on),
  }),
  informedWithinHeadcount: rule({
    clause: '3-10',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['reportDissemination'],
    ja: '周知した人数が人数を超えているか、基準日が将来又は存在しない日付です。',
    en: 'More people were informed than there are, or the date lies in the future or does not exist.',
    test: ({ context, event }) =>
      isPastOrToday(event.input.on, context.at) && event.input.informed <= event.input.headcount,
  }),
  officerOfDivision: rule({
    clause: '3-10',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'input'],
    of: ['reportDissemination'],
    ja: 'その課室の責任者か、その上位の責任者が報告します。',
    en: 'The officer of that division reports, or an officer above.',
    test: ({ context, event }) =>
      isAboveAll(event, context) ||
      isOfficerOf(event, context, event.input.department) ||
      standsIn(event, context, 'officer', 'divisionOfficer', 'areaOfficer'),
  }),
  trainerOfMeasure: rule({
    clause: '3-9',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'input'],
    of: ['recordTraining'],
    ja: '推進体制（事務局）、又はその教育訓練を担当する部署の責任者が記録します。',
    en: 'The promotion office records it, or the officer of the department that owns the training.',
    test: ({ context, event }) => {
      const owner = context.plan.approved?.measures.find((known) => known.id === event.input.measure)?.owner;
      if (isAboveAll(event, context) || holdsRole(event, context, 'promotionOffice')) return true;
      if (owner === undefined || standsIn(event, context, 'officer', 'divisionOfficer', 'systemOfficer')) return true;
      return owner.department === undefined
        ? holdsRole(event, context, owner.role)
        : isOfficerOf(event, context, owner.department);
    },
  }),
};

/** The due item is met when every training of the plan has been held at least once. */
function trainingDue(context: CycleContext, trainings: CycleContext['trainings']): CycleContext['dueItems'] {
  const planned = (context.plan.approved?.measures ?? []).filter((known) => known.kind === 'training');
  const held = planned.every((known) => trainings.some((training) => training.measure === known.id));
  return held ? met(context, 'training') : context.dueItems;
}

export const trainingOn = {
  recordTraining: act(
    'recordTraining',
    all(
      'trainingRestsOnPlan',
      'trainingIsInPlan',
      'taughtVersionWasCurrent',
      'trainingHeld',
      'educatesOwed',
      'trainerOfMeasure',
    ),
    (context, event) => {
      const { measure, heldOn, educates, document } = event.input;
      const trainings = [...context.trainings, { measure, heldOn }];
      return {
        trainings,
        owed: settled(context, 'education', educates, 'held'),
        dueItems: trainingDue(context, trainings),
        documents: cited(context, document),
      };
    },
    (context, event): readonly Cause[] =>
      owedNow(context, 'education')
        .filter((item) => item.source === 'improvement' && event.input.educates.includes(item.ref))
        .map((item) =>
          tell(item.ref, 'educationHeld', {
            ref: item.ref,
            heldOn: event.input.heldOn,
            measure: event.input.measure,
          }),
        ),
  ),
  reportDissemination: act(
    'reportDissemination',
    all('disseminationRestsOnPlan', 'disseminatedVersionWasCurrent', 'informedWithinHeadcount', 'officerOfDivision'),
    (context, event) => ({
      disseminations: { ...context.disseminations, [event.input.department]: context.at },
      documents: cited(context, event.input.document),
    }),
  ),
};

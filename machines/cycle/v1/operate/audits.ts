/** Opening audits: the audit officer's, within the programme or beyond it; the CISO may order more, not stop one (3-15). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { InstanceId } from '../../../../model/identifiers.ts';
import { departmentRef, line, reason, ref, yes } from '../fields.ts';
import { act, notify, rule, type Decisions } from '../kit.ts';
import type { CycleContext } from '../types.ts';

const orderNumber = z.int().min(1).max(100_000).meta({ description: '指示の番号 / number of the order' });

export const auditDecisions = {
  openAudit: {
    input: z.strictObject({
      title: line('件名 / title'),
      planned: yes('監査計画によるものか / within the programme'),
      programmeItem: ref('監査計画の対策番号 / measure of the programme').optional(),
      order: orderNumber.optional(),
      yearExamined: z.int().min(2000).max(2200).meta({ description: '対象年度 / fiscal year examined' }),
    }),
    by: ['auditOfficer'],
    clause: '3-15',
    label: { ja: '監査を開始する', en: 'open an audit' },
  },
  orderAudit: {
    input: z.strictObject({
      reason,
      departments: z.array(departmentRef('部署 / department')).max(100).meta({ description: '対象部署 / departments' }),
    }),
    by: ['ciso'],
    clause: '3-15',
    label: { ja: '追加の監査を指示する', en: 'order an additional audit' },
  },
} as const satisfies Decisions;

export const auditRules = {
  auditRestsOnPlan: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['openAudit'],
    ja: '監査計画は対策推進計画の中で承認されます。計画の承認後に開始してください。',
    en: 'The audit programme is approved within the plan. Open audits once the plan is approved.',
    test: ({ context }) => context.plan.approved !== undefined,
  }),
  plannedAuditInProgramme: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['openAudit'],
    ja: '監査計画によるものとするには、計画の監査の対策番号を指定してください。計画外であれば追加の監査としてください。',
    en: 'To open it within the programme, name the plan’s audit measure. Otherwise open it as an additional audit.',
    test: ({ context, event }) =>
      !event.input.planned ||
      context.plan.approved?.measures.some(
        (known) => known.kind === 'audit' && known.id === event.input.programmeItem,
      ) === true,
  }),
  examinesThisOrEarlierYear: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['openAudit'],
    ja: '対象年度は今年度以前としてください。',
    en: 'The fiscal year examined is this one or an earlier one.',
    test: ({ context, event }) => event.input.yearExamined <= context.year,
  }),
  orderIsOpen: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['openAudit'],
    ja: 'その番号の未着手の指示はありません。',
    en: 'There is no order with that number still waiting.',
    test: ({ context, event }) =>
      event.input.order === undefined ||
      context.auditOrders.some((order) => order.number === event.input.order && order.opened === undefined),
  }),
};

function auditInstance(context: CycleContext): InstanceId {
  const own = context.audits.filter((audit) => audit.own).length;
  return `audit/${context.year}/${context.organisation}/${own + 1}`;
}

export const auditOn = {
  openAudit: act(
    'openAudit',
    all('auditRestsOnPlan', 'plannedAuditInProgramme', 'examinesThisOrEarlierYear', 'orderIsOpen'),
    (context, event) => {
      const instance = auditInstance(context);
      const { planned, programmeItem, yearExamined, order } = event.input;
      return {
        audits: [
          ...context.audits,
          { instance, planned, yearExamined, ...(programmeItem === undefined ? {} : { programmeItem }), own: true },
        ],
        auditOrders: context.auditOrders.map((known) =>
          known.number === order ? { ...known, opened: instance } : known,
        ),
      };
    },
    (context, event) => [
      {
        kind: 'start',
        procedure: 'audit',
        instance: auditInstance(context),
        input: {
          cycle: context.instance,
          planned: event.input.planned,
          title: event.input.title,
          ...(event.input.programmeItem === undefined ? {} : { programmeItem: event.input.programmeItem }),
          coolingOffDays: context.coolingOffDays,
          yearExamined: event.input.yearExamined,
          profile: context.profile,
        },
      },
    ],
  ),
  orderAudit: act(
    'orderAudit',
    undefined,
    (context) => ({ auditOrders: [...context.auditOrders, { number: context.auditOrders.length + 1 }] }),
    (context) => [notify(context, 'auditOrdered', 'auditOfficer')],
  ),
};

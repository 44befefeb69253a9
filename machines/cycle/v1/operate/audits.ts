/** Opening audits: the audit officer's, within the programme or beyond it; the CISO may order more, not stop one (3-15). */
import { z } from 'zod';
import type { InstanceId } from '../../../../model/identifiers.ts';
import { bareThing, fields, toRoles, yearThing, type Decisions } from '../../../kit/v1/index.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { measureThing, planFirst } from '../things.ts';
import type { Context } from '../types.ts';

const orderNumber = z
  .int()
  .min(1)
  .max(100_000)
  .meta(fields.titled('監査の指示 / order of an audit', { choices: 'auditOrders' }));

export const decisions = {
  openAudit: {
    input: z.strictObject({
      title: fields.line('件名 / title'),
      planned: fields.yes('監査計画による / within the programme'),
      programmeItem: fields
        .ref('監査計画の対策 / measure of the programme', {
          choices: 'auditMeasures',
          requiredWhen: { field: 'planned', is: true },
        })
        .optional(),
      order: orderNumber.optional(),
      yearExamined: fields.fiscalYear('対象年度 / fiscal year examined'),
    }),
    by: ['auditOfficer'],
    clause: '3-15',
    room: 'reserved',
    rules: ['auditRestsOnPlan', 'plannedAuditInProgramme', 'examinesThisOrEarlierYear', 'orderIsOpen'],
    label: { ja: '監査を開始する', en: 'open an audit' },
    why: {
      ja: '独立した監査が計画又は命令されており、まだ開始されていません。',
      en: 'An independent audit is planned or ordered and not opened yet.',
    },
  },
  orderAudit: {
    input: z.strictObject({
      reason,
      departments: z
        .array(fields.department('部署 / department'))
        .max(100)
        .default([])
        .meta(fields.titled('対象部署 / departments')),
    }),
    by: ['ciso'],
    clause: '3-15',
    room: 'reserved',
    rules: [],
    label: { ja: '追加の監査を指示する', en: 'order an additional audit' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  auditRestsOnPlan: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '監査計画は対策推進計画の中で承認されます。計画の承認後に開始してください。',
    en: 'The audit programme is approved within the plan. Open audits once the plan is approved.',
    met: { ja: '対策推進計画が承認されている', en: 'the plan is approved' },
    test: ({ context }) => context.plan.approved !== undefined,
    remedies: ({ context }) => planFirst(context),
  },
  plannedAuditInProgramme: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '監査計画によるものとするには、計画の監査の対策番号を指定してください。計画外であれば追加の監査としてください。',
    en: 'To open it within the programme, name the plan’s audit measure. Otherwise open it as an additional audit.',
    met: {
      ja: '計画の監査である、又は追加の監査である',
      en: 'the audit is one of the programme, or an additional one',
    },
    test: ({ context, event }) =>
      !event.input.planned ||
      context.plan.approved?.measures.some(
        (known) => known.kind === 'audit' && known.id === event.input.programmeItem,
      ) === true,
    about: ({ context, event: { input } }) =>
      input.programmeItem === undefined
        ? (context.plan.approved?.measures ?? []).filter(({ kind }) => kind === 'audit').map(measureThing)
        : [
            context.plan.approved?.measures.filter(({ id }) => id === input.programmeItem).map(measureThing)[0] ??
              bareThing('measure', input.programmeItem),
          ],
    paths: () => ['programmeItem', 'planned'],
  },
  examinesThisOrEarlierYear: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対象年度は今年度以前としてください。',
    en: 'The fiscal year examined is this one or an earlier one.',
    met: { ja: '対象年度が今年度以前である', en: 'the fiscal year examined is this one or an earlier one' },
    test: ({ context, event }) => event.input.yearExamined <= context.year,
    about: ({ context }) => [yearThing(context.year, 'until')],
    paths: () => ['yearExamined'],
  },
  orderIsOpen: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の指示はないか、既に着手されています。指示の番号を確認してください。',
    en: 'There is no order with that number, or an audit was opened for it. Check the number.',
    met: { ja: 'まだ着手されていない指示である', en: 'the order still waits' },
    test: ({ context, event }) =>
      event.input.order === undefined ||
      context.auditOrders.some((order) => order.number === event.input.order && order.opened === undefined),
    about: ({ event }) => [bareThing('order', String(event.input.order))],
    paths: () => ['order'],
  },
});

function auditInstance(context: Context): InstanceId {
  const own = context.audits.filter((audit) => audit.own).length;
  return `audit/${context.year}/${context.organisation}/${own + 1}`;
}

export const on = {
  live: handlers(decisions, {
    openAudit: {
      change: (context, event) => {
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
      causes: ({ before, event }) => [
        {
          kind: 'start',
          procedure: 'audit',
          instance: auditInstance(before),
          input: {
            cycle: before.instance,
            planned: event.input.planned,
            title: event.input.title,
            ...(event.input.programmeItem === undefined ? {} : { programmeItem: event.input.programmeItem }),
            coolingOffDays: before.coolingOffDays,
            yearExamined: event.input.yearExamined,
            profile: before.profile,
          },
        },
      ],
    },
    orderAudit: {
      change: (context) => ({ auditOrders: [...context.auditOrders, { number: context.auditOrders.length + 1 }] }),
      causes: ({ after }) => [toRoles(after, ['auditOfficer'], 'auditOrdered')],
    },
  }),
};

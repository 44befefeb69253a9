/**
 * Planning an audit: departments, period, fiscal year examined, criteria. The CISO may comment with reason or order
 * more, never stop it; only the head of the organisation, with his reason, cancels it, and only before fieldwork.
 */
import { z } from 'zod';
import { all, type Procedure } from '../../core/index.ts';
import { independenceAsks } from './asks.ts';
import { fiscalYear } from './dates.ts';
import { withDue } from './due-items.ts';
import { commonFact, departmentsFact, dueFact, independenceFacts } from './facts.ts';
import type { EventOf } from './events.ts';
import { date, department, document, period, text } from './inputs.ts';
import { act, rule } from './kit.ts';
import { byIndependentLeader, toCiso, toLeader } from './leadership.ts';
import { withAll, type Context } from './types.ts';

const plan = {
  departments: z
    .array(department('対象部門 / department audited'))
    .min(1)
    .max(200)
    .describe('対象部門 / departments audited'),
  period: period('対象期間 / period audited'),
  yearExamined: z.int().min(2000).max(2200).describe('対象年度 / fiscal year examined'),
  criteriaSet: z.string().min(1).max(100).optional().describe('点検基準の番号 / id of the criteria set'),
  criteriaDocument: document('独自の監査基準の文書 / document with criteria of its own').optional(),
  reportBy: date('報告予定日 / date the report is due'),
};

const planFacts = independenceFacts.extend({ common: commonFact, due: dueFact });

const planAsks: NonNullable<Procedure['decisions'][string]['asks']> = (asked) => {
  const { reportBy } = z.object({ reportBy: z.string() }).parse(asked.input);
  return { ...independenceAsks(asked, [asked.actor]), due: { items: [{ id: 'report', date: reportBy }] } };
};

/** The decisions of planning. */
export const decisions = {
  planAudit: {
    input: z.strictObject(plan),
    facts: planFacts,
    asks: planAsks,
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '監査を計画する', en: 'plan the audit' },
  },
  revisePlan: {
    input: z.strictObject({ ...plan, reason: text('変更の理由 / reason for the change') }),
    facts: planFacts,
    asks: planAsks,
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '監査計画を変更する', en: 'revise the audit plan' },
  },
  commentOnPlan: {
    input: z.strictObject({ reason: text('意見とその理由 / comment with its reason') }),
    by: ['ciso'],
    clause: '6-2',
    label: { ja: '監査計画に意見を述べる', en: 'comment on the audit plan' },
  },
  orderMore: {
    input: z.strictObject({
      departments: z
        .array(department('追加する部門 / department to be added'))
        .min(1)
        .max(200)
        .describe('追加する部門 / departments to be added'),
      reason: text('理由 / reason'),
    }),
    facts: z.object({ departments: departmentsFact }),
    asks: ({ input }) => ({
      departments: { departments: z.object({ departments: z.array(z.string()) }).parse(input).departments },
    }),
    by: ['ciso'],
    clause: '6-2',
    label: { ja: '監査対象の追加を命じる', en: 'order more to be audited' },
  },
  cancel: {
    input: z.strictObject({
      reason: text('取りやめる理由 / reason for not holding it'),
      document: document('組織の長の決定文書 / decision of the head of the organisation').optional(),
    }),
    by: ['headOfOrganisation'],
    clause: '3-15',
    label: { ja: '監査を取りやめる', en: 'cancel the audit' },
    irreversible: true,
  },
} as const satisfies Procedure['decisions'];

/** Rules of planning. */
export const rules = {
  departmentsExist: rule({
    clause: '3-15',
    basis: 'design',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['planAudit', 'revisePlan', 'orderMore'],
    ja: '登録簿にない、又は廃止された部門が含まれています。部門を確かめてください。',
    en: 'A department is not in the registry or no longer exists. Check the departments.',
    test: ({ event }) =>
      event.input.departments.every((id) => event.facts.departments.some((known) => known.id === id && known.exists)),
  }),
  periodInYearExamined: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['planAudit', 'revisePlan'],
    ja: '対象期間は、初日から末日までが対象年度（4月1日から翌年3月31日まで）の中に入るようにしてください。監査は対象年度の点検に数えられます。',
    en: 'The period must run forward and lie within the fiscal year examined (1 April to 31 March): the audit counts for that year.',
    test: ({ event }) => {
      const { first, last } = fiscalYear(event.input.yearExamined);
      const { from, to } = event.input.period;
      return first <= from && from <= to && to <= last;
    },
  }),
  yearExaminedHasBegun: rule({
    clause: '3-12',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['planAudit', 'revisePlan'],
    ja: '対象年度は、この監査の年度又はそれより前の年度にしてください。',
    en: 'The fiscal year examined is the year of this audit or an earlier one.',
    test: ({ context, event }) => event.input.yearExamined <= context.year,
  }),
  criteriaNamed: rule({
    clause: '5-1',
    basis: 'design',
    about: 'input',
    reads: ['input', 'facts'],
    of: ['planAudit', 'revisePlan'],
    ja: '登録された点検基準を一つ選ぶか、独自の監査基準の文書を示してください。',
    en: 'Choose a registered criteria set, or cite a document with criteria of your own.',
    test: ({ event }) => {
      const { criteriaSet, criteriaDocument } = event.input;
      if (criteriaSet === undefined) return criteriaDocument !== undefined;
      const { common, registers } = event.facts;
      return registers.criteriaSet === criteriaSet || common.criteriaSets.some((known) => known.id === criteriaSet);
    },
  }),
  orderedDepartmentsKept: rule({
    clause: '6-2',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['revisePlan'],
    ja: '最高情報セキュリティ責任者が追加を命じた部門は、監査対象から外せません。',
    en: 'Departments the CISO ordered to be audited stay in the plan.',
    test: ({ context, event }) =>
      context.ordered.every((order) => order.departments.every((id) => event.input.departments.includes(id))),
  }),
  planIsThere: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['commentOnPlan', 'orderMore', 'revisePlan', 'assign'],
    ja: '先に監査計画（対象部門、期間、対象年度、基準）が必要です。',
    en: 'The audit plan (departments, period, year examined, criteria) comes first.',
    test: ({ context }) => context.departments.length > 0,
  }),
  commentsNotYetAsked: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['orderMore'],
    ja: '対象部門に意見を求めた後は対象を追加できません。追加の監査を別に開いてください。',
    en: 'Nothing can be added once comments were asked for. Open an additional audit instead.',
    test: ({ context }) => context.commentDue === undefined,
  }),
  beforeFieldwork: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['cancel', 'revisePlan'],
    ja: '実地監査の開始後は、取りやめることも計画を変えることもできません。結果を報告して終えます。',
    en: 'After fieldwork began the audit can neither be cancelled nor re-planned; it ends with its report.',
    test: ({ context }) => context.fieldworkBegan === undefined,
  }),
};

const sound = ['departmentsExist', 'periodInYearExamined', 'yearExaminedHasBegun', 'criteriaNamed'] as const;

function planned(context: Context, event: EventOf<'planAudit' | 'revisePlan'>) {
  const { departments, period: examined, yearExamined, criteriaSet, criteriaDocument } = event.input;
  return {
    departments: withAll([], ...departments),
    period: examined,
    yearExamined,
    criteriaSet,
    criteriaDocument,
    planRevision: context.planRevision + 1,
    dueItems: withDue(context.dueItems, 'report', event.facts.due),
    documents: withAll(context.documents, ...(criteriaDocument === undefined ? [] : [criteriaDocument])),
  };
}

/** The first plan. */
export const opened = {
  on: {
    planAudit: {
      ...act('planAudit', all(...byIndependentLeader, ...sound), planned, (context) => [toCiso(context, 'planMade')]),
      target: 'planned',
    },
  },
} as const;

/** Open from the first day on; what may be said about the plan, and how it may change. */
export const on = {
  revisePlan: act(
    'revisePlan',
    all(...byIndependentLeader, 'planIsThere', 'beforeFieldwork', 'orderedDepartmentsKept', ...sound),
    planned,
    (context) => [toCiso(context, 'planMade')],
  ),
  commentOnPlan: act(
    'commentOnPlan',
    all('planIsThere'),
    (context, event) => ({
      planComments: [...context.planComments, { by: event.actor.person, at: context.at, reason: event.input.reason }],
    }),
    (context) => [toLeader(context, 'planCommented')],
  ),
  orderMore: act(
    'orderMore',
    all('planIsThere', 'commentsNotYetAsked', 'departmentsExist'),
    (context, event) => {
      const { departments, reason } = event.input;
      return {
        departments: withAll(context.departments, ...departments),
        ordered: [...context.ordered, { departments, by: event.actor.person, at: context.at, reason }],
      };
    },
    (context) => [toLeader(context, 'moreOrdered')],
  ),
  cancel: {
    ...act(
      'cancel',
      all('beforeFieldwork'),
      (context, event) => ({
        cancelled: { by: event.actor.person, at: context.at, reason: event.input.reason },
        marks: withAll(context.marks, 'cancelled'),
        documents: withAll(context.documents, ...(event.input.document === undefined ? [] : [event.input.document])),
      }),
      (context, event) => [
        {
          kind: 'tell',
          to: context.cycle,
          type: 'auditCancelled',
          input: { audit: context.instance, reason: event.input.reason },
        },
        toCiso(context, 'auditCancelled'),
        toLeader(context, 'auditCancelled'),
      ],
    ),
    target: '#audit.cancelled',
  },
} as const;

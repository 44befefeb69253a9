/**
 * Planning an audit: departments, period, fiscal year examined, criteria. The CISO may comment with reason or order
 * more, never stop it; only the head of the organisation cancels it, with a reason, and only before fieldwork.
 */
import { z } from 'zod';
import type { DepartmentId } from '../../../model/identifiers.ts';
import {
  commonFact,
  criteriaSetThing,
  dateThing,
  departmentsFact,
  departmentThing,
  dueFact,
  fields,
  fiscalYearDates,
  instanceThing,
  reopenedOn,
  rowsAt,
  tell,
  withAll,
  yearThing,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { independenceAsks } from './asks.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { independenceFacts } from './facts.ts';
import { handlers, ruleTable } from './kit.ts';
import { byIndependentLeader, toCiso, toLeader } from './leadership.ts';
import { commentDateThings, fieldworkDateThings } from './things.ts';
import type { Context } from './types.ts';

const plan = {
  departments: z
    .array(fields.department('対象部署 / department audited'))
    .min(1)
    .max(200)
    .meta(fields.titled('対象部署 / departments audited')),
  period: fields.period('対象期間 / period audited'),
  yearExamined: fields.fiscalYear('対象年度 / fiscal year examined'),
  criteriaSet: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta(
      fields.titled('点検基準 / criteria set', {
        choices: 'criteriaSets',
        requiredWhen: { field: 'criteriaDocument', missing: true },
      }),
    ),
  criteriaDocument: fields
    .document('独自の監査基準 / criteria of its own', { requiredWhen: { field: 'criteriaSet', missing: true } })
    .optional(),
  reportBy: fields.date('報告予定日 / date the report is due'),
};

const planFacts = independenceFacts.extend({ common: commonFact.pick({ criteriaSets: true }), due: dueFact });

const planned = z.object({ reportBy: z.string() });
const adding = z.object({ departments: z.array(z.string()) });

const planAsks: NonNullable<Decisions[string]['asks']> = (asked) => {
  const { reportBy } = planned.parse(asked.input);
  return { ...independenceAsks(asked, [asked.actor]), due: { items: [{ id: 'report', date: reportBy }] } };
};

/** The headings of its form. */
const planGroups = [
  { ja: '監査の対象', en: 'what is audited', fields: ['departments', 'yearExamined', 'period'] },
  { ja: '監査の基準', en: 'criteria', fields: ['criteriaSet', 'criteriaDocument'] },
  { ja: '報告', en: 'report', fields: ['reportBy'] },
] as const;

/** What every plan must be. */
const sound = ['departmentsExist', 'periodInYearExamined', 'yearExaminedHasBegun', 'criteriaNamed'] as const;

/** The decisions of planning. */
export const decisions = {
  planAudit: {
    input: z.strictObject(plan),
    groups: planGroups,
    facts: planFacts,
    asks: planAsks,
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: [...byIndependentLeader, ...sound],
    label: { ja: '監査を計画する', en: 'plan the audit' },
    why: {
      ja: '監査の対象、期間及び基準を定めます。',
      en: 'The audit’s departments, period and criteria are to be set.',
    },
  },
  revisePlan: {
    input: z.strictObject({ ...plan, reason: fields.text('変更の理由 / reason for the change') }),
    groups: [{ ja: '変更の理由', en: 'reason for the change', fields: ['reason'] }, ...planGroups],
    facts: planFacts,
    asks: planAsks,
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: [...byIndependentLeader, 'planIsThere', 'beforeFieldwork', 'orderedDepartmentsKept', ...sound],
    label: { ja: '監査計画を変更する', en: 'revise the audit plan' },
  },
  commentOnPlan: {
    input: z.strictObject({ reason: fields.text('意見とその理由 / comment with its reason') }),
    by: ['ciso'],
    clause: '6-2',
    rules: ['planIsThere'],
    label: { ja: '監査計画に意見を述べる', en: 'comment on the audit plan' },
  },
  orderMore: {
    input: z.strictObject({
      departments: z
        .array(fields.department('追加する部署 / department to be added'))
        .min(1)
        .max(200)
        .meta(fields.titled('追加する部署 / departments to be added')),
      reason: fields.text('理由 / reason'),
    }),
    facts: z.object({ departments: departmentsFact }),
    asks: ({ input }) => ({
      departments: { departments: adding.parse(input).departments },
    }),
    by: ['ciso'],
    clause: '6-2',
    room: 'reserved',
    rules: ['planIsThere', 'commentsNotYetAsked', 'departmentsExist'],
    label: { ja: '監査対象の追加を命じる', en: 'order more to be audited' },
  },
  cancel: {
    input: z.strictObject({
      reason: fields.text('中止する理由 / reason for not holding it'),
      document: fields.document('組織の長の決裁文書 / decision of the head of the organisation').optional(),
    }),
    by: ['headOfOrganisation'],
    clause: '3-15',
    room: 'always',
    rules: ['beforeFieldwork'],
    label: { ja: '監査を中止する', en: 'cancel the audit' },
    irreversible: true,
  },
} as const satisfies Decisions;

/** Rules of planning. */
export const rules = ruleTable({
  departmentsExist: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '台帳にない、又は廃止された部署が含まれています。部署を確かめてください。',
    en: 'A department is not in the registry or no longer exists. Check the departments.',
    met: { ja: '対象部署は全て台帳にある', en: 'all departments are in the registry' },
    test: ({ event }) => event.input.departments.every((id) => isKnown(event, id)),
    about: ({ event }) => event.input.departments.filter((id) => !isKnown(event, id)).map(departmentThing),
    paths: ({ event }) => rowsAt('departments', event.input.departments, (id) => !isKnown(event, id)),
  },
  periodInYearExamined: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対象期間が対象年度（4月1日から翌年3月31日まで）の中に入っていません。監査は対象年度の点検に数えられるため、その中の期間にしてください。',
    en: 'The period does not lie within the fiscal year examined (1 April to 31 March). The audit counts for that year: give days within it.',
    met: { ja: '対象期間は対象年度の中にある', en: 'the period lies within the fiscal year examined' },
    test: ({ event }) => daysOutside(event).length === 0,
    about: ({ event }) => {
      const { first, last } = fiscalYearDates(event.input.yearExamined);
      return [dateThing(first, { bound: 'from' }), dateThing(last, { bound: 'until' })];
    },
    paths: ({ event }) => daysOutside(event),
  },
  yearExaminedHasBegun: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対象年度がこの監査の年度より後です。この年度又はそれより前の年度にしてください。',
    en: 'The fiscal year examined is later than that of this audit. Give this one or an earlier one.',
    met: { ja: '対象年度は始まっている', en: 'the fiscal year examined is this one or an earlier one' },
    test: ({ context, event }) => event.input.yearExamined <= context.year,
    about: ({ context }) => [yearThing(context.year, 'until')],
    paths: () => ['yearExamined'],
  },
  criteriaNamed: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '監査の基準が示されていないか、登録されていない点検基準です。登録された点検基準を一つ選ぶか、独自の監査基準の文書を示してください。',
    en: 'No criteria are named, or the set is not registered. Choose a registered criteria set, or cite a document with criteria of your own.',
    met: { ja: '点検基準又は独自の監査基準が示されている', en: 'criteria are named' },
    test: ({ event }) => {
      const { criteriaSet, criteriaDocument } = event.input;
      return criteriaSet === undefined ? criteriaDocument !== undefined : knownSets(event).includes(criteriaSet);
    },
    about: ({ context, event }) => {
      const { criteriaSet } = event.input;
      const known = knownSets(event).map(criteriaSetThing);
      if (criteriaSet !== undefined) return [criteriaSetThing(criteriaSet)];
      return known.length > 0 ? known : [instanceThing('audit', context.instance)];
    },
    paths: ({ event }) =>
      event.input.criteriaSet === undefined ? ['criteriaSet', 'criteriaDocument'] : ['criteriaSet'],
  },
  orderedDepartmentsKept: {
    clause: '6-2',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '最高情報セキュリティ責任者が追加を命じた部署が、監査対象から外れています。対象に含めてください。',
    en: 'A department that the CISO ordered to be audited is not in the plan. Include it.',
    met: { ja: '追加を命じられた部署は全て監査対象にある', en: 'departments ordered to be audited are in the plan' },
    test: ({ context, event }) => orderedAndLeftOut(context, event).length === 0,
    about: ({ context, event }) => orderedAndLeftOut(context, event).map(departmentThing),
    paths: () => ['departments'],
  },
  planIsThere: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '監査計画（対象部署、期間、対象年度、基準）がまだありません。先に計画してください。',
    en: 'There is no audit plan (departments, period, year examined, criteria) yet. It comes first.',
    met: { ja: '監査計画がある', en: 'there is an audit plan' },
    test: ({ context }) => context.departments.length > 0,
    remedies: () => ['planAudit'],
  },
  commentsNotYetAsked: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対象部署に意見を求めた後は対象を追加できません。実地監査を再開するか、追加の監査を別に開いてください。',
    en: 'Nothing can be added once comments were asked for. Resume fieldwork, or open an additional audit.',
    met: { ja: 'まだ対象部署に意見を求めていない', en: 'comments have not been asked for yet' },
    test: ({ context }) => context.commentDue === undefined,
    about: ({ context }) => commentDateThings(context),
    remedies: ({ context }) => ['resumeFieldwork', { decision: 'openAudit', instance: context.cycle }],
  },
  beforeFieldwork: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '実地監査の開始後は、中止することも計画を変えることもできません。結果を報告して終えます。',
    en: 'After fieldwork began the audit can neither be cancelled nor re-planned; it ends with its report.',
    met: { ja: '実地監査は始まっていない', en: 'fieldwork has not begun' },
    test: ({ context }) => context.fieldworkBegan === undefined,
    about: ({ context }) => fieldworkDateThings(context),
    remedies: () => ['report'],
  },
});

function isKnown({ facts }: JudgedBy<'departmentsExist'>, id: DepartmentId): boolean {
  return facts.departments.some((known) => known.id === id && known.exists);
}

/** The days of the period that do not lie where they should. */
function daysOutside({ input: { period, yearExamined } }: JudgedBy<'periodInYearExamined'>): string[] {
  const { first, last } = fiscalYearDates(yearExamined);
  const { from, to } = period;
  return [...(first <= from ? [] : ['period.from']), ...(from <= to && to <= last ? [] : ['period.to'])];
}

function knownSets({ facts: { common, registers } }: JudgedBy<'criteriaNamed'>): readonly string[] {
  const inForce = registers.criteriaSet === undefined ? [] : [registers.criteriaSet];
  return withAll(inForce, ...common.criteriaSets.map(({ id }) => id));
}

function orderedAndLeftOut(
  { ordered }: Context,
  { input }: JudgedBy<'orderedDepartmentsKept'>,
): readonly DepartmentId[] {
  const departments = withAll([], ...ordered.flatMap((order) => order.departments));
  return departments.filter((id) => !input.departments.includes(id));
}

function planChange(context: Context, event: EventOf<'planAudit' | 'revisePlan'>): Change<Context> {
  const { departments, period: examined, yearExamined, criteriaSet, criteriaDocument } = event.input;
  return {
    departments: withAll([], ...departments),
    period: examined,
    yearExamined,
    criteriaSet,
    criteriaDocument,
    planRevision: context.planRevision + 1,
    ledAt: context.at,
    dueItems: reopenedOn(context, event.facts.due, 'report', { roles: ['auditOfficer'] }),
    documents: withAll(context.documents, criteriaDocument),
  };
}

export const on = {
  /** The first plan. */
  opened: handlers(decisions, {
    planAudit: { target: 'planned', change: planChange, causes: ({ after }) => [toCiso(after, 'planMade')] },
  }),
  /** From the first day on: what may be said about the plan, and how it may change. */
  live: handlers(decisions, {
    revisePlan: { change: planChange, causes: ({ after }) => [toCiso(after, 'planMade')] },
    commentOnPlan: {
      change: (context, { actor, input }) => ({
        planComments: [...context.planComments, { by: actor.person, at: context.at, reason: input.reason }],
      }),
      causes: ({ after }) => [toLeader(after, 'planCommented')],
    },
    orderMore: {
      change: (context, { actor, input: { departments, reason } }) => ({
        departments: withAll(context.departments, ...departments),
        ordered: [...context.ordered, { departments, by: actor.person, at: context.at, reason }],
      }),
      causes: ({ after }) => [toLeader(after, 'moreOrdered')],
    },
    cancel: {
      target: '#audit.cancelled',
      change: (context, { actor, input }) => ({
        cancelled: { by: actor.person, at: context.at, reason: input.reason },
        marks: withAll(context.marks, 'cancelled'),
        documents: withAll(context.documents, input.document),
      }),
      causes: ({ after, event }) => [
        tell(after.cycle, 'auditCancelled', { audit: after.instance, reason: event.input.reason }),
        toCiso(after, 'auditCancelled'),
        toLeader(after, 'auditCancelled'),
      ],
    },
  }),
};

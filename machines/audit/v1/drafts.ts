/** What of a decision's input the audit knows already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts, Json } from '../../core/index.ts';
import { audits, dateInJapan, fiscalYearDates, registersFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { standingFindings, type Context } from './types.ts';

/** The whole year examined, and what the CISO ordered. */
function firstPlan({ yearExamined, ordered }: Context, criteriaSet: string | undefined): Json {
  const { first, last } = fiscalYearDates(yearExamined);
  return {
    departments: [...new Set(ordered.flatMap(({ departments }) => departments))],
    period: { from: first, to: last },
    yearExamined,
    ...(criteriaSet !== undefined && { criteriaSet }),
  };
}

/** The plan as it stands. */
function presentPlan(context: Context): Json {
  const { departments, period, yearExamined, criteriaSet, criteriaDocument, dueItems } = context;
  const report = dueItems.find(({ id }) => id === 'report');
  return {
    departments,
    yearExamined,
    ...(period !== undefined && { period: { ...period } }),
    ...(criteriaSet !== undefined && { criteriaSet }),
    ...(criteriaDocument !== undefined && { criteriaDocument }),
    ...(report !== undefined && { reportBy: dateInJapan(report.due - 1) }),
  };
}

/** Of what can be taken up again; what is rejected stays so, and is chosen by its number and title. */
function theOnlyPending({ findings }: Context): Json {
  const [only, ...more] = findings.filter(({ standing }) => standing === 'pending');
  return only === undefined || more.length > 0 ? {} : { finding: only.number };
}

export const drafts: Drafts<Context> = {
  planAudit: made(z.object({ registers: registersFact.pick({ criteriaSet: true }) }), (context, { registers }) =>
    firstPlan(context, registers.criteriaSet),
  ),
  revisePlan: { from: presentPlan },
  assign: { from: (context) => ({ auditors: audits.team(context).map(({ person }) => person) }) },
  adoptFinding: { from: theOnlyPending },
  comment: {
    from: ({ departments: [only, ...more] }) => (only === undefined || more.length > 0 ? {} : { department: only }),
  },
  report: {
    from: (context) => ({
      result: standingFindings(context).some(({ grade }) => grade !== 'goodPractice') ? 'findings' : 'noFinding',
    }),
  },
};

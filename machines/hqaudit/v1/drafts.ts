/** What of a decision's input the audit knows already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts } from '../../core/index.ts';
import { commonFact, competentMinistries, dateInJapan, fiscalYearDates } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { unreported } from './supervisors.ts';
import { awaited, type Context } from './types.ts';

export const drafts: Drafts<Context> = {
  plan: made(z.object({ common: commonFact.pick({ editions: true }) }), (context, { common }) => {
    const { plan, kinds, year, dueItems } = context;
    const report = dueItems.find(({ id }) => id === 'report');
    const edition = plan?.edition ?? common.editions.at(-1)?.id;
    const { first, last } = fiscalYearDates(year);
    return {
      kinds: [...(plan?.kinds ?? kinds)],
      areas: [...(plan?.areas ?? (['rules', 'implementation', 'management'] as const))],
      period: { ...(plan?.period ?? { from: first, to: last }) },
      ...(edition !== undefined && { edition }),
      ...(plan !== undefined && { criteriaSet: plan.criteriaSet, document: plan.document, fewer: plan.fewer ?? '' }),
      ...(report !== undefined && { reportBy: dateInJapan(report.due - 1) }),
    };
  }),
  // To every one of them, unless it was reported to before.
  reportToSupervisor: made(
    z.object({ competent: competentMinistries }),
    (context, facts) => ({ ministries: [...unreported(context, facts)] }),
    ({ addressee }) => ({ competent: { organisation: addressee } }),
  ),
  giveMaterials: {
    from: (context) => {
      const [only, ...more] = awaited(context);
      return only === undefined || more.length > 0 ? {} : { request: only.number };
    },
  },
};

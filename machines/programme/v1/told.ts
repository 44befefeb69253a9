/** What audits tell the year that started them; and what the year before passes on. */
import { z } from 'zod';
import { toRoles, withAll, type Change, type Tells } from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { handlers } from './kit.ts';
import type { Context } from './types.ts';

const audit = z.string().min(1).max(128);
const organisation = z.string().min(1).max(64);

export const told = {
  hqauditOpened: { input: z.object({ ref: z.string().min(1).max(100), audit }), rules: [] },
  hqauditReported: {
    input: z.object({
      audit,
      subject: organisation,
      stream: z.enum(['ministries', 'agencies']),
      issuedOn: z.string().max(10),
      document: z.string().max(64),
      /** Of a report that the year of its audit could not count. */
      carriedFrom: z.int().optional(),
    }),
    rules: [],
  },
} as const satisfies Tells;

function received(context: Context, { input }: EventOf<'hqauditReported'>): Change<Context> {
  const { carriedFrom, ...report } = input;
  const others = context.reports.filter((one) => one.audit !== report.audit);
  return {
    reports: [...others, { ...report, ...(carriedFrom !== undefined && { carriedFrom }) }],
    documents: withAll(context.documents, report.document),
    ...(carriedFrom !== undefined && { marks: withAll(context.marks, 'carriedReport') }),
  };
}

export const on = {
  live: handlers(told, {
    hqauditOpened: {
      change: ({ audits }, { input }) => ({
        audits: audits.map((one) => (one.ref === input.ref ? { ...one, instance: input.audit } : one)),
      }),
    },
    hqauditReported: {
      change: received,
      causes: ({ after }) => [toRoles(after, ['centreStaff'], 'auditReported')],
    },
  }),
};

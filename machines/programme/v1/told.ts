/** What audits tell the year that started them; and what the year before passes on. */
import { z } from 'zod';
import type { InstanceId } from '../../../model/identifiers.ts';
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

/** The fiscal year whose programme started an audit. */
function yearOf(audit: InstanceId): number {
  return Number(audit.split('/')[1]);
}

/**
 * A report of an earlier year's audit says so, also where that year had ended before it came and could pass nothing on.
 */
function received(context: Context, { input }: EventOf<'hqauditReported'>): Change<Context> {
  const { carriedFrom: passedOn, ...report } = input;
  const started = yearOf(report.audit);
  const carriedFrom = passedOn ?? (started < context.year ? started : undefined);
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
      // An audit of a year that ended meanwhile tells this one: its reference is none of this year's.
      change: ({ audits, year }, { input }) => ({
        audits: audits.map((one) =>
          one.ref === input.ref && yearOf(input.audit) === year ? { ...one, instance: input.audit } : one,
        ),
      }),
    },
    hqauditReported: {
      change: received,
      causes: ({ after }) => [toRoles(after, ['centreStaff'], 'auditReported')],
    },
  }),
};

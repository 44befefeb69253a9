/** A granted exception outlives its year: at the close it goes over into the next cycle, and expires there (3-11, 6-8). */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import { endOfDate, escalation, fields, tell, toRoles, type Change, type Tells } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { nextCycle } from '../improvements.ts';
import { handlers } from '../kit.ts';
import type { Context } from '../types.ts';

export const told = {
  /** A granted exception of the year before, at its close. */
  exceptionCarried: {
    input: z.object({
      ref: fields.ref('例外措置 / exception'),
      requirement: z.string().max(200),
      applicant: fields.person('申請者 / applicant'),
      until: fields.date('終了日 / end date'),
      rungs: z.array(z.number()),
      escalations: z.array(escalation),
      department: z.string().optional(),
      begunOn: z.string().optional(),
    }),
    rules: [],
  },
} as const satisfies Tells;

/** What goes over into the next cycle at the close: what was granted, and has not expired. */
export function carriedExceptions(context: Context): readonly Cause[] {
  return context.exceptions
    .filter(({ status }) => status === 'granted')
    .map(({ number: known, requirement, department, applicant, until, rungs, escalations, begunOn }) =>
      tell(nextCycle(context), 'exceptionCarried', {
        ref: `${context.instance}#exception-${known}`,
        requirement,
        applicant,
        until,
        rungs: [...(rungs ?? [])],
        escalations: (escalations ?? []).map((one) => ({ ...one })),
        ...(department === undefined ? {} : { department }),
        ...(begunOn === undefined ? {} : { begunOn }),
      }),
    );
}

/** One that was granted in an earlier year goes on here: it expires here, and is overdue here. */
function withCarried(context: Context, input: EventOf<'exceptionCarried'>['input']): Change<Context> {
  const { ref: from, ...carried } = input;
  if (context.exceptions.some((known) => known.from === from)) return {};
  return {
    exceptions: [
      ...context.exceptions,
      {
        ...carried,
        number: context.exceptions.length + 1,
        from,
        status: 'granted',
        expires: endOfDate(carried.until) ?? context.at,
      },
    ],
  };
}

export const on = {
  /** Kept also while the year rests. */
  live: handlers(told, {
    exceptionCarried: {
      change: (context, { input }) => withCarried(context, input),
      causes: ({ after }) => [toRoles(after, ['promotionOffice', 'headOfOfficers'], 'exceptionCarried')],
    },
  }),
};

/** Advice decided on in another cycle – last year's, or that of a body this one succeeds – goes on here as it was decided (3-20). */
import { z } from 'zod';
import {
  adviceDisposition,
  advicePriority,
  dateBasis,
  escalation,
  fields,
  toRoles,
  type Change,
  type Tells,
} from '../../../kit/v1/index.ts';
import { withAskedAgain } from '../advice.ts';
import type { EventOf } from '../events.ts';
import { clause } from '../inputs.ts';
import { handlers } from '../kit.ts';
import type { Advice, Context } from '../types.ts';

export const told = {
  adviceCarried: {
    input: z.object({
      ref: fields.ref('助言 / advice'),
      clause,
      by: z.enum(['headquarters', 'minister']),
      source: fields.instance('助言をした手続 / who gave it'),
      priority: advicePriority,
      what: adviceDisposition.exclude(['not']),
      until: fields.date('改めて決める期日 / date on which it is decided again').optional(),
      /** Of what is put off: the date as the calendar took it, and the first it had. */
      due: z
        .object({
          due: z.number(),
          original: z.number(),
          rungs: z.array(z.number()),
          escalations: z.array(escalation),
          basis: dateBasis.optional(),
        })
        .optional(),
    }),
    rules: [],
  },
} as const satisfies Tells;

/** It is known here from now on; whoever gave it has been told already. */
function withCarried(context: Context, { input }: EventOf<'adviceCarried'>): Change<Context> {
  const { ref, clause: on, by, source, priority, what, until, due } = input;
  if (context.advice.some((known) => known.ref === ref)) return {};
  const { at } = context;
  const disposed = { priority, what, ...(until === undefined ? {} : { until }), at };
  const advice: Advice = { ref, clause: on, by, source, at, disposed };
  return {
    advice: [...context.advice, advice],
    dueItems: what === 'later' && due !== undefined ? withAskedAgain(context, ref, due) : context.dueItems,
  };
}

export const on = {
  /** Kept also while the year rests. */
  live: handlers(told, {
    adviceCarried: {
      change: withCarried,
      causes: ({ after }) => [toRoles(after, ['ciso', 'headOfOfficers'], 'adviceCarried')],
    },
  }),
};

/**
 * What the body's cycle tells back of each item: what was decided on it, how what was begun for it ended, and – when the body
 * ends – which one answers from then on (3-20, 4-14).
 */
import { z } from 'zod';
import { fields, met, toRoles, type Change, type StepContext, type Tells } from '../../kit/v1/index.ts';
import { receives } from './advice.ts';
import { dueElsewhere } from './due-items.ts';
import type { EventOf } from './events.ts';
import { handlers, route } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { undisposed, type Context, type Item } from './types.ts';

const ref = z.string().min(1).max(200);
const cycle = z.string().min(1).max(128);

export const told = {
  adviceDisposed: {
    input: z.object({
      cycle,
      ref,
      priority: z.enum(['high', 'middle', 'low']),
      disposition: z.enum(['now', 'later', 'not']),
      reason: z.string().max(8000),
      until: z.string().max(10).optional(),
    }),
    rules: [],
  },
  adviceSettled: { input: z.object({ cycle, ref, end: z.string().max(64) }), rules: [] },
  /** The body has ended; its successor took over what is open. */
  successorAnswers: {
    input: z.object({ cycle, successor: fields.organisation('承継した機関 / successor') }),
    rules: [],
  },
} as const satisfies Tells;

export const routes = {
  /** Every item has been decided on with this one. */
  lastDisposed: route({
    reads: ['state', 'input'],
    of: ['adviceDisposed'],
    test: ({ context, event }) => {
      const { ref: decided } = event.input;
      return isOwn(context, decided) && undisposed(context).every((item) => item.ref === decided);
    },
  }),
};

/** What an audit that has ended is told may come to the next one, whose matter it is not. */
function isOwn({ items }: Pick<Context, 'items'>, named: string): boolean {
  return items.some((item) => item.ref === named);
}

/** *Later* decided again takes the place of what was decided before; a settled item stays so. */
function disposed(context: Context, { input }: EventOf<'adviceDisposed'>): Change<Context> {
  const { cycle: by, priority, disposition: what, reason, until } = input;
  const disposition = { cycle: by, priority, what, reason, ...(until !== undefined && { until }), at: context.at };
  const items = context.items.map((item): Item => (item.ref === input.ref ? { ...item, disposition } : item));
  return { items, dueItems: undisposed({ items }).length === 0 ? met(context, 'disposition') : context.dueItems };
}

const causes = ({ after, event }: StepContext<Context, EventOf<'adviceDisposed' | 'adviceSettled'>>) =>
  isOwn(after, event.input.ref) ? [toRoles(after, ['hqAuditLeader', 'hqAuditor'], 'disposed')] : [];

function settled(context: Context, { input }: EventOf<'adviceSettled'>): Change<Context> {
  const { cycle: by, end } = input;
  return {
    items: context.items.map((item) =>
      item.ref === input.ref && item.settled === undefined
        ? { ...item, settled: { cycle: by, how: end, at: context.at } }
        : item,
    ),
  };
}

/** What the body still owed is its successor's from now on, whose people read what is put to it. */
const succeeded = {
  change: (context: Context, { input: { successor } }: EventOf<'successorAnswers'>): Change<Context> => ({
    ...receives(context, successor),
    dueItems: dueElsewhere(context, successor),
  }),
  causes: ({ after }: { readonly after: Context }) => [
    toRoles({ organisation: after.addressee }, subjectPosts, 'succeeded'),
    toRoles(after, ['hqAuditLeader'], 'succeeded'),
  ],
};

export const on = {
  /** Before the report: of what was urgent. */
  live: handlers(told, {
    adviceDisposed: { change: disposed, causes },
    adviceSettled: { change: settled, causes },
    successorAnswers: succeeded,
  }),
  after: handlers(told, {
    adviceDisposed: [
      { routes: ['lastDisposed'], target: '.following', change: disposed, causes },
      { routes: ['!lastDisposed'], change: disposed, causes },
    ],
    adviceSettled: { change: settled, causes },
    successorAnswers: succeeded,
  }),
};

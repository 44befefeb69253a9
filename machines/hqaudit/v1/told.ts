/**
 * What the body's cycle tells back of each item: what was decided on it, how what was begun for it ended, and – when the body
 * ends – which one answers from then on (3-20, 4-14).
 */
import {
  adviceTold as told,
  isAmong,
  met,
  toRoles,
  ways,
  withDisposition,
  withSettled,
  type Change,
  type StepContext,
} from '../../kit/v1/index.ts';
import { receives } from './advice.ts';
import { dueElsewhere } from './due-items.ts';
import type { EventOf } from './events.ts';
import { handlers, route } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { undisposed, type Context } from './types.ts';

export { told };

export const routes = {
  /** Every item has been decided on with this one. */
  lastDisposed: route({
    reads: ['state', 'input'],
    of: ['adviceDisposed'],
    test: ({ context, event }) => {
      const { ref: decided } = event.input;
      return isAmong(context.items, decided) && undisposed(context).every((item) => item.ref === decided);
    },
  }),
};

/** A decision put off may be taken again. */
function disposed(context: Context, { input }: EventOf<'adviceDisposed'>): Change<Context> {
  const items = withDisposition(context.items, input, context.at);
  return { items, dueItems: undisposed({ items }).length === 0 ? met(context, 'disposition') : context.dueItems };
}

const causes = ({ after, event }: StepContext<Context, EventOf<'adviceDisposed' | 'adviceSettled'>>) =>
  isAmong(after.items, event.input.ref) ? [toRoles(after, ['hqAuditLeader', 'hqAuditor'], 'disposed')] : [];

const settled = ({ items, at }: Context, { input }: EventOf<'adviceSettled'>): Change<Context> => ({
  items: withSettled(items, input, at),
});

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
    adviceDisposed: ways({ change: disposed, causes }, { when: 'lastDisposed', target: '.following' }, {}),
    adviceSettled: { change: settled, causes },
    successorAnswers: succeeded,
  }),
};

/** What a cycle is told of last year's (3-19): how far it is, its evaluation, that it was withdrawn. */

import { withAll, type Change } from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';

import { owing } from './owing.ts';

import type { Context, Debt } from './types.ts';

/** How far the predecessor has come; tells may arrive in any order, and none takes it back. */
const progress = [
  'none',
  'withdrawn',
  'running',
  'notEvaluable',
  'provisional',
  'evaluated',
  'closed',
  'ended',
] as const;

/** It never had a plan. */
export function predecessorNotEvaluableChange(
  { predecessor }: Context,
  { input }: EventOf<'predecessorNotEvaluable'>,
): Change<Context> {
  if (progress.indexOf(predecessor.status) > progress.indexOf('notEvaluable')) return {};
  return { predecessor: { ...predecessor, status: 'notEvaluable', cycle: input.cycle } };
}

export function predecessorEvaluatedChange(context: Context, event: EventOf<'predecessorEvaluated'>): Change<Context> {
  const { cycle, provisional, result, document, evaluatedOn, openImprovements, closed } = event.input;
  const status = closed === true ? 'closed' : provisional ? 'provisional' : 'evaluated';
  if (progress.indexOf(status) < progress.indexOf(context.predecessor.status)) return {};
  const rested = context.plan.approved?.evaluation;
  const { reopened } = context.predecessor;
  // A plan that rests on another evaluation than the final one owes an amendment, or `noAmendmentNeeded`; so does one that
  // rests on none because the year was withdrawn then, or could not be evaluated.
  const another =
    rested?.kind === 'predecessor'
      ? rested.document !== document
      : rested?.kind === 'notEvaluable' || reopened === true;
  const outdated = !provisional && closed !== true && rested !== undefined && another;
  const item: Omit<Debt, 'since'> = { ref: cycle, source: 'evaluation', subject: 'plan', what: document };
  return {
    predecessor: {
      status,
      cycle,
      result,
      document,
      evaluatedOn,
      openImprovements,
      ...(reopened === undefined ? {} : { reopened }),
    },
    owed: outdated ? owing(context, item) : context.owed,
    documents: withAll(context.documents, document),
  };
}

/** A withdrawn year is no predecessor: nothing is evaluated in it. Once reopened it is never withdrawn again. */
export function predecessorWithdrawnChange(
  { predecessor }: Context,
  event: EventOf<'predecessorWithdrawn'>,
): Change<Context> {
  const { cycle } = event.input;
  if (!['none', 'running'].includes(predecessor.status) || predecessor.reopened === true) return {};
  return { predecessor: { ...predecessor, status: 'withdrawn', cycle } };
}

export function predecessorReopenedChange(
  { predecessor }: Context,
  event: EventOf<'predecessorReopened'>,
): Change<Context> {
  const { cycle } = event.input;
  const status = ['none', 'withdrawn'].includes(predecessor.status) ? 'running' : predecessor.status;
  return { predecessor: { ...predecessor, status, cycle, reopened: true } };
}

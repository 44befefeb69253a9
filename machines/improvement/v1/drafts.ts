/** What of a decision's input the improvement knows already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts, Json } from '../../core/index.ts';
import { structureFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { ownerOf, type Context, type Criterion, type Extendable, type Plan } from './types.ts';

const criterionOf = ({ criterion, method, observationDays }: Criterion): Record<string, Json> => ({
  criterion,
  method,
  observationDays,
});

/** A plan as it was handed in. */
function again({ cause, recurrencePrevention, actions, implementer, verifier, dueDate, ...judgedBy }: Plan): Json {
  const forms = actions.map((action): Json => ({ ...action }));
  return { cause, recurrencePrevention, actions: forms, implementer, verifier, dueDate, ...criterionOf(judgedBy) };
}

/** A plan that came back is put forward again, changed; one after a failure begins anew, by the criterion that is kept. */
function plan({ attempts, keptCriterion }: Context): Json {
  const last = attempts.at(-1);
  const isBack = last?.outcome === 'returned' || last?.outcome === 'takenBack';
  if (isBack && last.plan !== undefined) return again(last.plan);
  return keptCriterion === undefined ? {} : criterionOf(keptCriterion);
}

const extendable: readonly string[] = ['plan', 'done', 'verification'] satisfies readonly Extendable[];

/** What is due next. */
function extension({ dueItems }: Context): Json {
  const [next] = [...dueItems]
    .filter(({ id, met }) => met === undefined && extendable.includes(id))
    .sort((a, b) => a.due - b.due);
  return next === undefined ? {} : { item: next.id };
}

export const drafts: Drafts<Context> = {
  assignOwner: { from: ({ department }) => (department === undefined ? {} : { department }) },
  reassign: {
    from: (context) => {
      const owner = ownerOf(context);
      if (owner === undefined) return {};
      const { role, department } = owner;
      return { role, ...(department !== undefined && { department }) };
    },
  },
  plan: { from: plan },
  proposeCriterion: { from: ({ approved }) => (approved === undefined ? {} : criterionOf(approved)) },
  requestExtension: { from: extension },
  requestSupervisor: made(z.object({ structure: structureFact.pick({ supervisors: true }) }), (_, { structure }) => {
    // The main one stands first.
    const [organisation] = structure.supervisors;
    return organisation === undefined ? {} : { organisation };
  }),
};

/** Who owns the improvement 担当: a post, not a person, so that it never hangs on somebody who has left. */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, rulesOf, type Json, type Procedure } from '../../core/index.ts';
import { datesFor, met, opened, owner } from './due-items.ts';
import { toPerson, notice } from './effects.ts';
import type { Event } from './events.ts';
import { departmentsFact, dueFact, structureFact } from './facts.ts';
import { date, department, text } from './inputs.ts';
import { rules as shared } from './shared-rules.ts';
import { ownerOf, ownerRoles, type Context, type Owner } from './types.ts';

const post = {
  role: z.enum(ownerRoles).describe('担当の役職 / the post’s role'),
  department: department(
    '担当の部局。機関全体の役職では省く / the post’s department; left out for posts of the whole body',
  ).optional(),
};

function lookUps(input: Json): Readonly<Record<string, Json>> {
  const named = z.object({ department: z.string().optional() }).parse(input).department;
  return { departments: { departments: named === undefined ? [] : [named] } };
}

export const decisions = {
  assignOwner: {
    input: z.strictObject({ ...post, planBy: date('計画の提出期限 / date by which the plan is due') }),
    facts: z.object({ structure: structureFact, departments: departmentsFact, due: dueFact }),
    asks: ({ input }) => ({
      ...lookUps(input),
      due: { items: [{ id: 'plan', date: z.object({ planBy: z.string() }).parse(input).planBy }] },
    }),
    by: ['headOfOfficers'],
    clause: '3-16',
    label: { ja: '担当を定める', en: 'assign the owner' },
  },
  reassign: {
    input: z.strictObject({ ...post, reason: text('担当を改める理由 / why it is reassigned') }),
    facts: z.object({ structure: structureFact, departments: departmentsFact }),
    asks: ({ input }) => lookUps(input),
    by: ['headOfOfficers'],
    clause: '3-16',
    label: { ja: '担当を改める', en: 'reassign the owner' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  noOwnerYet: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['assignOwner'],
    ja: '担当は既に定められています。変更は理由を付した「担当を改める」によってください。',
    en: 'There is an owner already. Reassign it, with the reason.',
    test: ({ context }) => ownerOf(context) === undefined,
  }),
  ownerPostHeld: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['assignOwner', 'reassign'],
    ja: 'その役職に就いている者がいません。在任者のいる役職を担当としてください。',
    en: 'Nobody holds that post. Choose a post that is held.',
    test: ({ event }) =>
      event.facts.structure.holders.some(
        (held) =>
          held.role === event.input.role &&
          (event.input.department === undefined || held.department === event.input.department),
      ),
  }),
  ownerDepartmentExists: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['input', 'facts'],
    of: ['assignOwner', 'reassign'],
    ja: 'その部局は存在しません（又は廃止されました）。現在の部局を指定してください。',
    en: 'There is no such department now. Name one that exists.',
    test: ({ event }) =>
      event.input.department === undefined ||
      event.facts.departments.some(({ id, exists }) => id === event.input.department && exists),
  }),
  planByAhead: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['assignOwner'],
    ja: '計画の提出期限には今日以後の日を指定してください。',
    en: 'The plan must fall due today or later.',
    test: ({ context, event }) => event.facts.due.some(({ id, due }) => id === 'plan' && due > context.at),
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared), {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    assignOwner: {
      guard: all('noOwnerYet', 'ownerDepartmentExists', 'ownerPostHeld', 'planByAhead'),
      target: '.planning',
      actions: [
        assign(({ context, event }): Partial<Context> => {
          const dates = datesFor(event.facts.due, 'plan');
          const owners = [newOwner(context, event)];
          const dueItems = met(context.dueItems, 'owner', context.at);
          return { owners, ...opened({ ...context, dueItems }, 'plan', dates, postOf(event.input)) };
        }),
        { type: 'cause', params: ({ context }) => [notice('assigned', owner(context))] },
      ],
    },
    reassign: {
      guard: all('ownerAssigned', 'ownerDepartmentExists', 'ownerPostHeld'),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          owners: [...context.owners, newOwner(context, event)],
          dueItems: context.dueItems.map((item) =>
            item.met === undefined && (item.id === 'plan' || item.id === 'done')
              ? { ...item, department: undefined, ...postOf(event.input) }
              : item,
          ),
        })),
        {
          type: 'cause',
          params: ({ context }) => [
            notice('assigned', owner(context)),
            ...(context.approved === undefined ? [] : [toPerson('reassigned', context.approved.verifier)]),
          ],
        },
      ],
    },
  },
}).on;

type Assigning = Extract<Event, { readonly type: 'assignOwner' | 'reassign' }>;

function newOwner(context: Context, event: Assigning): Owner {
  return {
    ...ownPost(event.input),
    since: context.at,
    by: event.actor.person,
    ...('reason' in event.input ? { reason: event.input.reason } : {}),
  };
}

function ownPost({ role, department }: Assigning['input']): Pick<Owner, 'role' | 'department'> {
  return { role, ...(department === undefined ? {} : { department }) };
}

/** The post as a due item names it. */
function postOf({ role, department }: Assigning['input']): { roles: Owner['role'][]; department?: string } {
  return { roles: [role], ...(department === undefined ? {} : { department }) };
}

/**
 * What others tell. The cycle: an amendment or education that a plan asked for has come (3-17), the body has ended 廃止
 * (domain.md 2). Other improvements: here are our findings, yours are taken.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import { cover, dueFact, instanceThing, tell, toRoles, withAll, type Change, type Tells } from '../../kit/v1/index.ts';
import { toOwner, toVerifier } from './audiences.ts';
import { endCauses } from './ending.ts';
import type { EventOf } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { droppedReEntries } from './re-entry.ts';
import { backToPlanning } from './rounds.ts';
import { requestCauses } from './transfer.ts';
import { ownerOf, ownerRoles, type Context } from './types.ts';

export const told = {
  /** The cycle: the amendment this improvement asked for is in force. */
  amendmentInForce: {
    input: z.object({
      ref: z.string(),
      version: z.union([z.string(), z.number()]).optional(),
      document: z.string().optional(),
      /** When the plan that asked for it was approved. */
      askedAt: z.number().optional(),
    }),
    rules: ['refersToThis'],
  },
  /** The cycle: the education this improvement asked for was held. */
  educationHeld: {
    input: z.object({
      ref: z.string(),
      heldOn: z.string(),
      measure: z.string().optional(),
      askedAt: z.number().optional(),
    }),
    rules: ['refersToThis'],
  },
  /** Another improvement hands over its findings. */
  findingsMerged: {
    input: z.object({
      from: z.string(),
      covers: z.array(cover).min(1),
      round: z.number().int().positive(),
      firstDue: z.number().optional(),
      /** Who planned or carried out anything there: none of them verifies here. */
      doers: z.array(z.string()).optional(),
      /** Posts that owned it there, and the JST date since when independence is reckoned. */
      owners: z.array(z.object({ role: z.enum(ownerRoles), department: z.string().optional() })).optional(),
      since: z.string().optional(),
      /** Only a reported independent audit verifies them. */
      needsAudit: z.boolean().optional(),
      /** Until when a plan for all of them is wanted, as the calendar takes it. */
      due: dueFact.optional(),
    }),
    rules: ['notMergingItself'],
  },
  /** The other improvement took the findings. */
  findingsTaken: { input: z.object({ by: z.string() }), rules: ['mergeAsked'] },
  /** The cycle: the body has ended; its first successor takes the improvement over by law. */
  organisationEnding: { input: z.object({ successors: z.array(z.string()), legalBasis: z.string() }), rules: [] },
} as const satisfies Tells;

export const rules = ruleTable({
  refersToThis: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'この改善措置に関する通知ではありません。',
    en: 'This is about another improvement.',
    met: { ja: 'この改善措置に関する通知である', en: 'it is about this improvement' },
    test: ({ context, event }) => event.input.ref === context.instance,
    about: ({ event }) => [instanceThing('improvement', event.input.ref)],
  },
  notMergingItself: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この改善措置自体が統合の途中です。どちらかの統合を中止してください。',
    en: 'This improvement is being merged itself. One of the two merges must be given up.',
    met: { ja: 'この改善措置自体は統合の途中ではない', en: 'this improvement is not being merged itself' },
    test: ({ context }) => context.mergeInto === undefined,
    about: ({ context: { mergeInto } }) => (mergeInto === undefined ? [] : [instanceThing('improvement', mergeInto)]),
    remedies: () => ['cancelMerge'],
  },
});

export const routes = {
  hasOwner: route({
    reads: ['state'],
    of: ['findingsMerged'],
    test: ({ context }) => ownerOf(context) !== undefined,
  }),
  bodySucceeded: route({
    reads: ['input'],
    of: ['organisationEnding'],
    test: ({ event }) => event.input.successors.length > 0,
  }),
};

/** What an earlier plan asked for may come late: it is a fact all the same, and this plan goes on waiting for its own. */
function isOfThisPlan({ approved }: Context, { askedAt }: { readonly askedAt?: number | undefined }): boolean {
  return askedAt === undefined || askedAt === approved?.approvedAt;
}

/** The verifier's turn comes when nothing is waited for any more. */
function notAwaitedCauses(before: Context, after: Context): readonly Cause[] {
  const waits = ({ awaitsAmendment, awaitsEducation }: Context): boolean =>
    awaitsAmendment !== undefined || awaitsEducation !== undefined;
  return waits(before) && !waits(after) ? toVerifier(after, 'reEntryDone') : [];
}

/** Takes findings over: from now on they count as this improvement's own. */
function took(context: Context, { input }: EventOf<'findingsMerged'>) {
  const known = new Set(context.covers.map(({ ref }) => ref));
  const added = input.covers.filter(({ ref }) => !known.has(ref));
  const done = Math.min(context.originals['done'] ?? Infinity, input.firstDue ?? Infinity);
  return {
    covers: [...context.covers, ...added],
    needsAudit: context.needsAudit || input.needsAudit === true || added.some(({ source }) => source === 'noAudit'),
    doers: withAll(context.doers, ...(input.doers ?? [])),
    formerOwners: [...context.formerOwners, ...(input.owners ?? [])],
    since: input.since !== undefined && input.since < context.since ? input.since : context.since,
    originals: Number.isFinite(done) ? { ...context.originals, done } : context.originals,
    withdrawal: undefined,
    transferTo: undefined,
  };
}

/** The highest round of the two. */
function roundOf({ round }: Context, { input }: EventOf<'findingsMerged'>): number {
  return Math.max(round, input.round);
}

/** Taken over where there is an owner: a plan for all of them is wanted. */
function planAnewChange(context: Context, event: EventOf<'findingsMerged'>): Change<Context> {
  const more = took(context, event);
  const { from: reason, due } = event.input;
  const back = { outcome: 'findingsTaken', reason, due } as const;
  return { ...more, ...backToPlanning({ ...context, ...more }, back, roundOf(context, event)) };
}

/** Taken over before anybody owns it. */
function takeUnownedChange(context: Context, event: EventOf<'findingsMerged'>): Change<Context> {
  return {
    ...took(context, event),
    round: roundOf(context, event),
    marks: withAll(context.marks, 'findingsTaken'),
  };
}

/** The other hears that its findings are here. */
function answer(context: Context, event: EventOf<'findingsMerged'>): Cause {
  return tell(event.from, 'findingsTaken', { by: context.instance });
}

/** Who takes it over. */
function heirOf({ transferTo }: Context, { input: { successors } }: EventOf<'organisationEnding'>): OrganisationId {
  const [first = ''] = successors;
  return transferTo !== undefined && successors.includes(transferTo) ? transferTo : first;
}

function inheritChange(context: Context, event: EventOf<'organisationEnding'>): Change<Context> {
  const heir = heirOf(context, event);
  return {
    transferTo: heir,
    end: { end: 'transferred', at: context.at, into: heir },
    marks: withAll(context.marks, 'organisationEnded'),
  };
}

export const on = {
  live: handlers(told, {
    // Taken also when nothing waits for it (the plan was replaced meanwhile): it is a fact all the same.
    amendmentInForce: {
      change: (context, { input }) => ({
        ...(isOfThisPlan(context, input) ? { awaitsAmendment: undefined } : {}),
        documents: withAll(context.documents, input.document),
        marks: withAll(context.marks, 'amended'),
      }),
      causes: ({ before, after }) => notAwaitedCauses(before, after),
    },
    educationHeld: {
      change: (context, { input }) => ({
        ...(isOfThisPlan(context, input) ? { awaitsEducation: undefined } : {}),
        marks: withAll(context.marks, 'educated'),
      }),
      causes: ({ before, after }) => notAwaitedCauses(before, after),
    },
    findingsTaken: {
      target: '#improvement.merged',
      change: ({ at, mergeInto }) => ({
        end: { end: 'merged', at, ...(mergeInto === undefined ? {} : { into: mergeInto }) },
      }),
      causes: ({ after }) => [toOwner(after, 'merged'), ...endCauses(after)],
    },
    findingsMerged: [
      {
        routes: ['hasOwner'],
        target: '.planning',
        change: planAnewChange,
        causes: ({ before, after, event }) => [
          answer(after, event),
          toOwner(after, 'findingsTaken'),
          ...droppedReEntries(before),
        ],
      },
      {
        routes: ['!hasOwner'],
        change: takeUnownedChange,
        causes: ({ after, event }) => [answer(after, event)],
      },
    ],
    organisationEnding: [
      {
        routes: ['bodySucceeded'],
        target: '#improvement.transferred',
        change: inheritChange,
        causes: ({ before, after, event }) => [
          ...requestCauses(after),
          toOwner(after, 'transferred'),
          toRoles({ organisation: heirOf(before, event) }, ['ciso'], 'transferred'),
          ...endCauses(after),
        ],
      },
      {
        routes: ['!bodySucceeded'],
        change: (context) => ({ marks: withAll(context.marks, 'organisationEnded') }),
      },
    ],
  }),
};

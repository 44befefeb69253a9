/** What submitting, approving and confirming the standards changes and causes. Its rules are in `standards.ts`. */
import type { Cause } from '../../../core/index.ts';
import { dateInJapan, toRoles, withAll, type Change, type StepContext } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers } from '../kit.ts';
import { amendmentTells, settled } from '../owing.ts';
import { takenBack } from '../taking-back.ts';
import type { Context, StandardsStanding, StandardsSubmission } from '../types.ts';
import { previousVersions } from './policy.ts';
import { decisions, editionDebt } from './standards.ts';

function submitChange(
  context: Context,
  { actor, input }: EventOf<'submitStandards' | 'submitStandardsAmendment'>,
): Change<Context> {
  const { version, document, edition, settles } = input;
  const directives = input.directives.map((item) => item.directive);
  const put: StandardsSubmission = {
    version,
    document,
    edition,
    directives,
    by: actor.person,
    at: context.at,
    settles,
  };
  return {
    standards: { ...context.standards, submitted: put },
    documents: withAll(context.documents, document),
  };
}

type Approval = EventOf<'approveStandards' | 'approveStandardsAmendment'>;

function approveChange(context: Context, { actor, facts }: Approval): Change<Context> {
  const put = context.standards.submitted;
  if (put === undefined) return {};
  const { version, document, edition, directives } = put;
  const standing: StandardsStanding = {
    version,
    document,
    edition,
    directives,
    at: context.at,
    by: actor.person,
    how: 'approved',
  };
  // What the new standards carry out is settled first, so that an old edition can be owed again.
  const after = {
    ...context,
    owed: settled(context, 'standards', [...put.settles, edition, ...directives], 'amended'),
  };
  return { owed: after.owed, ...editionDebt(after, facts.common, edition), standards: { approved: standing } };
}

function approveCauses({ before, event }: StepContext<Context, Approval>): readonly Cause[] {
  const put = before.standards.submitted;
  if (put === undefined) return [];
  const { version, document, edition, directives } = put;
  const previous = previousVersions(event.facts.registers.standards);
  return [
    {
      kind: 'register',
      register: 'standards',
      value: { version, document, since: dateInJapan(before.at), edition, directives, previous },
    },
    ...amendmentTells(before, 'standards', put),
    toRoles(before, ['promotionOffice'], 'standardsApproved'),
  ];
}

function confirmUnchangedChange(context: Context, event: EventOf<'confirmStandardsUnchanged'>): Change<Context> {
  const { standards: inForce } = event.facts.registers;
  if (inForce === undefined) return {};
  const { version, document, edition = '', directives: reflected = [] } = inForce;
  const standing: StandardsStanding = {
    version,
    document,
    edition,
    directives: [...reflected, ...event.input.directives.map((item) => item.directive)],
    at: context.at,
    by: event.actor.person,
    how: 'unchanged',
  };
  const after = { ...context, owed: settled(context, 'standards', [edition, ...standing.directives], 'notNeeded') };
  return {
    owed: after.owed,
    ...editionDebt(after, event.facts.common, edition),
    standards: { approved: standing },
    documents: withAll(context.documents, document),
  };
}

const submitBranch = {
  target: 'submitted',
  change: submitChange,
  causes: ({ after }: { after: Context }) => [toRoles(after, ['ciso'], 'standardsSubmitted')],
} as const;
const approveBranch = { target: 'open', change: approveChange, causes: approveCauses } as const;
const returnBranch = {
  target: 'open',
  change: (context: Context) => ({ standards: { ...context.standards, submitted: undefined } }),
  causes: ({ after }: { after: Context }) => [toRoles(after, ['promotionOffice'], 'standardsReturned')],
} as const;

const takeBackBranch = { ...returnBranch, ...takenBack } as const;

/** In planning: the first submission of the year, or "unchanged". */
export const track = {
  initial: 'open',
  states: {
    open: {
      on: handlers(decisions, {
        submitStandards: submitBranch,
        confirmStandardsUnchanged: { change: confirmUnchangedChange },
      }),
    },
    submitted: {
      on: handlers(decisions, {
        approveStandards: approveBranch,
        returnStandards: returnBranch,
        takeBackStandards: takeBackBranch,
      }),
    },
  },
} as const;

/** After the plan is approved: amendments, by the rules of the first submission. */
export const amendmentTrack = {
  initial: 'open',
  states: {
    open: { on: handlers(decisions, { submitStandardsAmendment: submitBranch }) },
    submitted: {
      on: handlers(decisions, {
        approveStandardsAmendment: approveBranch,
        returnStandardsAmendment: returnBranch,
        takeBackStandards: takeBackBranch,
      }),
    },
  },
} as const;

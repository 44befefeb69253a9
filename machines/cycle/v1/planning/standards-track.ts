/** What submitting, approving and confirming the standards changes and causes. Its rules are in `standards.ts`. */
import type { Cause } from '../../../core/index.ts';
import { dateInJapan, met, toRoles, withAll, type Change, type StepContext } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers } from '../kit.ts';
import { amendmentTells, settled } from '../owing.ts';
import { takenBack } from '../taking-back.ts';
import type { Conformance, Context, StandardsStanding, StandardsSubmission } from '../types.ts';
import { answeredTells } from './asked.ts';
import { answered, documentsOf, kept } from './directives.ts';
import { conforming, editionDebt } from './editions.ts';
import { previousVersions } from './policy.ts';
import { decisions } from './standards.ts';

function submitChange(
  context: Context,
  { actor, input }: EventOf<'submitStandards' | 'submitStandardsAmendment'>,
): Change<Context> {
  const { version, document, edition, settles } = input;
  const directives = kept(input.directives);
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
    documents: withAll(context.documents, document, ...documentsOf(input.directives)),
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
  return standingOn(
    { ...context, owed: settled(context, 'standards', put.settles, 'amended') },
    { standing, facts, how: 'amended' },
  );
}

/** What stands from now on answers what it conforms to and answers; on an old edition it owes the newest. */
function standingOn(
  context: Context,
  {
    standing,
    facts,
    how,
  }: {
    readonly standing: StandardsStanding;
    readonly facts: Approval['facts'];
    readonly how: 'amended' | 'conforms';
  },
): Change<Context> {
  const { edition, directives } = standing;
  // What it answers is settled first, so that an old edition can be owed again.
  const answers = answered(conforming(context, facts.common, edition, how), directives);
  const after = { ...answers, dueItems: met(answers, 'standards') };
  return {
    owed: after.owed,
    dueItems: after.dueItems,
    ...editionDebt(after, facts, edition),
    standards: { approved: standing },
  };
}

function approveCauses({ before, after, event }: StepContext<Context, Approval>): readonly Cause[] {
  const put = before.standards.submitted;
  if (put === undefined) return [];
  const { version, document, edition, directives } = put;
  const previous = previousVersions(event.facts.registers.standards);
  return [
    {
      kind: 'register',
      register: 'standards',
      value: { version, document, since: dateInJapan(before.at), edition, directives: idsOf(directives), previous },
    },
    ...answeredTells(before, after),
    ...amendmentTells(before, 'standards', put),
    toRoles(before, ['promotionOffice'], 'standardsApproved'),
  ];
}

/** The directives that are answered: what outlives the year is that they are. */
function idsOf(directives: Conformance['directives']): string[] {
  return directives.map(({ directive }) => directive);
}

type Unchanged = EventOf<'confirmStandardsUnchanged'>;

function confirmUnchangedChange(context: Context, { actor, input, facts }: Unchanged): Change<Context> {
  const { standards: inForce } = facts.registers;
  if (inForce === undefined) return {};
  const { version, document, edition = '', directives: reflected = [] } = inForce;
  const answers = kept(input.directives).filter(({ directive }) => !reflected.includes(directive));
  const standing: StandardsStanding = {
    version,
    document,
    edition,
    directives: [...reflected.map((directive) => ({ directive, how: 'before' as const })), ...answers],
    at: context.at,
    by: actor.person,
    how: 'unchanged',
  };
  return {
    ...standingOn(context, { standing, facts, how: 'conforms' }),
    documents: withAll(context.documents, document, ...documentsOf(input.directives)),
  };
}

function confirmUnchangedCauses({ before, after, event }: StepContext<Context, Unchanged>): readonly Cause[] {
  const { standards: inForce } = event.facts.registers;
  if (inForce === undefined) return [];
  const { directives: reflected = [] } = inForce;
  const directives = withAll(reflected, ...idsOf(event.input.directives));
  return [
    ...(directives.length === reflected.length
      ? []
      : [{ kind: 'register' as const, register: 'standards', value: { ...inForce, directives: [...directives] } }]),
    ...answeredTells(before, after),
  ];
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
        confirmStandardsUnchanged: { change: confirmUnchangedChange, causes: confirmUnchangedCauses },
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

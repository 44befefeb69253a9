/** What submitting, approving and confirming the standards changes and causes. Its rules are in `standards.ts`. */
import type { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import { dateInJapan } from '../calendar.ts';
import type { CommonFact, registersFact } from '../facts.ts';
import { act, amendmentTells, cited, notify, settled, type Change } from '../kit.ts';
import type { CycleContext, StandardsStanding, StandardsSubmission } from '../types.ts';
import { previousVersions } from './policy.ts';
import { editionDebt } from './standards.ts';

interface SubmittedInput {
  readonly version: string;
  readonly document: string;
  readonly edition: string;
  readonly directives: readonly { readonly directive: string }[];
  readonly settles: readonly string[];
}

function submit(context: CycleContext, by: string, input: SubmittedInput): Change {
  const { version, document, edition, settles: carried } = input;
  const submitted: StandardsSubmission = {
    version,
    document,
    edition,
    directives: input.directives.map((item) => item.directive),
    by,
    at: context.at,
    settles: carried,
  };
  return { standards: { ...context.standards, submitted }, documents: cited(context, document) };
}

function approve(context: CycleContext, by: string, common: Pick<CommonFact, 'editions'>): Change {
  const put = context.standards.submitted;
  if (put === undefined) return {};
  const { version, document, edition, directives: reflected } = put;
  const approved: StandardsStanding = {
    version,
    document,
    edition,
    directives: reflected,
    at: context.at,
    by,
    how: 'approved',
  };
  // What the new standards carry out is settled first, so that an old edition can be owed again.
  const after = {
    ...context,
    owed: settled(context, 'standards', [...put.settles, edition, ...reflected], 'amended'),
  };
  return { owed: after.owed, ...editionDebt(after, common, edition), standards: { approved } };
}

function approveCauses(context: CycleContext, registers: z.output<typeof registersFact>): readonly Cause[] {
  const put = context.standards.submitted;
  if (put === undefined) return [];
  return [
    {
      kind: 'register',
      register: 'standards',
      value: {
        version: put.version,
        document: put.document,
        since: dateInJapan(context.at),
        edition: put.edition,
        directives: put.directives,
        previous: previousVersions(registers.standards),
      },
    },
    ...amendmentTells(context, 'standards', put),
    notify(context, 'standardsApproved', 'promotionOffice'),
  ];
}

const unsubmit = (context: CycleContext): Change => ({ standards: { ...context.standards, submitted: undefined } });
const submittedNotice = (context: CycleContext) => [notify(context, 'standardsSubmitted', 'ciso')];
const returnedNotice = (context: CycleContext) => [notify(context, 'standardsReturned', 'promotionOffice')];
const mayBeSubmitted = all(
  'policyApprovedFirst',
  'editionKnown',
  'conformanceComplete',
  'conformanceExplained',
  'departureHasEqualEffect',
  'directivesReflected',
  'standardsDeliberated',
  'standardsSettleOwed',
);
const mayBeApproved = all('standardsHashSubmitted', 'standardsApproverIsAnother');

const confirmed = act(
  'confirmStandardsUnchanged',
  all('policyApprovedFirst', 'standardsInForce', 'directivesReflectedUnchanged'),
  (context, event) => {
    const inForce = event.facts.registers.standards;
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
      documents: cited(context, document),
    };
  },
);

/** In planning: the first submission of the year, or "unchanged". */
export const standardsTrack = {
  initial: 'open',
  states: {
    open: {
      on: {
        submitStandards: {
          ...act(
            'submitStandards',
            mayBeSubmitted,
            (context, event) => submit(context, event.actor.person, event.input),
            submittedNotice,
          ),
          target: 'submitted',
        },
        confirmStandardsUnchanged: confirmed,
      },
    },
    submitted: {
      on: {
        approveStandards: {
          ...act(
            'approveStandards',
            mayBeApproved,
            (context, event) => approve(context, event.actor.person, event.facts.common),
            (context, event) => approveCauses(context, event.facts.registers),
          ),
          target: 'open',
        },
        returnStandards: { ...act('returnStandards', undefined, unsubmit, returnedNotice), target: 'open' },
      },
    },
  },
} as const;

/** After the plan is approved: amendments, by the rules of the first submission. */
export const standardsAmendmentTrack = {
  initial: 'open',
  states: {
    open: {
      on: {
        submitStandardsAmendment: {
          ...act(
            'submitStandardsAmendment',
            mayBeSubmitted,
            (context, event) => submit(context, event.actor.person, event.input),
            submittedNotice,
          ),
          target: 'submitted',
        },
      },
    },
    submitted: {
      on: {
        approveStandardsAmendment: {
          ...act(
            'approveStandardsAmendment',
            mayBeApproved,
            (context, event) => approve(context, event.actor.person, event.facts.common),
            (context, event) => approveCauses(context, event.facts.registers),
          ),
          target: 'open',
        },
        returnStandardsAmendment: {
          ...act('returnStandardsAmendment', undefined, unsubmit, returnedNotice),
          target: 'open',
        },
      },
    },
  },
} as const;
export const standardsStates = {
  '': { ja: '対策基準', en: 'standards' },
  open: { ja: '対策基準の提出なし', en: 'no standards submitted' },
  submitted: { ja: '対策基準の承認待ち', en: 'standards waiting for approval' },
};

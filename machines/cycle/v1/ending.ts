/**
 * The body ends 廃止 (domain.md 2): the first successor takes over what is open – one body answers for each matter, so
 * that none is doubled and none falls between – and every successor is told, with who took what.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import type { InstanceId, OrganisationId } from '../../../model/identifiers.ts';
import { coversAsJson, fields, fiscalYearAt, tell, toRoles, withAll, type Tells } from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { carried, handedTo, hasEnd, openAdvice } from './advice.ts';
import { openImprovements, uncovered } from './improvements.ts';
import { handlers } from './kit.ts';
import { isAsked, owedNow } from './owing.ts';
import { handedOn } from './planning/asked.ts';
import { derivedTitle } from './titles.ts';
import type { Advice, Context } from './types.ts';

export const told = {
  organisationEnding: {
    input: z.object({
      successors: z.array(z.string()),
      legalBasis: z.string().max(4000),
    }),
    rules: [],
  },
  bodySucceeded: {
    input: z.object({
      organisation: z.string(),
      cycle: fields.instance('廃止された機関の手続 / cycle of the ended body'),
      legalBasis: z.string().max(4000),
      successors: z.array(z.string()),
      takenBy: z.string(),
      owed: z.array(z.string()),
      improvements: z.array(z.string()),
      audits: z.array(z.string()),
      observations: z.array(z.string()),
      exceptions: z.array(z.string()),
    }),
    rules: [],
  },
} as const satisfies Tells;

/**
 * The cycle of a successor that takes over: that of the fiscal year of the ending, of a year already being planned the
 * one for that year. The ended body's own year may be one that the successor never has.
 */
function cycleOf(context: Context, successor: OrganisationId): InstanceId {
  return `cycle/${Math.max(context.year, fiscalYearAt(context.at))}/${successor}`;
}

/** Advice of which more is to come: not decided on, put off, or taken now by an improvement that is handed on too. */
function adviceGoingOn(context: Context): readonly Advice[] {
  const carriedOut = openImprovements(context).flatMap(({ covers }) => covers);
  return context.advice.filter((known) => !hasEnd(known) || isTaken(known, carriedOut));
}

function isTaken({ ref, disposed }: Advice, carriedOut: readonly string[]): boolean {
  return disposed?.what === 'now' && carriedOut.includes(ref);
}

/** Headquarters hears who answers for its advice from now on: whose people read it (3-20, 4-14). */
function successorTells(context: Context, successor: OrganisationId): readonly Cause[] {
  const sources = adviceGoingOn(context).flatMap(({ by, source }) => (by === 'headquarters' ? [source] : []));
  return [...new Set(sources)].map((source) =>
    tell(source, 'successorAnswers', { cycle: context.instance, successor }),
  );
}

/** What is owed, advice of which more is to come, and what no improvement covers yet. */
function handOverCauses(context: Context, to: InstanceId): readonly Cause[] {
  return [
    ...owedNow(context).map((item) => {
      if (isAsked(item)) return tell(to, 'amendmentRequired', handedOn(context, item));
      const own = item.source === 'improvement';
      const asked = item.askedAt === undefined ? {} : { askedAt: item.askedAt };
      const source = own ? item.source : 'transfer';
      const found = own ? item.ref : `${context.instance}#${item.ref}`;
      return item.subject === 'education'
        ? tell(to, 'educationRequired', { ref: found, what: item.what, ...asked })
        : tell(to, 'amendmentRequired', { source, ref: found, subject: item.subject, what: item.what, ...asked });
    }),
    ...openAdvice(context)
      .filter(({ disposed }) => disposed === undefined)
      .map(({ ref, clause, by, source }) => tell(to, 'adviceGiven', { ref, clause, by, source })),
    ...carried(context, adviceGoingOn(context), to),
    ...uncovered(context).map((item) =>
      tell(to, 'improvementRequested', {
        source: 'transfer',
        ref: item.ref,
        clause: item.clause,
        title: { ...derivedTitle([item], item.source) },
        covers: coversAsJson([item]),
      }),
    ),
  ];
}

/** What a successor is told beside it: who took over, and what goes on or was left open in the ended body. */
function succession(context: Context, event: EventOf<'organisationEnding'>, takenBy: OrganisationId) {
  const { legalBasis, successors } = event.input;
  return {
    organisation: context.organisation,
    cycle: context.instance,
    legalBasis,
    successors: [...successors],
    takenBy,
    owed: owedNow(context).map((item) => item.ref),
    improvements: openImprovements(context).map((item) => item.instance),
    audits: context.audits.filter((audit) => audit.own && audit.end === undefined).map((audit) => audit.instance),
    observations: context.findings
      .filter((finding) => finding.grade === 'observation' && !context.disposedObservations.includes(finding.ref))
      .map((finding) => finding.ref),
    // They rest on standards that end with the body: the successor applies for its own, or meets the requirement.
    exceptions: context.exceptions
      .filter((exception) => !['refused', 'settled'].includes(exception.status))
      .map((exception) => exception.requirement),
  };
}

function endingCauses(context: Context, event: EventOf<'organisationEnding'>): readonly Cause[] {
  const { successors, legalBasis } = event.input;
  const [heir] = successors;
  return [
    ...(heir === undefined
      ? []
      : [...handOverCauses(context, cycleOf(context, heir)), ...successorTells(context, heir)]),
    ...openImprovements(context).map((item) =>
      tell(item.instance, 'organisationEnding', { successors: [...successors], legalBasis }),
    ),
    ...(heir === undefined
      ? []
      : successors.map((successor) =>
          tell(cycleOf(context, successor), 'bodySucceeded', succession(context, event, heir)),
        )),
    toRoles(context, ['ciso', 'promotionOffice', 'headOfOfficers', 'auditOfficer'], 'ended'),
  ];
}

export const on = {
  live: handlers(told, {
    organisationEnding: {
      target: '#cycle.ended',
      change: (context, event) => {
        const [heir, ...others] = event.input.successors;
        // Of several successors the improvement itself says which one: it may have been proposed to another of them.
        const into = heir === undefined || others.length > 0 ? {} : { into: heir };
        return {
          end: { kind: 'ended', at: context.at, successors: event.input.successors },
          improvements: context.improvements.map((item) =>
            item.end !== undefined || heir === undefined ? item : { ...item, end: 'transferred' as const, ...into },
          ),
          advice:
            heir === undefined ? context.advice : handedTo(context, adviceGoingOn(context), cycleOf(context, heir)),
          marks: withAll(context.marks, 'organisationEnded'),
        };
      },
      causes: ({ before, event }) => endingCauses(before, event),
    },
    /** The other side: this body succeeds one that has ended. */
    bodySucceeded: {
      change: (context) => ({ marks: withAll(context.marks, 'succeeded') }),
      causes: ({ after }) => [
        toRoles(after, ['ciso', 'promotionOffice', 'headOfOfficers', 'auditOfficer'], 'bodySucceeded'),
      ],
    },
  }),
};

/** What other procedures, headquarters and the registry tell the cycle. Every one is taken whatever the phase, but what goes round 3-20. */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import type { InstanceId } from '../../../model/identifiers.ts';
import {
  bareThing,
  fiscalYearAt,
  met,
  openItem,
  tell,
  toRoles,
  withAll,
  type Change,
  type Cover,
  type StepContext,
} from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { carried, handedTo } from './advice.ts';
import { adviceCarriedOut, isCovered, isOfThisBody, startEffects, started, type ToStart } from './improvements.ts';
import { recording } from './inspect/begin.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { withMeasuresMet } from './operate/measure-dates.ts';
import { dropped, isDroppedAlready, owedNow, owing } from './owing.ts';
import { askedItem, changedAsked, isAnswered, withAsked } from './planning/asked.ts';
import { derivedTitle } from './titles.ts';
import {
  predecessorEvaluatedChange,
  predecessorNotEvaluableChange,
  predecessorReopenedChange,
  predecessorWithdrawnChange,
} from './predecessor.ts';
import { told } from './told-inputs.ts';
import type { Advice, Context, Finding } from './types.ts';

export { told };

/**
 * Findings belong to the year examined. This cycle takes them when that is its own year; also those of an earlier
 * year whose cycle is over: never kept here, withdrawn, closed, or – the same report told again out of the inbox – ended since.
 * What an audit of a body that this one succeeds found is taken whatever its year: nobody else is there for it.
 */
function takesFindings(context: Context, event: EventOf<'auditReported'>): boolean {
  const { yearExamined, audit } = event.input;
  if (yearExamined === context.year || !isOfThisBody(context, audit)) return true;
  const { status } = context.predecessor;
  const examinedIsOver = yearExamined !== context.year - 1 || ['none', 'withdrawn', 'closed', 'ended'].includes(status);
  return examinedIsOver || context.audits.some((known) => known.instance === audit && known.end === 'reported');
}

function auditReportedChange(context: Context, event: EventOf<'auditReported'>): Change<Context> {
  const { audit, yearExamined, planned, departments, document } = event.input;
  const ended = { end: 'reported', endedAt: context.at, departments } as const;
  const known = context.audits.some((item) => item.instance === audit);
  const audits = known
    ? context.audits.map((item) => (item.instance === audit ? { ...item, yearExamined, ...ended } : item))
    : [...context.audits, { instance: audit, planned, yearExamined, own: false, ...ended }];
  const late = context.evaluation !== undefined;
  const findings = takesFindings(context, event)
    ? event.input.findings
        .filter((finding) => !context.findings.some((item) => item.ref === finding.ref))
        .map(({ ref: found, title, grade, department, foundOn, outsideSet }): Finding => ({
          ref: found,
          title,
          grade,
          ...(outsideSet === true ? { outsideSet } : {}),
          ...(foundOn === undefined ? {} : { foundOn }),
          ...(department === undefined ? {} : { department }),
          at: context.at,
          late,
        }))
    : [];
  return withMeasuresMet(context, {
    audits,
    findings: [...context.findings, ...findings],
    dueItems: yearExamined === context.year && isOfThisBody(context, audit) ? met(context, 'audit') : context.dueItems,
    documents: withAll(context.documents, document),
    marks: late && findings.length > 0 ? withAll(context.marks, 'lateFinding') : context.marks,
    proposal: concernsThisYear(context, event) ? undefined : context.proposal,
  });
}

function concernsThisYear(context: Context, event: EventOf<'auditReported'>): boolean {
  return (
    event.input.yearExamined === context.year || (takesFindings(context, event) && event.input.findings.length > 0)
  );
}

export const rules = ruleTable({
  adviceComesAsAdvice: {
    clause: '3-20',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '本部の助言及び大臣の評価は、改善の求めとしてではなく助言として伝えてください。受けた機関が優先順位を決めてから対応します。',
    en: 'What headquarters advises or a minister says comes as advice, not as a request for an improvement: the body first decides its priority.',
    met: { ja: '助言は助言として伝えられている', en: 'advice comes as advice' },
    test: ({ event }) => event.input.source !== 'headquarters' && event.input.source !== 'minister',
    about: ({ event }) => [bareThing('advice', event.input.ref)],
  },
});

export const routes = {
  reportConcernsThisYear: route({
    reads: ['state', 'input'],
    of: ['auditReported'],
    test: ({ context, event }) => concernsThisYear(context, event),
  }),
};

/** A covered item comes as its ref, or as an object with one; what else it says may be missing. */
const coverIn = z.preprocess(
  (item) => (typeof item === 'string' ? { ref: item } : item),
  z.object({
    ref: z.string(),
    source: z.unknown().optional(),
    foundOn: z.string().optional().catch(undefined),
    title: z.string().optional().catch(undefined),
  }),
);

function requestedStarts(context: Context, event: EventOf<'improvementRequested'>): readonly ToStart[] {
  const { source, ref: found, clause: on } = event.input;
  const covers = (event.input.covers ?? []).flatMap((item) => coverIn.safeParse(item).data ?? []);
  const refs = [found, ...covers.map(({ ref }) => ref)];
  const fresh = [...new Set(refs)].filter((item) => !isCovered(context, item));
  if (fresh.length === 0) return [];
  const taken = fresh.map((ref): Cover => {
    // Since when independence is reckoned goes along with a finding, and its title, wherever that goes.
    const { foundOn, title } = covers.find((item) => item.ref === ref) ?? {};
    return {
      ref,
      source,
      clause: on,
      ...(foundOn === undefined ? {} : { foundOn }),
      ...(title === undefined ? {} : { title }),
    };
  });
  return [
    {
      title: event.input.title ?? derivedTitle(taken, source),
      source,
      openedBy: event.from,
      // What came from a year without audit is verified only by an audit, wherever it goes.
      needsAudit: covers.some((item) => item.source === 'noAudit'),
      covers: taken,
    },
  ];
}

/** What an amendment is asked for changes: an edition or a directive that is not answered yet comes with its date. */
function requiredChange(context: Context, { input }: EventOf<'amendmentRequired'>): Change<Context> {
  const { source, ref, what, whatEn, due, again } = input;
  if (source !== 'edition' && source !== 'directive') {
    const { subject, askedAt } = input;
    if (source === 'improvement' && isDroppedAlready(context, { ref, kind: 'amendment' })) return {};
    return { owed: owing(context, { source, ref, subject, what, ...(askedAt === undefined ? {} : { askedAt }) }) };
  }
  const asked = { source, ref, what, whatEn, due };
  if (again === true) return changedAsked(context, asked);
  return isAnswered(context, { source, ref }) ? {} : withAsked(context, asked);
}

/** Whoever must act hears of it, unless nothing has come to be owed. */
function requiredCauses({
  before,
  after,
  event,
}: StepContext<Context, EventOf<'amendmentRequired'>>): readonly Cause[] {
  const { source, ref, again } = event.input;
  if (again === true && (source === 'edition' || source === 'directive')) {
    const [old, now] = [before, after].map((context) => openItem(context, askedItem({ source, ref })));
    if (now === undefined || old?.due === now.due) return [];
    const about = { dueItem: now.id, ...(now.name !== undefined && { dueItemName: now.name }) };
    return [{ ...toRoles(after, ['promotionOffice', 'ciso'], 'askedDateChanged'), ...about }];
  }
  if (owedNow(after).length === owedNow(before).length) return [];
  const topic = source === 'edition' ? 'editionAsked' : source === 'directive' ? 'directiveAsked' : 'amendmentOwed';
  const item = openItem(after, askedItem({ source, ref }));
  const about = item?.name === undefined ? {} : { dueItem: item.id, dueItemName: item.name };
  return [{ ...toRoles(after, ['promotionOffice', 'ciso'], topic), ...about }];
}

/** What an improvement carried out that ends now; a second word of the same end says nothing. */
function endingAdvice(context: Context, { input: { improvement } }: EventOf<'improvementEnded'>): readonly Advice[] {
  const goesOn = context.improvements.some(({ instance, end }) => instance === improvement && end === undefined);
  return goesOn ? adviceCarriedOut(context, improvement) : [];
}

/** Whoever gave it hears how what was begun for it ended. One merged or transferred ends nothing: another goes on. */
function settledAdvice(context: Context, event: EventOf<'improvementEnded'>): readonly Advice[] {
  const { end } = event.input;
  return end === 'merged' || end === 'transferred' ? [] : endingAdvice(context, event);
}

/** What another body carries out from now on, and its cycle, which will say how it ended. */
function handedOn(
  context: Context,
  event: EventOf<'improvementEnded'>,
): readonly [advice: readonly Advice[], to: InstanceId] {
  const { end, into = context.organisation } = event.input;
  return [end === 'transferred' ? endingAdvice(context, event) : [], `cycle/${fiscalYearAt(context.at)}/${into}`];
}

/** Advice as it is kept. */
function advised(context: Context, { from, input }: EventOf<'adviceGiven'>): Advice {
  const { ref, clause: on, by = 'headquarters', source = from } = input;
  return { ref, clause: on, by, source, at: context.at };
}

export const on = {
  /** A finding that arrives after the proposal of a judgement returns it. */
  proposed: handlers(told, {
    auditReported: {
      routes: ['reportConcernsThisYear'],
      target: recording,
      change: auditReportedChange,
      causes: ({ after }) => [
        toRoles(after, ['headOfOfficers'], 'judgementReturned'),
        toRoles(after, ['ciso'], 'auditReported'),
      ],
    },
  }),
  live: handlers(told, {
    auditReported: { change: auditReportedChange, causes: ({ after }) => [toRoles(after, ['ciso'], 'auditReported')] },
    auditCancelled: {
      change: (context, event) => ({
        audits: context.audits.map((item) =>
          item.instance === event.input.audit && item.end === undefined
            ? { ...item, end: 'cancelled' as const, endedAt: context.at }
            : item,
        ),
        marks: withAll(context.marks, 'auditCancelled'),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'auditOfficer'], 'auditCancelled')],
    },
    improvementEnded: {
      change: (context, event) => {
        const { improvement, end, round, into } = event.input;
        return {
          advice: handedTo(context, ...handedOn(context, event)),
          improvements: context.improvements.map((item) =>
            item.instance === improvement && item.end === undefined
              ? { ...item, end, round, ...(into === undefined ? {} : { into }) }
              : item,
          ),
        };
      },
      causes: ({ before, event }) => [
        ...settledAdvice(before, event).map(({ ref, source }) =>
          tell(source, 'adviceSettled', { cycle: before.instance, ref, end: event.input.end }),
        ),
        ...carried(before, ...handedOn(before, event)),
      ],
    },
    improvementRequested: {
      change: (context, event) => ({ improvements: started(context, requestedStarts(context, event)) }),
      causes: ({ before, event }) => [
        ...startEffects(before, requestedStarts(before, event)),
        toRoles(before, ['headOfOfficers'], 'improvementOpened'),
      ],
    },
    amendmentRequired: { change: requiredChange, causes: requiredCauses },
    educationRequired: {
      change: (context, { input }) =>
        isDroppedAlready(context, { ref: input.ref, kind: 'education' })
          ? {}
          : { owed: owing(context, { ...input, source: 'improvement', subject: 'education' }) },
      causes: ({ before, after }) =>
        owedNow(after).length === owedNow(before).length ? [] : [toRoles(after, ['promotionOffice'], 'educationOwed')],
    },
    noLongerRequired: {
      change: (context, { input }) => ({ owed: dropped(context, input) }),
      causes: ({ before, after }) =>
        owedNow(before).length === owedNow(after).length
          ? []
          : [toRoles(after, ['promotionOffice', 'ciso'], 'owedDropped')],
    },
    adviceGiven: {
      change: (context, event) => ({
        advice: context.advice.some((known) => known.ref === event.input.ref)
          ? context.advice
          : [...context.advice, advised(context, event)],
      }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'headOfOfficers'], 'adviceGiven')],
    },
    resultRequested: {
      change: (context, { input }) => ({ resultRequests: withAll(context.resultRequests, input.by) }),
      causes: ({ after }) => [toRoles(after, ['promotionOffice', 'ciso'], 'resultRequested')],
    },
    predecessorNotEvaluable: {
      change: predecessorNotEvaluableChange,
      causes: ({ after }) => [toRoles(after, ['promotionOffice', 'ciso'], 'predecessorNotEvaluable')],
    },
    predecessorEvaluated: {
      change: predecessorEvaluatedChange,
      causes: ({ after, event: { input } }) => [
        toRoles(
          after,
          ['promotionOffice', 'ciso'],
          input.closed === true ? 'predecessorClosed' : 'predecessorEvaluated',
        ),
      ],
    },
    predecessorWithdrawn: { change: predecessorWithdrawnChange },
    predecessorReopened: { change: predecessorReopenedChange },
  }),
};

/** What other procedures, headquarters and the registry tell the cycle. Every one is accepted, whatever the phase. */
import { z } from 'zod';
import { all } from '../../core/index.ts';
import { clause, dateRef, departmentRef, documentRef, instanceRef, ref } from './fields.ts';
import { isCovered, isOfThisBody, startEffects, started, type ToStart } from './improvements.ts';
import { act, cited, marked, met, notify, owing, route, type Change, type EventOf } from './kit.ts';
import { resultAnswer } from './review/evaluation.ts';
import type { CycleContext, Finding, Owed } from './types.ts';

export const told = {
  auditReported: {
    input: z.object({
      audit: instanceRef('監査 / audit'),
      yearExamined: z.int(),
      planned: z.boolean(),
      departments: z.array(departmentRef('部署 / department')),
      result: z.enum(['noFinding', 'findings']),
      findings: z.array(
        z.object({
          ref: ref('指摘 / finding'),
          grade: z.enum(['nonconformity', 'observation', 'goodPractice']),
          criterion: z.string().optional(),
          department: z.string().optional(),
        }),
      ),
      document: documentRef('監査報告書 / report'),
    }),
  },
  auditCancelled: { input: z.object({ audit: instanceRef('監査 / audit'), reason: z.string() }) },
  improvementEnded: {
    input: z.object({
      improvement: instanceRef('改善措置 / improvement'),
      end: z.enum(['verified', 'withdrawn', 'objectGone', 'merged', 'transferred']),
      into: z.string().optional(),
      covers: z.array(z.string()),
      round: z.int(),
      firstDue: z.unknown().optional(),
    }),
  },
  improvementRequested: {
    input: z.object({
      source: z.enum(['headquarters', 'minister', 'incident', 'transfer', 'own']),
      ref: ref('求めの番号 / reference'),
      clause,
      covers: z.array(z.unknown()).optional(),
    }),
  },
  amendmentRequired: {
    input: z.object({
      source: z.enum(['improvement', 'edition', 'directive', 'transfer']),
      ref: ref('番号 / reference'),
      subject: z.enum(['policy', 'standards', 'plan']),
      what: z.string().max(4000),
    }),
  },
  educationRequired: { input: z.object({ ref: ref('番号 / reference'), what: z.string().max(4000) }) },
  adviceGiven: { input: z.object({ ref: ref('助言 / advice'), clause }) },
  resultRequested: { input: z.object({ by: instanceRef('求めた手続き / who asks') }) },
  predecessorEvaluated: {
    input: z.object({
      cycle: instanceRef('前年度 / predecessor'),
      provisional: z.boolean(),
      result: z.string(),
      document: documentRef('評価 / evaluation'),
      evaluatedOn: dateRef('評価日 / date'),
      openImprovements: z.array(z.string()),
      closed: z.boolean().optional(),
    }),
  },
  organisationEnding: {
    input: z.object({
      successors: z.array(z.string()),
      legalBasis: z.string().max(4000),
    }),
  },
  bodySucceeded: {
    input: z.object({
      organisation: z.string(),
      cycle: instanceRef('廃止された機関の手続き / cycle of the ended body'),
      legalBasis: z.string().max(4000),
      successors: z.array(z.string()),
      takenBy: z.string(),
      owed: z.array(z.string()),
      improvements: z.array(z.string()),
      audits: z.array(z.string()),
      observations: z.array(z.string()),
      exceptions: z.array(z.string()),
    }),
  },
};

/**
 * Findings belong to the year examined. This cycle takes them when that is its own year; also those of an earlier
 * year whose cycle is over: never kept here, closed, or – the same report told again out of the inbox – ended since.
 * What an audit of a body that this one succeeds found is taken whatever its year: nobody else is there for it.
 */
function takesFindings(context: CycleContext, event: EventOf<'auditReported'>): boolean {
  const { yearExamined, audit } = event.input;
  if (yearExamined === context.year || !isOfThisBody(context, audit)) return true;
  const { status } = context.predecessor;
  const examinedIsOver = yearExamined !== context.year - 1 || ['none', 'closed', 'ended'].includes(status);
  return examinedIsOver || context.audits.some((known) => known.instance === audit && known.end === 'reported');
}

function auditReportedChange(context: CycleContext, event: EventOf<'auditReported'>): Change {
  const { audit, yearExamined, planned, document } = event.input;
  const ended = { end: 'reported', endedAt: context.at } as const;
  const known = context.audits.some((item) => item.instance === audit);
  const audits = known
    ? context.audits.map((item) => (item.instance === audit ? { ...item, yearExamined, ...ended } : item))
    : [...context.audits, { instance: audit, planned, yearExamined, own: false, ...ended }];
  const late = context.evaluation !== undefined;
  const findings = takesFindings(context, event)
    ? event.input.findings
        .filter((finding) => !context.findings.some((item) => item.ref === finding.ref))
        .map(({ ref: found, grade, department }): Finding => ({
          ref: found,
          grade,
          ...(department === undefined ? {} : { department }),
          at: context.at,
          late,
        }))
    : [];
  return {
    audits,
    findings: [...context.findings, ...findings],
    dueItems: yearExamined === context.year && isOfThisBody(context, audit) ? met(context, 'audit') : context.dueItems,
    documents: cited(context, document),
    marks: late && findings.length > 0 ? marked(context, 'lateFinding') : context.marks,
    proposal: concernsThisYear(context, event) ? undefined : context.proposal,
  };
}

function concernsThisYear(context: CycleContext, event: EventOf<'auditReported'>): boolean {
  return (
    event.input.yearExamined === context.year || (takesFindings(context, event) && event.input.findings.length > 0)
  );
}

export const toldRoutes = {
  reportConcernsThisYear: route({
    reads: ['state', 'input'],
    of: ['auditReported'],
    test: ({ context, event }) => concernsThisYear(context, event),
  }),
};

/** A finding that arrives after the proposal of a judgement returns it (see `inspect/track.ts`). */
export const auditReportReturns = act(
  'auditReported',
  all('reportConcernsThisYear'),
  auditReportedChange,
  (context) => [notify(context, 'judgementReturned', 'headOfOfficers'), notify(context, 'auditReported', 'ciso')],
);

function requested(context: CycleContext, event: EventOf<'improvementRequested'>): readonly ToStart[] {
  const { source, ref: found, clause: on, covers = [] } = event.input;
  const refs = [found, ...covers.flatMap((item) => refOf(item) ?? [])];
  const fresh = [...new Set(refs)].filter((item) => !isCovered(context, item));
  if (fresh.length === 0) return [];
  return [
    {
      source,
      openedBy: event.from,
      // What came from a year without audit is verified only by an audit, wherever it goes.
      needsAudit: covers.some((item) => sourceOf(item) === 'noAudit'),
      covers: fresh.map((item) => ({ ref: item, source, clause: on })),
    },
  ];
}

function sourceOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'source' in item ? item.source : undefined;
}

/** A covered item comes as its ref, or as an object with one. */
function refOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null || !('ref' in item)) return undefined;
  return typeof item.ref === 'string' ? item.ref : undefined;
}

/** The standards may conform to the edition, or reflect the directive, before word of it arrives. */
function alreadyDone(context: CycleContext, input: EventOf<'amendmentRequired'>['input']): boolean {
  const { approved } = context.standards;
  if (input.subject !== 'standards' || approved === undefined) return false;
  if (input.source === 'edition') return approved.edition === input.ref;
  return input.source === 'directive' && approved.directives.includes(input.ref);
}

/** How far the predecessor has come; tells may arrive in any order, and none takes it back. */
const progress = ['none', 'running', 'provisional', 'evaluated', 'closed', 'ended'] as const;

function predecessorChange(context: CycleContext, event: EventOf<'predecessorEvaluated'>): Change {
  const { cycle, provisional, result, document, evaluatedOn, openImprovements, closed } = event.input;
  const status = closed === true ? 'closed' : provisional ? 'provisional' : 'evaluated';
  if (progress.indexOf(status) < progress.indexOf(context.predecessor.status)) return {};
  const rested = context.plan.approved?.evaluation;
  // A plan that rests on another evaluation than the final one owes an amendment, or `noAmendmentNeeded`.
  const outdated = !provisional && closed !== true && rested?.kind === 'predecessor' && rested.document !== document;
  const item: Omit<Owed, 'since'> = { ref: cycle, source: 'evaluation', subject: 'plan', what: document };
  return {
    predecessor: {
      status,
      cycle,
      result,
      document,
      evaluatedOn,
      openImprovements,
    },
    owed: outdated ? owing(context, item) : context.owed,
    documents: cited(context, document),
  };
}

export const toldOn = {
  auditReported: act('auditReported', undefined, auditReportedChange, (context) => [
    notify(context, 'auditReported', 'ciso'),
  ]),
  auditCancelled: act(
    'auditCancelled',
    undefined,
    (context, event) => ({
      audits: context.audits.map((item) =>
        item.instance === event.input.audit && item.end === undefined
          ? { ...item, end: 'cancelled' as const, endedAt: context.at }
          : item,
      ),
      marks: marked(context, 'auditCancelled'),
    }),
    (context) => [notify(context, 'auditCancelled', 'ciso', 'auditOfficer')],
  ),
  improvementEnded: act('improvementEnded', undefined, (context, event) => {
    const { improvement, end, round, into } = event.input;
    return {
      improvements: context.improvements.map((item) =>
        item.instance === improvement && item.end === undefined
          ? { ...item, end, round, ...(into === undefined ? {} : { into }) }
          : item,
      ),
    };
  }),
  improvementRequested: act(
    'improvementRequested',
    undefined,
    (context, event) => ({ improvements: started(context, requested(context, event)) }),
    (context, event) => [
      ...startEffects(context, requested(context, event)),
      notify(context, 'improvementOpened', 'headOfOfficers'),
    ],
  ),
  amendmentRequired: act(
    'amendmentRequired',
    undefined,
    (context, event) => ({
      owed: alreadyDone(context, event.input) ? context.owed : owing(context, event.input),
    }),
    (context) => [notify(context, 'amendmentOwed', 'promotionOffice', 'ciso')],
  ),
  educationRequired: act(
    'educationRequired',
    undefined,
    (context, event) => ({
      owed: owing(context, { ...event.input, source: 'improvement', subject: 'education' }),
    }),
    (context) => [notify(context, 'educationOwed', 'promotionOffice')],
  ),
  adviceGiven: act(
    'adviceGiven',
    undefined,
    (context, event) => ({
      advice: context.advice.some((known) => known.ref === event.input.ref)
        ? context.advice
        : [...context.advice, { ...event.input, at: context.at }],
    }),
    (context) => [notify(context, 'adviceGiven', 'ciso', 'headOfOfficers')],
  ),
  resultRequested: act(
    'resultRequested',
    undefined,
    (context, event) => ({ resultRequests: [...new Set([...context.resultRequests, event.input.by])] }),
    (context, event) => [
      ...resultAnswer(context, event.input.by),
      notify(context, 'resultRequested', 'promotionOffice'),
    ],
  ),
  predecessorEvaluated: act('predecessorEvaluated', undefined, predecessorChange, (context) => [
    notify(context, 'predecessorEvaluated', 'promotionOffice', 'ciso'),
  ]),
};

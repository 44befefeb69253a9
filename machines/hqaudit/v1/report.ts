/**
 * The report 監査報告: results, advice item by item, and limits. With it, and not before, advice is told to the body's
 * cycle; headquarters' year is told of it. Where the body could not be audited the report says so, in its limits.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  audits,
  bodyKinds,
  dayDecided,
  dueAsked,
  dueFact,
  fields,
  peopleFact,
  tell,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { advised, advises, receives } from './advice.ts';
import { peopleAsked } from './asks.ts';
import { dueAfterReport } from './due-items.ts';
import type { EventOf } from './events.ts';
import { independent } from './independence.ts';
import { numberOf, successorField } from './inputs.ts';
import { handlers, ruleTable } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { findingThing } from './things.ts';
import { roundsOf, standing, type Context, type Finding } from './types.ts';

export const decisions = {
  report: {
    input: z.strictObject({
      document: fields.document('監査報告書 / the report'),
      results: fields.text('監査結果 / results'),
      limits: fields.textIfNeeded(
        '監査の範囲の制限（監査できなかった範囲と事情） / limits: what could not be audited, and on what grounds',
        { max: 4000 },
      ),
      advice: z
        .array(
          z.strictObject({
            title: fields.heading('題名 / title'),
            text: fields.text('助言の内容 / advice'),
            finding: numberOf('基となる指摘 / finding it rests on', 'findingsStanding').optional(),
          }),
        )
        .max(100)
        .default([])
        .meta(fields.titled('助言 / advice')),
      successor: successorField,
    }),
    facts: z.object({ people: peopleFact, bodies: bodyKinds, due: dueFact }),
    asks: (asked) => ({
      ...peopleAsked(asked, audits.teamAnd(asked)),
      bodies: {},
      ...dueAsked({ term: 'disposition' }, { term: 'supervisors' }),
    }),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: [
      'auditedOrLimited',
      'factsPutForConfirmation',
      'adviceRestsOnFindings',
      'adviceHasReceiver',
      ...independent,
    ],
    label: { ja: '本部監査の結果を報告する', en: 'report the audit' },
    why: {
      ja: '事実確認が済んだため、結果と助言を報告します。',
      en: 'The facts are confirmed: results and advice are reported.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  auditedOrLimited: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実地監査が行われていません。行えなかった場合は、監査できなかった範囲とその理由を書いてください。',
    en: 'No fieldwork took place. Where there could be none, say what could not be audited and why.',
    met: { ja: '実地監査が行われたか、行えなかった理由がある', en: 'fieldwork took place, or it is said why not' },
    test: ({ context, event }) => context.fieldworkBegan !== undefined || fields.isFilled(event.input.limits),
    paths: () => ['limits'],
    remedies: () => ['startFieldwork'],
  },
  factsPutForConfirmation: {
    clause: '5-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対象機関に事実を確かめていない指摘事項があるか、その回答を待っています。事実確認を求め、回答又は期限を待ってください。',
    en: 'The facts of a finding were not put to the body audited, or its answer is awaited. Ask for them to be confirmed, and wait for the answer or the date.',
    met: { ja: '全ての指摘事項の事実確認が済んでいる', en: 'the facts of every finding were put to the body' },
    test: ({ context }) => unput(context).length === 0,
    about: ({ context }) => unput(context).map(({ number }) => findingThing(context, number)),
    remedies: () => ['askConfirmation', 'confirmFacts'],
  },
  adviceRestsOnFindings: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '助言の基となる指摘が記録されていないか、取り下げられています。',
    en: 'A finding on which advice rests is not recorded, or is withdrawn.',
    met: { ja: '助言の基となる指摘がある', en: 'the findings on which advice rests stand' },
    test: ({ context, event }) => groundless(context, event).length === 0,
    about: ({ context, event }) => groundless(context, event).map((number) => findingThing(context, number)),
    paths: ({ context, event }) =>
      event.input.advice.flatMap(({ finding }, row) =>
        finding !== undefined && groundless(context, event).includes(finding) ? [`advice[${row}].finding`] : [],
      ),
  },
});

/** Findings that stand and were not put to the body, or are not answered by the date. */
function unput(context: Context): readonly Finding[] {
  return standing(context).filter(
    ({ number }) => !roundsOf(context, number).some(({ answer, passed }) => answer !== undefined || passed === true),
  );
}

function groundless(context: Context, { input }: EventOf<'report'>): readonly number[] {
  const there = standing(context).map(({ number }) => number);
  return input.advice.flatMap(({ finding }) => (finding === undefined || there.includes(finding) ? [] : [finding]));
}

function reported(context: Context, event: EventOf<'report'>): Change<Context> {
  const { actor, input, facts } = event;
  const { document, results, limits, advice, successor } = input;
  const unconfirmed = standing(context).filter(({ number }) =>
    roundsOf(context, number).every(({ answer }) => answer === undefined),
  );
  const { addressee = context.addressee, marks = context.marks } = receives(context, successor);
  const items = advised(context, advice);
  return {
    addressee,
    items,
    report: {
      at: context.at,
      on: dayDecided(context, event),
      leader: actor.person,
      auditors: audits.team(context).map(({ person }) => person),
      results,
      ...(fields.isFilled(limits) && { limits }),
      document,
      unconfirmed: unconfirmed.map(({ number }) => number),
    },
    dueItems: dueAfterReport({ ...context, addressee, items }, facts.due),
    marks: fields.isFilled(limits) ? withAll(marks, 'limited') : marks,
    documents: withAll(context.documents, document),
  };
}

function reportCauses({ before, after }: { readonly before: Context; readonly after: Context }): readonly Cause[] {
  const { report } = after;
  if (report === undefined) return [];
  const { instance: audit, subject, addressee: organisation, profile, programme, year } = after;
  const stream = profile === 'ministry' ? 'ministries' : 'agencies';
  const { on: issuedOn, document } = report;
  return [
    ...advises({ before, after }),
    tell(programme, 'hqauditReported', { audit, subject, stream, issuedOn, document }),
    // A body that could not be audited stays one that was not.
    ...(after.fieldworkBegan === undefined
      ? []
      : [{ kind: 'register' as const, register: 'headquartersAudited', value: { organisation: subject, year } }]),
    toRoles({ organisation }, [...subjectPosts, 'auditOfficer'], 'reported'),
    toRoles(after, ['centreHead', 'centreStaff'], 'reported'),
  ];
}

export const on = {
  /** In every stage, so that what cannot be audited is reported with its limits. */
  live: handlers(decisions, {
    report: { target: '#hqaudit.after', change: reported, causes: reportCauses },
  }),
};

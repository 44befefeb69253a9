/** Carrying the plan out, reporting it done, and what shows during the observation. */
import { z } from 'zod';
import type { LocalDate } from '../../../model/identifiers.ts';
import {
  dateInJapan,
  datesFor,
  dateThing,
  dueFact,
  fields,
  figureThing,
  met,
  peopleFact,
  personThing,
  toPerson,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { standingOf, verificationFromToday } from './asks.ts';
import { toApprovers, toOwner, toVerifier } from './audiences.ts';
import { notBefore } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { evidence } from './inputs.ts';
import { holdsOwnersPost } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { droppedReEntries } from './re-entry.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { concernedThings, namedThings, todayThing, towardsPlan } from './things.ts';
import { ownerRoles, type Context } from './types.ts';

/** Measurements that one person may record in a round: a longer series is a document. */
const MEASUREMENTS = 30;
/** Recurrences that one person may report of an improvement; each begins another round for everybody. */
const RECURRENCES = 10;

const replacing = z.object({ implementer: z.string() });

export const decisions = {
  replaceImplementer: {
    input: z.strictObject({
      implementer: fields.person('新しい実施者 / the new implementer'),
      reason: fields.text('交代の理由 / reason for the replacement'),
    }),
    facts: z.object({ people: peopleFact }),
    asks: (asked) => standingOf(asked, [replacing.parse(asked.input).implementer]),
    by: ownerRoles,
    clause: '3-16',
    room: 'late',
    rules: ['planApproved', 'notDoneYet', 'isOwner', 'lookedUp', 'implementerIsNotVerifier'],
    label: { ja: '実施者を交代する', en: 'replace the implementer' },
  },
  reportDone: {
    input: z.strictObject({
      doneOn: fields.date('措置を終えた日 / day on which it was done'),
      summary: fields.text('実施した内容 / what was done'),
      evidence: evidence('証拠となる文書 / documents as evidence'),
    }),
    facts: z.object({ due: dueFact }),
    asks: (asked) => verificationFromToday(asked, 'approved'),
    by: ['anyone'],
    elsewhere: true,
    clause: '3-16',
    room: 'reserved',
    rules: ['planApproved', 'notDoneYet', 'isImplementer', 'notInFuture', 'notBeforeFinding', 'evidenceGiven'],
    label: { ja: '措置の完了を報告する', en: 'report the action done' },
    why: {
      ja: '改善計画の実施担当として、実施の完了を報告します。',
      en: 'The implementer reports that the plan is carried out.',
    },
  },
  recordMeasurement: {
    input: z.strictObject({
      measuredOn: fields.date('測定した日 / day of the measurement'),
      result: fields.text('測定の結果 / result of the measurement'),
      evidence: evidence('証拠となる文書 / documents as evidence'),
    }),
    by: ['anyone'],
    elsewhere: true,
    clause: '3-18',
    rules: ['doneReported', 'mayMeasure', 'notInFuture', 'measurementsBounded'],
    label: { ja: '測定の結果を記録する', en: 'record a measurement' },
  },
  reportRecurrence: {
    input: z.strictObject({
      observedOn: fields.date('再発を認めた日 / day on which it was observed'),
      what: fields.text('再発の内容 / what happened again', { reason: true }),
      evidence: evidence('証拠となる文書 / documents as evidence'),
    }),
    facts: z.object({ due: dueFact }),
    asks: () => ({ due: { items: [nextPlan] } }),
    by: ['anyone'],
    clause: '3-18',
    rules: ['doneReported', 'notInFuture', 'recurrencesBounded'],
    label: { ja: '再発を報告する', en: 'report a recurrence' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  notDoneYet: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '措置の完了は既に報告されています。効果が出ていないときは、再発の報告又は確認者の「未達成」の判断によってください。',
    en: 'The action has been reported done. If it does not work, a recurrence is reported or the verifier says so.',
    met: { ja: '措置の完了はまだ報告されていない', en: 'the action has not been reported done' },
    test: ({ context }) => context.done === undefined,
    about: ({ context: { done } }) =>
      done === undefined ? [] : [dateThing(done.doneOn, { of: { ja: '措置の完了', en: 'done on' } })],
    remedies: () => ['reportRecurrence', 'verify'],
  },
  doneReported: {
    clause: '3-18',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '改善措置の結果がまだありません。措置の完了が報告された後に、意図した目的の達成を確認してください。',
    en: 'There is no result of the improvement yet. Its purpose is confirmed after the action was reported done.',
    met: { ja: '措置の完了が報告されている', en: 'the action was reported done' },
    test: ({ context }) => context.done !== undefined,
    about: ({ context }) => namedThings(context, 'implementer'),
    remedies: ({ context }) => (context.approved === undefined ? towardsPlan(context) : ['reportDone']),
  },
  evidenceGiven: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '根拠となる文書がありません。一つ以上添えてください。',
    en: 'There is no document as evidence. Attach at least one.',
    met: { ja: '根拠となる文書がある', en: 'there is evidence' },
    test: ({ event }) => event.input.evidence.length > 0,
    paths: () => ['evidence'],
  },
  notInFuture: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '日付が未来になっています。実際に行われた日（今日以前）を指定してください。',
    en: 'The date lies in the future. Give the day on which it happened, today or earlier.',
    met: { ja: '日付は今日以前である', en: 'the date lies in the past or is today' },
    test: ({ context, event }) => happenedOn(event) <= dateInJapan(context.at),
    about: ({ context }) => [todayThing(context, 'until')],
    paths: ({ event }) => [dateField(event)],
  },
  notBeforeFinding: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '措置を終えた日が指摘等の日より前です。指摘の後、計画の承認前に行ったものは、その日付で報告できます。',
    en: 'The action was done before the finding. What was done after it, before the plan was approved, is reported with its true date.',
    met: { ja: '措置は指摘等の後に行われた', en: 'it was done after the finding' },
    test: ({ context, event }) => event.input.doneOn >= context.since,
    about: ({ context }) => [dateThing(context.since, { bound: 'from' })],
    paths: () => ['doneOn'],
  },
  measurementsBounded: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `ご自身が記録した測定結果が既に${MEASUREMENTS}件あります。更に続く測定は一つの文書にまとめ、確認者に渡してください。`,
    en: `You have recorded ${MEASUREMENTS} measurements already. Put a longer series into one document and hand it to the verifier.`,
    met: { ja: 'ご自身の測定結果は上限に達していない', en: 'your measurements are fewer than one may record' },
    test: ({ context, event }) =>
      context.measurements.filter((known) => known.by === event.actor.person).length < MEASUREMENTS,
    about: () => [figureThing(MEASUREMENTS, `上限${MEASUREMENTS}件`, `at most ${MEASUREMENTS}`)],
  },
  recurrencesBounded: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `ご自身からの再発の報告が既に${RECURRENCES}件あります。更に再発したときは、確認者か統括情報セキュリティ責任者に申し出てください。`,
    en: `You have reported ${RECURRENCES} recurrences of this improvement already. If it happens again, tell the verifier or the head of information security officers.`,
    met: {
      ja: 'ご自身からの再発の報告は上限に達していない',
      en: 'your reports of recurrence are fewer than one may make',
    },
    test: ({ context, event }) =>
      context.attempts.filter((known) => known.outcome === 'recurred' && known.by === event.actor.person).length <
      RECURRENCES,
    about: () => [figureThing(RECURRENCES, `上限${RECURRENCES}件`, `at most ${RECURRENCES}`)],
  },
  implementerIsNotVerifier: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '効果の確認者は実施者になれません。別の者を指定するか、先に確認者を交代してください。',
    en: 'The verifier cannot carry it out. Name somebody else, or have the verifier replaced first.',
    met: { ja: '実施者は確認者ではない', en: 'the implementer is not the verifier' },
    test: ({ context, event }) => context.approved?.verifier !== event.input.implementer,
    about: ({ event }) => [personThing(event.input.implementer)],
    paths: () => ['implementer'],
    remedies: () => ['replaceVerifier'],
  },
  isImplementer: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画に定められた実施者が報告します。実施者の交代は担当に依頼してください。',
    en: 'Only the implementer named in the plan reports it. The owner can replace the implementer.',
    met: { ja: '計画に定められた実施者が報告する', en: 'the implementer named in the plan reports it' },
    test: ({ context, event }) => context.approved?.implementer === event.actor.person,
    about: ({ context }) => namedThings(context, 'implementer'),
    remedies: () => ['replaceImplementer'],
  },
  mayMeasure: {
    clause: '3-18',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '測定は、担当、実施者又は確認者が記録します。',
    en: 'Measurements are recorded by the owner, the implementer or the verifier.',
    met: { ja: '担当、実施者又は確認者が記録する', en: 'owner, implementer or verifier records it' },
    test: ({ context, event }) =>
      event.actor.person === context.approved?.implementer ||
      event.actor.person === context.approved?.verifier ||
      holdsOwnersPost(context, event),
    about: ({ context }) => concernedThings(context),
  },
});

const dateFields = {
  reportDone: 'doneOn',
  recordMeasurement: 'measuredOn',
  reportRecurrence: 'observedOn',
  confirmObjectGone: 'abolishedOn',
} as const satisfies Record<JudgedBy<'notInFuture'>['type'], string>;

function dateField({ type }: JudgedBy<'notInFuture'>): string {
  return dateFields[type];
}

function happenedOn(event: JudgedBy<'notInFuture'>): string {
  switch (event.type) {
    case 'reportDone':
      return event.input.doneOn;
    case 'recordMeasurement':
      return event.input.measuredOn;
    case 'reportRecurrence':
      return event.input.observedOn;
    case 'confirmObjectGone':
      return event.input.abolishedOn;
  }
}

function replaceImplementerChange(
  context: Context,
  { input: { implementer } }: EventOf<'replaceImplementer'>,
): Change<Context> {
  if (context.approved === undefined) return {};
  return {
    approved: { ...context.approved, implementer },
    doers: withAll(context.doers, implementer),
    marks: withAll(context.marks, 'implementerReplaced'),
  };
}

/** True for what was done before the plan for it was approved 承認前実施: the hole patched on the day after the finding. */
function isBeforeApproval({ approved }: Context, doneOn: LocalDate): boolean {
  return approved !== undefined && doneOn < dateInJapan(approved.approvedAt);
}

function reportDoneChange(context: Context, { actor, input, facts }: EventOf<'reportDone'>): Change<Context> {
  const { doneOn, summary, evidence } = input;
  const dates = datesFor(facts.due, 'verification');
  return {
    done: { by: actor.person, at: context.at, doneOn, summary, evidence, observationFrom: context.at },
    observed: false,
    dueItems: notBefore({ dueItems: met(context, 'done') }, 'verification', dates),
    documents: withAll(context.documents, ...evidence),
    extension: context.extension?.item === 'done' ? undefined : context.extension,
    marks: isBeforeApproval(context, doneOn) ? withAll(context.marks, 'doneBeforeApproval') : context.marks,
  };
}

export const on = {
  live: handlers(decisions, {
    replaceImplementer: {
      change: replaceImplementerChange,
      causes: ({ event }) => [toPerson(event.input.implementer, 'carryOut')],
    },
    reportDone: {
      target: '.observing',
      change: reportDoneChange,
      causes: ({ after }) => [toOwner(after, 'reportedDone'), ...toVerifier(after, 'observationBegun')],
    },
    recordMeasurement: {
      change: (context, { actor, input }) => ({
        measurements: [...context.measurements, { by: actor.person, at: context.at, ...input }],
        documents: withAll(context.documents, ...input.evidence),
      }),
    },
    reportRecurrence: {
      target: '.planning',
      change: (context, { actor, input, facts }) => ({
        ...backToPlanning(context, { outcome: 'recurred', reason: input.what, by: actor.person, due: facts.due }),
        documents: withAll(context.documents, ...input.evidence),
      }),
      causes: ({ before, after }) => [
        toOwner(after, 'recurred'),
        toApprovers(after, 'recurred'),
        ...droppedReEntries(before),
      ],
    },
  }),
};

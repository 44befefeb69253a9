/** What anyone of the body says about measures that get in the way of work, and the answer (6-8). */
import { z } from 'zod';
import type { Thing } from '../../../core/index.ts';
import type { PersonId } from '../../../../model/identifiers.ts';
import { fields, toPerson, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';

/** Reports that one person may have without an answer. */
const OPEN_REPORTS = 20;

export const decisions = {
  reportWorkability: {
    input: z.strictObject({
      about: fields.ref('対策・遵守事項 / measure or requirement', { choices: 'measures' }),
      text: fields.text('支障の内容 / what gets in the way'),
      document: fields.document('資料 / document').optional(),
    }),
    by: ['anyone'],
    clause: '6-8',
    rules: ['reportsOpenBounded'],
    label: { ja: '業務への支障を報告する', en: 'report on workability' },
  },
  answerWorkability: {
    input: z.strictObject({
      report: z
        .int()
        .min(1)
        .max(100_000)
        .meta(fields.titled('報告 / report', { choices: 'workabilityReports' })),
      answer: fields.text('対応 / answer', { reason: true }),
    }),
    by: ['promotionOffice', 'headOfOfficers'],
    clause: '6-8',
    room: 'always',
    rules: ['workabilityUnanswered'],
    label: { ja: '業務への支障の報告に回答する', en: 'answer a report on workability' },
    why: {
      ja: '対策の支障に関する報告に回答します。',
      en: 'A report that a measure does not work is to be answered.',
    },
  },
} as const satisfies Decisions;

/** What somebody reported and has no answer to yet. */
function waiting({ workability }: Context, person: PersonId): Context['workability'] {
  return workability.filter(({ answered, by }) => answered === undefined && by === person);
}

function reportThing(number: number): Thing {
  return { kind: 'report', id: String(number), label: { ja: `第${number}号`, en: `no. ${number}` } };
}

export const rules = ruleTable({
  reportsOpenBounded: {
    clause: '6-8',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `ご自身が報告し、回答を待つ支障が既に${OPEN_REPORTS}件あります。推進体制（事務局）又は統括情報セキュリティ責任者の回答を待ってから報告してください。`,
    en: `${OPEN_REPORTS} of your reports are waiting for an answer. Report again once the promotion office or the head of information security officers has answered some of them.`,
    met: { ja: '回答を待つ報告が上限に達していない', en: 'fewer reports of this person wait than may' },
    test: ({ context, event }) => waiting(context, event.actor.person).length < OPEN_REPORTS,
    about: ({ context, event }) => waiting(context, event.actor.person).map(({ number }) => reportThing(number)),
    remedies: () => ['answerWorkability'],
  },
  workabilityUnanswered: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の報告はないか、既に回答されています。回答を待つ報告の番号を確認してください。',
    en: 'There is no report with that number, or it has been answered. Check the number.',
    met: { ja: '回答を待っている報告である', en: 'the report waits for an answer' },
    test: ({ context, event }) =>
      context.workability.some((known) => known.number === event.input.report && known.answered === undefined),
    about: ({ event }) => [reportThing(event.input.report)],
    paths: () => ['report'],
  },
});

export const on = {
  live: handlers(decisions, {
    reportWorkability: {
      change: (context, event) => ({
        workability: [...context.workability, { number: context.workability.length + 1, by: event.actor.person }],
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ after }) => [toRoles(after, ['promotionOffice'], 'workabilityReported')],
    },
    answerWorkability: {
      change: (context, event) => ({
        workability: context.workability.map((known) =>
          known.number === event.input.report ? { ...known, answered: context.at } : known,
        ),
      }),
      // Whoever said what gets in the way hears what became of it.
      causes: ({ before, event }) =>
        before.workability
          .filter(({ number }) => number === event.input.report)
          .map(({ by }) => toPerson(by, 'workabilityAnswered')),
    },
  }),
};

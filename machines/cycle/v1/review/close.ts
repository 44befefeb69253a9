/** 完結: every improvement has ended, nothing is owed, nothing uncovered. After it nothing changes (3-18). */
import { z } from 'zod';
import { fields, met, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { auditReported, openAudits, openImprovements } from '../improvements.ts';
import { handlers, ruleTable } from '../kit.ts';
import { carriedExceptions } from '../operate/carried-exceptions.ts';
import { expiredExceptions, lateFindings, undisposedAdvice, undisposedObservations } from '../outstanding.ts';
import { owedNow } from '../owing.ts';
import { dutyInWords } from '../texts.ts';
import { resultTell } from './evaluation.ts';

export const decisions = {
  close: {
    input: z.strictObject({ document: fields.document('完結の文書 / closing document').optional() }),
    by: ['ciso'],
    clause: '3-18',
    room: 'always',
    rules: [
      'evaluatedFirst',
      'everyImprovementEnded',
      'auditedAtLast',
      'auditsFinished',
      'nothingOwed',
      'adviceDisposed',
      'observationsDisposed',
      'lateFindingsSupplemented',
      'nothingUncovered',
      'applicationsDecided',
      'noExpiredException',
      'resultRequestsAnswered',
    ],
    label: { ja: '年度を完結する', en: 'close the year' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  evaluatedFirst: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `年度がまだ評価されていません。先に最高情報セキュリティ責任者が評価してください。${dutyInWords.ja}`,
    en: `The year is not evaluated. The CISO evaluates it first. ${dutyInWords.en}`,
    test: ({ context }) => context.evaluation !== undefined,
  },
  everyImprovementEnded: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `意図した目的の達成が確認されていない改善措置があります。全ての改善措置の終了を待ってください。${dutyInWords.ja}`,
    en: `An improvement is not yet confirmed to have achieved its purpose. Wait until every improvement has ended. ${dutyInWords.en}`,
    test: ({ context }) => openImprovements(context).length === 0,
  },
  auditedAtLast: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `この年度を対象とする独立した監査が一度も報告されていません。報告されるまで「評価済」のままとなります。${dutyInWords.ja}`,
    en: `No independent audit of this year has ever been reported. Until one is, the year stays “evaluated”. ${dutyInWords.en}`,
    test: ({ context }) => auditReported(context),
  },
  auditsFinished: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '報告も中止もされていない監査があります。監査の報告を待ってください。',
    en: 'An audit is neither reported nor cancelled. Wait for its report.',
    test: ({ context }) => openAudits(context) === 0,
  },
  nothingOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '未了の改正又は教育があります。実施するか、不要と決められるものは理由を付して決めてください。',
    en: 'An amendment or education is still owed. Carry it out, or decide with a reason that it is not needed where that may be.',
    test: ({ context }) => owedNow(context).length === 0,
  },
  adviceDisposed: {
    clause: '3-20',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `本部監査の助言で、優先順位と対応が決まっていないものがあります。${dutyInWords.ja}`,
    en: `Advice of a headquarters audit has no priority and disposition yet. ${dutyInWords.en}`,
    test: ({ context }) => undisposedAdvice(context).length === 0,
  },
  observationsDisposed: {
    clause: '3-13',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対応の決まっていない監査の所見があります。',
    en: 'An observation of an audit has no disposition yet.',
    test: ({ context }) => undisposedObservations(context).length === 0,
  },
  lateFindingsSupplemented: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '評価後に報告され、補足されていない指摘があります。',
    en: 'A finding reported after the evaluation is not yet taken up by a supplement.',
    test: ({ context }) => lateFindings(context).length === 0,
  },
  resultRequestsAnswered: {
    clause: '4-10',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '年度の結果を求められ、まだ渡していません。渡すための文書を添えて結果を渡してください。',
    en: 'The year’s result was asked for and not yet given. Give it, with the document made for that.',
    test: ({ context }) => context.resultRequests.length === 0,
  },
  applicationsDecided: {
    clause: '6-8',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '可否が決まっていない例外措置の申請があります。決めてから完結してください。許可したものは次の年度に引き継がれます。',
    en: 'An exception that was applied for is not decided yet. Decide on it first; what is granted goes over into the next year.',
    test: ({ context }) => context.exceptions.every(({ status }) => status !== 'applied'),
  },
  noExpiredException: {
    clause: '3-11',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '期限の切れた例外措置があります。遵守、対象の消滅又は更新を記録してください。',
    en: 'An exception has expired. Record that the requirement is met, its subject gone, or the exception renewed.',
    test: ({ context }) => expiredExceptions(context).length === 0,
  },
});

export const on = {
  live: handlers(decisions, {
    close: {
      target: '#cycle.closed',
      change: (context, event) => ({
        end: { kind: 'closed', at: context.at },
        dueItems: met(context, 'close'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before }) => [
        ...(before.evaluation === undefined ? [] : [resultTell(before, before.evaluation, 'closed')]),
        ...carriedExceptions(before),
        toRoles(before, ['ciso', 'promotionOffice', 'headOfOfficers', 'auditOfficer'], 'closed'),
      ],
    },
  }),
};

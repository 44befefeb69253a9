/** 完結: every improvement has ended, nothing is owed, nothing uncovered. After it nothing changes (3-18). */
import { z } from 'zod';
import { bareThing, fields, instanceThing, met, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { carried, handedTo, putOff, waitingAdvice } from '../advice.ts';
import { auditReported, nextCycle, openImprovements, runningAudits } from '../improvements.ts';
import { handlers, ruleTable } from '../kit.ts';
import { carriedExceptions } from '../operate/carried-exceptions.ts';
import { appliedExceptions, expiredExceptions, lateFindings, undisposedObservations } from '../outstanding.ts';
import { owedAtClose } from '../owing.ts';
import { carriedAsked, withAnswers } from '../planning/asked.ts';
import { dutyInWords } from '../texts.ts';
import {
  auditFirst,
  debtThing,
  exceptionThing,
  findingThing,
  improvementThing,
  judgementFirst,
  requestThing,
  settling,
} from '../things.ts';
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
    why: {
      ja: '全ての改善措置が終わったため、年度を完結できます。',
      en: 'All improvements have ended: the year can be closed.',
    },
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
    met: { ja: '年度が評価されている', en: 'the year is evaluated' },
    test: ({ context }) => context.evaluation !== undefined,
    remedies: ({ context }) => (context.judgement === undefined ? judgementFirst(context) : ['evaluate']),
  },
  everyImprovementEnded: {
    clause: '3-18',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `意図した目的の達成が確認されていない改善措置があります。全ての改善措置の終了を待ってください。${dutyInWords.ja}`,
    en: `An improvement is not yet confirmed to have achieved its purpose. Wait until every improvement has ended. ${dutyInWords.en}`,
    met: { ja: '全ての改善措置が終了している', en: 'every improvement has ended' },
    test: ({ context }) => openImprovements(context).length === 0,
    about: ({ context }) => openImprovements(context).map(({ instance }) => improvementThing(context, instance)),
    remedies: ({ context }) => openImprovements(context).map(({ instance }) => ({ decision: 'verify', instance })),
  },
  auditedAtLast: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `この年度を対象とする独立した監査が一度も報告されていません。報告されるまで「評価済」のままとなります。${dutyInWords.ja}`,
    en: `No independent audit of this year has ever been reported. Until one is, the year stays “evaluated”. ${dutyInWords.en}`,
    met: {
      ja: 'この年度を対象とする独立した監査が報告されている',
      en: 'an independent audit of this year was reported',
    },
    test: ({ context }) => auditReported(context),
    remedies: ({ context }) => auditFirst(context),
  },
  auditsFinished: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '報告も中止もされていない監査があります。監査の報告を待ってください。',
    en: 'An audit is neither reported nor cancelled. Wait for its report.',
    met: { ja: '全ての監査が報告又は中止されている', en: 'every audit is reported or cancelled' },
    test: ({ context }) => runningAudits(context).length === 0,
    about: ({ context }) => runningAudits(context).map(({ instance }) => instanceThing('audit', instance)),
    remedies: ({ context }) => runningAudits(context).map(({ instance }) => ({ decision: 'report', instance })),
  },
  nothingOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '未了の改正又は教育があります。実施するか、不要と決められるものは理由を付して決めてください。',
    en: 'An amendment or education is still owed. Carry it out, or decide with a reason that it is not needed where that may be.',
    met: { ja: '未了の改正又は教育がない', en: 'no amendment or education is owed' },
    test: ({ context }) => owedAtClose(context).length === 0,
    about: ({ context }) => owedAtClose(context).map(debtThing),
    remedies: ({ context }) => settling(owedAtClose(context)),
  },
  adviceDisposed: {
    clause: '3-20',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `本部監査の助言等で、優先順位と対応が決まっていないもの、又は改めて決める期日が来たものがあります。先に対応を決めてください。${dutyInWords.ja}`,
    en: `Advice has no priority and disposition yet, or its date has come. Dispose of it first. ${dutyInWords.en}`,
    met: { ja: '全ての助言の優先順位と対応が決まっている', en: 'all advice has a priority and a disposition' },
    test: ({ context }) => waitingAdvice(context).length === 0,
    about: ({ context }) => waitingAdvice(context).map(({ ref }) => bareThing('advice', ref)),
    remedies: () => ['disposeAdvice'],
  },
  observationsDisposed: {
    clause: '3-13',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対応の決まっていない監査の観察事項があります。先に対応を決めてください。',
    en: 'An observation of an audit has no disposition yet. Dispose of it first.',
    met: { ja: '監査の全ての観察事項への対応が決まっている', en: 'every observation has a disposition' },
    test: ({ context }) => undisposedObservations(context).length === 0,
    about: ({ context }) => undisposedObservations(context).map(({ ref }) => findingThing(context, ref)),
    remedies: () => ['disposeObservation'],
  },
  lateFindingsSupplemented: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '評価後に報告され、補足されていない指摘があります。先に評価を補足してください。',
    en: 'A finding reported after the evaluation is not yet taken up. Supplement the evaluation first.',
    met: { ja: '評価後に報告された全ての指摘が補足されている', en: 'every finding after the evaluation is taken up' },
    test: ({ context }) => lateFindings(context).length === 0,
    about: ({ context }) => lateFindings(context).map(({ ref }) => findingThing(context, ref)),
    remedies: () => ['supplement'],
  },
  resultRequestsAnswered: {
    clause: '4-10',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '年度の結果を求められ、まだ渡していません。渡すための文書を添えて結果を渡してください。',
    en: 'The year’s result was asked for and not yet given. Give it, with the document made for that.',
    met: { ja: '求められた年度の結果を渡している', en: 'the year’s result was given to all who asked' },
    test: ({ context }) => context.resultRequests.length === 0,
    about: ({ context }) => context.resultRequests.map(requestThing),
    remedies: () => ['giveResult'],
  },
  applicationsDecided: {
    clause: '6-8',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '可否が決まっていない例外措置の申請があります。決めてから完結してください。許可したものは次の年度に引き継がれます。',
    en: 'An exception that was applied for is not decided yet. Decide on it first; what is granted goes over into the next year.',
    met: { ja: '例外措置の全ての申請の可否が決まっている', en: 'every exception applied for is decided on' },
    test: ({ context }) => appliedExceptions(context).length === 0,
    about: ({ context }) => appliedExceptions(context).map(exceptionThing),
    remedies: () => ['decideException'],
  },
  noExpiredException: {
    clause: '3-11',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '期限の切れた例外措置があります。遵守、対象の消滅又は更新を記録してください。',
    en: 'An exception has expired. Record that the requirement is met, its subject gone, or the exception renewed.',
    met: { ja: '期限の切れた例外措置がない', en: 'no exception has expired' },
    test: ({ context }) => expiredExceptions(context).length === 0,
    about: ({ context }) => expiredExceptions(context).map(exceptionThing),
    remedies: () => ['settleException'],
  },
});

export const on = {
  live: handlers(decisions, {
    close: {
      target: '#cycle.closed',
      change: (context, event) => ({
        ...withAnswers({ ...context, dueItems: met(context, 'close') }, () => 'carried'),
        end: { kind: 'closed', at: context.at },
        advice: handedTo(context, putOff(context), nextCycle(context)),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before }) => [
        ...(before.evaluation === undefined ? [] : [resultTell(before, before.evaluation, 'closed')]),
        ...carriedExceptions(before),
        ...carriedAsked(before),
        ...carried(before, putOff(before), nextCycle(before)),
        toRoles(before, ['ciso', 'promotionOffice', 'headOfOfficers', 'auditOfficer'], 'closed'),
      ],
    },
  }),
};

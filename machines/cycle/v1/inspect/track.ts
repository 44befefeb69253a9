/** The check of the year: running → inspecting → judged → evaluated. Only composes; rules are beside their decisions. */
import { evaluationOn } from '../review/evaluation.ts';
import { auditReportReturns } from '../told.ts';
import { beginOn } from './begin.ts';
import { judgementOn } from './judgement.ts';
import { noAuditOn } from './no-audit.ts';
import { recordOn } from './records.ts';

const back = '#cycle.live.year.check.inspecting.recording';

export const checkTrack = {
  initial: 'running',
  on: {
    ...recordOn,
    ...noAuditOn,
    proposeJudgement: { ...judgementOn.proposeJudgement, target: '.inspecting.proposed' },
    returnJudgement: { ...judgementOn.returnJudgement, target: '.inspecting.recording' },
    judge: { ...judgementOn.judge, target: '.judged' },
    evaluate: { ...evaluationOn.evaluate, target: '.evaluated' },
  },
  states: {
    running: {
      on: {
        beginInspection: { ...beginOn.beginInspection, target: 'inspecting' },
        inspectionBegins: { ...beginOn.inspectionBegins, target: 'inspecting' },
      },
    },
    inspecting: {
      initial: 'recording',
      states: {
        recording: {},
        /** Whatever is recorded or reported now returns the proposal. */
        proposed: {
          on: {
            recordSelfInspection: { ...recordOn.recordSelfInspection, target: back },
            recordEffect: { ...recordOn.recordEffect, target: back },
            recordResultingState: { ...recordOn.recordResultingState, target: back },
            auditReported: { ...auditReportReturns, target: back },
          },
        },
      },
    },
    judged: {},
    evaluated: {},
  },
} as const;

export const checkStates = {
  '': { ja: '点検・評価', en: 'check' },
  running: { ja: '運用中（点検前）', en: 'operating, not yet inspecting' },
  inspecting: { ja: '点検中', en: 'inspecting' },
  'inspecting.recording': { ja: '点検の記録中', en: 'recording the inspection' },
  'inspecting.proposed': { ja: '判断案の提出済み', en: 'judgement proposed' },
  judged: { ja: '判断済み', en: 'judged' },
  evaluated: { ja: '評価済', en: 'evaluated' },
};

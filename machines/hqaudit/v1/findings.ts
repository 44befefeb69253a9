/** Findings of fieldwork; what is urgent is told at once (5-3). */
import { z } from 'zod';
import { audits, bodyKinds, fields, grade, toRoles, withAll, type Change, type Decisions } from '../../kit/v1/index.ts';
import { advised, advises, receives } from './advice.ts';
import type { EventOf } from './events.ts';
import { areaField, numberOf, successorField } from './inputs.ts';
import { handlers, ruleTable } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { byTheTeam } from './team.ts';
import { numberThing } from './things.ts';
import { standing, type Context, type Finding } from './types.ts';

const finding = {
  title: fields.heading('題名 / title'),
  area: areaField,
  statement: fields.text('指摘の内容 / what was found'),
  evidence: audits.evidenceField(50),
};

export const decisions = {
  recordFinding: {
    input: z.strictObject({ ...finding, grade }),
    ...byTheTeam,
    rules: ['actsForTheTeam'],
    label: { ja: '指摘事項を記録する', en: 'record a finding' },
  },
  urgentFinding: {
    input: z.strictObject({
      ...finding,
      advice: fields.text('直ちに伝える助言 / advice told at once'),
      successor: successorField,
    }),
    facts: z.object({ bodies: bodyKinds }),
    asks: () => ({ bodies: {} }),
    ...byTheTeam,
    room: 'late',
    rules: ['actsForTheTeam', 'adviceHasReceiver'],
    label: { ja: '緊急の指摘を直ちに伝える', en: 'tell an urgent finding at once' },
    groups: [
      { ja: '指摘', en: 'finding', fields: ['title', 'area', 'statement', 'evidence'] },
      { ja: '助言', en: 'advice', fields: ['advice', 'successor'] },
    ],
  },
  withdrawFinding: {
    input: z.strictObject({
      finding: numberOf('取り下げる指摘 / finding', 'findingsStanding'),
      reason: fields.text('理由 / reason'),
    }),
    ...byTheTeam,
    room: 'late',
    rules: ['actsForTheTeam', 'findingStands'],
    label: { ja: '指摘事項を取り下げる', en: 'withdraw a finding' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  findingStands: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の指摘事項はないか、取り下げられています。また、直ちに伝えた指摘は取り下げることができません。',
    en: 'No finding has that number, or it is withdrawn. What was told at once cannot be withdrawn.',
    met: { ja: '取り下げることのできる指摘である', en: 'the finding can be withdrawn' },
    test: ({ context, event }) =>
      standing(context).some(({ number, urgent }) => number === event.input.finding && urgent !== true),
    about: ({ event }) => [numberThing(event.input.finding)],
    paths: () => ['finding'],
  },
});

function recorded(
  context: Context,
  { actor, input }: EventOf<'recordFinding'> | EventOf<'urgentFinding'>,
  of: Pick<Finding, 'grade' | 'urgent'>,
): Change<Context> {
  const { title, area, statement, evidence: documents } = input;
  return {
    findings: [
      ...context.findings,
      {
        number: context.findings.length + 1,
        title,
        area,
        statement,
        evidence: documents,
        ...of,
        author: actor.person,
        at: context.at,
      },
    ],
    documents: withAll(context.documents, ...documents),
  };
}

export const on = {
  fieldwork: handlers(decisions, {
    recordFinding: { change: (context, event) => recorded(context, event, { grade: event.input.grade }) },
  }),
  active: handlers(decisions, {
    urgentFinding: {
      change: (context, event) => ({
        ...recorded(context, event, { grade: 'nonconformity', urgent: true }),
        ...receives(context, event.input.successor),
        items: advised(context, [
          { title: event.input.title, text: event.input.advice, finding: context.findings.length + 1 },
        ]).map((item, place) => (place < context.items.length ? item : { ...item, urgent: true as const })),
        marks: withAll(context.marks, 'urgent'),
      }),
      causes: ({ before, after }) => [
        ...advises({ before, after }),
        toRoles({ organisation: after.addressee }, subjectPosts, 'urgent'),
        toRoles(after, ['hqAuditLeader', 'centreHead'], 'urgent'),
      ],
    },
    withdrawFinding: {
      change: (context, { actor, input }) => ({
        findings: context.findings.map((one) =>
          one.number === input.finding
            ? { ...one, withdrawn: { by: actor.person, at: context.at, reason: input.reason } }
            : one,
        ),
      }),
    },
  }),
};

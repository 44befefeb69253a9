/**
 * Findings 指摘事項: recorded by an assigned auditor during fieldwork, withdrawn before the report with the reason kept.
 * Those of a replaced auditor keep author and date; an independent successor adopts or rejects each.
 */
import { z } from 'zod';
import { all, type Procedure } from '../../core/index.ts';
import type { EventOf } from './events.ts';
import { department, document, findingNumber, text } from './inputs.ts';
import { act, rule } from './kit.ts';
import { toLeader } from './leadership.ts';
import { team, withAll, type Act, type Context, type Finding } from './types.ts';

const numbered = { finding: findingNumber };

/** The decisions about findings. */
export const decisions = {
  recordFinding: {
    input: z.strictObject({
      grade: z
        .enum(['nonconformity', 'observation', 'goodPractice'])
        .describe('区分（不適合／観察事項／良好事例） / nonconformity, observation or good practice'),
      criterion: text('基準の項目 / criterion of the criteria set', 200),
      department: department('対象部門 / department'),
      statement: text('指摘の内容 / what was found'),
      evidence: z.array(document('証拠の文書 / evidence')).min(1).max(100).describe('証拠 / evidence'),
    }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '指摘事項を記録する', en: 'record a finding' },
  },
  withdrawFinding: {
    input: z.strictObject({ ...numbered, reason: text('取り下げる理由 / reason for withdrawing it') }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '指摘事項を取り下げる', en: 'withdraw a finding' },
    irreversible: true,
  },
  adoptFinding: {
    input: z.strictObject({ ...numbered, reason: text('確かめた内容 / what was checked') }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '前任者の指摘事項を引き継ぐ', en: "adopt a predecessor's finding" },
  },
  rejectFinding: {
    input: z.strictObject({ ...numbered, reason: text('引き継がない理由 / reason for not adopting it') }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '前任者の指摘事項を引き継がない', en: "reject a predecessor's finding" },
    irreversible: true,
  },
} as const satisfies Procedure['decisions'];

/** Rules about findings. */
export const rules = {
  assignedAuditor: rule({
    clause: '3-15',
    basis: 'text',
    about: 'who',
    reads: ['state', 'who'],
    of: ['recordFinding', 'withdrawFinding', 'adoptFinding', 'rejectFinding'],
    ja: 'この監査に割り当てられた、独立した監査実施者だけが行えます。',
    en: 'Only the independent auditors assigned to this audit do this.',
    test: ({ context, event }) => team(context).some((member) => member.person === event.actor.person),
  }),
  duringFieldwork: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['recordFinding'],
    ja: '指摘事項は実地監査の間に記録します。意見を求めた後に新しい指摘があるときは、実地監査を再開してください。',
    en: 'Findings are recorded during fieldwork. If something new is found after comments were asked for, resume fieldwork.',
    test: ({ context }) => context.fieldworkBegan !== undefined && context.commentDue === undefined,
  }),
  findingDepartmentAudited: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['recordFinding'],
    ja: 'この監査の対象部門を選んでください。',
    en: 'Choose a department this audit covers.',
    test: ({ context, event }) => context.departments.includes(event.input.department),
  }),
  findingStands: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['withdrawFinding'],
    ja: 'その番号の指摘事項はないか、既に取り下げられ、又は引継ぎの判断を待っています。',
    en: 'There is no such finding, or it was withdrawn already, or it waits for a successor to adopt or reject it.',
    test: ({ context, event }) => {
      const standing = found(context, event.input.finding)?.standing;
      return standing === 'recorded' || standing === 'adopted';
    },
  }),
  findingAwaitsSuccessor: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['adoptFinding', 'rejectFinding'],
    ja: '引継ぎの判断を待っているのは、交代した監査実施者の指摘事項だけです。番号を確かめてください。',
    en: 'Only findings of a replaced auditor wait to be adopted or rejected. Check the number.',
    test: ({ context, event }) => found(context, event.input.finding)?.standing === 'pending',
  }),
  successorIsNotAuthor: rule({
    clause: '3-15',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'input'],
    of: ['adoptFinding', 'rejectFinding'],
    ja: '交代した本人は、自らの指摘事項の引継ぎを判断できません。',
    en: 'The author himself does not judge whether his finding is adopted.',
    test: ({ context, event }) => found(context, event.input.finding)?.author !== event.actor.person,
  }),
};

function found(context: Context, number: number): Finding | undefined {
  return context.findings.find((finding) => finding.number === number);
}

/** The findings with one changed. */
function changed(context: Context, number: number, change: Partial<Finding>): readonly Finding[] {
  return context.findings.map((finding) => (finding.number === number ? { ...finding, ...change } : finding));
}

/** On the running audit, so that a finding before fieldwork is refused with its rule. */
export const on = {
  recordFinding: act(
    'recordFinding',
    all('assignedAuditor', 'duringFieldwork', 'findingDepartmentAudited'),
    (context, event) => {
      const number = context.findings.length + 1;
      const { grade, criterion, department: audited, statement, evidence } = event.input;
      const finding: Finding = {
        ref: `${context.instance}#${number}`,
        number,
        grade,
        criterion,
        department: audited,
        statement,
        evidence,
        author: event.actor.person,
        recordedAt: context.at,
        standing: 'recorded',
      };
      return { findings: [...context.findings, finding], documents: withAll(context.documents, ...evidence) };
    },
    (context) => [toLeader(context, 'findingRecorded')],
  ),
};

/** From fieldwork to the report. */
export const active = {
  withdrawFinding: act(
    'withdrawFinding',
    all('assignedAuditor', 'findingStands'),
    (context, event) => ({
      findings: changed(context, event.input.finding, { standing: 'withdrawn', withdrawn: said(context, event) }),
      marks: withAll(context.marks, 'findingWithdrawn'),
    }),
    (context) => [toLeader(context, 'findingWithdrawn')],
  ),
  adoptFinding: act(
    'adoptFinding',
    all('assignedAuditor', 'findingAwaitsSuccessor', 'successorIsNotAuthor'),
    (context, event) => ({
      findings: changed(context, event.input.finding, { standing: 'adopted', adopted: said(context, event) }),
    }),
  ),
  rejectFinding: act(
    'rejectFinding',
    all('assignedAuditor', 'findingAwaitsSuccessor', 'successorIsNotAuthor'),
    (context, event) => ({
      findings: changed(context, event.input.finding, { standing: 'rejected', rejected: said(context, event) }),
      marks: withAll(context.marks, 'findingRejected'),
    }),
    (context) => [toLeader(context, 'findingRejected')],
  ),
};

function said(context: Context, event: EventOf<'withdrawFinding' | 'adoptFinding' | 'rejectFinding'>): Act {
  return { by: event.actor.person, at: context.at, reason: event.input.reason };
}

/**
 * Findings 指摘事項: recorded by an assigned auditor during fieldwork, withdrawn before the report with the reason kept.
 * Those of a replaced auditor keep author and date; an independent successor adopts or rejects each.
 */
import { z } from 'zod';
import type { PersonId } from '../../../model/identifiers.ts';
import {
  asTyped,
  audits,
  bareThing,
  commonFact,
  criteriaSetThing,
  departmentThing,
  fields,
  grade,
  instanceThing,
  isTitled,
  personThing,
  roleThing,
  withAll,
  type Act,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { toLeader } from './leadership.ts';
import { fieldworkThing, findingThing, namedFindingThing } from './things.ts';
import type { Context, Finding } from './types.ts';

/** Number of a finding within its audit, counted from 1. */
const findingNumber = (choices: string) => ({
  finding: z.int().positive().max(9999).meta(fields.titled('指摘 / finding', { choices })),
});

/** What cannot be taken back names what it hits twice, so that a slip of the number is noticed. */
const findingNamed = (choices: string) => ({
  ...findingNumber(choices),
  title: fields.line('指摘の題名 / title of the finding', {
    help: '番号と題名が一致しなければ受け付けません。一覧から選ぶと両方が記入されます / number and title must agree; chosen from the list, both are filled in',
    example: '退職者の利用権限の残存',
  }),
});

/** The decisions about findings. */
export const decisions = {
  recordFinding: {
    input: z.strictObject({
      title: fields.heading('題名 / title', {
        help: '一覧や記録で指摘を見分ける一行です。個人名は書きません / one line by which the finding is told from others in lists and records; no names of people',
        example: '退職者の利用権限の残存',
      }),
      grade,
      criterion: fields
        .text('基準の項目 / criterion of the set', {
          max: 200,
          choices: 'criteria',
          requiredWhen: { field: 'outsideSet', missing: true },
        })
        .optional(),
      outsideSet: fields
        .text('基準集外の根拠 / passage it rests on outside the set', {
          max: 400,
          help: '基準集にない場合の規程・契約等の該当箇所 / of rules or contracts, where the set has no such criterion',
          requiredWhen: { field: 'criterion', missing: true },
        })
        .optional(),
      department: fields.department('対象部署 / department', { choices: 'auditedDepartments' }),
      statement: fields.text('指摘の内容 / what was found'),
      evidence: audits.evidenceField(100, { choices: 'documents:cycle' }),
    }),
    groups: [
      {
        ja: '対象と指摘の内容',
        en: 'what was found, and where',
        fields: ['title', 'department', 'grade', 'statement'],
      },
      { ja: '監査の基準', en: 'criterion', fields: ['criterion', 'outsideSet'] },
      { ja: '証拠', en: 'evidence', fields: ['evidence'] },
    ],
    facts: z.object({ common: commonFact.pick({ criteriaSets: true }) }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    rules: ['assignedAuditor', 'duringFieldwork', 'findingDepartmentAudited', 'criterionOfTheSet'],
    label: { ja: '指摘事項を記録する', en: 'record a finding' },
    why: {
      ja: '監査実施者として、指摘事項を証拠とともに記録します。',
      en: 'The auditors record their findings with the evidence.',
    },
  },
  withdrawFinding: {
    input: z.strictObject({
      ...findingNamed('findingsStanding'),
      reason: fields.text('取り下げる理由 / reason for withdrawing it'),
    }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'always',
    rules: ['assignedAuditor', 'findingStands', 'findingNamedRightly'],
    label: { ja: '指摘事項を取り下げる', en: 'withdraw a finding' },
    irreversible: true,
  },
  adoptFinding: {
    input: z.strictObject({
      ...findingNumber('findingsPending'),
      reason: fields.text('確かめた内容 / what was checked'),
    }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'always',
    rules: ['assignedAuditor', 'findingAwaitsSuccessor', 'successorIsNotAuthor'],
    label: { ja: '前任者の指摘事項を引き継ぐ', en: "adopt a predecessor's finding" },
    why: {
      ja: '交代した監査実施者の指摘事項を、後任が引き継ぐか判断します。',
      en: 'A successor decides on the findings of a replaced auditor.',
    },
  },
  rejectFinding: {
    input: z.strictObject({
      ...findingNamed('findingsPending'),
      reason: fields.text('引き継がない理由 / reason for not adopting it'),
    }),
    by: ['auditor', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'always',
    rules: ['assignedAuditor', 'findingAwaitsSuccessor', 'successorIsNotAuthor', 'findingNamedRightly'],
    insteadOf: ['adoptFinding'],
    label: { ja: '前任者の指摘事項を引き継がない', en: "reject a predecessor's finding" },
    irreversible: true,
  },
} as const satisfies Decisions;

/** Rules about findings. */
export const rules = ruleTable({
  assignedAuditor: {
    clause: '3-15',
    basis: 'text',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この監査に割り当てられた、独立した監査実施者だけが行えます。',
    en: 'Only the independent auditors assigned to this audit do this.',
    met: { ja: 'この監査の監査実施者が行う', en: 'an auditor assigned to this audit does it' },
    test: ({ context, event }) => audits.isOfTheTeam(context, event.actor.person),
    about: ({ context }) => {
      const members = audits.team(context).map(({ person }) => personThing(person));
      return members.length > 0 ? members : [roleThing('auditor')];
    },
    remedies: ({ context }) => [context.fieldworkBegan === undefined ? 'assign' : 'replaceAuditor'],
  },
  duringFieldwork: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '指摘事項は実地監査の間に記録します。意見を求めた後に新しい指摘があるときは、実地監査を再開してください。',
    en: 'Findings are recorded during fieldwork. If something new is found after comments were asked for, resume fieldwork.',
    met: { ja: '実地監査中である', en: 'fieldwork is under way' },
    test: ({ context }) => context.fieldworkBegan !== undefined && context.commentDue === undefined,
    about: () => [fieldworkThing],
    remedies: ({ context }) => [context.fieldworkBegan === undefined ? 'startFieldwork' : 'resumeFieldwork'],
  },
  findingDepartmentAudited: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'この部署は監査の対象ではありません。この監査の対象部署を選んでください。',
    en: 'This audit does not cover that department. Choose one that it covers.',
    met: { ja: '指摘の対象部署は監査の対象である', en: 'the department is audited' },
    test: ({ context, event }) => context.departments.includes(event.input.department),
    about: ({ event }) => [departmentThing(event.input.department)],
    paths: () => ['department'],
    remedies: () => ['orderMore'],
  },
  criterionOfTheSet: {
    clause: '5-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '指摘の基準が、監査計画で定めた基準集の項目でないか、基準集外の箇所と重ねて記入されているか、記入されていません。基準集の項目か、基準集外として規程・契約等の該当箇所か、どちらか一つを記入してください。',
    en: 'The criterion is none of the set that the audit plan names, is given together with a passage outside it, or is missing. Give one of the two: a criterion of the set, or a passage of rules or contracts.',
    met: {
      ja: '指摘の基準は基準集の項目か、基準集外の該当箇所である',
      en: 'the finding rests on a criterion of the set, or on a passage outside it',
    },
    test: ({ context, event: { input, facts } }) => {
      const { criterion, outsideSet } = input;
      if (criterion === undefined) return fields.isFilled(outsideSet);
      const set = facts.common.criteriaSets.find(({ id }) => id === context.criteriaSet);
      return outsideSet === undefined && (set === undefined || set.criteria.includes(criterion));
    },
    about: ({ context, event: { input } }) => [
      ...(input.criterion === undefined ? [] : [bareThing('criterion', input.criterion)]),
      ...(context.criteriaSet === undefined
        ? [instanceThing('audit', context.instance)]
        : [criteriaSetThing(context.criteriaSet)]),
    ],
    paths: ({ event: { input } }) =>
      input.criterion !== undefined && input.outsideSet === undefined ? ['criterion'] : ['criterion', 'outsideSet'],
  },
  findingStands: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の指摘事項は取り下げることができません。番号を確かめてください。',
    en: 'The finding of that number cannot be withdrawn. Check the number.',
    met: { ja: 'その指摘事項は有効である', en: 'the finding stands' },
    test: ({ context, event }) => {
      const standing = found(context, event.input.finding)?.standing;
      return standing === 'recorded' || standing === 'adopted';
    },
    about: ({ context, event }) => [findingThing(context, event.input.finding)],
    paths: () => ['finding'],
    remedies: ({ context, event }) =>
      found(context, event.input.finding)?.standing === 'pending' ? ['adoptFinding', 'rejectFinding'] : [],
  },
  findingAwaitsSuccessor: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の指摘事項は、引継ぎの判断を待っていません。番号を確かめてください。',
    en: 'The finding of that number does not wait to be adopted or rejected. Check the number.',
    met: { ja: 'その指摘事項は引継ぎの判断を待っている', en: 'the finding waits for a successor' },
    test: ({ context, event }) => found(context, event.input.finding)?.standing === 'pending',
    about: ({ context, event }) => [findingThing(context, event.input.finding)],
    paths: () => ['finding'],
  },
  findingNamedRightly: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '指摘の番号と題名が一致しません。取り消しや不採用は元に戻せないため、番号と題名の両方で指定します。どちらの指摘か確かめてください。',
    en: 'Number and title of the finding do not agree. What is withdrawn or rejected stays so, and is therefore named by both. Check which finding is meant.',
    met: { ja: '指摘の番号と題名が一致している', en: 'number and title of the finding agree' },
    test: ({ context, event }) => isNamedRightly(context, event.input),
    about: ({ context, event: { input } }) => [
      namedFindingThing(context, input),
      ...context.findings
        .filter(({ number, title }) => number === input.finding || isTitled(asTyped(title), input.title))
        .map(({ number }) => findingThing(context, number)),
    ],
    paths: () => ['finding', 'title'],
  },
  successorIsNotAuthor: {
    clause: '3-15',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '交代した本人は、自らの指摘事項の引継ぎを判断できません。',
    en: 'Authors do not judge whether their own findings are adopted.',
    met: { ja: '指摘した本人でない者が判断する', en: 'somebody other than its author judges it' },
    test: ({ context, event }) => found(context, event.input.finding)?.author !== event.actor.person,
    about: ({ context, event }) => [
      findingThing(context, event.input.finding),
      ...(found(context, event.input.finding)?.author === event.actor.person ? [personThing(event.actor.person)] : []),
    ],
    paths: () => ['finding'],
    bars: (context) => authorsOfAll(context),
  },
  replacedFindingsJudged: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '交代した監査実施者の指摘事項に、引継ぎの判断がまだのものがあります。先に、独立した後任が一つずつ判断してください。',
    en: 'Findings of a replaced auditor have not been judged. First an independent successor adopts or rejects each.',
    met: {
      ja: '交代した監査実施者の指摘事項は全て引継ぎが判断されている',
      en: 'every finding of a replaced auditor has been judged',
    },
    test: ({ context }) => pending(context).length === 0,
    about: ({ context }) => pending(context).map(({ number }) => findingThing(context, number)),
    remedies: () => ['adoptFinding', 'rejectFinding'],
  },
});

/** True when the finding of that number has that title; where there is none of that number, another rule says so. */
function isNamedRightly(context: Context, { finding, title }: EventOf<'withdrawFinding'>['input']): boolean {
  const there = found(context, finding);
  return there === undefined || isTitled(asTyped(there.title), title);
}

function found(context: Context, number: number): Finding | undefined {
  return context.findings.find((finding) => finding.number === number);
}

/** Findings of replaced auditors that nobody has judged yet. */
function pending(context: Context): readonly Finding[] {
  return context.findings.filter(({ standing }) => standing === 'pending');
}

/** Who is the author of all that waits: with another's finding among it there is something to judge. */
function authorsOfAll(context: Context): readonly PersonId[] {
  const authors = withAll([], ...pending(context).map(({ author }) => author));
  return authors.length === 1 ? authors : [];
}

/** The findings with one changed. */
function withFinding(context: Context, number: number, change: Partial<Finding>): readonly Finding[] {
  return context.findings.map((finding) => (finding.number === number ? { ...finding, ...change } : finding));
}

function recordChange(context: Context, { actor, input }: EventOf<'recordFinding'>): Change<Context> {
  const number = context.findings.length + 1;
  const { title, grade, criterion, outsideSet, department, statement, evidence } = input;
  const finding: Finding = {
    ref: `${context.instance}#${number}`,
    number,
    title,
    grade,
    ...(criterion === undefined ? {} : { criterion }),
    ...(outsideSet === undefined ? {} : { outsideSet }),
    department,
    statement,
    evidence,
    author: actor.person,
    recordedAt: context.at,
    standing: 'recorded',
  };
  return {
    findings: [...context.findings, finding],
    documents: withAll(context.documents, ...evidence),
    marks: outsideSet === undefined ? context.marks : withAll(context.marks, 'outsideCriteria'),
  };
}

function actOf(context: Context, event: EventOf<'withdrawFinding' | 'adoptFinding' | 'rejectFinding'>): Act {
  return { by: event.actor.person, at: context.at, reason: event.input.reason };
}

export const on = {
  /** On the running audit, so that a finding before fieldwork is refused with its rule. */
  live: handlers(decisions, {
    recordFinding: { change: recordChange, causes: ({ after }) => [toLeader(after, 'findingRecorded')] },
  }),
  /** From fieldwork to the report. */
  active: handlers(decisions, {
    withdrawFinding: {
      change: (context, event) => ({
        findings: withFinding(context, event.input.finding, {
          standing: 'withdrawn',
          withdrawn: actOf(context, event),
        }),
        marks: withAll(context.marks, 'findingWithdrawn'),
      }),
      causes: ({ after }) => [toLeader(after, 'findingWithdrawn')],
    },
    adoptFinding: {
      change: (context, event) => ({
        findings: withFinding(context, event.input.finding, { standing: 'adopted', adopted: actOf(context, event) }),
      }),
    },
    rejectFinding: {
      change: (context, event) => ({
        findings: withFinding(context, event.input.finding, { standing: 'rejected', rejected: actOf(context, event) }),
        marks: withAll(context.marks, 'findingRejected'),
      }),
      causes: ({ after }) => [toLeader(after, 'findingRejected')],
    },
  }),
};

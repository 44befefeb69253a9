/**
 * Comments 意見 of the audited departments, before the report. After the comment date the report may go out without:
 * 意見なし（期限経過）. Fieldwork may be resumed; then comments are asked for again.
 */
import { z } from 'zod';
import { all, type Procedure } from '../../core/index.ts';
import { met, withDue } from './due-items.ts';
import type { EventOf } from './events.ts';
import { dueFact } from './facts.ts';
import { date, department, document, text } from './inputs.ts';
import { act, rule } from './kit.ts';
import { byLeader, toCiso, toLeader } from './leadership.ts';
import { postsHeld } from './posts.ts';
import { toDepartments } from './team.ts';
import { silentDepartments, withAll, type Context } from './types.ts';

/** The decisions about comments. */
export const decisions = {
  requestComments: {
    input: z.strictObject({ commentDate: date('意見の期限 / date until which departments may comment') }),
    facts: z.object({ due: dueFact }),
    asks: ({ input }) => ({
      due: { items: [{ id: 'comment', date: z.object({ commentDate: z.string() }).parse(input).commentDate }] },
    }),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '対象部門に意見を求める', en: 'ask the audited departments for comments' },
  },
  comment: {
    input: z.strictObject({
      department: department('意見を述べる部門 / department that comments'),
      comment: text('意見。ないときは「意見なし」 / comment; "no comment" where there is none'),
      documents: z.array(document('添付文書 / attachment')).max(50).optional().describe('添付 / attachments'),
    }),
    by: ['officer', 'divisionOfficer'],
    clause: '3-15',
    label: { ja: '監査結果案に意見を述べる', en: 'comment on the draft result' },
  },
  resumeFieldwork: {
    input: z.strictObject({ reason: text('再開の理由 / reason for resuming') }),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    label: { ja: '実地監査を再開する', en: 'resume fieldwork' },
  },
} as const satisfies Procedure['decisions'];

/** The comment date as an event, so that the leader is told that the report may go out. */
export const times = {
  commentDatePassed: { ja: '意見の期限が過ぎた', en: 'the comment date has passed' },
} as const satisfies Procedure['times'];

/** Rules about comments. */
export const rules = {
  commentDateAhead: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input', 'facts'],
    of: ['requestComments'],
    ja: '意見の期限は、これから来る日にしてください。',
    en: 'The comment date must still lie ahead.',
    test: ({ context, event }) => event.facts.due.some((item) => item.id === 'comment' && item.due > context.at),
  }),
  commentingDepartmentAudited: rule({
    clause: '3-15',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['comment'],
    ja: 'この監査の対象部門について意見を述べてください。',
    en: 'Comment for a department this audit covers.',
    test: ({ context, event }) => context.departments.includes(event.input.department),
  }),
  officerOfAuditedDepartment: rule({
    clause: '3-15',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'input'],
    of: ['comment'],
    ja: '意見を述べるのは、その対象部門の情報セキュリティ責任者又は課室情報セキュリティ責任者です。',
    en: 'The information security officer of that audited department comments, or its division officer.',
    test: ({ context, event }) =>
      commenters(context, event).some(
        (held) => held.department === event.input.department || held.scope?.includes(event.input.department) === true,
      ) ||
      // In the place of an officer who is barred or whose post is vacant: the core has judged that nobody else may.
      (event.standIn !== undefined && commenters(context, event).length === 0),
  }),
  replacedFindingsJudged: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['requestComments'],
    ja: '交代した監査実施者の指摘事項について、独立した後任が引継ぎを一つずつ判断するのが先です。',
    en: 'First an independent successor adopts or rejects each finding of a replaced auditor.',
    test: ({ context }) => context.findings.every((finding) => finding.standing !== 'pending'),
  }),
};

function commenters(context: Context, event: EventOf<'comment'>) {
  return postsHeld(context, event).filter(({ role }) => role === 'officer' || role === 'divisionOfficer');
}

/** While findings are recorded. */
export const fieldwork = {
  on: {
    requestComments: {
      ...act(
        'requestComments',
        all(byLeader, 'replacedFindingsJudged', 'commentDateAhead'),
        (context, event) => ({
          commentRound: context.commentRound + 1,
          commentDue: event.facts.due.find((item) => item.id === 'comment')?.due,
          commentDatePassed: false,
          dueItems: withDue(context.dueItems, 'comment', event.facts.due),
        }),
        (context) => toDepartments(context, 'commentsRequested'),
      ),
      target: 'commenting',
    },
  },
} as const;

/** While comments are awaited. */
export const commenting = {
  on: {
    comment: act(
      'comment',
      all('officerOfAuditedDepartment', 'commentingDepartmentAudited'),
      (context, event) => {
        const said = {
          department: event.input.department,
          by: event.actor.person,
          at: context.at,
          round: context.commentRound,
          text: event.input.comment,
          documents: event.input.documents ?? [],
        };
        const comments = [...context.comments, said];
        const isLast = silentDepartments({ ...context, comments }).length === 0;
        return {
          comments,
          documents: withAll(context.documents, ...said.documents),
          dueItems: isLast ? met(context.dueItems, 'comment', context.at) : context.dueItems,
        };
      },
      (context) => [toLeader(context, 'commented')],
    ),
    commentDatePassed: act(
      'commentDatePassed',
      undefined,
      (context) => ({ commentDatePassed: true, dueItems: met(context.dueItems, 'comment', context.at) }),
      (context) => [toLeader(context, 'commentDatePassed')],
    ),
    resumeFieldwork: {
      ...act(
        'resumeFieldwork',
        all(byLeader),
        (context) => ({
          commentDue: undefined,
          commentDatePassed: false,
          dueItems: context.dueItems.filter((item) => item.id !== 'comment'),
          marks: withAll(context.marks, 'fieldworkResumed'),
        }),
        (context) => [toCiso(context, 'fieldworkResumed'), ...toDepartments(context, 'fieldworkResumed')],
      ),
      target: 'fieldwork',
    },
  },
} as const;

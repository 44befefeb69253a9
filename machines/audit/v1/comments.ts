/**
 * Comments 意見 of the audited departments, before the report. After the comment date the report may go out without:
 * 意見なし（期限経過）. Fieldwork may be resumed; then comments are asked for again.
 */
import { z } from 'zod';
import {
  dateInJapan,
  dateThing,
  departmentThing,
  dueFact,
  fields,
  figureThing,
  join,
  met,
  postsHeld,
  reaches,
  roleThing,
  withAll,
  without,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { commentDue } from './due-items.ts';
import type { EventOf } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { toCiso, toLeader } from './leadership.ts';
import { toDepartments } from './team.ts';
import { times } from './timers.ts';
import { silentDepartments, type Context } from './types.ts';

/** Comments of one person in a round: what else there is to say goes into a document. */
const COMMENTS = 5;

const asking = z.object({ commentDate: z.string() });

/** The decisions about comments. */
export const decisions = {
  requestComments: {
    input: z.strictObject({ commentDate: fields.date('意見の期限 / date until which departments may comment') }),
    facts: z.object({ due: dueFact }),
    asks: ({ input }) => ({
      due: { items: [{ id: 'comment', date: asking.parse(input).commentDate }] },
    }),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'late',
    rules: ['leadsThisAudit', 'replacedFindingsJudged', 'commentDateAhead'],
    label: { ja: '対象部署に意見を求める', en: 'ask the audited departments for comments' },
    why: {
      ja: '指摘事項について、対象部署の意見を求めます。',
      en: 'The audited departments are asked to comment on the findings.',
    },
  },
  comment: {
    input: z.strictObject({
      department: fields.department('意見を述べる部署 / department that comments', { choices: 'auditedDepartments' }),
      comment: fields.text('意見 / comment', {
        help: 'ない場合は「意見なし」と記入してください / write "no comment" where there is none',
      }),
      documents: z
        .array(fields.document('添付文書 / attachment', { choices: 'documents:cycle' }))
        .max(50)
        .optional()
        .meta(fields.titled('添付 / attachments')),
    }),
    by: ['officer', 'divisionOfficer'],
    clause: '3-15',
    rules: ['officerOfAuditedDepartment', 'commentingDepartmentAudited', 'commentsBounded'],
    label: { ja: '監査結果案に意見を述べる', en: 'comment on the draft result' },
    why: {
      ja: '監査の指摘事項に対する部署の意見が求められています。',
      en: 'The department is asked to comment on the findings.',
    },
  },
  resumeFieldwork: {
    input: z.strictObject({ reason: fields.text('再開の理由 / reason for resuming') }),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'late',
    rules: ['leadsThisAudit'],
    label: { ja: '実地監査を再開する', en: 'resume fieldwork' },
  },
} as const satisfies Decisions;

/** Rules about comments. */
export const rules = ruleTable({
  commentDateAhead: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '意見の期限が過去の日です。これから来る日にしてください。',
    en: 'The comment date lies in the past. It must still lie ahead.',
    met: { ja: '意見の期限はこれから来る', en: 'the comment date lies ahead' },
    test: ({ context, event }) => event.facts.due.some((item) => item.id === 'comment' && item.due > context.at),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'from' })],
    paths: () => ['commentDate'],
  },
  commentingDepartmentAudited: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'この部署は監査の対象ではありません。対象部署について意見を述べてください。',
    en: 'This audit does not cover that department. Comment for one that it covers.',
    met: { ja: '意見を述べる部署は監査の対象である', en: 'the department is audited' },
    test: ({ context, event }) => context.departments.includes(event.input.department),
    about: ({ event }) => [departmentThing(event.input.department)],
    paths: () => ['department'],
  },
  commentsBounded: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `この意見照会でのご自身の意見が既に${COMMENTS}件あります。更に述べることは文書にまとめ、監査責任者に渡してください。`,
    en: `You have commented ${COMMENTS} times in this round already. Put what else there is to say into a document and hand it to the audit officer.`,
    met: { ja: 'ご自身の意見は上限に達していない', en: 'your comments are fewer than one may make' },
    test: ({ context, event }) =>
      context.comments.filter((said) => said.by === event.actor.person && said.round === context.commentRound).length <
      COMMENTS,
    about: () => [figureThing(COMMENTS, `上限${COMMENTS}件`, `at most ${COMMENTS}`)],
  },
  officerOfAuditedDepartment: {
    clause: '3-15',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '意見を述べるのは、その対象部署の情報セキュリティ責任者又は課室情報セキュリティ責任者です。',
    en: 'The information security officer of that audited department comments, or its division officer.',
    met: { ja: '対象部署の責任者が意見を述べる', en: 'an officer of the audited department comments' },
    test: ({ context, event }) =>
      commenters(context, event).some((held) => reaches(held, event.input.department)) ||
      // In the place of an officer who is barred or whose post is vacant: the core has judged that nobody else may.
      (event.standIn !== undefined && commenters(context, event).length === 0),
    about: ({ event }) => [departmentThing(event.input.department), roleThing('officer'), roleThing('divisionOfficer')],
    paths: () => ['department'],
  },
});

function commenters(context: Context, event: EventOf<'comment'>) {
  return postsHeld(context, event).filter(({ role }) => role === 'officer' || role === 'divisionOfficer');
}

/** The last department to comment meets the date. */
function commentChange(context: Context, { actor, input }: EventOf<'comment'>): Change<Context> {
  const { department, comment: text, documents = [] } = input;
  const said = { department, by: actor.person, at: context.at, round: context.commentRound, text, documents };
  const comments = [...context.comments, said];
  const isLast = silentDepartments({ ...context, comments }).length === 0;
  return {
    comments,
    documents: withAll(context.documents, ...documents),
    dueItems: isLast ? met(context, 'comment') : context.dueItems,
  };
}

export const on = {
  /** While findings are recorded. */
  fieldwork: handlers(decisions, {
    requestComments: {
      target: 'commenting',
      change: (context, { facts }) => ({
        commentRound: context.commentRound + 1,
        ledAt: context.at,
        commentDue: facts.due.find((item) => item.id === 'comment')?.due,
        commentDatePassed: false,
        dueItems: commentDue(context, facts.due),
      }),
      causes: ({ after }) => toDepartments(after, 'commentsRequested'),
    },
  }),
  /** While comments are awaited. */
  commenting: join(
    handlers(decisions, {
      comment: { change: commentChange, causes: ({ after }) => [toLeader(after, 'commented')] },
      resumeFieldwork: {
        target: 'fieldwork',
        change: (context) => ({
          commentDue: undefined,
          commentDatePassed: false,
          dueItems: without(context, 'comment'),
          marks: withAll(context.marks, 'fieldworkResumed'),
        }),
        causes: ({ after }) => [toCiso(after, 'fieldworkResumed'), ...toDepartments(after, 'fieldworkResumed')],
      },
    }),
    // So that the leader is told that the report may go out.
    handlers(times, {
      commentDatePassed: {
        change: (context) => ({ commentDatePassed: true, dueItems: met(context, 'comment') }),
        causes: ({ after }) => [toLeader(after, 'commentDatePassed')],
      },
    }),
  ),
};

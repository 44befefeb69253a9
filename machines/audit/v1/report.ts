/**
 * The report 監査報告 to the CISO: after comments or their date, by independent people, its result explicit –
 * "no finding" 指摘なし is a result too. It ends the audit and is told to the cycle.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  audits,
  dateInJapan,
  departmentThing,
  fields,
  figureThing,
  met,
  tell,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { independenceAsks } from './asks.ts';
import type { EventOf } from './events.ts';
import { independenceFacts } from './facts.ts';
import { independent } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { byIndependentLeader, toCiso } from './leadership.ts';
import { toDepartments } from './team.ts';
import { commentDateThings, findingThing } from './things.ts';
import { silentDepartments, standingFindings, type Context, type Finding, type Report } from './types.ts';

/** The decision that ends an audit. */
export const decisions = {
  report: {
    input: z.strictObject({
      result: fields.oneOf(
        '結果 / result',
        { noFinding: '指摘なし / no finding', findings: '指摘あり / findings' },
        { help: '良好事例だけの場合は「指摘なし」です / good practices alone are no finding' },
      ),
      document: fields.document('監査報告書 / the report'),
    }),
    facts: independenceFacts,
    asks: (asked) => independenceAsks(asked, audits.teamAnd(asked)),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'always',
    rules: [
      ...byIndependentLeader,
      'commentsAsked',
      'commentsInOrDatePassed',
      'replacedFindingsJudged',
      'resultMatchesFindings',
      ...independent,
    ],
    label: { ja: '監査結果を報告する', en: 'report the result' },
    why: {
      ja: '意見聴取が終わったため、監査の結果をCISOに報告します。',
      en: 'The comments are in: the audit is reported to the CISO.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

/** Rules of the report. */
export const rules = ruleTable({
  commentsAsked: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対象部署にまだ意見を求めていません。実地監査を行い、意見を求めてから報告してください。',
    en: 'The audited departments have not been asked for comments yet. Fieldwork and that request come before the report.',
    met: { ja: '対象部署に意見を求めた', en: 'comments were asked for' },
    test: ({ context }) => context.commentDue !== undefined,
    remedies: ({ context }) => [context.fieldworkBegan === undefined ? 'startFieldwork' : 'requestComments'],
  },
  commentsInOrDatePassed: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '意見を述べていない対象部署があり、意見の期限も過ぎていません。そろうか期限が過ぎるまでお待ちください。期限後は「意見なし（期限経過）」として報告できます。',
    en: 'Audited departments have not commented, and the comment date has not passed. Wait for either; after the date the report may go out saying so.',
    met: { ja: '対象部署の意見がそろったか、意見の期限が過ぎた', en: 'all comments are in, or their date has passed' },
    test: ({ context }) =>
      silentDepartments(context).length === 0 ||
      context.commentDatePassed ||
      (context.commentDue !== undefined && context.at >= context.commentDue),
    about: ({ context }) => [...silentDepartments(context).map(departmentThing), ...commentDateThings(context)],
    remedies: () => ['comment'],
  },
  resultMatchesFindings: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '結果が、記録された指摘事項と合っていません。不適合又は観察事項があれば「指摘あり」、なければ「指摘なし」としてください。',
    en: 'The result does not agree with the findings. With a nonconformity or an observation it is "findings"; without one it says "no finding".',
    met: { ja: '結果は指摘事項の有無に合っている', en: 'the result says whether there are findings' },
    test: ({ context, event }) => (event.input.result === 'findings') === findingsProper(context).length > 0,
    about: ({ context }) => {
      const found = findingsProper(context).map(({ number }) => findingThing(context, number));
      const none = figureThing(0, '不適合及び観察事項 0件', 'no nonconformity or observation');
      return found.length > 0 ? found : [none];
    },
    paths: () => ['result'],
  },
});

/** Findings that make the result 指摘あり: a good practice alone is none. */
function findingsProper(context: Context): readonly Finding[] {
  return standingFindings(context).filter(({ grade }) => grade !== 'goodPractice');
}

function reportChange(context: Context, { actor, input }: EventOf<'report'>): Change<Context> {
  const { result, document } = input;
  const noComment = silentDepartments(context);
  return {
    report: reportOf(context, actor.person, result, document, noComment),
    marks: noComment.length > 0 ? withAll(context.marks, 'noComment') : context.marks,
    documents: withAll(context.documents, document),
    dueItems: met(context, 'comment', 'report'),
  };
}

function reportOf(
  context: Context,
  leader: string,
  result: Report['result'],
  report: string,
  noComment: readonly string[],
): Report {
  return {
    at: context.at,
    leader,
    result,
    document: report,
    auditors: audits.team(context).map((member) => member.person),
    replaced: context.auditors.flatMap(({ person, replacedBy, reason }) =>
      replacedBy === undefined ? [] : [{ person, successor: replacedBy, reason: reason ?? '' }],
    ),
    authors: standingFindings(context).map(({ ref, author, adopted }) => ({
      ref,
      author,
      ...(adopted === undefined ? {} : { adoptedBy: adopted.by }),
    })),
    noComment,
  };
}

/** Told to the audit's own cycle, and to that of the year examined: an audit counts for the year it examines. */
function reportCauses(context: Context): Cause[] {
  const { report } = context;
  if (report === undefined) return [];
  const examined = `cycle/${context.yearExamined}/${context.organisation}`;
  const input = {
    audit: context.instance,
    yearExamined: context.yearExamined,
    planned: context.planned,
    departments: context.departments,
    result: report.result,
    findings: standingFindings(context).map(({ ref, title, grade, criterion, outsideSet, department, recordedAt }) => ({
      ref,
      title,
      grade,
      foundOn: dateInJapan(recordedAt),
      ...(criterion === undefined ? {} : { criterion }),
      ...(outsideSet === undefined ? {} : { outsideSet: true }),
      department,
    })),
    document: report.document,
  };
  return [
    ...withAll([context.cycle], examined).map((to) => tell(to, 'auditReported', input)),
    auditedEffect(context),
    toCiso(context, 'reported'),
    toRoles(context, ['headOfOfficers'], 'reported'),
    ...toDepartments(context, 'reported'),
  ];
}

/** Which departments were audited of which year: what says later which have not been for years (3-15). */
function auditedEffect({ yearExamined, departments }: Context): Cause {
  return { kind: 'register', register: 'auditedDepartments', value: { year: yearExamined, departments } };
}

export const on = {
  /** On the running audit, so that a report before its time is refused with its rule. */
  live: handlers(decisions, {
    report: { target: '#audit.reported', change: reportChange, causes: ({ after }) => reportCauses(after) },
  }),
};

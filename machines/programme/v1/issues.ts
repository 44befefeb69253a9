/** The issues grasped from the results of the year's audits (5-5): of ministries and of agencies, or why there are none. */
import { z } from 'zod';
import type { LocalDate } from '../../../model/identifiers.ts';
import {
  byHeadquarters,
  dueAsked,
  dueFact,
  fields,
  figureThing,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import type { AuditReport, Context, Stream } from './types.ts';

const ofYear = z.object({ year: z.int() });

export const decisions = {
  compileIssues: {
    input: z.strictObject({
      document: fields.document('課題の取りまとめ / the issues'),
      cutOff: fields.date('対象とする監査報告の期限 / last day of the reports counted', {
        help: '通常は、共通の登録簿に定める日（監査報告の締切）。これより後の報告は翌年度に数えます / usually the day that the common registers name; later reports count next year',
      }),
      noMinistries: fields.textIfNeeded('府省庁の監査結果がない場合、その理由 / why there is none of ministries', {
        max: 2000,
      }),
      noAgencies: fields.textIfNeeded('独立行政法人等の監査結果がない場合、その理由 / why there is none of agencies', {
        max: 2000,
      }),
    }),
    facts: z.object({ due: dueFact }),
    asks: ({ context }) => dueAsked({ day: 'cutOff', year: ofYear.parse(context).year }),
    by: ['centreStaff'],
    clause: '5-5',
    room: 'reserved',
    rules: ['directionNotDecided', 'bothStreamsCounted'],
    label: { ja: '監査結果から課題を取りまとめる', en: 'compile the issues from the audits' },
    why: {
      ja: '本部監査の結果から課題を把握し、方向性の案とします。',
      en: 'The issues are grasped from the audits: the direction rests on them.',
    },
  },
  returnIssues: {
    input: z.strictObject({ reason: fields.text('差戻しの理由 / reason') }),
    ...byHeadquarters,
    clause: '5-5',
    room: 'always',
    rules: [],
    insteadOf: ['decideDirection'],
    label: { ja: '課題の取りまとめを差し戻す', en: 'return the issues' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  bothStreamsCounted: {
    clause: '5-5',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '府省庁と独立行政法人等のいずれかについて、期限までに出された監査報告がなく、その理由も書かれていません。課題は両方の結果から把握します。',
    en: 'Of ministries or of agencies there is no report issued by that day, and no reason why. The issues are grasped from the results of both.',
    met: { ja: '府省庁と独立行政法人等の結果を踏まえた', en: 'the results of ministries and of agencies are counted' },
    test: ({ context, event }) => missingStreams(context, event).length === 0,
    about: ({ context, event }) =>
      missingStreams(context, event).map((stream) =>
        figureThing(0, `${streams[stream].ja} 0件`, `no ${streams[stream].en}`),
      ),
    paths: ({ context, event }) =>
      missingStreams(context, event).map((stream) => (stream === 'ministries' ? 'noMinistries' : 'noAgencies')),
  },
});

const streams = {
  ministries: { ja: '府省庁の監査報告', en: 'report of ministries' },
  agencies: { ja: '独立行政法人等の監査報告', en: 'report of agencies' },
} as const satisfies Record<Stream, object>;

function missingStreams(context: Context, { input }: JudgedBy<'bothStreamsCounted'>): readonly Stream[] {
  const counted = issuedBy(context, input.cutOff);
  const reasons = { ministries: input.noMinistries, agencies: input.noAgencies };
  return (['ministries', 'agencies'] as const).filter(
    (stream) => !counted.some((report) => report.stream === stream) && !fields.isFilled(reasons[stream]),
  );
}

/** Reports issued by a day. */
function issuedBy({ reports }: Pick<Context, 'reports'>, cutOff: LocalDate): readonly AuditReport[] {
  return reports.filter(({ issuedOn }) => issuedOn <= cutOff);
}

function compiled(context: Context, { actor, input }: EventOf<'compileIssues'>): Change<Context> {
  const { document, cutOff, noMinistries, noAgencies } = input;
  const included = issuedBy(context, cutOff).map(({ audit }) => audit);
  const later = context.reports.map(({ audit }) => audit).filter((audit) => !included.includes(audit));
  const version = context.compilations + 1;
  const none = {
    ...(fields.isFilled(noMinistries) && { ministries: noMinistries }),
    ...(fields.isFilled(noAgencies) && { agencies: noAgencies }),
  };
  return {
    compilations: version,
    compilation: { version, document, cutOff, included, later, none, by: actor.person, at: context.at },
    issuesReturned: undefined,
    documents: withAll(context.documents, document),
    marks: Object.keys(none).length > 0 ? withAll(context.marks, 'oneStream') : context.marks,
  };
}

export const on = {
  /** As often as needed until the direction is decided. */
  direction: handlers(decisions, {
    compileIssues: {
      target: '.compiled',
      change: compiled,
      causes: ({ after }) => [toRoles(after, ['centreHead'], 'issuesCompiled')],
    },
  }),
  compiled: handlers(decisions, {
    returnIssues: {
      target: 'gathering',
      change: (context, { actor, input: { reason } }) => ({
        compilation: undefined,
        issuesReturned: { by: actor.person, at: context.at, reason },
      }),
      causes: ({ after }) => [toRoles(after, ['centreHead', 'centreStaff'], 'issuesReturned')],
    },
  }),
};

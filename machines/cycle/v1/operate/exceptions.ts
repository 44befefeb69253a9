/** 例外措置: applied for by one person, decided by another; at its expiry the requirement is overdue again (3-11, 6-8). */
import { z } from 'zod';
import type { DueItem, Thing } from '../../../core/index.ts';
import {
  bareThing,
  commonFact,
  dateThing,
  dueFact,
  endOfDate,
  fields,
  holdsRole,
  join,
  met,
  openItem,
  personThing,
  registersFact,
  roleThing,
  standsIn,
  toPerson,
  toRoles,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { exceptionThing } from '../things.ts';
import { times } from '../timers.ts';
import type { Context, Exception } from '../types.ts';
import { endsLater } from './exception-applications.ts';

/** An exception of this year by its number, chosen from one of the lists. */
const number = (choices: string) =>
  z.int().min(1).max(100_000).meta(fields.titled('例外措置 / exception', { choices }));

/** Roles that a body's rules may name to decide on exceptions, beside the CISO. The head also decides in place of a barred CISO. */
const mayDecide = [
  'ciso',
  'headOfOfficers',
  'officer',
  'divisionOfficer',
  'areaOfficer',
  'systemOfficer',
  'committeeMember',
  'headOfOrganisation',
] as const;

export const decisions = {
  applyForException: {
    input: z.strictObject({
      requirement: fields
        .ref('統一基準の遵守事項 / requirement of the common standards', {
          choices: 'requirements',
          requiredWhen: { field: 'passage', missing: true },
        })
        .optional(),
      passage: fields
        .line('対策基準・実施手順の該当箇所 / passage of the body’s own standards or procedures', {
          requiredWhen: { field: 'requirement', missing: true },
        })
        .optional(),
      reason,
      substitute: fields.text('代替措置 / substitute measure'),
      until: fields.date('終了日 / end date'),
      begunOn: fields
        .date('既に始めた日 / day on which it began', {
          help: '緊急のため事後に申請する場合に限ります / only when applied for afterwards, in an emergency',
        })
        .optional(),
      department: fields.department('部署 / department').optional(),
      document: fields.document('申請書 / application').optional(),
    }),
    groups: [
      { ja: '適用しない事項', en: 'what is excepted', fields: ['requirement', 'passage', 'department'] },
      { ja: '理由と代替措置', en: 'reason and substitute measure', fields: ['reason', 'substitute'] },
      { ja: '期間', en: 'period', fields: ['begunOn', 'until'] },
      { ja: '申請書', en: 'application', fields: ['document'] },
    ],
    facts: z.object({
      common: commonFact.pick({ editions: true }),
      registers: registersFact.pick({ standards: true }),
    }),
    by: ['anyone'],
    clause: '6-8',
    rules: [
      'exceptionNamesRequirement',
      'exceptionEndsLater',
      'exceptionWithinReason',
      'exceptionBegunBefore',
      'applicationsOpenBounded',
    ],
    label: { ja: '例外措置を申請する', en: 'apply for an exception' },
  },
  decideException: {
    input: z.strictObject({
      exception: number('exceptionsApplied'),
      granted: fields.yes('許可するか / grant or refuse'),
      reason,
    }),
    facts: z.object({ registers: registersFact.pick({ exceptionDecider: true }), due: dueFact }),
    asks: ({ context, input }) => ({ due: { items: asked(context, input) } }),
    by: mayDecide,
    clause: '6-8',
    room: 'always',
    rules: ['exceptionPending', 'exceptionStillEndsLater', 'exceptionDecider', 'exceptionDeciderIsAnother'],
    label: { ja: '例外措置の可否を決める', en: 'decide on an exception' },
    why: {
      ja: '例外措置の申請が決定を待っています。',
      en: 'An application for an exception waits for a decision.',
    },
  },
  settleException: {
    input: z.strictObject({
      exception: number('exceptionsToSettle'),
      how: fields.oneOf('終え方 / how it ends', {
        met: '遵守できるようになった / the requirement is met',
        gone: '対象がなくなった / its subject is gone',
        renewed: '新しい例外措置に替えた / another exception takes its place',
      }),
      reason,
      document: fields.document('証跡 / evidence').optional(),
    }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-11',
    room: 'always',
    rules: ['exceptionToSettle'],
    label: { ja: '例外措置を終える', en: 'settle an exception' },
    why: {
      ja: '例外措置の期限が到来したため、その後の扱いを定めます。',
      en: 'An exception has expired: what follows is to be settled.',
    },
  },
} as const satisfies Decisions;

const exceptionShape = z.object({
  exceptions: z.array(z.object({ number: z.number(), until: z.string() })),
});

const deciding = z.object({ exception: z.number() });

/** The date whose due instant and rungs the calendar gives: the last day of the exception decided on. */
function asked(context: unknown, input: unknown): { id: string; date: string }[] {
  const known = exceptionShape.safeParse(context);
  const decided = deciding.safeParse(input);
  if (!known.success || !decided.success) return [];
  return known.data.exceptions
    .filter((item) => item.number === decided.data.exception)
    .map((item) => ({ id: 'exception', date: item.until }));
}

const find = (context: Context, wanted: number): Exception | undefined =>
  context.exceptions.find((known) => known.number === wanted);

/** The exception of a number, as far as there is one. */
function numbered(context: Context, wanted: number): Thing {
  const known = find(context, wanted);
  return known === undefined ? bareThing('exception', String(wanted)) : exceptionThing(known);
}

export const rules = ruleTable({
  exceptionPending: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の例外措置の申請はないか、既に可否が決まっています。番号を確認してください。',
    en: 'No exception with that number was applied for, or it is decided on already. Check the number.',
    met: { ja: '可否の決定を待っている例外措置である', en: 'the exception waits for a decision' },
    test: ({ context, event }) => find(context, event.input.exception)?.status === 'applied',
    about: ({ context, event }) => [numbered(context, event.input.exception)],
    paths: () => ['exception'],
  },
  exceptionStillEndsLater: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '申請された終了日が既に過ぎています。不許可とし、改めて申請してもらってください。',
    en: 'The end date applied for has passed. Refuse, and have it applied for again.',
    met: { ja: '申請された終了日が過ぎていない', en: 'the end date applied for lies ahead' },
    test: ({ context, event }) => {
      const known = find(context, event.input.exception);
      return !event.input.granted || known === undefined || endsLater(context, known.until);
    },
    about: ({ context, event }) => {
      const known = find(context, event.input.exception);
      return known === undefined ? [] : [exceptionThing(known), dateThing(known.until)];
    },
    paths: () => ['granted'],
    remedies: () => ['applyForException'],
  },
  exceptionDecider: {
    clause: '6-8',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '例外措置の可否は、最高情報セキュリティ責任者か、この機関の定める許可権限者が決めます。その役職者に依頼してください。',
    en: 'The CISO decides, or the decider whom this body’s rules name for exceptions. Ask the holder of that post.',
    met: { ja: '例外措置を決める役職にある', en: 'the decider for exceptions decides' },
    test: ({ context, event }) =>
      holdsRole(context, event, 'ciso', 'deputyCiso', event.facts.registers.exceptionDecider) ||
      standsIn(context, event, ...mayDecide.filter((role) => role !== 'headOfOrganisation')),
    about: ({ event }) => [...new Set(['ciso' as const, event.facts.registers.exceptionDecider])].map(roleThing),
  },
  exceptionDeciderIsAnother: {
    clause: '6-8',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '申請した本人は可否を決められません。別の決定者が決めてください。',
    en: 'Whoever applied cannot decide on it. Someone else must decide.',
    met: { ja: '申請した本人ではない', en: 'the decider did not apply' },
    test: ({ context, event }) => event.actor.person !== find(context, event.input.exception)?.applicant,
    about: ({ context, event }) => {
      const known = find(context, event.input.exception);
      return known === undefined ? [] : [exceptionThing(known), personThing(known.applicant)];
    },
  },
  exceptionToSettle: {
    clause: '3-11',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の例外措置は、許可されていないか、既に終えています。番号を確認してください。',
    en: 'The exception with that number is not granted, or it has been settled. Check the number.',
    met: { ja: '許可済み又は期限切れの例外措置である', en: 'the exception is granted or has expired' },
    test: ({ context, event }) => ['granted', 'expired'].includes(find(context, event.input.exception)?.status ?? ''),
    about: ({ context, event }) => [numbered(context, event.input.exception)],
    paths: () => ['exception'],
    remedies: ({ context, event }) =>
      find(context, event.input.exception)?.status === 'applied' ? ['decideException'] : [],
  },
});

function withException(context: Context, wanted: number, to: Partial<Exception>): readonly Exception[] {
  return context.exceptions.map((known) => (known.number === wanted ? { ...known, ...to } : known));
}

/** Expired: the requirement is overdue again until the exception is settled. */
function withOverdue(context: Context, expired: Exception): readonly DueItem[] {
  if (openItem(context, 'exception') !== undefined) return context.dueItems;
  const due = expired.expires ?? context.at;
  return [
    ...context.dueItems,
    {
      id: 'exception',
      due,
      original: due,
      rungs: (expired.rungs ?? []).filter((rung) => rung > context.at),
      roles: ['headOfOfficers'],
      escalations: expired.escalations ?? [],
      basis: { kind: 'given', own: expired.until },
    },
  ];
}

function withoutOverdue(context: Context, exceptions: readonly Exception[]): readonly DueItem[] {
  if (exceptions.some((known) => known.status === 'expired')) return context.dueItems;
  return met(context, 'exception');
}

export const on = {
  live: join(
    handlers(decisions, {
      applyForException: {
        change: (context, event) => ({
          exceptions: [
            ...context.exceptions,
            {
              number: context.exceptions.length + 1,
              requirement: event.input.requirement ?? event.input.passage ?? '',
              ...(event.input.begunOn === undefined ? {} : { begunOn: event.input.begunOn }),
              ...(event.input.department === undefined ? {} : { department: event.input.department }),
              applicant: event.actor.person,
              until: event.input.until,
              status: 'applied',
            },
          ],
          documents: withAll(context.documents, event.input.document),
          marks: event.input.begunOn === undefined ? context.marks : withAll(context.marks, 'appliedAfterwards'),
        }),
        causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'exceptionApplied')],
      },
      decideException: {
        change: (context, event) => {
          const { exception, granted } = event.input;
          const until = find(context, exception)?.until ?? '';
          const given = event.facts.due.find((item) => item.date === until);
          const expires = endOfDate(until) ?? context.at;
          return {
            exceptions: withException(
              context,
              exception,
              granted
                ? { status: 'granted', expires, rungs: given?.rungs ?? [], escalations: given?.escalations ?? [] }
                : { status: 'refused' },
            ),
          };
        },
        causes: ({ before, event }) => {
          const applicant = find(before, event.input.exception)?.applicant;
          const topic = event.input.granted ? 'exceptionGranted' : 'exceptionRefused';
          return applicant === undefined ? [] : [toPerson(applicant, topic)];
        },
      },
      settleException: {
        change: (context, event) => {
          const exceptions = withException(context, event.input.exception, { status: 'settled' });
          return {
            exceptions,
            dueItems: withoutOverdue(context, exceptions),
            documents: withAll(context.documents, event.input.document),
          };
        },
      },
    }),
    handlers(times, {
      exceptionExpires: {
        change: (context) => {
          const gone = context.exceptions.filter(
            (known) => known.status === 'granted' && known.expires !== undefined && known.expires <= context.at,
          );
          const first = gone[0];
          return {
            exceptions: context.exceptions.map((known) =>
              gone.includes(known) ? { ...known, status: 'expired' as const } : known,
            ),
            dueItems: first === undefined ? context.dueItems : withOverdue(context, first),
            marks: withAll(context.marks, 'exceptionExpired'),
          };
        },
        causes: ({ after }) => [toRoles(after, ['headOfOfficers', 'ciso'], 'exceptionExpired')],
      },
    }),
  ),
};

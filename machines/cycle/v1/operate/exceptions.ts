/** 例外措置: applied for by one person, decided by another; at its expiry the requirement is overdue again (3-11, 6-8). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { DueItem } from '../../../core/index.ts';
import { holdsRole, standsIn } from '../actors.ts';
import { endOfDate } from '../calendar.ts';
import { dueFact, registersFact } from '../facts.ts';
import { dateRef, departmentRef, documentRef, prose, reason, ref } from '../fields.ts';
import { act, cited, marked, notify, rule, type Decisions } from '../kit.ts';
import type { CycleContext, Exception } from '../types.ts';

const number = z.int().min(1).max(100_000).meta({ description: '例外措置の番号 / number of the exception' });

/** Whom a body's rules may name to decide on exceptions, beside the CISO. The head also decides in place of a barred CISO. */
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

export const exceptionDecisions = {
  applyForException: {
    input: z.strictObject({
      requirement: ref('遵守事項 / requirement'),
      reason,
      substitute: prose('代替措置 / substitute measure'),
      until: dateRef('終了日 / end date'),
      department: departmentRef('部署 / department').optional(),
      document: documentRef('申請書 / application').optional(),
    }),
    by: ['anyone'],
    clause: '6-8',
    label: { ja: '例外措置を申請する', en: 'apply for an exception' },
  },
  decideException: {
    input: z.strictObject({
      exception: number,
      granted: z.boolean().meta({ description: '許可するか / grant or refuse' }),
      reason,
    }),
    facts: z.object({ registers: registersFact.pick({ exceptionDecider: true }), due: dueFact }),
    asks: ({ context, input }: { context: unknown; input: unknown }) => ({ due: { items: asked(context, input) } }),
    by: mayDecide,
    clause: '6-8',
    label: { ja: '例外措置の可否を決める', en: 'decide on an exception' },
  },
  settleException: {
    input: z.strictObject({
      exception: number,
      how: z
        .enum(['met', 'gone', 'renewed'])
        .meta({ description: '遵守・対象消滅・更新 / met, subject gone, renewed' }),
      reason,
      document: documentRef('証跡 / evidence').optional(),
    }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-11',
    label: { ja: '例外措置を終える', en: 'settle an exception' },
  },
} as const satisfies Decisions;

const exceptionShape = z.object({
  exceptions: z.array(z.object({ number: z.number(), until: z.string() })),
});

/** The date whose due instant and rungs the calendar gives: the last day of the exception decided on. */
function asked(context: unknown, input: unknown): { id: string; date: string }[] {
  const known = exceptionShape.safeParse(context);
  const decided = z.object({ exception: z.number() }).safeParse(input);
  if (!known.success || !decided.success) return [];
  return known.data.exceptions
    .filter((item) => item.number === decided.data.exception)
    .map((item) => ({ id: 'exception', date: item.until }));
}

const find = (context: CycleContext, wanted: number): Exception | undefined =>
  context.exceptions.find((known) => known.number === wanted);
const endsLater = (context: CycleContext, until: string): boolean => (endOfDate(until) ?? 0) > context.at;

export const exceptionRules = {
  exceptionEndsLater: rule({
    clause: '6-8',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['applyForException'],
    ja: '終了日が過ぎているか、存在しない日付です。将来の終了日を記入してください。',
    en: 'The end date has passed or does not exist. Give one that lies ahead.',
    test: ({ context, event }) => endsLater(context, event.input.until),
  }),
  exceptionPending: rule({
    clause: '6-8',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['decideException'],
    ja: 'その番号の審査待ちの例外措置はありません。',
    en: 'No exception with that number is waiting for a decision.',
    test: ({ context, event }) => find(context, event.input.exception)?.status === 'applied',
  }),
  exceptionStillEndsLater: rule({
    clause: '6-8',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['decideException'],
    ja: '申請された終了日が既に過ぎています。不許可とし、改めて申請してもらってください。',
    en: 'The end date applied for has passed. Refuse, and have it applied for again.',
    test: ({ context, event }) => {
      const known = find(context, event.input.exception);
      return !event.input.granted || known === undefined || endsLater(context, known.until);
    },
  }),
  exceptionDecider: rule({
    clause: '6-8',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'facts'],
    of: ['decideException'],
    ja: '例外措置は、最高情報セキュリティ責任者か、この機関の定める許可権限者が決めます。',
    en: 'The CISO decides, or whom this body’s rules name for exceptions.',
    test: ({ context, event }) =>
      holdsRole(event, context, 'ciso', 'deputyCiso', event.facts.registers.exceptionDecider) ||
      standsIn(event, context, ...mayDecide.filter((role) => role !== 'headOfOrganisation')),
  }),
  exceptionDeciderIsAnother: rule({
    clause: '6-8',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'input'],
    of: ['decideException'],
    ja: '申請した本人は決められません。別の人が決めてください。',
    en: 'Whoever applied cannot decide. Someone else must.',
    test: ({ context, event }) => event.actor.person !== find(context, event.input.exception)?.applicant,
  }),
  exceptionToSettle: rule({
    clause: '3-11',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['settleException'],
    ja: 'その番号の許可済み又は期限切れの例外措置はありません。',
    en: 'There is no granted or expired exception with that number.',
    test: ({ context, event }) => ['granted', 'expired'].includes(find(context, event.input.exception)?.status ?? ''),
  }),
};

function changed(context: CycleContext, wanted: number, to: Partial<Exception>): readonly Exception[] {
  return context.exceptions.map((known) => (known.number === wanted ? { ...known, ...to } : known));
}

/** The next instant at which a granted exception expires; absent when none will. */
export function nextExpiry(context: CycleContext): number | undefined {
  const instants = context.exceptions.flatMap((known) =>
    known.status === 'granted' && known.expires !== undefined ? [known.expires] : [],
  );
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** Expired: the requirement is overdue again until the exception is settled. */
function withOverdue(context: CycleContext, expired: Exception): readonly DueItem[] {
  if (context.dueItems.some((item) => item.id === 'exception' && item.met === undefined)) return context.dueItems;
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

function withoutOverdue(context: CycleContext, exceptions: readonly Exception[]): readonly DueItem[] {
  if (exceptions.some((known) => known.status === 'expired')) return context.dueItems;
  return context.dueItems.map((item) =>
    item.id === 'exception' && item.met === undefined ? { ...item, met: context.at } : item,
  );
}

export const exceptionOn = {
  applyForException: act(
    'applyForException',
    all('exceptionEndsLater'),
    (context, event) => ({
      exceptions: [
        ...context.exceptions,
        {
          number: context.exceptions.length + 1,
          requirement: event.input.requirement,
          ...(event.input.department === undefined ? {} : { department: event.input.department }),
          applicant: event.actor.person,
          until: event.input.until,
          status: 'applied',
        },
      ],
      documents: cited(context, event.input.document),
    }),
    (context) => [notify(context, 'exceptionApplied', 'ciso', 'promotionOffice')],
  ),
  decideException: act(
    'decideException',
    all('exceptionPending', 'exceptionStillEndsLater', 'exceptionDecider', 'exceptionDeciderIsAnother'),
    (context, event) => {
      const { exception, granted } = event.input;
      const until = find(context, exception)?.until ?? '';
      const given = event.facts.due.find((item) => item.date === until);
      const expires = endOfDate(until) ?? context.at;
      return {
        exceptions: changed(
          context,
          exception,
          granted
            ? { status: 'granted', expires, rungs: given?.rungs ?? [], escalations: given?.escalations ?? [] }
            : { status: 'refused' },
        ),
      };
    },
    (context, event) => {
      const applicant = find(context, event.input.exception)?.applicant;
      return applicant === undefined
        ? []
        : [
            {
              kind: 'notify',
              to: { person: applicant },
              topic: event.input.granted ? 'exceptionGranted' : 'exceptionRefused',
            },
          ];
    },
  ),
  settleException: act('settleException', all('exceptionToSettle'), (context, event) => {
    const exceptions = changed(context, event.input.exception, { status: 'settled' });
    return {
      exceptions,
      dueItems: withoutOverdue(context, exceptions),
      documents: cited(context, event.input.document),
    };
  }),
  exceptionExpires: act(
    'exceptionExpires',
    undefined,
    (context) => {
      const gone = context.exceptions.filter(
        (known) => known.status === 'granted' && known.expires !== undefined && known.expires <= context.at,
      );
      const first = gone[0];
      return {
        exceptions: context.exceptions.map((known) =>
          gone.includes(known) ? { ...known, status: 'expired' as const } : known,
        ),
        dueItems: first === undefined ? context.dueItems : withOverdue(context, first),
        marks: marked(context, 'exceptionExpired'),
      };
    },
    (context) => [notify(context, 'exceptionExpired', 'headOfOfficers', 'ciso')],
  ),
};

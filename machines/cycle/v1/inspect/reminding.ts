/** The promotion office reminds 督促 the departments whose self-inspection is missing (3-12): at once, each once a day. */
import { z } from 'zod';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { dateInJapan, fields, inspectionFact, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';
import { beforePlan } from './begin.ts';
import { asThings, expectedAsked, expectedNow, missing, recordersOf } from './departments.ts';
import { whileInspecting } from './records.ts';

export const decisions = {
  remindSelfInspection: {
    input: z.strictObject({
      departments: z
        .array(fields.department('部署 / department'))
        .min(1)
        .max(300)
        .optional()
        .meta(
          fields.titled('督促する部署 / whom to remind', {
            help: '省けば、自己点検が未提出の全ての部署に督促します。 / Left out: every department whose self-inspection is missing.',
          }),
        ),
    }),
    facts: z.object({ inspection: inspectionFact }),
    asks: ({ context }) => ({ inspection: expectedAsked(context) }),
    by: ['promotionOffice'],
    clause: '3-12',
    room: 'reserved',
    rules: [...whileInspecting, 'remindsTheMissing', 'remindedOnceADay'],
    label: { ja: '自己点検の提出を督促する', en: 'remind departments of the self-inspection' },
  },
} as const satisfies Decisions;

/** Whom it would remind: the departments named, or all whose record is missing. */
function named(context: Context, { input, facts }: EventOf<'remindSelfInspection'>): readonly DepartmentId[] {
  return input.departments ?? missing(context, expectedNow(context, facts.inspection));
}

/** Of those named, whose record is not missing. */
function handedIn(context: Context, event: EventOf<'remindSelfInspection'>): readonly DepartmentId[] {
  const late = missing(context, expectedNow(context, event.facts.inspection));
  return named(context, event).filter((department) => !late.includes(department));
}

function isRemindedToday({ inspection, at }: Context, department: DepartmentId): boolean {
  const last = inspection.reminded?.[department];
  return last !== undefined && dateInJapan(last) === dateInJapan(at);
}

/** Whom it reminds: who had a reminder today is passed over. */
function reminded(context: Context, event: EventOf<'remindSelfInspection'>): readonly DepartmentId[] {
  return [...new Set(named(context, event))].filter((department) => !isRemindedToday(context, department));
}

export const rules = ruleTable({
  remindsTheMissing: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '督促できるのは、自己点検をまだ提出していない部署だけです。未提出の部署の一覧を確かめてください。',
    en: 'Only departments whose self-inspection is missing are reminded. Look at the list of those.',
    met: { ja: '自己点検が未提出の部署がある', en: 'a self-inspection is missing' },
    test: ({ context, event }) => {
      const late = missing(context, expectedNow(context, event.facts.inspection));
      return late.length > 0 && handedIn(context, event).length === 0;
    },
    about: ({ context, event }) => asThings(handedIn(context, event)),
    paths: () => ['departments'],
  },
  remindedOnceADay: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: 'その部署には今日既に督促しています。督促は一つの部署に一日一回までです。明日以後に行ってください。',
    en: 'They were reminded today. A department is reminded once a day at most; do it tomorrow or later.',
    met: { ja: '今日まだ督促していない部署がある', en: 'a department was not reminded today' },
    test: ({ context, event }) => named(context, event).length === 0 || reminded(context, event).length > 0,
    about: ({ context, event }) => asThings(named(context, event)),
  },
});

export const on = {
  planning: handlers(decisions, { remindSelfInspection: beforePlan }),
  check: handlers(decisions, {
    remindSelfInspection: {
      change: (context, event) => ({
        inspection: {
          ...context.inspection,
          expected: expectedNow(context, event.facts.inspection),
          reminded: {
            ...context.inspection.reminded,
            ...Object.fromEntries(reminded(context, event).map((department) => [department, context.at])),
          },
        },
      }),
      causes: ({ before, event }) =>
        reminded(before, event).map((department) => ({
          kind: 'notify',
          to: recordersOf(before, department),
          topic: 'selfInspectionMissing',
          dueItem: 'selfInspection',
        })),
    },
  }),
};

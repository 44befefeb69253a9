/** The way out of a year without an independent audit: said openly, never looking like success (3-15). */
import { z } from 'zod';
import {
  dateInJapan,
  dateThing,
  fields,
  instanceThing,
  met,
  toRoles,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import {
  auditReported,
  insufficiencyRef,
  reportedAudits,
  startEffects,
  started,
  type ToStart,
} from '../improvements.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { derivedTitle } from '../titles.ts';
import type { Context } from '../types.ts';
import { beforePlan } from './begin.ts';
import { whileInspecting } from './records.ts';

export const decisions = {
  recordNoAudit: {
    input: z.strictObject({
      reason,
      tried: fields.text('試みたこと / what was tried'),
      document: fields.document('決裁文書 / decision document').optional(),
    }),
    by: ['ciso'],
    clause: '3-15',
    room: 'late',
    rules: [...whileInspecting, 'noAuditYet'],
    label: { ja: '独立した監査がないことを記録する', en: 'record that there is no independent audit' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  noAuditYet: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度を対象とする独立した監査が報告済みか、監査がないことを既に記録しています。',
    en: 'An independent audit of this year has been reported, or its absence is recorded already.',
    met: {
      ja: '独立した監査が報告されておらず、ないことも記録されていない',
      en: 'neither is an audit reported nor its absence recorded',
    },
    test: ({ context }) => context.noAudit === undefined && !auditReported(context),
    about: ({ context }) => [
      ...reportedAudits(context).map(({ instance }) => instanceThing('audit', instance)),
      ...(context.noAudit === undefined ? [] : [dateThing(dateInJapan(context.noAudit.at))]),
    ],
  },
});

/** Verified only by a reported independent audit, of whichever year; it covers the overall insufficiency as well. */
function toStart(context: Context, openedBy: string): readonly ToStart[] {
  return [
    {
      title: derivedTitle([], 'noAudit'),
      source: 'noAudit',
      openedBy,
      needsAudit: true,
      covers: ['noAudit', 'overall'].map((part) => ({
        ref: insufficiencyRef(context, part),
        source: 'noAudit',
        clause: '3-15',
      })),
    },
  ];
}

export const on = {
  planning: handlers(decisions, { recordNoAudit: beforePlan }),
  check: handlers(decisions, {
    recordNoAudit: {
      change: (context, event) => ({
        noAudit: { at: context.at, by: event.actor.person },
        improvements: started(context, toStart(context, event.actor.person)),
        marks: withAll(context.marks, 'noAudit'),
        dueItems: met(context, 'audit'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before, event }) => [
        ...startEffects(before, toStart(before, event.actor.person)),
        toRoles(before, ['headOfOfficers', 'auditOfficer', 'headOfOrganisation'], 'noAudit'),
      ],
    },
  }),
};

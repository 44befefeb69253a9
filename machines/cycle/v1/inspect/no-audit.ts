/** The way out of a year without an independent audit: said openly, never looking like success (3-15). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { documentRef, prose, reason } from '../fields.ts';
import { auditReported, insufficiencyRef, startEffects, started, type ToStart } from '../improvements.ts';
import { act, cited, marked, met, notify, rule, type Decisions } from '../kit.ts';
import type { CycleContext } from '../types.ts';

export const noAuditDecisions = {
  recordNoAudit: {
    input: z.strictObject({
      reason,
      tried: prose('試みたこと / what was tried'),
      document: documentRef('決裁文書 / decision document').optional(),
    }),
    by: ['ciso'],
    clause: '3-15',
    label: { ja: '独立した監査がないことを記録する', en: 'record that there is no independent audit' },
  },
} as const satisfies Decisions;

export const noAuditRules = {
  noAuditYet: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['recordNoAudit'],
    ja: '今年度を対象とする独立した監査が報告済みか、監査がないことを既に記録しています。',
    en: 'An independent audit of this year has been reported, or its absence is recorded already.',
    test: ({ context }) => context.noAudit === undefined && !auditReported(context),
  }),
};

/** Verified only by a reported independent audit, of whichever year; it covers the overall insufficiency as well. */
function toStart(context: CycleContext, openedBy: string): readonly ToStart[] {
  return [
    {
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

export const noAuditOn = {
  recordNoAudit: act(
    'recordNoAudit',
    all('planStandsForInspection', 'inspectionBegun', 'notYetJudged', 'noAuditYet'),
    (context, event) => ({
      noAudit: { at: context.at, by: event.actor.person },
      improvements: started(context, toStart(context, event.actor.person)),
      marks: marked(context, 'noAudit'),
      dueItems: met(context, 'audit'),
      documents: cited(context, event.input.document),
    }),
    (context, event) => [
      ...startEffects(context, toStart(context, event.actor.person)),
      notify(context, 'noAudit', 'headOfOfficers', 'auditOfficer', 'headOfOrganisation'),
    ],
  ),
};

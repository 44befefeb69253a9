/**
 * Who reads an audit by headquarters (domain-2.md 4). Before the report the team alone; the three posts of the body that deal
 * with it read the requests and the findings put to them. Then they and the audit officer read the report and the advice;
 * a ministry the report that it was given; headquarters that there is an audit, and how it stands.
 */
import type { Contents, PartyReader } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { audits, slotsOf } from '../../kit/v1/index.ts';
import { subjectPosts } from './subject.ts';
import type { Context } from './types.ts';

/** Whoever leads; the team is named by the audit itself. */
const leading: readonly Role[] = ['hqAuditLeader'];
const centre: readonly Role[] = ['hqAuditLeader', 'hqAuditor', 'centreHead', 'centreStaff'];

/** Posts of the body that read what is put to it: those that deal with it, and their head and deputy. */
const dealing: readonly Role[] = [...subjectPosts, 'deputyCiso', 'headOfOrganisation'];

function deals({ context, organisation, actor }: PartyReader<Context>): boolean {
  return (
    isAddressee(context, organisation) &&
    actor.appointments.some((held) => held.organisation === organisation && dealing.includes(held.role))
  );
}

function isAddressee({ subject, addressee }: Context, organisation: OrganisationId): boolean {
  return organisation === subject || organisation === addressee;
}

/** Whether the body knows of the audit: something was put to it. */
function isAnnounced({ requests, fieldworkBegan, items, report, cancelled }: Context): boolean {
  const began = requests.length > 0 || fieldworkBegan !== undefined || items.length > 0;
  return began || report !== undefined || cancelled !== undefined;
}

function wasReportedTo({ reportedTo }: Context, organisation: OrganisationId): boolean {
  return reportedTo.some((one) => one.organisation === organisation);
}

export const contents: Contents<Context> = {
  documents: ['document', 'documents', 'evidence'],
  acting: (context) => audits.team(context).map(({ person }) => person),
  parties: (context) => [
    ...context.headquarters.map((organisation) => ({ organisation, roles: ['headquarters'] as const })),
    ...(isAnnounced(context)
      ? [...new Set([context.subject, context.addressee])].map((organisation) => ({
          organisation,
          roles: [...dealing, ...(context.report === undefined ? [] : (['auditOfficer'] as const))],
        }))
      : []),
    ...context.reportedTo.map(({ organisation }) => ({
      organisation,
      roles: ['supervisingStaff', 'manager', 'headOfOrganisation'] as const,
    })),
  ],
  parts: [
    {
      // The plan, the team and what it finds.
      entries: [
        'plan',
        'assign',
        'replaceAuditor',
        'recordFinding',
        'withdrawFinding',
        'urgentFinding',
        'resumeFieldwork',
        'startFieldwork',
      ],
      slots: slotsOf<Context>('plan', 'auditors', 'findings', 'reason', 'delegatedTo'),
      roles: leading,
    },
    {
      entries: ['requestMaterials', 'giveMaterials', 'askConfirmation', 'confirmFacts'],
      slots: slotsOf<Context>('requests', 'confirmations'),
      roles: leading,
      party: deals,
    },
    {
      entries: ['report'],
      slots: slotsOf<Context>('report'),
      roles: centre,
      party: ({ context, organisation }) =>
        context.report !== undefined && (isAddressee(context, organisation) || wasReportedTo(context, organisation)),
      there: ({ report }) => report !== undefined,
    },
    {
      // What is urgent is told, and read, at once: by those who act on it.
      entries: ['adviceDisposed', 'adviceSettled', 'successorAnswers', 'followUp'],
      slots: slotsOf<Context>('items'),
      roles: leading,
      party: (read) =>
        deals(read) || (read.context.report !== undefined && isAddressee(read.context, read.organisation)),
      there: ({ items }) => items.length > 0,
    },
  ],
  rest: { roles: leading, party: () => true },
};

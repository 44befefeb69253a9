/**
 * The team: assigned before fieldwork, checked again when it begins, replaceable ever after. A replaced auditor's
 * findings keep author and date; an independent successor adopts or rejects each (see findings.ts).
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { audits, notify, toPerson, withAll, type Decisions } from '../../kit/v1/index.ts';
import { independenceAsks } from './asks.ts';
import { independenceFacts, type IndependenceFacts } from './facts.ts';
import { independent } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { byIndependentLeader, toCiso } from './leadership.ts';
import type { Auditor, Context, Finding } from './types.ts';

/** The decisions about the team. */
export const decisions = {
  assign: {
    input: z.strictObject({ auditors: audits.auditorsField('auditor') }),
    facts: independenceFacts,
    asks: (asked) => independenceAsks(asked, audits.namedAnd(asked)),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: [...byIndependentLeader, 'planIsThere', ...independent],
    label: { ja: '監査実施者を割り当てる', en: 'assign the auditors' },
    why: {
      ja: '対象から独立した監査実施者を割り当てます。',
      en: 'Auditors who are independent of the audited departments are assigned.',
    },
  },
  startFieldwork: {
    input: z.strictObject({}),
    facts: independenceFacts,
    asks: (asked) => independenceAsks(asked, audits.teamAnd(asked)),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: [...byIndependentLeader, 'auditorsAssigned', ...independent],
    label: { ja: '実地監査を始める', en: 'start fieldwork' },
    why: {
      ja: '監査実施者がそろったため、実地監査を始めます。',
      en: 'The team is complete: fieldwork can start.',
    },
  },
  replaceAuditor: {
    input: z.strictObject(
      audits.replacementFields(['auditor'], {
        help: '現在の監査実施者でも構いません / may be of the team already',
      }),
    ),
    facts: independenceFacts,
    asks: (asked) => independenceAsks(asked, audits.incomingAnd(asked)),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: [...byIndependentLeader, 'outgoingIsOfTheTeam', ...independent],
    label: { ja: '監査実施者を交代させる', en: 'replace an auditor' },
  },
} as const satisfies Decisions;

/** Rules about the team, beside those of independence. */
export const rules = ruleTable({
  auditorsAssigned: { clause: '3-15', basis: 'text', ...audits.teamAssigned },
  outgoingIsOfTheTeam: { clause: '3-15', ...audits.outgoingOfTheTeam },
});

/** A new member of the team, with their firm when from outside. */
function member(person: PersonId, at: number, facts: IndependenceFacts): Auditor {
  const firm = facts.people.find((known) => known.person === person)?.outside?.firm;
  return { person, since: at, ...(firm === undefined ? {} : { firm }) };
}

/** A notice to each audited department's officers. */
export function toDepartments(context: Context, topic: string): Cause[] {
  const { organisation } = context;
  return context.departments.map((department) =>
    notify({ roles: ['officer', 'divisionOfficer'], organisation, department }, topic),
  );
}

/** Who answers for a finding that stands: its author, or who adopted it. */
function answeredBy(finding: Finding): PersonId | undefined {
  if (finding.standing === 'recorded') return finding.author;
  return finding.standing === 'adopted' ? finding.adopted?.by : undefined;
}

export const on = {
  /** Before fieldwork. */
  preparing: handlers(decisions, {
    assign: {
      target: '.assigned',
      change: (context, { input, facts }) => ({
        auditors: audits.assigned(context, input.auditors, (one, since) => member(one, since, facts)),
        ledAt: context.at,
      }),
      causes: ({ after }) => audits.team(after).map((one) => toPerson(one.person, 'assigned')),
    },
    startFieldwork: {
      target: '#audit.live.active.fieldwork',
      change: (context) => ({ fieldworkBegan: context.at, ledAt: context.at }),
      causes: ({ after }) => toDepartments(after, 'fieldworkStarted'),
    },
  }),
  /** From fieldwork to the report. */
  active: handlers(decisions, {
    replaceAuditor: {
      change: (context, { input, facts }) => ({
        auditors: audits.replaced(context, input, (one, since) => member(one, since, facts)),
        findings: context.findings.map((finding) =>
          answeredBy(finding) === input.outgoing
            ? { ...finding, standing: 'pending' as const, adopted: undefined }
            : finding,
        ),
        marks: withAll(context.marks, 'auditorReplaced'),
      }),
      causes: ({ after, event: { input } }) => [
        toCiso(after, 'auditorReplaced'),
        toPerson(input.outgoing, 'auditorReplaced'),
        toPerson(input.incoming, 'auditorReplaced'),
      ],
    },
  }),
};
